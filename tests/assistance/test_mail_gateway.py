"""A request goes out to a partner without a node, and its answer comes back: real mail servers, the openssl program."""

import pytest
from django.test import Client

from entraide.assistance import tasks
from entraide.assistance.errors import EnclosuresTooLarge
from entraide.assistance.models import (
    Arrival,
    AssistanceRequest,
    Dispatch,
    Enclosure,
    Letter,
    PartnerCertificate,
    ReceivedMail,
)
from entraide.assistance.queries import desk
from entraide.assistance.services import writing
from entraide.assistance.services.dispatching import deliver_due
from entraide.assistance.services.mailing import certificates, fetching, filing, keys
from entraide.cases.models import Correspondence, Original
from entraide.cases.services import originals
from entraide.exchange.domain.mail.entities import read_entity
from entraide.ledger.models import Entry
from tests.assistance.by_mail import (
    approved,
    bounced,
    files_of,
    home,
    keyed,
    left,
    plain,
    postbox,
    server,
    signed_answer,
)
from tests.exchange.mail.openssl import needs_openssl, openssl
from tests.exchange.mail.people import OURS, STRANGER, THEIRS, certificate, mail_key, now, pem

pytestmark = pytest.mark.django_db
__all__ = ["approved", "home", "keyed", "postbox", "server"]

ANSWER = (
    b'Content-Type: multipart/mixed; boundary="m"\r\n\r\n'
    b"--m\r\nContent-Type: text/plain\r\n\r\nThe van belongs to a third person.\r\n"
    b'--m\r\nContent-Type: application/octet-stream; name="register.bin"\r\n'
    b'Content-Disposition: attachment; filename="register.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    b"AAEC/w==\r\n--m--\r\n"
)


def acts(name: str) -> int:
    return Entry.objects.filter(act=f"assistance.{name}").count()


@needs_openssl
def test_a_request_goes_out_protected_and_its_signed_answer_is_filed_with_its_verdict(
    keyed, postbox, server, approved, bureau, tmp_path
):
    files_of(tmp_path)
    enclosing_of(approved, b"plan of the street")
    taken = left(approved, postbox)
    inside = openssl(
        "cms", "-decrypt", "-recip", tmp_path / "theirs.pem", "-inkey", tmp_path / "theirs.key",
        given=taken.as_bytes(),
    )  # fmt: skip
    said = openssl(
        "cms", "-verify", "-CAfile", tmp_path / "ours.pem", "-partial_chain", "-purpose", "any", given=inside
    )
    request = AssistanceRequest.objects.get()
    assert taken["Subject"] == f"[{request.reference}]"
    assert f"[{request.reference}]" in read_entity(said).line("Subject")
    assert b"plan.txt" in said
    assert (request.state, Dispatch.objects.get().protection) == ("sent", "encrypted")

    server.inbox.put(signed_answer(tmp_path, taken, ANSWER))
    tasks.fetch_mail(now())
    mail = ReceivedMail.objects.select_related("arrival", "request").get()
    assert (mail.outcome, mail.verdict, mail.doubts) == ("filed", "signed_by_partner", [])
    assert mail.request == request
    assert server.inbox.contents == []
    letters = Correspondence.objects.filter(incoming=True, about=request.uuid).order_by("pk")
    assert "The van belongs to a third person." in letters[0].text
    kept = Original.objects.get(name="register.bin")
    assert (kept.case, originals.read(kept)) == (request.case, b"\x00\x01\x02\xff")
    assert acts("mail_filed") == 1
    # It is on the officer's desk until somebody takes note of it.
    assert [row.arrival for row in desk(bureau["officer"], at=now()).new_mail] == [mail.arrival]
    client = Client()
    client.force_login(bureau["officer"])
    assert b"signed by the partner" in client.get("/").content
    page = client.get(f"/arrivals/{mail.arrival.uuid}/")
    assert b"signed by the partner" in page.content
    assert b"Mail from " in client.get(f"/requests/{request.uuid}/timeline/").content
    client.post(f"/arrivals/{mail.arrival.uuid}/take-note/")
    assert desk(bureau["officer"], at=now()).new_mail == []
    assert acts("mail_noted") == 1


