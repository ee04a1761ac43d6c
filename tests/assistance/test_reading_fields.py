"""Everything else that is read off a letter, exact in value and in place."""

from datetime import UTC, datetime

import pytest

from entraide.assistance.domain.kinds import Kind, Urgency
from entraide.assistance.domain.measures import MeasureCode
from entraide.assistance.domain.reading.cue_phrases import KINDS, MEASURES, OFFENCES, URGENCY
from entraide.assistance.domain.reading.letter import read
from entraide.assistance.domain.reading.suggestion import LABELS, Field


def values(field: Field, text: str, **headers: object) -> list[str]:
    return [one.value for one in read(text, **headers) if one.field is field]


LETTER = """Sûreté régionale de Valmont
Section cyberenquêtes
Bruxelles, le 4 mars 2026

N/Réf : SRV/2026/0114-B
V/Réf : 2026-I-0003

À : Northmark State Police, Canada

Objet : demande urgente de renseignements sur l'abonné

Madame, Monsieur,

Nous enquêtons sur une escroquerie. Le suspect, Jean-Marc DUPONT-LEROY, né le 12.05.1980 à Liège, a menacé
Mme Anna Peeters. Merci d'identifier l'utilisateur de l'adresse IP 203.0.113.7, port 51234,
le 03/03/2026 à 21:15:07 (UTC+1) et de
conserver les données au plus tard le 20 mars 2026, ou dans un délai de dix (10) jours ouvrables. Voir
hxxps[:]//evil[.]example/login?a=1 et fraude[at]evil[.]example.

Veuillez agréer nos salutations distinguées.

Inspecteur principal Luc Janssens
Tél. : +32 2 555 01 00
luc.janssens@police.valmont.example
"""


def test_a_whole_letter_gives_each_field_its_value():
    found: dict[Field, list[str]] = {}
    for one in read(LETTER):
        found.setdefault(one.field, []).append(one.value)
    assert found[Field.SENDING_STATE][0] == "BE"
    assert found[Field.AGENCY] == ["Sûreté régionale de Valmont", "Section cyberenquêtes"]
    assert found[Field.LANGUAGE] == ["fr"]
    assert found[Field.SUBJECT] == ["demande urgente de renseignements sur l'abonné"]
    assert found[Field.DATE][0] == "2026-03-04"
    assert found[Field.DEADLINE] == ["2026-03-20", "P10D"]
    assert found[Field.PARTNER_REFERENCE] == ["SRV/2026/0114-B"]
    assert found[Field.PERSON] == ["Jean-Marc DUPONT-LEROY", "Anna Peeters"]
    assert found[Field.IP_ADDRESS] == ["203.0.113.7:51234 2026-03-03T21:15:07+01:00"]
    assert found[Field.EMAIL] == ["fraude@evil.example", "luc.janssens@police.valmont.example"]
    assert found[Field.URL] == ["https://evil.example/login?a=1"]
    assert found[Field.PHONE] == ["+3225550100"]
    assert found[Field.URGENCY] == [Urgency.URGENT]
    assert found[Field.MEASURE] == [MeasureCode.SUBSCRIBER, MeasureCode.PRESERVATION]
    assert found[Field.KIND][0] == Kind.PRESERVATION
    assert found[Field.OFFENCE] == ["fraud"]


def test_no_value_of_a_field_is_suggested_twice():
    for text in (LETTER, LETTER * 3):
        pairs = [(one.field, one.value) for one in read(text)]
        assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("June 8, 2016", "2016-06-08"),
        ("22st,Jan,2021", "2021-01-22"),
        ("Sep.18th,2019", "2019-09-18"),
        ("2021-01-22", "2021-01-22"),
        ("14.07.2015", "2015-07-14"),
        ("1er juillet 2021", "2021-07-01"),
        ("le 15 août 2025", "2025-08-15"),
        ("8 de junio de 2016", "2016-06-08"),
        ("3. März 2026", "2026-03-03"),
        ("27 июля 2006 года", "2006-07-27"),
        ("2019年11月6日", "2019-11-06"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("4 maart 2026", "2026-03-04"),
    ],
)
def test_dates_are_read_in_the_forms_of_many_languages(written, day):
    assert values(Field.DATE, f"Valmont, {written}\n\nDear Sir,\n\nHello.\n") == [day]


