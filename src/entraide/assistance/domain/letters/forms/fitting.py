"""Which forms a request can be sent with: the letter of request always, and those made for its kind before it."""

from entraide.assistance.domain.kinds import Kind
from entraide.assistance.domain.letters.facts import LetterKind

_MADE_FOR: dict[Kind, tuple[LetterKind, ...]] = {
    Kind.EMERGENCY_DISCLOSURE: (LetterKind.EMERGENCY_DISCLOSURE,),
    Kind.PRESERVATION: (LetterKind.PRESERVATION_REQUEST,),
    Kind.EXTRADITION: (LetterKind.PROVISIONAL_ARREST,),
    Kind.FIREARM_TRACE: (LetterKind.FIREARM_TRACE,),
    Kind.TRAVEL_NOTICE: (LetterKind.TRAVEL_NOTICE,),
}
# The judicial track has two more, which a bureau chooses when a court asks, or when only the subscriber is wanted.
_BESIDE: dict[Kind, tuple[LetterKind, ...]] = {
    Kind.POLICE_INFORMATION: (LetterKind.SUBSCRIBER_REQUEST,),
    Kind.MUTUAL_LEGAL_ASSISTANCE: (LetterKind.LETTERS_ROGATORY, LetterKind.SUBSCRIBER_REQUEST),
}


def forms_for(kind: Kind | None) -> tuple[LetterKind, ...]:
    """The forms for a request of that kind, the likeliest first."""
    if kind is None:
        return (LetterKind.OUTGOING_REQUEST,)
    return (*_MADE_FOR.get(kind, ()), LetterKind.OUTGOING_REQUEST, *_BESIDE.get(kind, ()))
