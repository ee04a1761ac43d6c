"""Requests and their parts, plainly fictional. A story goes through the services; these make single rows."""

from datetime import timedelta

import factory

from entraide.accounts.domain.roles import Role
from entraide.assistance.models import (
    Arrival,
    AssistanceRequest,
    Assurance,
    Authority,
    BreakGlass,
    DatedEvent,
    Dispatch,
    Enclosure,
    Letter,
    LetterTemplate,
    LikenessBand,
    Measure,
    Offence,
    PartnerCertificate,
    Question,
    ReceivedMail,
    ReferenceCounter,
    Subject,
    Suggestion,
)
from tests.factories.accounts import MOMENT, PersonFactory
from tests.factories.cases import CaseFactory, OriginalFactory


class ReferenceCounterFactory(factory.django.DjangoModelFactory[ReferenceCounter]):
    class Meta:
        model = ReferenceCounter
        django_get_or_create = ("year", "direction")

    year = MOMENT.year
    direction = "incoming"


class AssistanceRequestFactory(factory.django.DjangoModelFactory[AssistanceRequest]):
    class Meta:
        model = AssistanceRequest

    case = factory.SubFactory(CaseFactory)
    reference = factory.Sequence(lambda n: f"2026-I-{n + 1:04}")
    direction = "incoming"
    state = "received"
    title = "Accounts of a romance fraud"
    received_at = MOMENT
    recorded_at = MOMENT
    changed_at = MOMENT


class AuthorityFactory(factory.django.DjangoModelFactory[Authority]):
    class Meta:
        model = Authority

    request = factory.SubFactory(AssistanceRequestFactory)
    role = "requesting"
    organisation = "Sûreté régionale de Valbourg"


class AssuranceFactory(factory.django.DjangoModelFactory[Assurance]):
    class Meta:
        model = Assurance

    request = factory.SubFactory(AssistanceRequestFactory)
    matter = "specialty"
    standing = "given"


class OffenceFactory(factory.django.DjangoModelFactory[Offence]):
    class Meta:
        model = Offence

    request = factory.SubFactory(AssistanceRequestFactory)
    title = "Fraud"


class SubjectFactory(factory.django.DjangoModelFactory[Subject]):
    class Meta:
        model = Subject

    request = factory.SubFactory(AssistanceRequestFactory)
    sort = "person"
    name = "Gaspard Vellorine"


class MeasureFactory(factory.django.DjangoModelFactory[Measure]):
    class Meta:
        model = Measure

    request = factory.SubFactory(AssistanceRequestFactory)
    code = "bank_records"


class DatedEventFactory(factory.django.DjangoModelFactory[DatedEvent]):
    class Meta:
        model = DatedEvent

    request = factory.SubFactory(AssistanceRequestFactory)
    code = "received"
    at = MOMENT


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    class Meta:
        model = Question

    request = factory.SubFactory(AssistanceRequestFactory)
    text = "Which account is meant?"
    asked_at = MOMENT


class ArrivalFactory(factory.django.DjangoModelFactory[Arrival]):
    class Meta:
        model = Arrival

    case = factory.SubFactory(CaseFactory)
    original = factory.SubFactory(OriginalFactory, case=factory.SelfAttribute("..case"))
    name = "lettre.eml"
    sha256 = factory.SelfAttribute("original.sha256")
    arrived_at = MOMENT


class LikenessBandFactory(factory.django.DjangoModelFactory[LikenessBand]):
    class Meta:
        model = LikenessBand

    arrival = factory.SubFactory(ArrivalFactory)
    band = factory.Sequence(int)


class SuggestionFactory(factory.django.DjangoModelFactory[Suggestion]):
    class Meta:
        model = Suggestion

    arrival = factory.SubFactory(ArrivalFactory)
    field = "subject"
    value = label = words = "Accounts of a romance fraud"
    start = 0
    end = 27
    confidence = 0.9


class LetterFactory(factory.django.DjangoModelFactory[Letter]):
    class Meta:
        model = Letter

    request = factory.SubFactory(AssistanceRequestFactory)
    kind = "reply"
    language = "en"
    subject = "Accounts of a romance fraud"
    body = "Dear Sir or Madam,"
    drafted_by = factory.SubFactory(PersonFactory, role=Role.CASE_OFFICER)
    drafted_at = MOMENT


class BreakGlassFactory(factory.django.DjangoModelFactory[BreakGlass]):
    class Meta:
        model = BreakGlass

    letter = factory.SubFactory(LetterFactory)
    request = factory.SelfAttribute("letter.request")
    digest = "0" * 64
    at = MOMENT
    by = factory.SubFactory(PersonFactory, role=Role.SUPERVISOR)
    reason = "The ferry leaves at six."
    tried = "Three calls to the duty desk; nobody answers."


class DispatchFactory(factory.django.DjangoModelFactory[Dispatch]):
    class Meta:
        model = Dispatch

    letter = factory.SubFactory(LetterFactory)
    address = "desk@valbourg.example"
    queued_at = MOMENT
    next_attempt_at = MOMENT + timedelta(minutes=1)


class EnclosureFactory(factory.django.DjangoModelFactory[Enclosure]):
    class Meta:
        model = Enclosure

    letter = factory.SubFactory(LetterFactory)
    original = factory.SubFactory(OriginalFactory, case=factory.SelfAttribute("..letter.request.case"))


class LetterTemplateFactory(factory.django.DjangoModelFactory[LetterTemplate]):
    class Meta:
        model = LetterTemplate

    kind = "notice"
    language = "en"
    number = 1
    subject = "{matter}"
    body = "Greetings from {agency}.\n\n{message}"
    reason = "A new style"
    at = MOMENT
    by = factory.SubFactory(PersonFactory, role=Role.ADMINISTRATOR)


class PartnerCertificateFactory(factory.django.DjangoModelFactory[PartnerCertificate]):
    """A row alone: its bytes are those of no certificate."""

    class Meta:
        model = PartnerCertificate

    address = "desk@valbourg.example"
    pem = "-----BEGIN CERTIFICATE-----"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    name = "Desk of Valbourg"
    valid_from = MOMENT - timedelta(days=100)
    valid_until = MOMENT + timedelta(days=100)
    compared_with = "J. Adams, +1 555 0100"
    kept_at = MOMENT


class ReceivedMailFactory(factory.django.DjangoModelFactory[ReceivedMail]):
    """A mail that is stored and waits."""

    class Meta:
        model = ReceivedMail

    key = factory.Faker("uuid4")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 6
    stored_at = MOMENT