@pytest.mark.parametrize(
    "written", ["31/02/2026", "2026-13-01", "99 mars 2026", "5 foo 2026", "1/2/3", "12345-01-01"]
)
def test_what_is_no_date_is_not_taken_for_one(written):
    assert values(Field.DATE, f"Ref {written}\n\nDear Sir,\n") == []


def test_a_day_and_a_month_that_could_be_swapped_are_less_sure():
    sure, unsure = (
        next(one for one in read(f"Valmont, {day}\n\nDear Sir,\n") if one.field is Field.DATE)
        for day in ("25/03/2026", "04/03/2026")
    )
    assert unsure.confidence < sure.confidence
    assert unsure.because.en == "day and month could be the other way round"


def test_the_date_of_the_message_comes_before_the_dates_of_laws_and_births():
    text = "Dear Sir,\n\nUnder the Federal Law of July 27, 2006 we ask about A. Roe, born 12 May 1980.\n"
    found = [one for one in read(text, sent_at=datetime(2026, 3, 4, tzinfo=UTC)) if one.field is Field.DATE]
    assert (found[0].value, found[0].start) == ("2026-03-04", -1)
    assert {one.value: one.confidence for one in found[1:]} == {"2006-07-27": 0.1, "1980-05-12": 0.1}


def test_the_name_of_the_file_gives_a_date_only_to_a_letter_without_one():
    assert values(Field.DATE, "Hello there", name="2021-01-22-letter.md") == ["2021-01-22"]
    assert values(Field.DATE, "Valmont, 3 May 2026\n\nDear Sir,\n", name="2021-01-22-letter.md") == [
        "2026-05-03"
    ]


def test_the_name_of_the_file_never_tells_the_state():
    assert values(Field.SENDING_STATE, "Hello there", name="2021-roskomnadzor-Russia.md") == []


@pytest.mark.parametrize(
    ("written", "deadline"),
    [
        ("Please reply no later than 20 March 2026.", "2026-03-20"),
        ("Réponse au plus tard le 20 mars 2026.", "2026-03-20"),
        ("Antwort spätestens bis zum 20.03.2026.", "2026-03-20"),
        ("a más tardar el 20 de marzo de 2026", "2026-03-20"),
        ("within 24 hours", "PT24H"),
        ("within forty-eight (48) hours", "PT48H"),
        ("sous 72 heures", "PT72H"),
        ("within three months", "P3M"),
        ("dans un délai de dix jours ouvrables", "P10D"),
        ("within 5 working days", "P5D"),
        ("en un plazo de 10 días hábiles", "P10D"),
        ("в течение суток", "PT24H"),
    ],
)
def test_deadlines_are_read_as_dates_or_as_lengths_of_time(written, deadline):
    assert values(Field.DEADLINE, f"Dear Sir,\n\n{written}\n") == [deadline]


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("Our ref: CC/2026/114", "CC/2026/114"),
        ("N/Réf : 2026-0114", "2026-0114"),
        ("Dossier n° 26/000123", "26/000123"),
        ("Aktenzeichen: 123 Js 4567/26", "123 Js 4567/26"),
        ("Diligencias Previas 123/2026", "123/2026"),
        ("incident reference number (SingCERT_20230626-C271158)", "SingCERT_20230626-C271158"),
        ("по делу № 2-388/18", "2-388/18"),
        ("FIR No. 45/2026", "45/2026"),
    ],
)
def test_the_partner_s_references_are_read_after_their_labels(written, reference):
    assert values(Field.PARTNER_REFERENCE, f"{written}\n\nDear Sir,\n") == [reference]


@pytest.mark.parametrize(
    "written", ["Your ref: 2026-I-0003", "V/Réf : 2026-I-0003", "Ref: none", "Reference: 12.03.2026"]
)
def test_our_own_reference_and_what_is_no_reference_are_left_out(written):
    assert values(Field.PARTNER_REFERENCE, f"{written}\n\nDear Sir,\n") == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:443", "203.0.113.7:443"),
        ("203[.]0[.]113[.]7", "203.0.113.7"),
        (
            "203.0.113.7 source port 51234 on 2026-03-03 20:15:07 UTC",
            "203.0.113.7:51234 2026-03-03T20:15:07+00:00",
        ),
        ("on 2026-03-03 20:15 +0530 from 203.0.113.7", "203.0.113.7 2026-03-03T20:15:00+05:30"),
        ("203.0.113.7 on 03.03.2026 20:15:07", "203.0.113.7 2026-03-03T20:15:07"),
        ("2001:db8::8a2e:370:7334", "2001:db8::8a2e:370:7334"),
        ("[2001:DB8::1]:8080", "[2001:db8::1]:8080"),
        ("2001:db8::1 port 443", "[2001:db8::1]:443"),
    ],
)
def test_addresses_are_read_with_their_port_and_their_moment(written, value):
    assert values(Field.IP_ADDRESS, f"Dear Sir,\n\nThe user came from {written}.\n") == [value]


