"""Partners and what is said with them: cards, messages and attestations are signed, so that each row could be real."""

from datetime import timedelta
from functools import cache
from uuid import uuid4

import factory

from entraide.accounts.domain.roles import Role
from entraide.exchange.domain.attestations import Kind, attest
from entraide.exchange.domain.standing import MessageStanding, PartnerStanding
from entraide.exchange.models import (
    Attachment,
    Attestation,
    Consent,
    Conversation,
    Export,
    Incident,
    Message,
    Partner,
    PartnerCard,
    SignedRoot,
)
from entraide.kernel.canonical import canonical
from tests.exchange.nodes import AT, MADE, Node, about, attached, node, said
from tests.factories.accounts import PersonFactory


@cache
def _valmont() -> Node:
    """Who receives what the rows of these factories say."""
    return node("valmont")


class PartnerFactory(factory.django.DjangoModelFactory[Partner]):
    """`PartnerFactory(of=node("northmark"))` is that node, confirmed; its card: `PartnerCardFactory`."""

    class Meta:
        model = Partner

    class Params:
        of = factory.LazyFunction(lambda: node("northmark"))

    node = factory.LazyAttribute(lambda made: made.of.id)
    name_en = factory.LazyAttribute(lambda made: made.of.card.agency.name_en)
    name_fr = factory.LazyAttribute(lambda made: made.of.card.agency.name_fr)
    country = factory.LazyAttribute(lambda made: made.of.card.agency.country)
    standing = PartnerStanding.CONFIRMED.value
    introduced_at = MADE
    confirmed_at = MADE + timedelta(days=1)
    confirmed_with = "J. Halvorsen"
    confirmed_number = "+1 555 0142"
    confirmed_number_from = "Directory of the bureau"


class PartnerCardFactory(factory.django.DjangoModelFactory[PartnerCard]):
    """The card of a node; the partner is that node."""

    class Meta:
        model = PartnerCard

    class Params:
        of = factory.LazyFunction(lambda: node("northmark"))

    partner = factory.SubFactory(PartnerFactory, of=factory.SelfAttribute("..of"))
    version = factory.LazyAttribute(lambda made: made.of.card.version)
    digest = factory.LazyAttribute(lambda made: made.of.known.digest)
    content = factory.LazyAttribute(lambda made: canonical(made.of.known.envelope.as_json()))
    taken_at = MADE


class ConversationFactory(factory.django.DjangoModelFactory[Conversation]):
    class Meta:
        model = Conversation

    partner = factory.SubFactory(PartnerFactory)
    opened_at = AT


class MessageFactory(factory.django.DjangoModelFactory[Message]):
    """The first message of a partner in its conversation; `spoken` is what was signed, `of` by whom."""

    class Meta:
        model = Message

    class Params:
        of = factory.LazyFunction(lambda: node("northmark"))
        spoken = factory.LazyAttribute(
            lambda made: said(made.of, _valmont(), conversation=made.conversation.uuid)
        )

    conversation = factory.SubFactory(
        ConversationFactory, partner=factory.SubFactory(PartnerFactory, of=factory.SelfAttribute("...of"))
    )
    partner = factory.SelfAttribute("conversation.partner")
    outgoing = False
    uuid = factory.LazyAttribute(lambda made: made.spoken.statement.message)
    sequence = factory.LazyAttribute(lambda made: made.spoken.statement.sequence)
    type = factory.LazyAttribute(lambda made: made.spoken.statement.type)
    digest = factory.LazyAttribute(lambda made: made.spoken.digest)
    content = factory.LazyAttribute(lambda made: canonical(made.spoken.as_json()))
    created = factory.LazyAttribute(lambda made: made.spoken.statement.created)
    expires = factory.LazyAttribute(lambda made: made.spoken.statement.expires)
    stored_at = AT
    standing = MessageStanding.DELIVERED.value


class AttachmentFactory(factory.django.DjangoModelFactory[Attachment]):
    """A row alone: the bytes lie where `services.files` says."""

    class Meta:
        model = Attachment

    class Params:
        file = factory.LazyFunction(lambda: attached(b"one line"))
        of = factory.LazyFunction(lambda: node("northmark"))

    message = factory.LazyAttribute(
        lambda made: MessageFactory(
            of=made.of, spoken=said(made.of, _valmont(), attachments=(made.file,)), standing="arriving"
        )
    )
    uuid = factory.LazyAttribute(lambda made: made.file.id)
    name = factory.LazyAttribute(lambda made: made.file.name)
    media_type = factory.LazyAttribute(lambda made: made.file.media_type)
    size = factory.LazyAttribute(lambda made: made.file.size)
    digest = factory.LazyAttribute(lambda made: made.file.digest)


class SignedRootFactory(factory.django.DjangoModelFactory[SignedRoot]):
    """The root over one attestation (`attested`)."""

    class Meta:
        model = SignedRoot

    class Params:
        of = factory.LazyFunction(lambda: node("northmark"))
        attested = factory.LazyAttribute(
            lambda made: attest(
                [about(said(made.of, _valmont()), made.of, Kind.SUBMISSION_ACCEPTED)], AT, made.of.signing
            )[0]
        )

    digest = factory.LazyAttribute(lambda made: made.attested.root.digest)
    content = factory.LazyAttribute(lambda made: canonical(made.attested.root.as_json()))


class AttestationFactory(factory.django.DjangoModelFactory[Attestation]):
    """What the partner attests of its own message: that it was accepted on its side."""

    class Meta:
        model = Attestation

    class Params:
        of = factory.LazyFunction(lambda: node("northmark"))
        spoken = factory.LazyAttribute(lambda made: said(made.of, _valmont()))
        attested = factory.LazyAttribute(
            lambda made: attest([about(made.spoken, made.of, Kind(made.kind))], AT, made.of.signing)[0]
        )

    message = factory.LazyAttribute(lambda made: MessageFactory(of=made.of, spoken=made.spoken))
    kind = Kind.SUBMISSION_ACCEPTED.value
    node = factory.LazyAttribute(lambda made: made.of.id)
    ours = False
    at = factory.LazyAttribute(lambda made: made.attested.attestation.at)
    root = factory.LazyAttribute(lambda made: SignedRootFactory(of=made.of, attested=made.attested))
    content = factory.LazyAttribute(
        lambda made: canonical({k: v for k, v in made.attested.as_json().items() if k != "root"})
    )


class ConsentFactory(factory.django.DjangoModelFactory[Consent]):
    class Meta:
        model = Consent

    uuid = factory.LazyFunction(uuid4)
    message = factory.SubFactory(MessageFactory)
    asked_at = factory.SelfAttribute("message.created")
    purpose = "For the prosecution service of Northmark."


class IncidentFactory(factory.django.DjangoModelFactory[Incident]):
    class Meta:
        model = Incident

    at = AT
    last_at = factory.SelfAttribute("at")
    code = "exchange.wrong_sender"
    place = "parcel.sender"
    sender = factory.Faker("uuid4")


class ExportFactory(factory.django.DjangoModelFactory[Export]):
    class Meta:
        model = Export

    conversation = factory.SubFactory(ConversationFactory)
    at = AT
    by = factory.SubFactory(PersonFactory, role=Role.CASE_OFFICER)
    digest = "sha256:" + "0" * 64
    last_message = 0