def enclosing_of(letter: Letter, content: bytes) -> None:
    """Put a file with a letter that is approved already: a draft is where a person does it."""
    held = originals.hold([content])
    original = originals.keep(letter.request.case, held, name="plan.txt", media_type="text/plain", at=now())
    Enclosure.objects.create(letter=letter, original=original)


@needs_openssl
def test_a_forged_answer_is_kept_and_filed_nowhere(keyed, postbox, server, approved, tmp_path):
    files_of(tmp_path)
    taken = left(approved, postbox)
    forged = plain(None, In_Reply_To=_other_tag(str(taken["Message-ID"])))
    answer = signed_answer(tmp_path, taken, ANSWER, by="stranger")
    broken = _broken(tmp_path, taken)
    for raw in (forged, answer, broken):
        server.inbox.put(raw)
    tasks.fetch_mail(now())
    refused = Arrival.objects.order_by("pk")
    assert [one.refused_because for one in refused] == [
        "exchange.mail_reference_forged",
        "exchange.mail_signed_by_stranger",
        "exchange.mail_signature_broken",
    ]
    assert all(one.refused_words["en"] and one.refused_words["fr"] and one.request is None for one in refused)
    assert not Correspondence.objects.filter(incoming=True).exists()
    assert {mail.outcome for mail in ReceivedMail.objects.all()} == {"refused"}
    assert acts("mail_refused") == 3


def _other_tag(message_id: str) -> str:
    local, _, domain = message_id.partition("@")
    last = "0" if local[-1] != "0" else "1"
    return f"{local[:-1]}{last}@{domain}"


def _broken(folder, taken) -> bytes:
    signer = (folder / "theirs.pem", "-inkey", folder / "theirs.key")
    signed = openssl("cms", "-sign", "-signer", *signer, "-from", THEIRS, "-to", OURS, given=ANSWER)
    assert b"third person" in signed
    return f"In-Reply-To: {taken['Message-ID']}\n".encode() + signed.replace(b"third person", b"first person")


def test_a_letter_that_came_back_returns_to_its_officer_and_can_be_sent_again(
    postbox, server, approved, bureau
):
    taken = left(approved, postbox)
    server.inbox.put(bounced(taken, action="delayed", status="4.4.1"))
    tasks.fetch_mail(now())
    assert (Dispatch.objects.get().outcome, acts("mail_reported")) == ("sent", 1)
    server.inbox.put(bounced(taken))
    tasks.fetch_mail(now())
    dispatch, letter = Dispatch.objects.get(), Letter.objects.get()
    assert (dispatch.outcome, letter.standing) == ("failed", "approved")
    assert "5.1.1 no such desk" in dispatch.last_error
    assert acts("letter_came_back") == 1
    # What it did to the request stands; the pages say that it came back.
    assert AssistanceRequest.objects.get().state == "sent"
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    assert [desk(person, at=now()).not_left for person in (officer, supervisor)] == [[dispatch], [dispatch]]
    client = Client()
    client.force_login(officer)
    for page in ("/", f"/requests/{letter.request.uuid}/", f"/letters/{letter.uuid}/"):
        assert b"5.1.1 no such desk" in client.get(page).content, page
    assert b"The mail came back" in client.get(f"/requests/{letter.request.uuid}/timeline/").content
    # The same report again changes nothing.
    server.inbox.put(bounced(taken) + b"\r\n")
    tasks.fetch_mail(now())
    assert acts("letter_came_back") == 1
    left(letter, postbox)
    assert (Letter.objects.get().standing, desk(officer, at=now()).not_left) == ("sent", [])
    assert acts("letter_came_back") == 1


def test_a_report_about_nothing_of_ours_is_not_believed(postbox, server, approved):
    taken = left(approved, postbox)
    other = {"Message-ID": "<somebody@elsewhere.example>"}
    server.inbox.put(bounced(other))  # type: ignore[arg-type]
    taken.replace_header("Message-ID", _other_tag(str(taken["Message-ID"])))
    server.inbox.put(bounced(taken))
    tasks.fetch_mail(now())
    assert Letter.objects.get().standing == "sent"
    assert [one.refused_because for one in Arrival.objects.order_by("pk")] == [
        "exchange.mail_bounce_not_ours",
        "exchange.mail_reference_forged",
    ]