@pytest.mark.parametrize(
    "written", ["256.1.1.1", "version 1.2.3.4", "section 15.1.2.3", "12:30:45", "1.2.3", "1.2.3.4.5"]
)
def test_what_is_no_address_is_not_taken_for_one(written):
    assert values(Field.IP_ADDRESS, f"Dear Sir,\n\nSee {written} of it\n") == []


def test_each_address_keeps_its_own_port_and_moment():
    text = (
        "203.0.113.7 port 1111 2026-03-03 10:00:00Z\n198.51.100.9 port 2222 2026-03-03 11:00:00Z\n192.0.2.1\n"
    )
    assert values(Field.IP_ADDRESS, text) == [
        "203.0.113.7:1111 2026-03-03T10:00:00+00:00",
        "198.51.100.9:2222 2026-03-03T11:00:00+00:00",
        "192.0.2.1",
    ]


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ("write to A.Roe@Example.ORG.", Field.EMAIL, "a.roe@example.org"),
        ("see https://example.org/a_(b)?c=1&d=2, please", Field.URL, "https://example.org/a_(b)?c=1&d=2"),
        ("(https://example.org/x).", Field.URL, "https://example.org/x"),
        ("www.example.org/x", Field.URL, "http://www.example.org/x"),
        ("http[:]//example[.]org/x", Field.URL, "http://example.org/x"),
        ("Tel: +34 915 55 01 00", Field.PHONE, "+34915550100"),
        ("0034 915 55 01 00", Field.PHONE, "+34915550100"),
        ("Fax (+1) 514-555-0100", Field.PHONE, "+15145550100"),
        ("Tel: (514) 555-0100", Field.PHONE, "5145550100"),
    ],
)
def test_contacts_are_read_as_they_would_be_dialled_or_written(written, field, value):
    assert values(field, f"Dear Sir,\n\n{written}\n") == [value]


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("the suspect John Michael Roe was seen", "John Michael Roe"),
        ("this is her:\nName: Jane Roe", "Jane Roe"),
        ("ceci :\nNom : Marie-Ève Tremblay", "Marie-Ève Tremblay"),
        ("Herr Karl von Muster wohnt", "Karl von Muster"),
        ("Anna PEETERS (née le 1.2.1980)", "Anna PEETERS"),
        ("la victime, Mme Chantal Lavoie,", "Chantal Lavoie"),
        ("подозреваемый Иванов Пётр Сергеевич", "Иванов Пётр Сергеевич"),
    ],
)
def test_persons_are_read_by_what_stands_beside_their_names(written, person):
    assert person in values(Field.PERSON, f"Dear Sir,\n\nWe say that {written}\n")


def test_offices_and_polite_forms_are_no_persons():
    text = "Madame, Monsieur,\n\nMr Attorney General, Monsieur le Procureur, Dear Sir, Mr President.\n"
    assert values(Field.PERSON, text) == []


@pytest.mark.parametrize(
    ("written", "urgency"),
    [
        ("There is an imminent threat to life.", "emergency"),
        ("Elle dit vouloir mettre fin à ses jours ce soir.", "emergency"),
        ("Es besteht Lebensgefahr.", "emergency"),
        ("We would be grateful for an urgent reply.", "urgent"),
        ("Réponse souhaitée dans les meilleurs délais.", "urgent"),
        ("Срочно.", "urgent"),
    ],
)
def test_cues_of_urgency_are_read(written, urgency):
    assert values(Field.URGENCY, f"Dear Sir,\n\n{written}\n") == [urgency]


