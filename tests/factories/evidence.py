"""Exhibits as tests need them. Those whose story matters are registered through the services."""

import secrets
from datetime import UTC, datetime
from uuid import uuid4

import factory

from entraide.evidence.models import (
    Arrived,
    Content,
    ContentKey,
    CustodyEvent,
    Exhibit,
    ExhibitStanding,
    Package,
    Stamp,
    Upload,
    Watch,
)
from tests.factories.accounts import PersonFactory
from tests.factories.cases import CaseFactory

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class ExhibitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Exhibit

    case = factory.SubFactory(CaseFactory)
    year = 2026
    sequence = factory.Sequence(lambda n: n + 1)
    kind = "object"
    title = "A grey telephone"
    registered_at = AT
    registered_by = factory.SubFactory(PersonFactory)
    salt = factory.LazyFunction(lambda: secrets.token_bytes(32))


class ContentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Content

    exhibit = factory.SubFactory(ExhibitFactory)
    part = "content"
    name = "extract.csv"
    media_type = "text/csv"
    size = 3
    sha256 = "00" * 32
    taken_at = AT
    taken_by = factory.SelfAttribute("exhibit.registered_by")


class ContentKeyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContentKey

    content = factory.SubFactory(ContentFactory)
    wrapped = b"\0" * 40


class CustodyEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CustodyEvent

    exhibit = factory.SubFactory(ExhibitFactory)
    number = 1
    act = "collected"
    at = AT
    by = factory.LazyFunction(
        lambda: {
            "name": "A. Specimen",
            "function": "",
            "agency": "",
            "person": None,
            "node": None,
            "strokes": [],
        }
    )
    salt = factory.LazyFunction(lambda: secrets.token_bytes(32))


class ExhibitStandingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExhibitStanding

    exhibit = factory.SubFactory(ExhibitFactory)
    case = factory.SelfAttribute("exhibit.case")
    where = "here"


class StampFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Stamp

    exhibit = factory.SubFactory(ExhibitFactory)
    digest = b"\0" * 32
    wanted_at = AT
    next_try_at = AT


class WatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Watch

    content = factory.SubFactory(ContentFactory)
    looked_at = AT


class UploadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Upload

    exhibit = factory.SubFactory(ExhibitFactory)
    person = factory.SubFactory(PersonFactory)
    part = "content"
    name = "image.dd"
    media_type = "application/octet-stream"
    size = 5_000_000
    begun_at = AT
    wrapped = b"\0" * 40


class PackageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Package

    case = factory.SubFactory(CaseFactory)
    wanted_at = AT
    handling = factory.LazyFunction(
        lambda: {
            "tlp": "amber",
            "code": "H1",
            "purpose": "This inquiry only",
            "limits": "",
            "keep_until": None,
        }
    )


class ArrivedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Arrived

    case = factory.SubFactory(CaseFactory)
    message = factory.LazyFunction(uuid4)
    node = factory.LazyFunction(uuid4)
    agency = "Northmark State Police"
    attachment = factory.LazyFunction(uuid4)
    arrived_at = AT
