"""Makes `directory/domain/states.csv` from what the node's own libraries know.

Codes: ISO 3166-1 (alpha-3 from CLDR's aliases), and XK, which the code list leaves to its users. Names: CLDR,
English and Canadian French. Dial prefix: libphonenumber. Time zone: tz database; where a country has several,
the one of its capital, named below. Regions follow the continents of UN M49. Run again after Babel or
phonenumbers move, and read the difference.
"""

import csv
from pathlib import Path

import phonenumbers
from babel import Locale
from babel.core import get_global

TARGET = Path(__file__).resolve().parents[1] / "src/entraide/directory/domain/states.csv"
# In CLDR's list, yet no country code of ISO 3166-1: exceptional reservations, groupings, test locales.
NOT_STATES = set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
ALPHA3 = {
    "CD": "COD",
    "DE": "DEU",
    "FR": "FRA",
    "MM": "MMR",
    "RO": "ROU",
    "RS": "SRB",
    "ME": "MNE",
    "RU": "RUS",
}
ALPHA3 |= {
    "SA": "SAU",
    "TL": "TLS",
    "XK": "XKX",
    "YE": "YEM",
    "GB": "GBR",
    "CW": "CUW",
    "SX": "SXM",
    "BQ": "BES",
}
CAPITAL_ZONES = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "EC": "America/Guayaquil", "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei", "GL": "America/Nuuk", "ID": "Asia/Jakarta", "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty", "MH": "Pacific/Majuro", "MN": "Asia/Ulaanbaatar", "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PF": "Pacific/Tahiti", "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron", "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kyiv",
    "UM": "Pacific/Wake", "US": "America/New_York", "UZ": "Asia/Tashkent", "XK": "Europe/Belgrade",
    "AQ": "Antarctica/McMurdo", "BV": "Europe/Oslo", "HM": "Indian/Kerguelen",
}  # fmt: skip
REGIONS = {
    "Africa": "africa", "America": "americas", "Asia": "asia", "Europe": "europe",
    "Pacific": "oceania", "Australia": "oceania", "Antarctica": "antarctica", "Arctic": "europe",
}  # fmt: skip
REGION_OF = dict.fromkeys("CV IO KM MG MU RE SC SH TF YT".split(), "africa")
REGION_OF |= dict.fromkeys("BM FK GS".split(), "americas") | dict.fromkeys("MV TR".split(), "asia")
REGION_OF |= dict.fromkeys("FO IS".split(), "europe") | dict.fromkeys("CC CX HM".split(), "oceania")
REGION_OF |= {"BV": "antarctica", "AQ": "antarctica"}
NO_SEAT = set(
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU "
    "PF PM PN PR RE SH SJ SX TC TF TK TW UM VG VI WF XK YT".split()
)
OBSERVERS = {"PS", "VA"}


def main() -> None:
    english, french = Locale("en"), Locale("fr", "CA")
    aliases = get_global("territory_aliases")
    alpha3 = {to[0]: old for old, to in aliases.items() if len(old) == 3 and old.isalpha() and len(to) == 1}
    zones = get_global("territory_zones")
    rows = []
    for code in sorted(t for t in english.territories if len(t) == 2 and t.isalpha() and t not in NOT_STATES):
        zone = CAPITAL_ZONES.get(code) or zones[code][0]
        seat = "" if code in NO_SEAT else "observer" if code in OBSERVERS else "member"
        dial = phonenumbers.country_code_for_region(code)
        rows.append(
            {
                "alpha2": code,
                "alpha3": ALPHA3.get(code) or alpha3[code],
                "name_en": english.territories[code],
                "name_fr": french.territories[code],
                "region": REGION_OF.get(code) or REGIONS[zone.split("/")[0]],
                "time_zone": zone,
                "dial": f"+{dial}" if dial else "",
                "un_seat": seat,
            }
        )
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
