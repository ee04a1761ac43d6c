"""Letters of an agency that seals: sealed when approved, leaving as sealed, told on the page and in the records."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.seal import errors
from entraide.assistance.domain.letters.seal.examining import Verdict, seals_in
from entraide.assistance.domain.opening.files import open_bytes
from entraide.assistance.models import Letter
from entraide.assistance.services import dispatching, sealing, writing
from entraide.cases.models import Original
from entraide.cases.services import originals
from entraide.ledger.models import Entry
from tests import seals
from tests.assistance.desk_pages import at_browser, words
from tests.assistance.test_writing import ORDINARY, taken_up
from tests.caller import Caller
from tests.postbox import open_postbox

NOW = datetime(2026, 11, 16, 13, 5, tzinfo=UTC)


@pytest.fixture
def place(settings, tmp_path: Path) -> Path:
    settings.ENTRAIDE_SEAL = tmp_path / "seal.pem"
    return tmp_path / "seal.pem"


@pytest.fixture
def seal(bureau, place):
    set_ = seals.seal()
    sealing.set_seal(set_, acting=None, at=NOW)
    return set_.face


@pytest.fixture
def submitted(bureau, place):
    request = taken_up(ORDINARY, bureau, NOW)
    letter = writing.draft_letter(request, LetterKind.ACKNOWLEDGEMENT, acting=bureau["officer"], at=NOW)
    letter = writing.revise_letter(
        letter, {"email": "greffe@parquet.example"}, acting=bureau["officer"], at=NOW
    )
    return writing.submit_letter(letter, acting=bureau["officer"], at=NOW)


def facts_of(act: str) -> list[dict[str, object]]:
    return [json.loads(bytes(entry.canonical))["facts"] for entry in Entry.objects.filter(act=act)]


def test_without_a_seal_a_letter_is_as_the_typesetter_wrote_it(submitted, bureau):
    letter = writing.approve_letter(submitted, acting=bureau["supervisor"], at=NOW)
    assert originals.read(letter.pdf) == writing.render(letter, at=NOW, draft=False)
    assert (letter.sealed_by, letter.seal_sha256, letter.seal_valid_until) == ("", "", None)
    assert "seal" not in facts_of("assistance.letter_approved")[0]


def test_an_approved_letter_is_sealed_once_and_leaves_as_it_was_sealed(submitted, bureau, seal, settings):
    letter = writing.approve_letter(submitted, acting=bureau["supervisor"], at=NOW)
    kept = originals.read(letter.pdf)
    assert kept.startswith(writing.render(letter, at=NOW, draft=False))
    (found,) = seals_in(kept, at=NOW)
    assert (found.verdict, found.face, found.stated_at) == (Verdict.INTACT, seal, NOW)
    letter.refresh_from_db()
    assert (letter.sealed_by, letter.seal_sha256) == (seal.name, seal.sha256)
    assert letter.seal_valid_until == seal.valid_until
    # Another seal, or none, changes nothing of what was approved.
    sealing.remove_seal(acting=None, at=NOW)
    with open_postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", box.port, False
        settings.DEFAULT_FROM_EMAIL = "bureau@valmont.example"
        writing.send_by_mail(letter, acting=bureau["officer"], at=NOW)
        assert dispatching.deliver_due(at=NOW + timedelta(seconds=5)) == 1
    (attached,) = box.taken[0].iter_attachments()
    assert attached.get_content() == kept
    officer = Caller(bureau["officer"])
    assert officer.raw(f"/letters/{letter.uuid}/paper.pdf").content == kept
    browser = at_browser(bureau["officer"])
    assert browser.get(f"/letters/{letter.uuid}/paper.pdf").content == kept
    download = browser.get(reverse("cases:original", args=[letter.pdf.uuid]))
    assert b"".join(download) == kept


def test_the_ledger_names_the_certificate_of_what_was_sealed(submitted, bureau, seal):
    letter = writing.approve_letter(submitted, acting=bureau["supervisor"], at=NOW)
    writing.record_sent(letter, channel=Channel.POST, acting=bureau["officer"], at=NOW)
    for act in ("assistance.letter_approved", "assistance.letter_sent"):
        (facts,) = facts_of(act)
        assert (facts["seal"], facts["sha256"]) == (seal.sha256, letter.pdf.sha256)


def test_setting_and_removing_a_seal_are_acts_without_the_key(seal, place):
    sealing.remove_seal(acting=None, at=NOW)
    assert not place.exists()
    (was_set,), (removed,) = facts_of("assistance.seal_set"), facts_of("assistance.seal_removed")
    assert was_set["seal"] == removed["seal"] == seal.sha256
    assert set(was_set) == {"seal", "valid_until"}
    with pytest.raises(errors.NoSealSet):
        sealing.remove_seal(acting=None, at=NOW)


def test_a_seal_that_cannot_be_read_can_be_removed(bureau, place):
    place.write_bytes(b"garbage")
    sealing.remove_seal(acting=None, at=NOW)
    assert not place.exists()
    assert facts_of("assistance.seal_removed") == [{"seal": ""}]


def test_an_expired_seal_is_not_set(bureau, place):
    with pytest.raises(errors.CertificateExpired):
        sealing.set_seal(seals.seal(ends=NOW - timedelta(days=1)), acting=None, at=NOW)
    assert not place.exists()
    assert facts_of("assistance.seal_set") == []


@pytest.mark.parametrize(
    ("kept", "refusal"),
    [
        (seals.seal(ends=NOW - timedelta(days=1)), errors.CertificateExpired),
        (seals.seal(begins=NOW + timedelta(days=1)), errors.CertificateNotYetValid),
        (None, errors.SealUnreadable),
    ],
    ids=["expired", "not yet valid", "damaged"],
)
def test_what_cannot_be_sealed_is_not_approved(submitted, bureau, place, kept, refusal):
    if kept is None:
        place.write_bytes(b"garbage")
    else:
        seals.put(place, kept)
    with pytest.raises(refusal):
        writing.approve_letter(submitted, acting=bureau["supervisor"], at=NOW)
    letter = Letter.objects.get()
    assert (letter.standing, letter.pdf, letter.reviewed_by) == ("in_review", None, None)
    assert not Original.objects.filter(media_type="application/pdf").exists()
    assert facts_of("assistance.letter_approved") == []
    sealing.remove_seal(acting=None, at=NOW)
    assert writing.approve_letter(letter, acting=bureau["supervisor"], at=NOW).standing == "approved"


def test_a_letter_sent_back_bears_no_seal_until_it_is_approved_again(submitted, bureau, seal):
    letter = writing.approve_letter(submitted, acting=bureau["supervisor"], at=NOW)
    letter = writing.send_back_letter(letter, comment="Shorter.", acting=bureau["supervisor"], at=NOW)
    letter.refresh_from_db()
    assert (letter.pdf, letter.sealed_by, letter.seal_sha256, letter.seal_valid_until) == (None, "", "", None)


def test_half_a_seal_cannot_be_written(submitted):
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=submitted.pk).update(sealed_by="Bureau of Northmark")
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=submitted.pk).update(
            sealed_by="Bureau of Northmark", seal_sha256="0" * 64, seal_valid_until=NOW
        )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Sealed by Bureau of &lt;Northmark&gt; (certificate valid until"),
        ("fr", "Scellée par Bureau of &lt;Northmark&gt; (certificat valable jusqu’au"),
    ],
)
def test_the_page_says_whose_seal_it_is(submitted, bureau, place, language, said):
    sealing.set_seal(seals.seal(name="Bureau of <Northmark>"), acting=None, at=NOW)
    browser = at_browser(bureau["officer"], language)
    assert said not in words(browser.get(f"/letters/{submitted.uuid}/"))
    letter = writing.approve_letter(submitted, acting=bureau["supervisor"], at=NOW)
    shown = words(browser.get(f"/letters/{submitted.uuid}/"))
    assert said in shown
    assert letter.seal_sha256 in shown


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_supervisor_is_told_on_the_page_why_nothing_was_approved(submitted, bureau, place, language):
    seals.put(place, seals.seal(ends=NOW - timedelta(days=1)))
    supervisor = at_browser(bureau["supervisor"], language)
    with time_machine.travel(NOW, tick=False):
        answer = supervisor.post(f"/letters/{submitted.uuid}/approve/", {"comment": ""})
    assert answer.status_code == 422
    assert {"en": "expired on 2026-11-15", "fr": "a expiré le 2026-11-15"}[language] in words(answer)
    assert Letter.objects.get().standing == "in_review"


def test_the_api_shows_the_seal_and_refuses_with_its_code(submitted, bureau, place):
    officer, supervisor = Caller(bureau["officer"]), Caller(bureau["supervisor"])
    here = f"/letters/{submitted.uuid}"
    assert officer.get(here)[1]["seal"] is None
    seals.put(place, seals.seal(ends=seals.BEGINS + timedelta(days=1)))
    status, told = supervisor.post(f"{here}/approve")
    assert (status, told["code"]) == (422, "seal.expired")
    face = seals.seal(ends=datetime(2036, 1, 1, tzinfo=UTC))
    seals.put(place, face)
    told = supervisor.post(f"{here}/approve")[1]
    assert told["seal"] == {
        "name": "Bureau of Northmark",
        "valid_until": "2036-01-01T00:00:00Z",
        "sha256": face.face.sha256,
    }
    assert officer.get(here)[1]["seal"] == told["seal"]


def test_a_sealed_letter_is_opened_as_any_other_where_it_arrives(submitted, bureau, seal):
    letter = writing.approve_letter(submitted, acting=bureau["supervisor"], at=NOW)
    sealed = open_bytes(originals.read(letter.pdf), name="letter.pdf")
    plain = open_bytes(writing.render(letter, at=NOW, draft=False), name="letter.pdf")
    assert sealed.text == plain.text
    assert letter.request.reference in sealed.text
    assert sealed.warnings == plain.warnings


@pytest.mark.parametrize("left", ["nothing", "another"])
def test_a_seal_that_is_missed_or_another_than_was_set_is_noticed(submitted, bureau, place, left):
    """A folder restored without `seal.pem`, or with an older one: what left then would look forged."""
    sealing.set_seal(seals.seal(), acting=None, at=NOW)
    place.unlink()
    if left == "another":
        seals.put(place, seals.seal(name="An older one"))
    with pytest.raises(errors.SealUnreadable):
        writing.approve_letter(submitted, acting=bureau["supervisor"], at=NOW)
    sealing.remove_seal(acting=None, at=NOW)
    assert writing.approve_letter(submitted, acting=bureau["supervisor"], at=NOW).seal_sha256 == ""
