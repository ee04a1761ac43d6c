"""What arrives as a file: kept byte for byte, opened apart, read for suggestions, recognised if it was here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from entraide.assistance import policy
from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.opening.files import open_bytes, open_file
from entraide.assistance.domain.opening.opened import Opened
from entraide.assistance.domain.opening.refusals import TooLarge
from entraide.assistance.domain.reading.letter import read
from entraide.assistance.domain.reading.likeness import (
    LOOKS_LIKE,
    Fingerprint,
    fingerprint,
    likeness,
    packed,
    unpacked,
)
from entraide.assistance.errors import AlreadyHere, ReasonNeeded
from entraide.assistance.errors import ArrivalSettled as AlreadySettled
from entraide.assistance.events import ArrivalJoined, ArrivalRefused, ArrivalSettled, Arrived, MailRefused
from entraide.assistance.models import Arrival, AssistanceRequest, LikenessBand, Suggestion
from entraide.assistance.services.following import give_way
from entraide.assistance.services.registering import enter, open_intake_case
from entraide.cases.services import originals
from entraide.cases.services.originals import Held
from entraide.cases.services.work import Sheet, put_on_file
from entraide.kernel.errors import NotAllowed, Refusal
from entraide.ledger.events import Act as LedgerAct
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Case

# Letters beside which a new one is laid to see whether they are nearly the same.
COMPARED = 50


@dataclass(frozen=True)
class Bringing:
    """How a file comes in: its bare name, the channel, who brings it (None: the node's own console)."""

    name: str
    channel: Channel | None
    acting: Person | None
    at: datetime
    # When it reached the agency, where that was before it is taken in.
    reached_at: datetime | None = None

    @property
    def received_at(self) -> datetime:
        return self.reached_at or self.at


def receive_path(
    path: Path, *, acting: Person | None, at: datetime, channel: Channel | None = None
) -> Arrival:
    """Take in a file from disk. See `receive`."""
    size = path.stat().st_size
    if size > settings.ENTRAIDE_ARRIVAL_MAX_BYTES:
        raise TooLarge(size=size, limit=settings.ENTRAIDE_ARRIVAL_MAX_BYTES)
    return receive(originals.chunks_of(path), name=path.name, acting=acting, at=at, channel=channel)


def receive(
    chunks: Iterable[bytes],
    *,
    name: str,
    acting: Person | None,
    at: datetime,
    channel: Channel | None = None,
) -> Arrival:
    """Take in a file: its original is kept, a case and a request are opened for it, suggestions are read off it.

    A file that cannot be read becomes an arrival all the same, with its reason and without a request.
    Raises `NotAllowed`, `AlreadyHere` when the one who brings it can already see the same bytes, `NobodyAtTheDesk`.
    """
    if acting is not None and not policy.may_take_in(acting):
        raise NotAllowed
    bringing = Bringing(name=Path(name).name[:255] or "?", channel=channel, acting=acting, at=at)
    held = originals.hold(chunks)
    try:
        _refuse_twice(held, acting)
        try:
            opened = open_file(held.path, name=bringing.name)
        except Refusal as refusal:
            return _refused(held, refusal, bringing)
        return _taken_in(held, opened, bringing)
    except BaseException:
        originals.let_go(held)
        raise


def take_in_mail(held: Held, reading: bytes, bringing: Bringing) -> Arrival:
    """Take in a mail whose bytes are on the disk already, by what could be read of it. What is held stays, whatever
    happens; who comes again with the same bytes is given the arrival that was made of them. Part of a larger act.

    Raises `NobodyAtTheDesk`.
    """
    earlier = Arrival.objects.filter(sha256=held.sha256).order_by("pk").first()
    if earlier is not None:
        return earlier
    try:
        opened = open_bytes(reading, name=bringing.name)
    except Refusal as refusal:
        return _refused(held, refusal, bringing)
    return _taken_in(held, opened, bringing)


@transaction.atomic
def refuse_mail(held: Held, refusal: Refusal, bringing: Bringing) -> Arrival:
    """Keep a mail that is not believed, with the reason, for a person to look at. Part of a larger act.

    Raises `NobodyAtTheDesk`.
    """
    return _refused(held, refusal, bringing, event=MailRefused)


@transaction.atomic
def join(arrival: Arrival, request: AssistanceRequest, *, acting: Person, at: datetime) -> Arrival:
    """Say that an arrival belongs to a request that is already here: its letter is filed there, and its own,
    still untouched request is withdrawn from the desks. Raises `NotFound`, `NotAllowed`, `ArrivalSettled`."""
    arrival = _to_settle(arrival, acting=acting)
    policy.require_may_work(acting, request.case_id)
    put_on_file(
        request.case,
        Sheet(
            incoming=True,
            channel=arrival.channel,
            counterpart=arrival.sender,
            subject=arrival.subject or arrival.name,
            text=arrival.text,
            about=request.uuid,
        ),
        acting=acting,
        at=at,
    )
    own = arrival.request
    if own is not None:
        # Of whoever may take letters in, not only of those who decide: its own request was never worked on.
        give_way(own, other=request, acting=acting, at=at)
    arrival.settled_at = at
    arrival.save(update_fields=["settled_at"])
    record(
        ArrivalJoined(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"arrival": arrival.uuid, "sha256": arrival.sha256},
            detail={"name": arrival.name, "reference": request.reference},
        ),
        by=acting.uuid,
        at=at,
    )
    return arrival


