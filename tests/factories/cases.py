"""Case files and what they hold. A story of several acts goes through the services; these make single rows."""

import hashlib

import factory

from entraide.accounts.domain.roles import Role
from entraide.cases.models import Case, Correspondence, Finding, Membership, Note, Original, Task
from tests.factories.accounts import MOMENT, PersonFactory


class CaseFactory(factory.django.DjangoModelFactory[Case]):
    """`CaseFactory(members=[officer])` is a case that this officer belongs to."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    opened_at = MOMENT

    @factory.post_generation
    def members(self: Case, create: bool, given: object, **rest: object) -> None:  # type: ignore[misc]
        for person in given or ():  # type: ignore[attr-defined]
            MembershipFactory(case=self, person=person)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory, role=Role.CASE_OFFICER)
    since = MOMENT


class OriginalFactory(factory.django.DjangoModelFactory[Original]):
    """A row alone: the bytes themselves are kept by `services.originals`."""

    class Meta:
        model = Original

    case = factory.SubFactory(CaseFactory)
    name = "lettre.eml"
    media_type = "message/rfc822"
    size = 6
    sha256 = hashlib.sha256(b"lettre").hexdigest()
    kept_at = MOMENT


class TaskFactory(factory.django.DjangoModelFactory[Task]):
    class Meta:
        model = Task

    case = factory.SubFactory(CaseFactory)
    title = "Call the branch back"
    assigned_to = factory.SubFactory(PersonFactory, role=Role.CASE_OFFICER)
    added_by = factory.SelfAttribute("assigned_to")
    added_at = MOMENT


class NoteFactory(factory.django.DjangoModelFactory[Note]):
    class Meta:
        model = Note

    case = factory.SubFactory(CaseFactory)
    text = "The branch manager is away until Thursday."
    at = MOMENT
    by = factory.SubFactory(PersonFactory, role=Role.CASE_OFFICER)


class CorrespondenceFactory(factory.django.DjangoModelFactory[Correspondence]):
    class Meta:
        model = Correspondence

    case = factory.SubFactory(CaseFactory)
    incoming = True
    channel = "email"
    at = MOMENT
    subject = "Accounts of a romance fraud"


class FindingFactory(factory.django.DjangoModelFactory[Finding]):
    class Meta:
        model = Finding

    case = factory.SubFactory(CaseFactory)
    sort = Finding.Sort.NOTE
    source = factory.Faker("uuid4")
    at = MOMENT
