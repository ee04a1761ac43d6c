"""The queue: what is said is carried to each partner in its order, tried again later and later, and never given up
before the partner itself has said what became of it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import close_old_connections, connection, transaction
from django.db.models import F, Q, QuerySet

from entraide.exchange.domain import parcels
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.cards import Card, KnownCard
from entraide.exchange.domain.delivery import (
    ANSWER_BYTES,
    CHUNKS_TO_A_CALL,
    Answered,
    Wanted,
    read_answers,
    write_lines,
)
from entraide.exchange.domain.standing import MessageStanding, PartnerStanding
from entraide.exchange.errors import LinkDown, PartnerNotConfirmed
from entraide.exchange.models import Attachment, Attestation, Message, Partner
from entraide.exchange.queries import Line, Said, attested_lines, card_of, said_of, statement_of
from entraide.exchange.services import files
from entraide.exchange.services.attesting import (
    Brought,
    ToAttest,
    attest_all,
    carry_what_waited,
    take_attested,
)
from entraide.exchange.services.faults import FAULTS, place_of
from entraide.exchange.services.identity import identity
from entraide.exchange.services.keeping import write_together
from entraide.exchange.services.link import Link, Reply
from entraide.exchange.services.timing_out import next_time_out
from entraide.kernel.canonical import canonical
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal

log = structlog.get_logger(__name__)

AT_ONCE = 100
BYTES_AT_ONCE = 8 * 1024 * 1024
ATTESTATIONS_AT_ONCE = 500
# Of a file, in the first call; then more while a call is quick, and fewer where it is slow: on a slow line little is
# said again after it broke, on a quick one little is waited for.
CHUNKS_AT_ONCE = 64
QUICK_SECONDS, SLOW_SECONDS = 5, 20
LINES_AT_ONCE = 8
LOOK_AGAIN_SECONDS = 0.5
# So long the others come round while one is slow; then it is waited for, and the process makes room for another.
ROUND_SECONDS = 15 * 60
# After each failure the next try is further away, and nobody's at the same moment as another's.
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=5)
# A partner with much to carry leaves the others their turn.
TURN = timedelta(seconds=60)


def carry_due(*, at: datetime) -> int:
    """Carry what waits, to one partner after the other whose turn it is; gives back how many messages were settled."""
    return sum(carry_to(pk, at=at) for pk in _waiting(at=at))


def carry_side_by_side(*, at: datetime) -> int:
    """The same, each partner on a line of its own: those that are slow or down keep nobody waiting but themselves, and
    while one of them is at work the others come round again."""
    under_way: dict[int, Future[int]] = {}
    settled, until = 0, time.monotonic() + ROUND_SECONDS
    with ThreadPoolExecutor(LINES_AT_ONCE) as several:
        while True:
            for pk in _waiting(at=at):
                if pk not in under_way and time.monotonic() < until:
                    under_way[pk] = several.submit(_on_a_line_of_its_own, pk, at)
            if not under_way:
                return settled
            wait(under_way.values(), timeout=LOOK_AGAIN_SECONDS, return_when=FIRST_COMPLETED)
            for pk in [pk for pk, one in under_way.items() if one.done()]:
                settled += under_way.pop(pk).result()
            at = max(at, now())


def _waiting(*, at: datetime) -> list[int]:
    due = Partner.objects.filter(standing=PartnerStanding.CONFIRMED).filter(
        Q(next_try_at=None) | Q(next_try_at__lte=at)
    )
    return [pk for pk in due.values_list("pk", flat=True) if _has_something(pk, at=at)]


def carry_to(pk: int, *, at: datetime) -> int:
    """Carry what waits for one partner, in as many deliveries as its turn lasts."""
    partner = Partner.objects.get(pk=pk)
    settled = 0
    try:
        card = card_of(partner)
        with Link(card.card.addresses[0]) as link:
            show_card(partner, link)
            for done in _deliveries(partner, card, link, at=at):
                settled += done
                at = max(at, now())
    except Refusal as down:
        _failed(partner, down, at=at)
    except (*FAULTS, OSError) as fault:
        # What one partner has brought about, or one file of ours that is gone, stops nothing for the others.
        log.error("not_carried", partner=str(partner.node), fault=type(fault).__name__, at=place_of(fault))
        _failed(partner, LinkDown(reason=type(fault).__name__), at=at)
    else:
        Partner.objects.filter(pk=pk).update(failures=0, next_try_at=None, last_seen_at=at, last_error="")
    return settled


def _on_a_line_of_its_own(pk: int, at: datetime) -> int:
    try:
        return carry_to(pk, at=at)
    finally:
        connection.close()
        close_old_connections()


def _has_something(pk: int, *, at: datetime) -> bool:
    card = identity().card.digest
    return (
        _queued(pk, at=at).exists()
        or _to_carry(pk).exists()
        or Partner.objects.filter(pk=pk).exclude(card_shown=card).exists()
    )


def _queued(pk: int, *, at: datetime) -> QuerySet[Message]:
    waiting = Message.objects.filter(partner_id=pk, outgoing=True, standing=MessageStanding.QUEUED)
    return waiting.filter(Q(next_try_at=None) | Q(next_try_at__lte=at)).order_by("pk")


def show_card(partner: Partner, link: Link) -> None:
    """Let a partner have the cards that follow the one it knows."""
    ours = identity()
    if partner.card_shown == ours.card.digest:
        return
    lines = write_lines(canonical(known.envelope.as_json()) for known in ours.cards)
    reply = link.post("/cards", lines, most=ANSWER_BYTES)
    if reply.status != 200:
        raise LinkDown(reason=f"HTTP {reply.status}")
    Partner.objects.filter(pk=partner.pk).update(card_shown=ours.card.digest)


def _to_carry(pk: int) -> QuerySet[Attestation]:
    return Attestation.objects.filter(carry_to=pk)


@dataclass(frozen=True)
class Delivery:
    """Messages and attestations that are handed over in one go, and the bytes of them."""

    rows: list[Message]
    attested: list[Line]
    body: bytes


def _deliveries(partner: Partner, card: KnownCard, link: Link, *, at: datetime) -> Iterator[int]:
    """Hand over one delivery after the other; gives how much was settled by each.

    While the partner works on one, the answers to the one before are taken in and the next is sealed.
    """
    until, going_on = now() + TURN, True
    under_way: tuple[Delivery, Future[Reply]] | None = None
    while True:
        following = _delivery(partner, card, at=at, but=under_way and under_way[0]) if going_on else None
        reply = _answer_to(under_way[1], partner) if under_way else None
        sent = (
            (following, link.begin("/deliveries", following.body, most=ANSWER_BYTES)) if following else None
        )
        if under_way and reply:
            done = _take_answers(under_way[0], reply, partner, link, at=at)
            at = max(at, now())
            going_on = done > 0 and now() <= until
            yield done
        elif sent is None:
            return
        under_way = sent


def _delivery(partner: Partner, card: KnownCard, *, at: datetime, but: Delivery | None) -> Delivery | None:
    """What is to be handed over next, without what is under way; None where there is nothing."""
    rows = _batch(partner, at=at, but=[row.pk for row in but.rows] if but else [])
    attested = _to_carry(partner.pk).exclude(pk__in=[one.pk for one in but.attested] if but else [])
    carried = attested_lines(attested.order_by("pk")[:ATTESTATIONS_AT_ONCE])
    if not rows and not carried:
        return None
    parcels = [_packed(row, card.card, at=at) for row in rows]
    return Delivery(rows, carried, write_lines([*parcels, *(one.content for one in carried)]))


def _answer_to(asked: Future[Reply], partner: Partner) -> Reply:
    reply = asked.result()
    if reply.status != 200:
        _note_clock(partner, reply.date)
        raise LinkDown(reason=f"HTTP {reply.status}")
    return reply


def _take_answers(sent: Delivery, reply: Reply, partner: Partner, link: Link, *, at: datetime) -> int:
    """Take in what a partner answers to a delivery; gives back how much was settled by it."""
    # Read first: a page of somebody else's on the way is no acknowledgement of what we attest.
    answers = list(read_answers(reply.body))
    by_id = {row.uuid: row for row in sent.rows}
    later = {one.message: one.refusal for one in answers if one.again and one.message not in by_id}
    there = [one.pk for one in sent.attested if one.message not in later]
    # The partner has the next delivery by now, and works on it while this waits for whoever writes here.
    with transaction.atomic():
        _note_clock(partner, reply.date)
        Attestation.objects.filter(pk__in=there).update(carried_at=at, carry_to=None)
        settled = len(there) + _settle(answers, by_id, partner, at=at)
    for answer in answers:
        if answer.wanted and answer.message in by_id:
            settled += _carry_files(by_id[answer.message], answer.wanted, partner, link, at=at)
    if later and not settled:
        # It takes our attestations another time, when its clock says so or when it has taken us up again.
        raise LinkDown(reason=next(iter(later.values())))
    return settled


def _batch(partner: Partner, *, at: datetime, but: list[int]) -> list[Message]:
    found: list[Message] = []
    size = 0
    # Many messages are of few conversations: each of those is read once, and so is the partner.
    queued = _queued(partner.pk, at=at).exclude(pk__in=but).prefetch_related("conversation", "partner")
    for row in queued[:AT_ONCE]:
        size += len(bytes(row.content)) * 3 // 2
        if found and size > BYTES_AT_ONCE:
            break
        found.append(row)
    return found


def _packed(row: Message, card: Card, *, at: datetime) -> bytes:
    """A message for the key that the partner shows now: encrypted when it leaves, so that keys can change meanwhile."""
    key = card.receiving_at(at)
    if key is None:
        raise PartnerNotConfirmed
    sealed = parcels.seal(
        bytes(row.content), message=row.uuid, sender=identity().node, recipient=card.node, key=key
    )
    return sealed.encoded()


def _settle(answers: Sequence[Answered], rows: dict[UUID, Message], partner: Partner, *, at: datetime) -> int:
    """Take in what a partner answered of our messages; what it attests counts, what it only says does not."""
    mine = [answer for answer in answers if answer.message in rows]
    with transaction.atomic():
        refusals = take_attested([Brought(partner, one.attestations) for one in mine], at=at)
        said = said_of(rows.values())
        reasons = {row.uuid: "exchange.not_yet" for row in rows.values()}
        for answer, refusal in zip(mine, refusals, strict=True):
            row = rows[answer.message]
            if refusal is not None:
                reasons[row.uuid] = refusal.code
            elif _settled(row, said[row.pk], at=at) or answer.wanted:
                reasons.pop(row.uuid, None)
            else:
                reasons[row.uuid] = answer.refusal or "exchange.not_yet"
        settled = [row for row in rows.values() if row.standing != MessageStanding.QUEUED]
        write_together(settled, "standing", "attempts", "last_error", "next_try_at", "missed_at")
        attest_all([ToAttest(row, Kind.RELAYED) for row in settled], at=at)
        carry_what_waited(settled, partner)
        for uuid, reason in reasons.items():
            _try_later(rows[uuid], reason, at=at)
    return len(settled)


def _settled(row: Message, said: Said, *, at: datetime) -> bool:
    """Whether the partner has attested what became of a message; its standing then says so."""
    if (Kind.DELIVERED, False) in said:
        row.standing = MessageStanding.DELIVERED
    elif (Kind.NOT_DELIVERED, False) in said:
        row.standing = MessageStanding.REFUSED
    else:
        return False
    row.attempts += 1
    row.last_error, row.next_try_at = "", None
    row.missed_at = next_time_out(row, said, at=at)
    return True


def _try_later(row: Message, reason: str, *, at: datetime) -> None:
    row.attempts += 1
    row.last_error, row.next_try_at = reason[:60], at + wait_after(row.attempts)
    row.save(update_fields=["attempts", "last_error", "next_try_at"])


def _carry_files(
    row: Message, wanted: Sequence[Wanted], partner: Partner, link: Link, *, at: datetime
) -> int:
    """Hand over the files of a message from where the partner has them; the last answer attests the delivery."""
    settled, until, at_once = 0, now() + TURN, CHUNKS_AT_ONCE
    said = {one.id: one for one in statement_of(row).attachments}
    for uuid, there in {want.attachment: want.there for want in wanted}.items():
        attachment = said.get(uuid)
        while attachment is not None and there < attachment.chunks and now() <= until:
            path = files.path_of(row.uuid, attachment.id)
            length = files.sealed_length(attachment, there, at_once)
            began = time.monotonic()
            reply = link.put(
                f"/messages/{row.uuid}/files/{attachment.id}/{there}",
                files.sealed_from(attachment, path, there, at_once),
                length,
                most=ANSWER_BYTES,
            )
            if reply.status != 200:
                raise LinkDown(reason=f"HTTP {reply.status}")
            answer = next(iter(read_answers(reply.body)), None)
            if answer is None or answer.message != row.uuid:
                raise LinkDown(reason="answer")
            at_once = _chunks_after(at_once, time.monotonic() - began)
            before = there
            there = next(
                (one.there for one in answer.wanted if one.attachment == attachment.id), attachment.chunks
            )
            if there < before + 1 and there < attachment.chunks:
                raise LinkDown(reason="file")
            Attachment.objects.filter(message=row, uuid=attachment.id).update(chunks=there)
            if answer.attestations:
                settled += _settle([answer], {row.uuid: row}, partner, at=max(at, now()))
    return settled


def _chunks_after(at_once: int, seconds: float) -> int:
    """How many chunks to hand in with the next call, after one that took so long."""
    if seconds < QUICK_SECONDS:
        return min(at_once * 2, CHUNKS_TO_A_CALL)
    return max(at_once // 2, 1) if seconds > SLOW_SECONDS else at_once


def _note_clock(partner: Partner, theirs: datetime | None) -> None:
    if theirs is not None:
        skew = (theirs - now()).total_seconds()
        Partner.objects.filter(pk=partner.pk).update(clock_skew=skew, last_seen_at=now())


def _failed(partner: Partner, down: Refusal, *, at: datetime) -> None:
    reason = str(down.facts.get("reason", ""))
    error = f"{down.code} {reason}".strip()[:60]
    log.warning("link_down", partner=str(partner.node), reason=error)
    Partner.objects.filter(pk=partner.pk).update(
        failures=F("failures") + 1, next_try_at=at + wait_after(partner.failures + 1), last_error=error
    )


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures: twice as long each time up to a bound, and then somewhat less."""
    longest = min(FIRST_WAIT * 2.0 ** min(failures - 1, 20), LONGEST_WAIT)
    return longest * (0.5 + random.random() / 2)  # noqa: S311 - so that not all come at once