def test_nothing_is_lost_or_doubled_wherever_it_is_killed(postbox, server, approved, monkeypatch):
    taken = left(approved, postbox)
    server.inbox.put(plain(taken))

    def die(**fields):
        raise KeyboardInterrupt

    def killed(where, name):
        with monkeypatch.context() as patch:
            patch.setattr(where, name, die)
            with pytest.raises(KeyboardInterrupt):
                tasks.fetch_mail(now())

    # After the bytes are on the disk, before the row is written: the mail is still in the inbox.
    killed(ReceivedMail.objects, "create")
    assert (len(server.inbox.contents), ReceivedMail.objects.count()) == (1, 0)
    # After it is stored, before the server was told: it comes again, and is nothing new.
    fetching.store(server.inbox.contents[0], at=now())
    # While it is filed: everything is undone, and done the next time.
    killed(Arrival.objects, "create")
    assert ReceivedMail.objects.get().outcome == "waiting"
    tasks.fetch_mail(now())
    assert ReceivedMail.objects.get().outcome == "filed"
    assert (Arrival.objects.count(), Correspondence.objects.filter(incoming=True).count()) == (1, 1)
    assert server.inbox.contents == []
    server.inbox.put(server.folders["Processed"].contents[0])
    tasks.fetch_mail(now())
    assert (ReceivedMail.objects.count(), Arrival.objects.count()) == (1, 1)


def test_a_mail_that_ends_the_process_stands_in_nobodys_way_and_is_kept(
    postbox, server, approved, monkeypatch
):
    taken = left(approved, postbox)
    server.inbox.put(plain(taken, body="fatal"))
    server.inbox.put(plain(taken, body="harmless"))
    real = filing.file_reply

    def file_reply(mail, found, *, at):
        if b"fatal" in found.opened.content.body:
            raise KeyboardInterrupt
        real(mail, found, at=at)

    monkeypatch.setattr("entraide.assistance.services.mailing.handling.file_reply", file_reply)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            tasks.fetch_mail(now())
    tasks.fetch_mail(now())
    assert sorted(ReceivedMail.objects.values_list("outcome", flat=True)) == ["filed", "refused"]
    assert Arrival.objects.get(request=None).refused_because == "assistance.mail_not_handled"


class TestDoubts:
    def test_an_unsigned_answer_is_filed_as_what_it_is(self, postbox, server, approved):
        server.inbox.put(plain(left(approved, postbox)))
        tasks.fetch_mail(now())
        mail = ReceivedMail.objects.get()
        assert (mail.outcome, mail.verdict) == ("filed", "unsigned")

    @pytest.mark.parametrize(
        ("sender", "code"),
        [(STRANGER, "exchange.mail_not_from_partner"), (THEIRS, "exchange.mail_unsigned")],
    )
    def test_with_a_doubt_a_person_looks_at_it_and_reads_why(
        self, keyed, postbox, server, approved, bureau, sender, code
    ):
        server.inbox.put(plain(left(approved, postbox), sender=sender))
        tasks.fetch_mail(now())
        mail = ReceivedMail.objects.get()
        assert mail.outcome == "arrived"
        assert code in {doubt["code"] for doubt in mail.doubts}
        client = Client()
        client.force_login(bureau["duty"])
        page = client.get(f"/arrivals/{mail.arrival.uuid}/").content.decode()
        assert code in page
        # The one at the desk is no member of the case: the page does not name it.
        assert AssistanceRequest.objects.get(direction="outgoing").reference not in page

    def test_by_its_subject_alone_a_mail_is_not_filed(self, postbox, server, approved, bureau):
        left(approved, postbox)
        request = AssistanceRequest.objects.get()
        server.inbox.put(plain(None, Subject=f"Re: [{request.reference}] Keeper of a van"))
        tasks.fetch_mail(now())
        mail = ReceivedMail.objects.get()
        assert (mail.outcome, mail.request) == ("arrived", request)
        assert [doubt["code"] for doubt in mail.doubts] == ["exchange.mail_reference_by_subject"]

    @needs_openssl
    def test_what_was_encrypted_can_be_read_by_the_person_who_must_decide(
        self, keyed, postbox, server, approved, tmp_path
    ):
        files_of(tmp_path)
        answer = signed_answer(tmp_path, left(approved, postbox), ANSWER)
        server.inbox.put(answer.partition(b"\n")[2])
        tasks.fetch_mail(now())
        mail = ReceivedMail.objects.select_related("arrival__request").get()
        assert (mail.outcome, mail.verdict, mail.encrypted) == ("arrived", "signed_by_partner", True)
        assert "The van belongs to a third person." in mail.arrival.text
        opened = Original.objects.get(name__endswith="(opened).eml")
        assert opened.case == mail.arrival.case
        assert b"AAEC/w==" in originals.read(opened)

    def test_what_answers_nothing_is_an_arrival_like_any_other(self, server, bureau):
        server.inbox.put(plain(None, Subject="A request", body="Please preserve the data of 203.0.113.77."))
        tasks.fetch_mail(now())
        arrival = Arrival.objects.get()
        assert (ReceivedMail.objects.get().doubts, arrival.refused_because) == ([], "")
        assert arrival.request is not None
        assert "203.0.113.77" in arrival.text
        assert arrival.suggestions.exists()

    def test_what_a_program_answered_is_filed_and_wakes_nobody(self, postbox, server, approved, bureau):
        server.inbox.put(plain(left(approved, postbox), Auto_Submitted="auto-replied"))
        tasks.fetch_mail(now())
        mail = ReceivedMail.objects.get()
        assert (mail.outcome, mail.automatic) == ("filed", True)
        assert desk(bureau["officer"], at=now()).new_mail == []

    def test_bytes_that_are_no_mail_are_kept_with_the_reason(self, server, bureau):
        server.inbox.put(b"From: a@b.example\r\nSubject: \0\r\n\r\nx")
        tasks.fetch_mail(now())
        assert Arrival.objects.get().refused_because == "exchange.mail_unreadable"


