"""What is kept as evidence in the week: an object of thirty years ago, a book of which a copy is asked for, a page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from entraide.assistance.demo.bureau import Bureau
from entraide.evidence.domain.custody import Act
from entraide.evidence.domain.exhibits import Kind
from entraide.evidence.services import certifying, handing, judging, keeping
from entraide.evidence.services.handing import Outside
from entraide.evidence.services.registering import Beginning, Incoming, Registration, add_file, register

if TYPE_CHECKING:
    from uuid import UUID

    from entraide.assistance.models import AssistanceRequest, Measure
    from entraide.evidence.models import Exhibit

LABORATORY = "Laboratory of Valmont"
OURS = (((80, 600), (240, 320), (420, 640), (600, 360), (820, 560)),)
THEIRS = (((120, 420), (300, 700), (360, 300), (520, 620), (900, 480)), ((480, 240), (620, 260)))
CERTIFICATE = b"""Laboratory of Valmont                                             Certificate LV-0311

Received under seal VM-70412, whole. Examined: one swimming bath ticket of paper, June 1994.
On its back: one partial print of a right thumb, fit for comparison. No profile was found.

C. Hemist, chemist
"""
BOOK = b"""Dealer's book, 2015-2019 (copy of the registry)

2015-03-12  R4  .223  CV-551201  from the importer
2016-08-30  R4  .223  CV-551201  to L. Marchetti, Valmont
"""
PAGE = b"""<!doctype html><title>About us</title>
<h1>Numbers for hire</h1><p>By the day, by the week. Director: T. Monfort, Valmont.</p>
"""


def ticket(bureau: Bureau, request: AssistanceRequest, *, by: str) -> Exhibit:
    """A ticket of 1994: of its first years nobody knows; sealed, and handed to the laboratory."""
    year = "1994 to 1998; the register of that time was lost"
    exhibit = _registered(
        bureau,
        request,
        by,
        Kind.OBJECT,
        "Ticket of a swimming bath, June 1994",
        Beginning(act=Act.UNKNOWN, when=year, reason="No register of these years is left."),
        Beginning(act=Act.RECEIVED, when="1998, from the store of the old court", place="Store room 2"),
        marks="Number 55 on its back, in pencil",
    )
    bureau.do(keeping.seal, exhibit, by=by, seals=["VM-70412"], condition="Yellowed, whole, in a paper bag.")
    to = Outside(name="C. Hemist", function="Chemist", agency=LABORATORY)
    reason = "Prints and profile, for Carrigmore."
    bureau.do(handing.offer, exhibit, by=by, to=to, reason=reason, place="Store room 2")
    bureau.do(
        handing.hand_over,
        exhibit,
        by=by,
        given=OURS,
        received=THEIRS,
        receiver=to,
        place=LABORATORY,
        condition="Seal whole.",
    )
    return exhibit


def certified(bureau: Bureau, exhibit: Exhibit, *, by: str) -> None:
    """The laboratory says what it found, and gives it back."""
    files = [Incoming("LV-0311.txt", "text/plain", [CERTIFICATE])]
    bureau.do(certifying.certify, exhibit, by=by, files=files, who=LABORATORY, reason="Prints and profile")
    bureau.do(
        handing.receive_back,
        exhibit,
        by=by,
        from_whom=f"C. Hemist, {LABORATORY}",
        place="Store room 2",
        condition="Sealed again by the laboratory.",
        seals=["LV-0311"],
    )


def book(bureau: Bureau, request: AssistanceRequest, *, by: str) -> None:
    """The book of a dealer; that a copy of it may leave waits for a second person."""
    found = Beginning(
        act=Act.COLLECTED, happened=bureau.now - timedelta(minutes=50), place="Firearms registry"
    )
    exhibit = _registered(
        bureau,
        request,
        by,
        Kind.DOCUMENT,
        "Book of a dealer that closed in 2019",
        found,
        found_at="Firearms registry, shelf 12",
    )
    bureau.do(add_file, exhibit, by=by, pieces=[BOOK], name="book-2015-2019.txt", media_type="text/plain")
    partner = Outside(name="Ximena Orduno", function="Firearms desk", agency=request.partner_agency)
    reason = "The hearing on the custody of the suspect."
    bureau.do(judging.ask_release, exhibit, by=by, to=partner, reason=reason, place="Store room 2", copy=True)


def page(bureau: Bureau, request: AssistanceRequest, measure: Measure, *, by: str) -> None:
    """The page of a company as it stood that day: a result of a measure."""
    took = Beginning(
        act=Act.COLLECTED, happened=bureau.now, place="Capture station", reason="Open to anybody"
    )
    exhibit = _registered(
        bureau,
        request,
        by,
        Kind.CAPTURE,
        "Page of the company that hires both numbers",
        took,
        measure=measure.uuid,
        url="https://numbers-for-hire.example/about",
        captured_at=f"{bureau.now:%Y-%m-%d %H:%M} UTC",
    )
    bureau.do(add_file, exhibit, by=by, pieces=[PAGE], name="about.html", media_type="text/html")


def _registered(
    bureau: Bureau,
    request: AssistanceRequest,
    by: str,
    kind: Kind,
    title: str,
    *began: Beginning,
    measure: UUID | None = None,
    **details: str,
) -> Exhibit:
    said = Registration(
        kind=kind, title=title, began=began, about=request.uuid, measure=measure, details=details
    )
    return bureau.do(register, request.case, by=by, said=said)
