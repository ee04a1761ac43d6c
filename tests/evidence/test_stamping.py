"""A time-stamping authority that is away for a day: work goes on, marked, and nothing stays unstamped."""

import subprocess
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from entraide.evidence.domain.stamps import verify_stamp
from entraide.evidence.errors import StampsUntrusted
from entraide.evidence.models import Stamp
from entraide.evidence.queries import stamps_wanted
from entraide.evidence.services.registering import add_file, register
from entraide.evidence.services.stamping import stamp_due
from entraide.ledger.domain.faults import What
from entraide.ledger.models import Entry
from entraide.ledger.queries.verifying import verify
from tests.evidence.authority import OPENSSL, authority
from tests.evidence.conftest import AT, collected
from tests.evidence.papers import ec_key, root_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(OPENSSL is None, reason="openssl is not on this machine"),
]


@pytest.fixture
def at_work(tmp_path, settings):
    with authority(tmp_path / "authority") as found:
        settings.ENTRAIDE_STAMPS_URL = found.url
        settings.ENTRAIDE_STAMPS_TRUSTED = tmp_path / "stamps.pem"
        settings.ENTRAIDE_STAMPS_TRUSTED.write_bytes(found.root_pem)
        yield found


def test_without_an_authority_nothing_is_asked_and_what_waits_is_counted(exhibit):
    assert stamp_due(at=AT) == 0
    assert stamps_wanted() == 1


def test_a_registration_and_its_files_are_stamped_and_openssl_agrees(at_work, exhibit, people, tmp_path):
    content = add_file(exhibit, [b"bytes"], name="a", media_type="", acting=people["officer"], at=AT)
    assert stamp_due(at=AT) == 2
    assert stamps_wanted() == 0
    stamp = Stamp.objects.get(content=content)
    given = verify_stamp(bytes(stamp.token), bytes.fromhex(content.sha256), [at_work.root_pem])
    assert given.at == stamp.stamped_at
    token, root = tmp_path / "a.tsr", tmp_path / "root.pem"
    token.write_bytes(bytes(stamp.token))
    root.write_bytes(at_work.root_pem)
    command = ["openssl", "ts", "-verify", "-digest", content.sha256, "-in", token, "-CAfile", root]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout, done.stdout + done.stderr
    assert Entry.objects.filter(act="evidence.stamped").count() == 2
    assert [one for one in verify({}) if one.table.startswith("evidence")] == []


def test_an_authority_that_is_away_for_a_day_stops_nobody_and_leaves_nothing_unstamped(at_work, case, people):
    at_work.stop()
    for hour in range(24):
        at = AT + timedelta(hours=hour)
        new = register(case, collected(title=f"Object {hour}"), acting=people["officer"], at=at)
        add_file(new, [b"%d" % hour], name="a", media_type="", acting=people["officer"], at=at)
        for minute in range(0, 60, 10):
            assert stamp_due(at=at + timedelta(minutes=minute)) == 0
    assert stamps_wanted() == 48
    assert set(Stamp.objects.exclude(tries=0).values_list("last_error", flat=True)) == {
        "evidence.stamp_authority_away"
    }
    at_work.start()
    came = sum(stamp_due(at=AT + timedelta(hours=24, minutes=minute)) for minute in range(0, 61, 5))
    assert (came, stamps_wanted()) == (48, 0)
    assert not Stamp.objects.exclude(last_error="").exists()


def test_an_authority_that_nobody_trusts_is_not_believed(at_work, exhibit, settings):
    stranger = root_of("Somebody Else", ec_key(7), "Somebody Else", ec_key(7))
    settings.ENTRAIDE_STAMPS_TRUSTED.write_bytes(stranger.public_bytes(Encoding.PEM))
    assert stamp_due(at=AT) == 0
    row = Stamp.objects.get()
    assert (row.stamped_at, row.tries) == (None, 1)
    settings.ENTRAIDE_STAMPS_TRUSTED.unlink()
    with pytest.raises(StampsUntrusted):
        stamp_due(at=AT + timedelta(hours=1))


def test_a_stamp_that_was_exchanged_is_found(at_work, exhibit):
    stamp_due(at=AT)
    row = Stamp.objects.get()
    Stamp.objects.filter(pk=row.pk).update(token=bytes(row.token)[:-1] + b"\0")
    found = [(one.table, one.row, one.what) for one in verify({}) if one.table.startswith("evidence")]
    assert found == [("evidence_stamp", str(row.pk), What.DIFFERS)]
