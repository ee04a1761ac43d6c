"""Rows of the two records. Real entries are made by `ledger.services.record`; these are for reading tests."""

import uuid
from datetime import UTC, datetime

import factory

from entraide.kernel.canonical import canonical, leaf_hash
from entraide.ledger.models import Detail, Entry, Look

MOMENT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)


class EntryFactory(factory.django.DjangoModelFactory[Entry]):
    class Meta:
        model = Entry

    seq = factory.Sequence(lambda n: n + 1)
    at = MOMENT
    act = "tests.something_done"
    canonical = factory.LazyAttribute(lambda made: canonical({"seq": made.seq, "act": made.act}))
    leaf_hash = factory.LazyAttribute(lambda made: leaf_hash(made.canonical))


class DetailFactory(factory.django.DjangoModelFactory[Detail]):
    class Meta:
        model = Detail

    entry = factory.SubFactory(EntryFactory)
    salt = b"\x00" * 32
    body = factory.LazyFunction(lambda: {"name": "invented"})


class LookFactory(factory.django.DjangoModelFactory[Look]):
    class Meta:
        model = Look

    at = MOMENT
    person = factory.LazyFunction(uuid.uuid4)
    case = factory.LazyFunction(uuid.uuid4)
    what = "case"
