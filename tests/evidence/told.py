"""Exhibits as they are told in a report: invented ones, with every kind of link."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from entraide.evidence.domain.custody import Act, Event, Signatory
from entraide.evidence.domain.exhibits import Content, Described, Kind, Marking, Part
from entraide.evidence.domain.report.writing import Told

AT = datetime(2026, 3, 2, 14, 30, 5, tzinfo=UTC)
ANNA = Signatory("Anna Tremblay", "Exhibit officer", person=UUID(int=1))
BERT = Signatory("Bert Okafor", "Head of the bureau", person=UUID(int=2))
DRAWN = (
    ((120, 480), (180, 300), (240, 260), (260, 420), (230, 560), (300, 500), (380, 380), (420, 470)),
    ((400, 520), (480, 430), (560, 520), (640, 410), (760, 500), (900, 380)),
)
CHEMIST = Signatory("Chantal Hémist", "Chemist", "Laboratory of Valmont", strokes=DRAWN)


def described(place: int = 1, **said: object) -> Described:
    exhibit = Described(
        id=UUID(int=1000 + place),
        number=f"P-2026-{place:04}",
        kind=Kind.SAMPLE,
        title="White powder from the second drawer",
        description="A bag of white powder.\nThe bag is knotted.",
        source="Search at the workshop, Valmont",
        marking=Marking.NONE,
        registered_at=AT,
        registered_by="Anna Tremblay",
        details={"substance": "Fentanyl, presumed", "mass": "12.4 g", "parent": ""},
    )
    return replace(exhibit, **said)  # type: ignore[arg-type]


def content(number: int = 1, **said: object) -> Content:
    file = Content(
        id=UUID(int=2000 + number),
        exhibit=UUID(int=1001),
        part=Part.PHOTOGRAPH,
        name=f"photograph-{number}.jpg",
        media_type="image/jpeg",
        size=1_234_567,
        sha256=f"{number:02x}" + "0123456789abcdef" * 3 + "0123456789abcd",
        taken_at=AT + timedelta(minutes=number),
    )
    return replace(file, **said)  # type: ignore[arg-type]


def event(number: int, act: Act, **said: object) -> Event:
    made = Event(UUID(int=3000 + number), UUID(int=1001), number, act, AT + timedelta(hours=number), ANNA)
    return replace(made, **said)  # type: ignore[arg-type]


def every_link() -> tuple[Event, ...]:
    """A chain in which everything happens once; what may come next is not what is tested here."""
    said: dict[Act, dict[str, object]] = {
        Act.RECEIVED: {
            "place": "Depot, shelf 4",
            "condition": "bag whole",
            "happened": AT - timedelta(days=2),
        },
        Act.UNKNOWN: {
            "happened": AT - timedelta(days=30),
            "until": AT - timedelta(days=20),
            "when": "carried about by the finder",
        },
        Act.SEALED: {"seals": ("A-1001", "A-1002"), "condition": "bag whole"},
        Act.OPENED: {"seals": ("A-1001",), "reason": "to weigh it"},
        Act.OFFERED: {"other": replace(CHEMIST, strokes=()), "reason": "analysis"},
        Act.ACCEPTED: {
            "by": replace(ANNA, strokes=DRAWN[1:]),
            "other": CHEMIST,
            "place": "Laboratory of Valmont",
            "condition": "seal whole",
            "about": UUID(int=3000 + 8),
        },
        Act.RELEASE_ASKED: {"reason": "sent to the court", "facts": {"copy": True}},
        Act.DESTROYED: {"by": BERT, "reason": "ordered by the court"},
    }
    acts = [Act.RECEIVED, *(act for act in Act if act not in (Act.RECEIVED, Act.COLLECTED)), Act.COLLECTED]
    return tuple(event(number, act, **said.get(act, {})) for number, act in enumerate(acts, 1))


def told(number: int = 1) -> Told:
    return described(number), (content(1), content(2, size=512)), every_link()