@transaction.atomic
def set_aside(arrival: Arrival, *, reason: str, acting: Person, at: datetime) -> Arrival:
    """Take an arrival that could not be read off the desk, for a reason. Its original stays.

    Raises `NotFound`, `NotAllowed`, `ArrivalSettled`, `ReasonNeeded`.
    """
    arrival = _to_settle(arrival, acting=acting)
    if not reason.strip():
        raise ReasonNeeded
    arrival.settled_at = at
    arrival.save(update_fields=["settled_at"])
    record(
        ArrivalSettled(
            case=arrival.case.uuid,
            subject=arrival.uuid,
            detail={"name": arrival.name, "reason": reason.strip()},
        ),
        by=acting.uuid,
        at=at,
    )
    return arrival


@transaction.atomic
def enter_by_hand(arrival: Arrival, *, acting: Person, at: datetime) -> AssistanceRequest:
    """Register a request for an arrival that no program could read: a person has read its original.

    Raises `NotFound`, `NotAllowed`, `ArrivalSettled`.
    """
    arrival = _to_settle(arrival, acting=acting)
    if arrival.request is not None:
        raise AlreadySettled
    request = enter(arrival.case, {}, acting=acting, at=at, received_at=arrival.arrived_at)
    arrival.request, arrival.settled_at = request, at
    arrival.save(update_fields=["request", "settled_at"])
    return request


def _refuse_twice(held: Held, acting: Person | None) -> None:
    known = Arrival.objects.all() if acting is None else policy.visible_arrivals(acting)
    earlier = known.filter(sha256=held.sha256).select_related("request").order_by("pk").first()
    if earlier is not None:
        raise AlreadyHere(reference=earlier.request.reference if earlier.request else earlier.name)


@transaction.atomic
def _refused(
    held: Held, refusal: Refusal, bringing: Bringing, *, event: type[LedgerAct] = ArrivalRefused
) -> Arrival:
    case = open_intake_case(acting=bringing.acting, at=bringing.at)
    arrival = _arrival(case, held, bringing, media_type="application/octet-stream")
    arrival.refused_because = refusal.code
    arrival.refused_words = {"en": refusal.in_language("en"), "fr": refusal.in_language("fr")}
    arrival.save()
    record(
        event(
            case=case.uuid,
            subject=arrival.uuid,
            facts={"sha256": held.sha256, "size": held.size, "refusal": refusal.code},
            detail={"name": arrival.name, "reason": arrival.refused_words},
        ),
        by=bringing.acting.uuid if bringing.acting else None,
        at=bringing.at,
    )
    return arrival