class TestProtection:
    def said(self, letter, person) -> str:
        client = Client()
        client.force_login(person)
        return client.get(f"/letters/{letter.uuid}/").content.decode()

    def test_the_page_says_how_it_leaves_before_it_leaves(self, home, approved, bureau):
        officer = bureau["officer"]
        assert "Protection of the mail: in the clear." in self.said(approved, officer)
        keys.set_key(mail_key(OURS), acting=None, at=now())
        assert "Protection of the mail: signed." in self.said(approved, officer)
        certificates.keep_certificate(
            THEIRS, certificate(THEIRS), compared_with="J. Adams", acting=None, at=now()
        )
        assert "Protection of the mail: signed and encrypted." in self.said(approved, officer)
        keys.remove_key(acting=None, at=now())
        assert "nothing goes there in the clear" in self.said(approved, officer)

    def test_with_a_certificate_that_expired_nothing_leaves(self, keyed, postbox, approved):
        old = certificate(THEIRS, days=(-50, -1))
        row = PartnerCertificate.objects.get()
        PartnerCertificate.objects.filter(pk=row.pk).update(pem=pem(old).decode())
        writing.send_by_mail(approved, acting=approved.drafted_by, at=now())
        assert deliver_due(at=now()) == 0
        dispatch = Dispatch.objects.get()
        assert (dispatch.outcome, dispatch.last_error) == ("failed", "exchange.mail_certificate_not_in_force")
        assert Letter.objects.get().standing == "approved"
        assert postbox.taken == []

    def test_a_folder_restored_without_its_key_sends_nothing_in_the_clear(
        self, keyed, postbox, approved, home
    ):
        (home / "mail" / "key.pem").unlink()
        writing.send_by_mail(approved, acting=approved.drafted_by, at=now())
        assert deliver_due(at=now()) == 0
        assert Dispatch.objects.get().last_error == "exchange.mail_key_damaged"
        assert postbox.taken == []

    def test_files_that_no_mail_carries_are_refused_before_it_leaves(self, postbox, approved):
        enclosing_of(approved, b"x")
        Original.objects.filter(name="plan.txt").update(size=20 * 2**20)
        with pytest.raises(EnclosuresTooLarge):
            writing.send_by_mail(approved, acting=approved.drafted_by, at=now())
        assert not Dispatch.objects.exists()

    def test_a_certificate_that_was_removed_counts_no_more(self, keyed, postbox, approved):
        row = PartnerCertificate.objects.get()
        certificates.remove_certificate(THEIRS.upper(), row.sha256.upper(), acting=None, at=now())
        left(approved, postbox)
        assert Dispatch.objects.get().protection == "signed"
        assert acts("partner_certificate_kept") == acts("partner_certificate_removed") == 1
