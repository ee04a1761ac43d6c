"""Rows of the two records. Real entries are made by `ledger.services.record`; these are for reading tests."""

import uuid
from datetime import UTC, datetime

import factory

from entraide.kernel.canonical import canonical, leaf_hash
from entraide.ledger.models import Checkpoint, Contradiction, Detail, Entry, Look, Subtree, Vouched, Watched

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


NOTE = f"entraide.ledger/invented\n1\n{'A' * 43}=\n\n— entraide.ledger/invented AAAAAAAA\n"


class SubtreeFactory(factory.django.DjangoModelFactory[Subtree]):
    class Meta:
        model = Subtree

    place = factory.Sequence(lambda n: (1 << 56) + n)
    hash = b"\x01" * 32


class CheckpointFactory(factory.django.DjangoModelFactory[Checkpoint]):
    class Meta:
        model = Checkpoint

    origin = "entraide.ledger/invented"
    size = factory.Sequence(lambda n: n + 1)
    at = MOMENT
    root = b"\x02" * 32
    note = NOTE


class VouchedFactory(factory.django.DjangoModelFactory[Vouched]):
    class Meta:
        model = Vouched

    checkpoint = factory.SubFactory(CheckpointFactory)
    witness = "entraide.ledger/witness"
    at = MOMENT
    lines = "— entraide.ledger/witness AAAAAAAA\n"


class WatchedFactory(factory.django.DjangoModelFactory[Watched]):
    class Meta:
        model = Watched

    origin = "entraide.ledger/theirs"
    size = factory.Sequence(lambda n: n + 1)
    root = b"\x03" * 32
    at = MOMENT
    note = NOTE


class ContradictionFactory(factory.django.DjangoModelFactory[Contradiction]):
    class Meta:
        model = Contradiction

    origin = "entraide.ledger/theirs"
    at = MOMENT
    ours = False
    held = NOTE
    shown = NOTE
