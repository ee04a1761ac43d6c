"""A package on its way: two exhibits of which copies may go, and, as if this node were its own partner, arrived."""

from __future__ import annotations

import shutil
from typing import Any
from uuid import uuid4

import pytest

from entraide.evidence.domain.exhibits import Marking
from entraide.evidence.models import Arrived, Package
from entraide.evidence.services import arriving, judging, packaging
from entraide.evidence.services.handing import Outside
from entraide.evidence.services.registering import add_file, register
from entraide.exchange.domain.statement import Handling
from entraide.exchange.models import Attachment, Message
from entraide.exchange.services import files
from entraide.exchange.services.hooks import Arrived as Came
from entraide.exchange.services.sending import open_conversation
from tests.evidence.conftest import AT, collected
from tests.exchange.speaking import us
from tests.factories.exchange import PartnerCardFactory

HANDLING = Handling("amber", "This inquiry only", "H1", "No disclosure to third parties.")
PARTNER = Outside(name="Northmark State Police")
BYTES = bytes(range(256)) * 9000


@pytest.fixture(autouse=True)
def own_ledger_key(settings: Any, tmp_path: Any) -> None:
    settings.ENTRAIDE_LEDGER_KEY = tmp_path / "ledger" / "key.json"


def released(exhibit, people, at=AT):
    judging.ask_release(
        exhibit, PARTNER, reason="Request", place="Valmont", acting=people["officer"], at=at, copy=True
    )
    judging.agree(exhibit, acting=people["counsel"], at=at)


@pytest.fixture
def two(case, people, our_card):
    """Two exhibits of which copies may go: one with files, one that is marked."""
    plain = register(case, collected(), acting=people["officer"], at=AT)
    add_file(plain, [BYTES], name="dump.bin", media_type="", acting=people["officer"], at=AT)
    marked = register(case, collected(marking=Marking.ABUSE), acting=people["officer"], at=AT)
    add_file(marked, [b"never opened"], name="a.jpg", media_type="", acting=people["officer"], at=AT)
    for one in (plain, marked):
        released(one, people)
    return [plain, marked]


@pytest.fixture
def came(two, case, people, northmark):
    """A package that is on its way; and, as if this node were its own partner, arrived."""
    talk = open_conversation(northmark.row, at=AT, case=case.uuid)
    packaging.want(case, two, handling=HANDLING, acting=people["officer"], at=AT, conversation=talk.uuid)
    packaging.make_due(moment=lambda: AT)
    package = Package.objects.get()
    sent = Message.objects.get(uuid=package.message)
    assert (sent.type, sent.conversation) == ("evidence.package/1", talk)
    return brought(package, PartnerCardFactory(of=us()).partner)


def brought(package, ourselves):
    """The same bytes, brought by ourselves: what a partner's node would hold."""
    held = Message.objects.get(uuid=package.message)
    held.pk, held.uuid, held.digest = None, uuid4(), "sha256:" + "ab" * 32
    held.partner, held.outgoing = ourselves, False
    held.save()
    attachment = Attachment.objects.create(
        uuid=uuid4(), message=held, name="p.zip", media_type="", size=package.size, digest="x", whole=True
    )
    path = files.path_of(held.uuid, attachment.uuid)
    path.parent.mkdir(parents=True)
    shutil.copy(packaging.path_of(package), path)

    class File:
        pass

    file = File()
    file.attachment = attachment
    arriving.take_package(Came(held, {}, HANDLING, (file,), AT))
    return Arrived.objects.get()
