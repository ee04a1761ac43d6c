"""Requests that are ready to cross to the other nodes of the demonstration: approved, their letters too."""

from __future__ import annotations

from entraide.assistance.demo.bureau import Bureau, Story
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.services import following, writing


def van(bureau: Bureau) -> Story:
    """To the foreign authority that runs a node of its own."""
    yield from _ready(
        bureau,
        {
            "partner_state": "DE",
            "partner_agency": "Northmark State Police",
            "title": "Keeper of a van seen at three burglaries",
            "facts": "A grey van with plates of Northmark stood near three burglaries of Valmont in nine days. A "
            "neighbour wrote its number down twice.",
            "limits_on_use": "For inquiry V-26-0311 only; not to be disclosed to third parties.",
            "tlp": "amber",
            "handling": "h1",
        },
        ("identification", "Keeper of the van with the plate NM-KV 2207, and since when."),
        hours=6,
    )


def parcels(bureau: Bureau) -> Story:
    """To the authority that answers by itself."""
    yield from _ready(
        bureau,
        {
            "partner_state": "NL",
            "partner_agency": "Osterhaven Training Authority",
            "title": "Sender of parcels posted in Osterhaven",
            "facts": "Eleven parcels with counterfeit tax stamps came to Valmont from one counter in Osterhaven.",
            "tlp": "green",
        },
        ("checks", "Who paid for the parcels, and by what means."),
        hours=5,
    )


def _ready(bureau: Bureau, fields: dict[str, object], measure: tuple[str, str], *, hours: float) -> Story:
    yield bureau.ago(hours=hours)
    request = bureau.draft(
        {"kind": "police_information", "track": "police", "language": "en", "urgency": "routine", **fields}
    )
    bureau.part(request, "measures", by="officer", code=measure[0], description=measure[1])
    yield bureau.after(minutes=25)
    bureau.let_in(request, "supervisor.fraud", by="officer")
    request = bureau.do(following.submit, request, by="officer")
    letter = bureau.do(writing.draft_letter, request, by="officer", kind=LetterKind.OUTGOING_REQUEST)
    bureau.do(writing.submit_letter, letter, by="officer")
    yield bureau.after(minutes=40)
    bureau.do(following.approve, request, by="supervisor.fraud")
    bureau.do(writing.approve_letter, letter, by="supervisor.fraud")


STORIES = (van, parcels)