def _taken_in(held: Held, opened: Opened, bringing: Bringing) -> Arrival:
    # Reading takes time and needs no database: it is done before the transaction begins.
    text = whole_text(opened)
    found = read(text, subject=opened.title, sender=opened.sender, sent_at=opened.sent_at, name=bringing.name)
    print_of_it = fingerprint(text)
    with transaction.atomic():
        case = open_intake_case(acting=bringing.acting, at=bringing.at)
        arrival = _arrival(case, held, bringing, media_type=opened.media_type)
        arrival.subject, arrival.sender, arrival.text = opened.title[:500], opened.sender[:300], text
        arrival.reply_to = opened.reply_to[:300]
        arrival.attachments = [
            {"name": part.name, "media_type": str(part.media_type), "size": part.size}
            for part in opened.attachments
        ]
        arrival.warnings = [str(warning) for warning in opened.warnings]
        arrival.request = enter(
            case,
            {"channel": bringing.channel or ""},
            acting=bringing.acting,
            at=bringing.at,
            received_at=bringing.received_at,
        )
        arrival.signature = packed(print_of_it)
        _recognise(arrival, print_of_it, bringing.acting)
        arrival.save()
        Suggestion.objects.bulk_create(
            Suggestion(
                arrival=arrival,
                field=suggestion.field,
                value=suggestion.value[:500],
                label=suggestion.label[:500],
                words=suggestion.words[:2000],
                start=suggestion.start,
                end=suggestion.end,
                confidence=suggestion.confidence,
                because_en=suggestion.because.en[:300],
                because_fr=suggestion.because.fr[:300],
            )
            for suggestion in found
        )
        LikenessBand.objects.bulk_create(
            LikenessBand(band=band, arrival=arrival) for band in print_of_it.bands
        )
        put_on_file(
            case,
            Sheet(
                incoming=True,
                channel=arrival.channel,
                counterpart=arrival.sender,
                subject=arrival.subject or arrival.name,
                text=text,
                happened_at=opened.sent_at,
                original=arrival.original,
                about=arrival.request.uuid,
            ),
            acting=bringing.acting,
            at=bringing.at,
        )
        record(
            Arrived(
                case=case.uuid,
                subject=arrival.request.uuid,
                facts={"arrival": arrival.uuid, "sha256": held.sha256, "size": held.size},
                detail={"name": arrival.name},
            ),
            by=bringing.acting.uuid if bringing.acting else None,
            at=bringing.at,
        )
    return arrival


def _arrival(case: Case, held: Held, bringing: Bringing, *, media_type: str) -> Arrival:
    original = originals.keep(case, held, name=bringing.name, media_type=media_type, at=bringing.at)
    return Arrival.objects.create(
        case=case,
        original=original,
        name=bringing.name,
        sha256=held.sha256,
        arrived_at=bringing.received_at,
        brought_by=bringing.acting,
        channel=bringing.channel or "",
    )


def _recognise(arrival: Arrival, print_of_it: Fingerprint, acting: Person | None) -> None:
    """Note the request that this letter looks most like, among those that the one who brings it can see."""
    seen = Arrival.objects.all() if acting is None else policy.visible_arrivals(acting)
    near = (
        seen.filter(bands__band__in=print_of_it.bands, request__isnull=False)
        .exclude(pk=arrival.pk)
        .order_by("-pk")
        .values_list("pk", flat=True)
        .distinct()[:COMPARED]
    )
    best: tuple[float, int] | None = None
    known = Arrival.objects.filter(pk__in=list(near)).values_list("request_id", "signature")
    for request_id, signature in known:
        close = likeness(print_of_it, unpacked(bytes(signature)))
        if close >= LOOKS_LIKE and (best is None or close > best[0]):
            best = (close, request_id)
    if best is not None:
        arrival.likeness, arrival.looks_like_id = best


def whole_text(opened: Opened) -> str:
    """What a file and the files in it say, for reading and for finding it again."""
    # The repaired text where encodings had been mixed up: the original keeps the bytes as they came.
    parts = [opened.reading or opened.text, *(part.text for part in opened.attachments if part.text)]
    return "\n\n".join(part for part in parts if part).replace("\x00", "")


def _to_settle(arrival: Arrival, *, acting: Person) -> Arrival:
    policy.require_may_work(acting, arrival.case_id)
    arrival = (
        Arrival.objects.select_for_update(of=("self",)).select_related("case", "request").get(pk=arrival.pk)
    )
    if arrival.settled_at is not None:
        raise AlreadySettled
    return arrival
