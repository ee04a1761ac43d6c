"""Partners: introduced by their card, confirmed by a fingerprint over the telephone, suspended and taken up again."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.exchange import policy
from entraide.exchange.domain.cards import KnownCard, fingerprint, read_card, succeed
from entraide.exchange.domain.delivery import lines_of
from entraide.exchange.domain.spoken import TEST
from entraide.exchange.domain.standing import PartnerStanding
from entraide.exchange.domain.statement import Handling
from entraide.exchange.errors import (
    CardRefused,
    FingerprintDiffers,
    Malformed,
    NotSaid,
    PartnerThere,
    WrongSender,
)
from entraide.exchange.events import (
    PartnerCardTaken,
    PartnerConfirmed,
    PartnerIntroduced,
    PartnerResumed,
    PartnerSuspended,
)
from entraide.exchange.models import Message, Partner, PartnerCard
from entraide.exchange.queries import card_of
from entraide.exchange.services.identity import identity
from entraide.exchange.services.link import Link
from entraide.exchange.services.sending import open_conversation, send
from entraide.kernel.canonical import canonical
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person

CARDS_BYTES = 8 * 1024 * 1024


def fetch_cards(address: str) -> list[KnownCard]:
    """The cards that a node shows at an address, each seen to hold and to follow the one before.

    Raises `AddressRefused`, `LinkDown`, `Malformed` and what cards are refused for.
    """
    with Link(address) as link:
        reply = link.get("/cards", most=CARDS_BYTES)
    return read_line(reply.body)


def read_line(data: bytes) -> list[KnownCard]:
    """A line of cards, one to a line of text or one alone. Raises what cards are refused for."""
    found = [read_card(line) for line in (lines_of(data, most=CARDS_BYTES) if b"\n" in data else [data])]
    if not found:
        raise Malformed(where="cards")
    return found


@transaction.atomic
def introduce(cards: list[KnownCard], *, acting: Person | None, at: datetime) -> Partner:
    """Note a node as a partner that nobody has confirmed yet: nothing passes. Raises `NotAllowed`, `PartnerThere`,
    `CardRefused` for cards that are no line."""
    policy.require_may_keep_partners(acting)
    newest = cards[-1].card
    if newest.node == identity().node or Partner.objects.filter(node=newest.node).exists():
        raise PartnerThere
    known = cards[0]
    for card in cards[1:]:
        known = succeed(known, card, at)
    partner = Partner.objects.create(
        node=newest.node,
        name_en=newest.agency.name_en,
        name_fr=newest.agency.name_fr,
        country=newest.agency.country,
        standing=PartnerStanding.INTRODUCED,
        introduced_at=at,
        introduced_by=acting,
    )
    for card in cards:
        _keep(partner, card, at=at)
    record(
        PartnerIntroduced(
            subject=partner.node,
            facts={"partner": partner.node, "card": cards[-1].digest},
            detail={"name": partner.name_en},
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
    return partner


@transaction.atomic
def confirm(
    partner: Partner,
    *,
    heard: str,
    person: str,
    number: str,
    number_from: str,
    acting: Person | None,
    at: datetime,
) -> Partner:
    """Let a partner in: the fingerprint that was heard over the telephone is that of its card.

    Raises `NotAllowed`, `NotSaid` where it is not said who was called, `FingerprintDiffers`.
    """
    policy.require_may_keep_partners(acting)
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    if not (person.strip() and number.strip() and number_from.strip()):
        raise NotSaid
    digits = "".join(one for one in heard if one.isdigit())
    right = "".join(fingerprint(card_of(partner).envelope).split())
    # As bytes: there are digits beyond those of ASCII, and texts with those cannot be compared so.
    if not hmac.compare_digest(digits.encode(), right.encode()):
        raise FingerprintDiffers
    partner.standing = PartnerStanding.CONFIRMED
    partner.confirmed_at, partner.confirmed_by, partner.confirmed_with = at, acting, person.strip()[:200]
    partner.confirmed_number, partner.confirmed_number_from = number.strip()[:60], number_from.strip()[:200]
    partner.save()
    record(
        PartnerConfirmed(
            subject=partner.node,
            facts={"partner": partner.node, "card": card_of(partner).digest},
            detail={
                "name": partner.name_en,
                "person": partner.confirmed_with,
                "number": partner.confirmed_number,
                "source": partner.confirmed_number_from,
            },
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
    return partner


def suspend(partner: Partner, *, reason: str, acting: Person, at: datetime) -> Partner:
    """Let nothing pass to or from a partner until it is taken up again. Raises `NotAllowed`, `NotSaid`."""
    return _stand(partner, PartnerStanding.SUSPENDED, PartnerSuspended, reason=reason, acting=acting, at=at)


def resume(partner: Partner, *, reason: str, acting: Person, at: datetime) -> Partner:
    """Take a suspended partner up again. Raises as `suspend`."""
    standing = PartnerStanding.CONFIRMED if partner.confirmed_at else PartnerStanding.INTRODUCED
    return _stand(partner, standing, PartnerResumed, reason=reason, acting=acting, at=at)


@transaction.atomic
def take_cards(data: bytes, *, at: datetime) -> Partner:
    """Take in the newer cards that a partner shows, each vouched for by a key of the one before.

    Raises `WrongSender` for a node that is no partner, `CardRefused`, and what cards are refused for.
    """
    cards = read_line(data)
    partner = Partner.objects.select_for_update().filter(node=cards[-1].card.node).first()
    if partner is None:
        raise WrongSender(where="cards")
    known = card_of(partner)
    if cards[-1].card.version < known.card.version:
        raise CardRefused(where="cards")
    for card in cards:
        if card.card.version < known.card.version:
            continue
        follower = succeed(known, card, at)
        if follower is not known:
            known = follower
            _keep(partner, known, at=at)
            record(
                PartnerCardTaken(
                    subject=partner.node,
                    facts={"partner": partner.node, "card": known.digest, "version": known.card.version},
                ),
                by=None,
                at=at,
            )
    agency = known.card.agency
    partner.name_en, partner.name_fr, partner.country = agency.name_en, agency.name_fr, agency.country
    partner.next_try_at = None
    partner.save(update_fields=["name_en", "name_fr", "country", "next_try_at"])
    return partner


def send_test(partner: Partner, *, acting: Person, at: datetime) -> Message:
    """Say «test» to a partner: the whole chain is tried, and no case touched. Raises `NotAllowed`,
    `PartnerNotConfirmed`."""
    policy.require_may_see_links(acting)
    with transaction.atomic():
        conversation = open_conversation(partner, at=at)
        handling = Handling("clear", "Test of the link")
        return send(conversation, TEST, {"test": True}, handling=handling, acting=acting, at=at)


@transaction.atomic
def _stand(
    partner: Partner,
    standing: PartnerStanding,
    event: type[PartnerSuspended | PartnerResumed],
    *,
    reason: str,
    acting: Person,
    at: datetime,
) -> Partner:
    policy.require_may_keep_partners(acting)
    if not reason.strip():
        raise NotSaid
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    partner.standing, partner.next_try_at, partner.failures = standing, None, 0
    partner.save(update_fields=["standing", "next_try_at", "failures"])
    record(
        event(
            subject=partner.node,
            facts={"partner": partner.node},
            detail={"name": partner.name_en, "reason": reason.strip()[:1000]},
        ),
        by=acting.uuid,
        at=at,
    )
    return partner


def _keep(partner: Partner, known: KnownCard, *, at: datetime) -> None:
    PartnerCard.objects.create(
        partner=partner,
        version=known.card.version,
        digest=known.digest,
        content=canonical(known.envelope.as_json()),
        taken_at=at,
    )
