"""The schedules that ship, made anew from the law's own XML.  python tools/schedules.py ENGLISH.xml FRENCH.xml

The two files are those of one Act on laws-lois.justice.gc.ca.
"""

import csv
import sys
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]
FILE = ROOT / "src" / "entraide" / "instruments" / "data" / "cdsa_schedules.csv"


def table(english: bytes, french: bytes) -> str:
    """The file as `shipped.py` reads it."""
    from entraide.instruments.domain.substances.schedules import bilingual, read_schedules
    from entraide.instruments.domain.substances.shipped import COLUMNS

    read = bilingual(read_schedules(english), read_schedules(french))
    written = StringIO()
    written.write(f"# {read.consolidated} {read.repealed}\n")
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for item in read.items:
        rows.writerow(
            (
                item.schedule,
                item.part,
                item.number,
                item.within,
                "true" if item.excluded else "",
                " ".join(sorted(item.widened)),
                item.en.text if item.en else "",
                item.fr.text if item.fr else "",
            )
        )
    return written.getvalue()


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    english, french = (Path(name).read_bytes() for name in arguments)
    FILE.write_text(table(english, french), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
