"""The partners of the demo bureau: plainly fictional agencies in real states, nobody real among them.

Addresses end in `.example`; telephones use numbers that are reserved for fiction or cannot be dialled.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from entraide.directory.domain.entries import AgencyFacts, ContactFacts, OfficeFacts
from entraide.directory.domain.sorts import AgencySort, Channel, Function
from entraide.directory.domain.states import states
from entraide.directory.services import add_agency, add_contact, add_office
from entraide.kernel.people import Actor


@dataclass(frozen=True)
class Partner:
    """One invented agency: state, English and French names, its own name, sort, city, languages, a person."""

    state: str
    name_en: str
    name_fr: str
    name_original: str
    sort: AgencySort
    city: str
    languages: str
    person: str


P, C, J, M, N, D, L, V = (
    AgencySort.POLICE,
    AgencySort.CENTRAL_AUTHORITY,
    AgencySort.PROSECUTION,
    AgencySort.MINISTRY,
    AgencySort.NCB,
    AgencySort.POINT_24_7,
    AgencySort.LABORATORY,
    AgencySort.PROVIDER,
)

PARTNERS = tuple(
    Partner(*row)
    for row in (
        ("CA", "Northmark State Police", "Police d’État de Northmark", "", P, "Northmark", "en fr", "Ada Wexcombe"),
        ("CA", "Valmont Regional Police", "Sûreté régionale de Valmont", "", P, "Valmont", "fr en", "Noé Talbrun"),
        ("CA", "Northmark Forensic Laboratory", "Laboratoire judiciaire de Northmark", "", L, "Northmark", "en fr", ""),
        ("US", "Kestrel County Sheriff", "Shérif du comté de Kestrel", "", P, "Kestrel Falls", "en es", "Dwight Orrley"),
        ("US", "Office of Foreign Requests", "Bureau des demandes étrangères", "", C, "Fairhaven", "en", "Lena Marchbanks"),
        ("US", "Palaver Social, disclosure desk", "Palaver Social, service des communications", "", V, "Bayport", "en", ""),
        ("FR", "Valbourg Judicial Police", "Police judiciaire de Valbourg", "", P, "Valbourg", "fr en", "Clotilde Verneau"),
        ("FR", "Central Office for Assistance, Valbourg", "Bureau central de l’entraide de Valbourg", "", C, "Valbourg", "fr en", "Anselme Druez"),
        ("BE", "Prosecution Service of Hautebruyère", "Parquet de Hautebruyère", "", J, "Hautebruyère", "fr nl en", "Wout Delmarche"),
        ("DE", "Lindenau Criminal Police Office", "Office de police criminelle de Lindenau", "Kriminalamt Lindenau", P, "Lindenau", "de en", "Jorinde Falkenrath"),
        ("GB", "Ashbourne Crime Agency", "Agence criminelle d’Ashbourne", "", P, "Ashbourne Vale", "en", "Imogen Tarrant"),
        ("GB", "Central Authority, Ashbourne", "Autorité centrale d’Ashbourne", "", C, "Ashbourne Vale", "en", ""),
        ("IE", "Carrigmore Guard", "Garde de Carrigmore", "Garda Charraig Mhór", P, "Carrigmore", "en ga", "Eoin Brannock"),
        ("NL", "Waterland Cyber Unit", "Unité cybernétique du Waterland fictif", "Cyberdienst Polderdam", D, "Polderdam", "nl en", "Femke Oosterzand"),
        ("CH", "Cantonal Police of Hochtal", "Police cantonale de Hochtal", "Kantonspolizei Hochtal", P, "Hochtal", "de fr it en", "Reto Amsler-Vogt"),
        ("ES", "Brigade of Puerto Lirio", "Brigade de Puerto Lirio", "Brigada de Puerto Lirio", P, "Puerto Lirio", "es en fr", "Amaya Quiroga Sanz"),
        ("PT", "Judiciary of Vale Sereno", "Police judiciaire de Vale Sereno", "Judiciária de Vale Sereno", P, "Vale Sereno", "pt en", "Duarte Pinhal"),
        ("IT", "Prosecutor of Montecalvo", "Parquet de Montecalvo", "Procura di Montecalvo", J, "Montecalvo", "it en", "Fiamma Rossetti-Lai"),
        ("PL", "Voivodeship Police in Brzezina", "Police de la voïvodie de Brzezina", "Komenda w Brzezinie", P, "Brzezina", "pl en", "Halina Krzewicka"),
        ("SE", "Norrvik Police Region", "Région policière de Norrvik", "Polisregion Norrvik", P, "Norrvik", "sv en", "Stellan Ekmark"),
        ("NO", "Fjordheim Contact Point", "Point de contact de Fjordheim", "Kontaktpunkt Fjordheim", D, "Fjordheim", "no en", ""),
        ("RO", "Directorate of Valea Albă", "Direction de Valea Albă", "Direcția Valea Albă", P, "Valea Albă", "ro en fr", "Ilinca Dobrescu"),
        ("TR", "Directorate of Akdere", "Direction d’Akdere", "Akdere Müdürlüğü", P, "Akdere", "tr en", "Selin Karaova"),
        ("MA", "Brigade of Aïn Zohra", "Brigade d’Aïn Zohra", "فرقة عين زهرة", P, "Aïn Zohra", "ar fr", "Yassir Benhalima"),
        ("SN", "National Bureau, Ndiaré", "Bureau national de Ndiaré", "", N, "Ndiaré", "fr", "Awa Ndiaré Sy"),
        ("CI", "Cyber Platform of Bassani", "Plateforme de cybercriminalité de Bassani", "", P, "Bassani", "fr", "Koffi Amanvi"),
        ("NG", "Federal Desk, Okeluwa", "Bureau fédéral d’Okeluwa", "", P, "Okeluwa", "en", "Tunde Adekoyin"),
        ("KE", "Directorate of Mbarani", "Direction de Mbarani", "", P, "Mbarani", "en sw", "Wanjala Kibetu"),
        ("ZA", "Serious Crime Desk, Rooiberg", "Bureau des crimes graves de Rooiberg", "", P, "Rooiberg", "en af", "Lindiwe Motsamai"),
        ("IN", "State Cell, Chandrapuri", "Cellule d’État de Chandrapuri", "", P, "Chandrapuri", "en hi", "Ananya Devrath"),
        ("SG", "Harbour Police Intelligence", "Renseignement de la police du port", "", P, "Tanjong Selat", "en zh", "Rachel Tan Mei Lin"),
        ("JP", "Minatogawa Prefectural Police", "Police préfectorale de Minatogawa", "湊川県警察", P, "Minatogawa", "ja en", "Haruka Minase"),
        ("KR", "Cyber Bureau of Haesong", "Bureau cybernétique de Haesong", "해송 사이버국", D, "Haesong", "ko en", ""),
        ("AU", "Wattle Bay Police", "Police de Wattle Bay", "", P, "Wattle Bay", "en", "Declan Moorhouse"),
        ("NZ", "Tarawai Police District", "District policier de Tarawai", "", P, "Tarawai", "en mi", "Aroha Te Kahurangi"),
        ("MX", "Prosecutor of Villa Serena", "Parquet de Villa Serena", "Fiscalía de Villa Serena", J, "Villa Serena", "es en", "Ximena Orduño"),
        ("BR", "Federal Delegacy of Serra Clara", "Délégation fédérale de Serra Clara", "Delegacia de Serra Clara", P, "Serra Clara", "pt en", "Thales Brandão"),
        ("CO", "Directorate of Río Manso", "Direction de Río Manso", "Dirección de Río Manso", P, "Río Manso", "es", "Yolima Restán"),
        ("AE", "Police of Al Marsa", "Police d’Al Marsa", "شرطة المرسى", P, "Al Marsa", "ar en", "Hamad Al Suwaydan"),
        ("HK", "Kowloon Ridge Liaison Bureau", "Bureau de liaison de Kowloon Ridge", "", P, "Kowloon Ridge", "en zh", "Wong Ka Yan"),
    )
)  # fmt: skip

# The working week where it is not Monday to Friday.
WEEK = {
    "AE": "mon-thu 07:30-15:30; fri 07:30-12:00",
    "MA": "mon-fri 08:30-16:30",
    "IN": "mon-sat 09:30-18:00",
}


def fill(acting: Actor, at: datetime) -> None:
    """Put the partners into the directory, in the name of a person who keeps it."""
    for number, partner in enumerate(PARTNERS):
        facts = states()[partner.state]
        languages = tuple(partner.languages.split())
        agency = add_agency(
            AgencyFacts(
                state=partner.state,
                name_en=partner.name_en,
                name_fr=partner.name_fr,
                name_original=partner.name_original,
                sort=partner.sort,
                languages=languages,
            ),
            acting=acting,
            at=at,
        )
        desk = partner.sort in {AgencySort.POINT_24_7, AgencySort.NCB}
        office = add_office(
            agency,
            OfficeFacts(
                name="Duty office" if desk else "Headquarters",
                address=f"{10 + number} Example Square",
                city=partner.city,
                time_zone=facts.time_zone,
                hours="" if desk else WEEK.get(partner.state, "mon-fri 08:30-16:30"),
                always_open=desk,
                closures=(date(at.year, 12, 25), date(at.year + 1, 1, 1)),
            ),
            acting=acting,
            at=at,
        )
        host = partner.city.lower().encode("ascii", "ignore").decode().replace(" ", "-")
        add_contact(
            office,
            ContactFacts(
                function=_function(partner.sort),
                phone=f"{facts.dial} 555 01{number:02}",
                email=f"desk@{host}.example",
                languages=languages,
                channels=_channels(partner.sort),
                preferred_channel=_channels(partner.sort)[0],
                verified_on=at.date() - timedelta(days=7 * (number % 30)),
            ),
            acting=acting,
            at=at,
        )
        if partner.person:
            add_contact(
                office,
                ContactFacts(
                    function=Function.LIAISON_OFFICER if number % 3 == 0 else Function.INVESTIGATOR,
                    person=partner.person,
                    phone=f"{facts.dial} 555 01{number:02}",
                    mobile=f"{facts.dial} 555 01{number + 50:02}",
                    email=f"contact{number}@{host}.example",
                    languages=languages,
                    channels=(Channel.EMAIL, Channel.PHONE),
                    preferred_channel=Channel.EMAIL,
                    verified_on=at.date() - timedelta(days=11 * (number % 40)),
                ),
                acting=acting,
                at=at,
            )


def _function(sort: AgencySort) -> Function:
    return {
        AgencySort.CENTRAL_AUTHORITY: Function.MLA_DESK,
        AgencySort.PROSECUTION: Function.MLA_DESK,
        AgencySort.NCB: Function.NCB_DESK,
        AgencySort.POINT_24_7: Function.BUDAPEST_24_7,
        AgencySort.PROVIDER: Function.DISCLOSURE_DESK,
        AgencySort.LABORATORY: Function.FIREARMS_DESK,
    }.get(sort, Function.DUTY_DESK)


def _channels(sort: AgencySort) -> tuple[Channel, ...]:
    if sort is AgencySort.PROVIDER:
        return (Channel.PORTAL, Channel.EMAIL)
    if sort in {AgencySort.CENTRAL_AUTHORITY, AgencySort.PROSECUTION}:
        return (Channel.SECURE_MAIL, Channel.POST, Channel.EMAIL)
    return (Channel.I24_7, Channel.EMAIL, Channel.PHONE)
