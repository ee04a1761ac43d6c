"""Attestations: made by this node and signed together, and taken in from the partner, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import transaction

from entraide.exchange import events
from entraide.exchange.domain.attestations import (
    OF_RECIPIENT,
    OF_SENDER,
    Attested,
    Kind,
    Roots,
    attest,
    read_attested,
)
from entraide.exchange.domain.attestations import Attestation as Said
from entraide.exchange.domain.cards import Party
from entraide.exchange.domain.dsse import Envelope
from entraide.exchange.domain.encoding import SKEW, Fields, digest_of, moment_of
from entraide.exchange.domain.standing import LABELS, MessageStanding
from entraide.exchange.errors import AttestationWrong, FromTheFuture
from entraide.exchange.models import Attestation, Message, Partner, SignedRoot
from entraide.exchange.queries import party_of
from entraide.exchange.services.hooks import changed
from entraide.exchange.services.identity import identity
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal
from entraide.ledger.events import Act
from entraide.ledger.services import record_all
from entraide.ledger.services.rows import insert_all


@dataclass(frozen=True)
class ToAttest:
    """One thing to attest; `reason` is the code of a refusal."""

    message: Message
    kind: Kind
    reason: str = ""


@dataclass(frozen=True)
class Brought:
    """What a partner attests in one breath: it is kept whole or not at all."""

    partner: Partner
    lines: Sequence[Fields]


@dataclass(frozen=True)
class Proved:
    """The same, seen to hold."""

    partner: Partner
    said: Sequence[tuple[Attested, Fields]]


@dataclass
class Proofs:
    """What was seen to hold while one delivery is read: who a partner is, and each signed root, are looked at once."""

    signers: dict[UUID, Party | None] = field(default_factory=dict)
    roots: dict[UUID, Roots] = field(default_factory=dict)

    def signer(self, node: UUID) -> Party:
        """A confirmed partner as its signatures are checked. Raises `AttestationWrong`."""
        if node not in self.signers:
            self.signers[node] = party_of(node)
        found = self.signers[node]
        if found is None:
            raise AttestationWrong(where="attestation.node")
        return found

    def of(self, brought: Brought) -> Proved:
        """What a partner attests, proved. Raises what `read_attested` does."""
        partner = brought.partner
        signer, roots = self.signer(partner.node), self.roots.setdefault(partner.node, Roots())
        return Proved(partner, [(read_attested(fields, signer, roots), fields) for fields in brought.lines])


def attest_all(
    things: Sequence[ToAttest], *, at: datetime, acting: UUID | None = None, carried: bool = False
) -> list[Attested]:
    """Sign what this node attests, under one root; gives back what is new of it. What it attested before is left as it
    is. Part of a larger act.

    `carried`: the partner is told in the same breath, and asks again where it did not hear.
    """
    if not things:
        return []
    ours = identity()
    known = set(
        Attestation.objects.filter(message__in=[one.message for one in things], node=ours.node).values_list(
            "message_id", "kind"
        )
    )
    # The same thing can stand there twice: a delivery can hold the same message twice.
    new = list(
        {
            (one.message.pk, one.kind): one for one in things if (one.message.pk, one.kind.value) not in known
        }.values()
    )
    if not new:
        return []
    said = [
        Said(one.kind, ours.node, one.message.uuid, one.message.digest, _moment(one.message, at), one.reason)
        for one in new
    ]
    attested = attest(said, max(one.at for one in said), ours.signing_at(at))
    root = _root(attested[0].root)
    made = [
        _row(
            one.message,
            proof,
            root,
            ours=True,
            carried_at=at if carried else None,
            carry_to=None if carried or _waits(one.message) else one.message.partner,
        )
        for one, proof in zip(new, attested, strict=True)
    ]
    _keep(made, events.Attested, acting=acting, at=at)
    return attested


def _waits(message: Message) -> bool:
    # Of a message that it does not have, a partner could make nothing.
    return message.outgoing and message.standing == MessageStanding.QUEUED


def _moment(message: Message, at: datetime) -> datetime:
    # Our clock was set back since: nobody could believe that a message came anywhere before it was made.
    return at if at >= message.created - SKEW else message.created


def carry_what_waited(messages: Sequence[Message], partner: Partner) -> None:
    """Let go what this node attested of messages while the partner did not have them yet. Part of a larger act."""
    waited = Attestation.objects.filter(message__in=messages, ours=True, carried_at=None)
    waited.update(carry_to=partner)


def take_attested(brought: Sequence[Brought], *, at: datetime) -> list[Refusal | None]:
    """Take in what partners attest, each proved and about a message that we have with that partner. What cannot be
    proved is kept nowhere. Part of a larger act.

    Gives back for each why it is refused, None where it is not: as `take_proved`, and what `read_attested` raises.
    """
    proofs = Proofs()
    found: dict[int, Proved] = {}
    refused: dict[int, Refusal] = {}
    for number, one in enumerate(brought):
        try:
            found[number] = proofs.of(one)
        except Refusal as refusal:
            refused[number] = refusal
    outcomes = dict(zip(found, take_proved(list(found.values()), at=at), strict=True))
    return [refused.get(number) or outcomes.get(number) for number in range(len(brought))]


def take_proved(proved: Sequence[Proved], *, at: datetime) -> list[Refusal | None]:
    """Take in what was seen to hold. What we have already is passed over. Part of a larger act.

    Gives back for each why it is refused, None where it is not: `AttestationWrong`, `FromTheFuture`.
    """
    if not proved:
        return []
    try:
        with transaction.atomic():
            _take(proved, at=at)
    except Refusal as refusal:
        if len(proved) == 1:
            return [refusal]
        # One that is refused spoils nothing for the others: it is looked for in both halves.
        half = len(proved) // 2
        return [*take_proved(proved[:half], at=at), *take_proved(proved[half:], at=at)]
    return [None] * len(proved)


def _take(proved: Sequence[Proved], *, at: datetime) -> None:
    """Keep all of it, or raise."""
    said = [(proof, one.partner, fields) for one in proved for proof, fields in one.said]
    about = [proof.attestation.message for proof, _, _ in said]
    # Of a message with all it says, this is what is asked here, and by most who listen; of few conversations, many.
    asked = ("uuid", "digest", "outgoing", "created", "group", "partner", "conversation")
    found = Message.objects.filter(uuid__in=about).only(*asked).prefetch_related("conversation", "partner")
    messages = {message.uuid: message for message in found}
    known = set(
        Attestation.objects.filter(message__in=[message.pk for message in messages.values()], ours=False)
        .values_list("message_id", "kind", "node")
        .order_by()
    )
    roots: dict[Envelope, SignedRoot] = {}
    rows = []
    for proof, partner, fields in said:
        message = _about(proof, messages.get(proof.attestation.message), partner, fields, at)
        key = (message.pk, proof.attestation.kind.value, partner.node)
        if key in known:
            continue
        known.add(key)
        if proof.root not in roots:
            roots[proof.root] = _root(proof.root)
        rows.append(_row(message, proof, roots[proof.root], ours=False))
    _keep(rows, events.AttestationReceived, acting=None, at=at)


def _about(
    attested: Attested, message: Message | None, partner: Partner, fields: Fields, at: datetime
) -> Message:
    """The message that an attestation is about, where it may be believed of it."""
    said = attested.attestation
    place = fields.at("attestation")
    if message is None or message.partner_id != partner.pk:
        raise AttestationWrong(where=f"{place}.message")
    if message.digest != said.digest:
        raise AttestationWrong(where=f"{place}.digest")
    if said.kind not in (OF_RECIPIENT if message.outgoing else OF_SENDER):
        raise AttestationWrong(where=f"{place}.kind")
    if said.at < message.created - SKEW:
        raise AttestationWrong(where=f"{place}.at")
    if said.at > at + SKEW:
        raise FromTheFuture(where=f"{place}.at", created=moment_of(said.at))
    return message


def _keep(
    rows: list[Attestation],
    event: type[events.Attested | events.AttestationReceived],
    *,
    acting: UUID | None,
    at: datetime,
) -> None:
    """Write attestations down and into the ledger, and tell everybody who listens."""
    insert_all(rows)
    # Most are of one kind and of one partner: what a person reads of them is the same.
    detail_of = cache(_detail)
    record_all(
        [_act(event, row, detail_of(Kind(row.kind), row.message.partner)) for row in rows], by=acting, at=at
    )
    for row in rows:
        changed(row)


def _root(envelope: Envelope) -> SignedRoot:
    content = envelope.as_json()
    return SignedRoot.objects.get_or_create(
        digest=digest_of(content), defaults={"content": canonical(content)}
    )[0]


def _row(
    message: Message,
    proof: Attested,
    root: SignedRoot,
    *,
    ours: bool,
    carried_at: datetime | None = None,
    carry_to: Partner | None = None,
) -> Attestation:
    said = proof.attestation
    return Attestation(
        message=message,
        kind=said.kind,
        node=said.node,
        ours=ours,
        at=said.at,
        reason=said.reason,
        root=root,
        content=canonical(proof.under_root()),
        carried_at=carried_at,
        carry_to=carry_to,
    )


def _detail(kind: Kind, partner: Partner) -> dict[str, object]:
    label = LABELS[kind]
    return {
        "kind": {"en": label.en, "fr": label.fr},
        "partner": {"en": partner.name_en, "fr": partner.name_fr},
    }


def _act(
    event: type[events.Attested | events.AttestationReceived], row: Attestation, detail: dict[str, object]
) -> Act:
    message = row.message
    return event(
        case=message.conversation.case,
        subject=message.conversation.subject,
        facts={
            "message": message.uuid,
            "digest": message.digest,
            "kind": row.kind,
            "at": moment_of(row.at),
            "reason": row.reason,
        },
        detail=detail,
    )
