"""Attestations: made by this node and signed together, and taken in from the partner, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from entraide.exchange import events
from entraide.exchange.domain.attestations import (
    OF_RECIPIENT,
    OF_SENDER,
    Attested,
    Kind,
    Root,
    attest,
    read_attested,
)
from entraide.exchange.domain.attestations import Attestation as Said
from entraide.exchange.domain.cards import Party
from entraide.exchange.domain.dsse import Envelope
from entraide.exchange.domain.encoding import SKEW, Fields, digest_of, moment_of
from entraide.exchange.domain.standing import LABELS
from entraide.exchange.errors import AttestationWrong, FromTheFuture
from entraide.exchange.models import Attestation, Message, Partner, SignedRoot
from entraide.exchange.queries import party_of
from entraide.exchange.services.hooks import changed
from entraide.exchange.services.identity import identity
from entraide.kernel.canonical import canonical
from entraide.ledger.services import record


@dataclass(frozen=True)
class ToAttest:
    """One thing to attest; `reason` is the code of a refusal."""

    message: Message
    kind: Kind
    reason: str = ""


@dataclass
class Proofs:
    """What was seen to hold while one delivery is read: who a partner is, and each signed root, are looked at once."""

    signers: dict[UUID, Party | None] = field(default_factory=dict)
    roots: dict[UUID, dict[Envelope, Root]] = field(default_factory=dict)

    def signer(self, node: UUID) -> Party:
        """A confirmed partner as its signatures are checked. Raises `AttestationWrong`."""
        if node not in self.signers:
            self.signers[node] = party_of(node)
        found = self.signers[node]
        if found is None:
            raise AttestationWrong(where="attestation.node")
        return found


def attest_all(
    things: Sequence[ToAttest], *, at: datetime, acting: UUID | None = None, carried: bool = False
) -> list[Attestation]:
    """Sign what this node attests, under one root. What it attested before is left as it is. Part of a larger act.

    `carried`: the partner is told in the same breath, and asks again where it did not hear.
    """
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
        _row(one.message, proof, root, ours=True, carried_at=at if carried else None)
        for one, proof in zip(new, attested, strict=True)
    ]
    Attestation.objects.bulk_create(made)
    for row in made:
        _record(events.Attested, row, acting=acting, at=at)
        changed(row)
    return made


def _moment(message: Message, at: datetime) -> datetime:
    # Our clock was set back since: nobody could believe that a message came anywhere before it was made.
    return at if at >= message.created - SKEW else message.created


def take_attested(
    lines: Iterable[Fields], partner: Partner, *, at: datetime, proofs: Proofs | None = None
) -> list[Attestation]:
    """Take in what a partner attests, each proved and about a message that we have with it. Those that we have already
    are passed over. Raises `AttestationWrong`, `FromTheFuture` and what `read_attested` does; what cannot be proved is
    kept nowhere."""
    proofs = proofs or Proofs()
    signer, roots = proofs.signer(partner.node), proofs.roots.setdefault(partner.node, {})
    found: list[Attestation] = []
    for fields in lines:
        attested = read_attested(fields, signer, roots)
        message = _about(attested, partner, fields, at)
        with transaction.atomic():
            if Attestation.objects.filter(
                message=message, kind=attested.attestation.kind, node=partner.node
            ).exists():
                continue
            row = _row(message, attested, _root(attested.root), ours=False, carried_at=None)
            row.save()
            _record(events.AttestationReceived, row, acting=None, at=at)
            changed(row)
        found.append(row)
    return found


def _about(attested: Attested, partner: Partner, fields: Fields, at: datetime) -> Message:
    said = attested.attestation
    place = fields.at("attestation")
    message = (
        Message.objects.filter(uuid=said.message, partner=partner)
        .select_related("conversation", "partner")
        .first()
    )
    if message is None:
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


def _root(envelope: Envelope) -> SignedRoot:
    content = envelope.as_json()
    return SignedRoot.objects.get_or_create(
        digest=digest_of(content), defaults={"content": canonical(content)}
    )[0]


def _row(
    message: Message, proof: Attested, root: SignedRoot, *, ours: bool, carried_at: datetime | None
) -> Attestation:
    said = proof.attestation
    whole = proof.as_json()
    del whole["root"]
    return Attestation(
        message=message,
        kind=said.kind,
        node=said.node,
        ours=ours,
        at=said.at,
        reason=said.reason,
        root=root,
        content=canonical(whole),
        carried_at=carried_at,
    )


def _record(
    event: type[events.Attested | events.AttestationReceived],
    row: Attestation,
    *,
    acting: UUID | None,
    at: datetime,
) -> None:
    message, label = row.message, LABELS[Kind(row.kind)]
    record(
        event(
            case=message.conversation.case,
            subject=message.conversation.subject,
            facts={
                "message": message.uuid,
                "digest": message.digest,
                "kind": row.kind,
                "at": moment_of(row.at),
                "reason": row.reason,
            },
            detail={
                "kind": {"en": label.en, "fr": label.fr},
                "partner": {"en": message.partner.name_en, "fr": message.partner.name_fr},
            },
        ),
        by=acting,
        at=at,
    )