def test_the_gravest_urgency_comes_first_and_a_calm_letter_has_none():
    assert values(Field.URGENCY, "Urgent: imminent danger.") == ["emergency", "urgent"]
    assert values(Field.URGENCY, "Please send the file when you can.") == []


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("This is an emergency disclosure request: she announced suicide.", Kind.EMERGENCY_DISCLOSURE),
        ("Communication d'urgence : danger de mort.", Kind.EMERGENCY_DISCLOSURE),
        ("Preservation request under Article 29 of the Budapest Convention.", Kind.PRESERVATION),
        ("Demande de conservation rapide de données.", Kind.PRESERVATION),
        ("Request for the provisional arrest and extradition of a fugitive.", Kind.EXTRADITION),
        ("Demande d'arrestation provisoire aux fins d'extradition.", Kind.EXTRADITION),
        ("Firearm trace request: pistol, serial number obliterated.", Kind.FIREARM_TRACE),
        ("Demande de dépistage d'une arme à feu.", Kind.FIREARM_TRACE),
        ("Travel notice: a registered sex offender intends to travel.", Kind.TRAVEL_NOTICE),
        ("Préavis de déplacement d'un délinquant sexuel.", Kind.TRAVEL_NOTICE),
        ("Spontaneous information, sent for your information.", Kind.SPONTANEOUS_INFORMATION),
        ("Transmission spontanée de renseignements.", Kind.SPONTANEOUS_INFORMATION),
        ("A missing person, last seen in 1987: a cold case.", Kind.MISSING_PERSON),
        ("Disparition inquiétante d'une personne disparue.", Kind.MISSING_PERSON),
        ("Request for mutual legal assistance: letter of request.", Kind.MUTUAL_LEGAL_ASSISTANCE),
        ("Commission rogatoire internationale et demande d'entraide.", Kind.MUTUAL_LEGAL_ASSISTANCE),
        ("Police co-operation: please identify the user.", Kind.POLICE_INFORMATION),
    ],
)
def test_the_kind_of_request_is_read(written, kind):
    assert values(Field.KIND, f"Dear Sir,\n\n{written}\n")[0] == kind


@pytest.mark.parametrize(
    ("written", "measure"),
    [
        ("subscriber information", MeasureCode.SUBSCRIBER),
        ("renseignements sur l’abonné", MeasureCode.SUBSCRIBER),
        ("the interview of a witness", MeasureCode.INTERVIEW),
        ("procéder à l’audition de la témoin", MeasureCode.INTERVIEW),
        ("bank records", MeasureCode.BANK_RECORDS),
        ("une perquisition", MeasureCode.SEARCH),
        ("removal of the page", MeasureCode.REMOVAL),
        ("service of documents", MeasureCode.SERVICE),
        ("la signification d’un acte", MeasureCode.SERVICE),
        ("by videoconference", MeasureCode.VIDEO_HEARING),
    ],
)
def test_measures_are_read_in_both_languages(written, measure):
    assert measure in values(Field.MEASURE, f"Dear Sir,\n\nWe ask for {written}.\n")


def test_the_subject_counts_double_and_what_only_it_says_has_no_place_in_the_letter():
    found = [
        one
        for one in read("Dear Sir,\n\nSee the annex.\n", subject="Firearm trace")
        if one.field is Field.KIND
    ]
    assert [(one.value, one.words, one.start, one.end) for one in found] == [
        ("firearm_trace", "Firearm trace", -1, -1)
    ]


def test_languages_come_by_how_much_they_are_spoken():
    english = (
        "The suspect is not in the country and we have asked for this file to be sent with the others. " * 2
    )
    spanish = "El sospechoso no está en el país y se solicita que la información sea enviada con los otros. "
    assert values(Field.LANGUAGE, english + spanish) == ["en", "es"]
    assert values(Field.LANGUAGE, "请协助提供用户登记信息，我们是公安局。") == ["zh"]
    assert values(Field.LANGUAGE, "xyzzy") == []


def test_every_field_every_measure_and_every_kind_can_be_spoken_of():
    assert set(LABELS) == set(Field)
    assert set(MEASURES) == set(MeasureCode) - {MeasureCode.OTHER}
    assert set(KINDS) == set(Kind)
    assert set(URGENCY) == set(Urgency) - {Urgency.ROUTINE}
    assert all(english and french and phrases for english, french, phrases in OFFENCES.values())
