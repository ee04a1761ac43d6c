"""A process that collects, slowly, until it is killed; it is given SOURCE, TO, and «resume» where it goes on."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from entraide.evidence.domain.collected import Collector, Told
from entraide.evidence.domain.collecting import begin, resume
from entraide.evidence.domain.seals import key_at

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOLD = Told(Collector("Ada Example", "Police d’Exemple", "Constable"), "Montréal", "Search warrant 12")


def main(source: Path, to: Path, *, again: bool) -> None:
    under_way = resume(source, to, at=AT) if again else begin(source, to, TOLD, at=AT)

    def step(files: int, _all_files: int, _bytes: int, _all_bytes: int) -> None:
        said(files)
        time.sleep(0 if again else 0.001)

    under_way.copy(step)
    said(under_way.seal(key_at(to.parent / "key.pem"), at=AT))


def said(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), again=sys.argv[3:] == ["resume"])
