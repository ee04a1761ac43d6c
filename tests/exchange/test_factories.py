"""The rows that tests make are such as a node could hold: what is signed in them verifies."""

import pytest

from entraide.exchange.domain.cards import party
from entraide.exchange.queries import attested_of, card_of, opened
from tests.exchange.nodes import node
from tests.factories.exchange import (
    AttachmentFactory,
    AttestationFactory,
    ConversationFactory,
    ExportFactory,
    IncidentFactory,
    MessageFactory,
    PartnerCardFactory,
)

pytestmark = pytest.mark.django_db


def test_cards_messages_and_attestations_verify() -> None:
    other = node("northmark")
    card = PartnerCardFactory(of=other)
    assert card_of(card.partner) == other.known
    message = MessageFactory(of=node("stranger"))
    assert message.conversation.partner == message.partner
    with_file = AttachmentFactory().message
    assert (with_file.standing, with_file.attachments.count()) == ("arriving", 1)
    stranger = node("stranger")
    assert opened(MessageFactory(of=stranger), party([stranger.known])).digest
    attestation = AttestationFactory()
    (read,) = attested_of([attestation])
    assert (read.attestation.message, read.attestation.digest) == (
        attestation.message.uuid,
        attestation.message.digest,
    )


def test_the_other_rows_are_made() -> None:
    assert ExportFactory().conversation.partner.standing == "confirmed"
    assert ConversationFactory().our_sequence == 0
    assert IncidentFactory().partner is None
