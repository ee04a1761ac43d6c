"""What we sign and encrypt, others open; what others sign and encrypt, we open and judge."""

import base64
import email
import email.policy
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from entraide.exchange.domain.mail import errors
from entraide.exchange.domain.mail.entities import Entity, read_entity
from entraide.exchange.domain.mail.keys import MailKey, read_certificate, read_key
from entraide.exchange.domain.mail.opening import MOST_LAYERS, open_mail
from entraide.exchange.domain.mail.smime import outgoing, signed, signed_and_encrypted
from entraide.exchange.domain.mail.verifying import Verdict, Verified, verify
from entraide.kernel.errors import Refusal
from tests.exchange.mail.openssl import needs_openssl, openssl
from tests.exchange.mail.people import (
    AT,
    MARKS,
    OURS,
    PDF,
    SENT,
    STRANGER,
    SUBJECT,
    THEIRS,
    Usage,
    certificate,
    curve_key,
    key,
    mail,
    mail_key,
    now,
    pem,
    pem_key,
)

PINNED = (certificate(THEIRS),)


def from_them() -> bytes:
    """A mail that the partner signed and encrypted to us."""
    return signed_and_encrypted(mail(sender=THEIRS, to=OURS), mail_key(THEIRS), [certificate(OURS)], at=now())


def judged(raw: bytes, pinned: tuple[x509.Certificate, ...] = PINNED) -> Verified:
    return verify(open_mail(raw, [mail_key(OURS)]), pinned, at=now())


def code(verified: Verified) -> str:
    return verified.because.code if verified.because else ""


def tree(entity: Entity) -> EmailMessage:
    parsed = email.message_from_bytes(entity.raw, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def attachment(entity: Entity) -> bytes:
    [part] = list(tree(entity).iter_attachments())
    content = part.get_content()
    assert isinstance(content, bytes)
    return content


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Keys and certificates of both sides, as openssl wants them."""
    for name, address in (("ours", OURS), ("theirs", THEIRS), ("stranger", STRANGER)):
        (tmp_path / f"{name}.pem").write_bytes(pem(certificate(address)))
        (tmp_path / f"{name}.key").write_bytes(pem_key(key(address)))
    (tmp_path / "body.txt").write_bytes(b"Content-Type: text/plain\n\nWe have found the account.\n")
    return tmp_path


class TestWhatWeSend:
    def test_the_partner_opens_it_and_finds_everything(self) -> None:
        raw = signed_and_encrypted(mail(), mail_key(OURS), [certificate(THEIRS)], at=now())
        opened = open_mail(raw, [mail_key(THEIRS)])
        assert opened.encrypted
        assert verify(opened, [certificate(OURS)], at=now()).verdict == Verdict.SIGNED_BY_PARTNER
        assert attachment(opened.content) == PDF
        assert tree(opened.content)["Subject"] == SUBJECT
        assert opened.said.line("Subject") == SUBJECT
        assert opened.sender == OURS

    def test_outside_stands_the_reference_and_no_word_of_the_case(self) -> None:
        raw = signed_and_encrypted(mail(X_Case="NS-44"), mail_key(OURS), [certificate(THEIRS)], at=now())
        outer = read_entity(raw)
        assert outer.all_of("Subject") == ["[2026-O-0012]"]
        assert outer.all_of("Message-ID") == [MARKS.message_id(SENT)]
        assert not any(word in raw for word in (b"NS-44", b"Delacroix", b"Oc=C3=A9ane", b"lettre.pdf"))
        assert raw.isascii()
        assert max(map(len, raw.splitlines())) < 200

    def test_outside_stands_nothing_where_there_is_no_reference(self) -> None:
        message = mail(subject="About a person")
        raw = signed_and_encrypted(message, mail_key(OURS), [certificate(THEIRS)], at=now())
        assert read_entity(raw).all_of("Subject") == ["[...]"]

    def test_a_long_identifier_is_never_put_into_coded_words(self) -> None:
        message = mail(In_Reply_To=MARKS.message_id(SENT), References=" ".join([MARKS.message_id(SENT)] * 3))
        opened = open_mail(
            signed_and_encrypted(message, mail_key(OURS), [certificate(THEIRS)], at=now()), [mail_key(THEIRS)]
        )
        for entity in (opened.outer, opened.content):
            assert entity.all_of("In-Reply-To") == [MARKS.message_id(SENT)]
            assert entity.all_of("References") == [" ".join([MARKS.message_id(SENT)] * 3)]

    def test_blind_copies_leave_no_trace(self) -> None:
        raw = signed(mail(Bcc="hidden@valmont.example"), mail_key(OURS), at=now())
        assert b"hidden" not in raw

    @needs_openssl
    @pytest.mark.parametrize("curve", [False, True])
    def test_openssl_verifies_what_is_signed(self, files: Path, curve: bool) -> None:
        if curve:
            ours = MailKey(curve_key(OURS), certificate(OURS, curve=True))
            (files / "ours.pem").write_bytes(pem(ours.certificate))
        else:
            ours = mail_key(OURS)
        said = openssl(
            "cms", "-verify", "-CAfile", files / "ours.pem", "-partial_chain", "-purpose", "any",
            given=signed(mail(), ours, at=now()),
        )  # fmt: skip
        assert attachment(read_entity(said)) == PDF

    @needs_openssl
    @pytest.mark.parametrize("program", ["cms", "smime"])
    def test_openssl_decrypts_and_verifies_what_is_sealed(self, files: Path, program: str) -> None:
        raw = signed_and_encrypted(mail(), mail_key(OURS), [certificate(THEIRS)], at=now())
        inside = openssl(
            program, "-decrypt", "-recip", files / "theirs.pem", "-inkey", files / "theirs.key", given=raw
        )
        said = openssl(
            program, "-verify", "-CAfile", files / "ours.pem", "-partial_chain", "-purpose", "any",
            given=inside,
        )  # fmt: skip
        assert attachment(read_entity(said)) == PDF
        assert read_entity(said).line("Subject") == SUBJECT

    def test_the_chain_goes_with_the_signature(self) -> None:
        above = certificate("root@authority.example")
        raw = signed(mail(), MailKey(key(OURS), certificate(OURS), (above,)), at=now())
        [claim] = open_mail(raw).claims
        assert above.subject.public_bytes() in claim.signature

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"days": (-100, -1)}, errors.MailCertificateNotInForce),
            ({"days": (1, 100)}, errors.MailCertificateNotInForce),
            ({"usage": Usage(encrypt=False)}, errors.MailCertificateCannotEncrypt),
            ({"usage": Usage(mail=False)}, errors.MailCertificateCannotEncrypt),
            ({"bits": 1024, "of": "weak"}, errors.MailCertificateCannotEncrypt),
            ({"curve": True}, errors.MailCertificateCannotEncrypt),
        ],
    )
    def test_nothing_is_encrypted_to_an_unsuited_certificate(
        self, changes: dict[str, Any], refusal: type[Refusal]
    ) -> None:
        theirs = certificate(THEIRS, **changes)
        with pytest.raises(refusal):
            signed_and_encrypted(mail(), mail_key(OURS), [theirs], at=now())

    def test_nothing_is_encrypted_to_a_certificate_for_another_address(self) -> None:
        with pytest.raises(errors.MailCertificateForOther):
            signed_and_encrypted(mail(), mail_key(OURS), [certificate(STRANGER)], at=now())

    def test_nothing_is_signed_for_an_address_that_our_certificate_does_not_bear(self) -> None:
        with pytest.raises(errors.MailCertificateForOther):
            signed(mail(sender="other@valmont.example"), mail_key(OURS), at=now())

    def test_nothing_is_signed_with_a_certificate_that_may_not_sign(self) -> None:
        with pytest.raises(errors.MailCertificateCannotSign):
            signed(mail(), MailKey(key(OURS), certificate(OURS, usage=Usage(sign=False))), at=now())

    def test_a_partner_with_a_certificate_is_never_written_to_in_clear(self) -> None:
        assert open_mail(
            outgoing(mail(), mail_key(OURS), [certificate(THEIRS)], at=now()), [mail_key(THEIRS)]
        ).encrypted
        assert not open_mail(outgoing(mail(), mail_key(OURS), [], at=now())).encrypted
        with pytest.raises(errors.MailCertificateNotInForce):
            outgoing(mail(), mail_key(OURS), [certificate(THEIRS, days=(-100, -1))], at=now())

    def test_a_mail_that_is_attached_goes_as_it_is(self) -> None:
        message = mail(pdf=b"")
        message.add_attachment(mail(sender=STRANGER, body="Pièce jointe, œuvre d’autrui"))
        raw = signed(message, mail_key(OURS), at=now())
        assert raw.isascii()
        opened = open_mail(raw)
        assert verify(opened, [certificate(OURS)], at=now()).verdict == Verdict.SIGNED_BY_PARTNER
        [attached] = list(tree(opened.content).iter_attachments())
        assert "œuvre d’autrui" in attached.get_content().get_body().get_content()

    def test_a_header_that_no_mail_server_takes_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="Subject"):
            signed(mail(subject="x" * 1000), mail_key(OURS), at=now())

    def test_a_mail_has_one_message_id(self) -> None:
        message = mail()
        del message["Message-ID"]
        with pytest.raises(ValueError, match="Message-ID"):
            signed(message, mail_key(OURS), at=now())


class TestWhatComes:
    def test_the_partner_is_recognised(self) -> None:
        raw = from_them()
        verified = judged(raw)
        assert (verified.verdict, verified.because) == (Verdict.SIGNED_BY_PARTNER, None)
        assert verified.certificate == certificate(THEIRS)

    @pytest.mark.parametrize(
        ("pinned", "expected"),
        [
            ((), "exchange.mail_signed_by_stranger"),
            ((certificate(STRANGER),), "exchange.mail_signed_by_stranger"),
        ],
    )
    def test_a_certificate_that_is_not_kept_is_a_strangers(
        self, pinned: tuple[x509.Certificate, ...], expected: str
    ) -> None:
        verified = judged(from_them(), pinned)
        assert (verified.verdict, code(verified)) == (Verdict.SIGNED_BY_STRANGER, expected)

    @pytest.mark.parametrize(
        ("theirs", "expected"),
        [
            (certificate(THEIRS, days=(-100, -1)), "exchange.mail_certificate_not_in_force"),
            (certificate(THEIRS, days=(1, 100)), "exchange.mail_certificate_not_in_force"),
            (certificate(THEIRS, usage=Usage(sign=False)), "exchange.mail_certificate_cannot_sign"),
            (certificate(THEIRS, usage=Usage(mail=False)), "exchange.mail_certificate_cannot_sign"),
            (certificate(STRANGER, of=THEIRS), "exchange.mail_certificate_for_other"),
        ],
    )
    @needs_openssl
    def test_a_kept_certificate_must_be_in_force_and_for_the_sender(
        self, files: Path, theirs: x509.Certificate, expected: str
    ) -> None:
        (files / "signer.pem").write_bytes(pem(theirs))
        raw = openssl(
            "cms", "-sign", "-signer", files / "signer.pem", "-inkey", files / "theirs.key", "-from", THEIRS,
            "-in", files / "body.txt",
        )  # fmt: skip
        verified = judged(raw, (theirs,))
        assert (verified.verdict, code(verified)) == (Verdict.SIGNED_BY_STRANGER, expected)

    def test_an_address_in_the_subject_of_a_certificate_counts_where_there_is_no_other(self) -> None:
        theirs = MailKey(key(THEIRS), certificate(THEIRS, in_subject=True))
        raw = signed(mail(sender=THEIRS, to=OURS), theirs, at=now())
        assert judged(raw, (theirs.certificate,)).verdict == Verdict.SIGNED_BY_PARTNER

    def test_another_sender_outside_than_inside_is_nobody(self) -> None:
        raw = signed(mail(sender=THEIRS, to=OURS), mail_key(THEIRS), at=now())
        outside, inside = raw.split(b"\r\n\r\n", 1)
        forged = outside.replace(THEIRS.encode(), STRANGER.encode()) + b"\r\n\r\n" + inside
        verified = judged(forged)
        assert (verified.verdict, code(verified)) == (
            Verdict.SIGNED_BY_STRANGER,
            "exchange.mail_sender_unclear",
        )

    def test_a_signing_time_that_is_still_to_come_is_not_believed(self) -> None:
        opened = open_mail(from_them(), [mail_key(OURS)])
        verified = verify(opened, PINNED, at=AT - timedelta(hours=1))
        assert code(verified) == "exchange.mail_signed_ahead"

    def test_a_mail_that_comes_after_the_last_day_of_its_certificate_is_not_believed(self) -> None:
        opened = open_mail(from_them(), [mail_key(OURS)])
        assert verify(opened, PINNED, at=AT + timedelta(days=99)).verdict == Verdict.SIGNED_BY_PARTNER
        verified = verify(opened, PINNED, at=AT + timedelta(days=101))
        assert (verified.verdict, code(verified)) == (
            Verdict.SIGNED_BY_STRANGER,
            "exchange.mail_certificate_not_in_force",
        )

    def test_every_change_to_what_is_signed_breaks_it(self) -> None:
        raw = signed(mail(sender=THEIRS, to=OURS, pdf=b""), mail_key(THEIRS), at=now())
        begins = raw.index(b"Content-Type: text/plain")
        ends = raw.index(b"\r\n--signed-", begins)
        for place in range(begins, ends, 23):
            changed = bytearray(raw)
            changed[place] ^= 1
            assert judged(bytes(changed)).verdict == Verdict.BROKEN

    def test_a_signature_over_another_mail_breaks_it(self) -> None:
        one = signed(mail(sender=THEIRS, to=OURS), mail_key(THEIRS), at=now())
        other = signed(mail(sender=THEIRS, to=OURS, body="Other"), mail_key(THEIRS), at=now())
        boundary = one.split(b'boundary="')[1].split(b'"')[0]
        others = other.split(b'boundary="')[1].split(b'"')[0]
        start = one.index(b"--" + boundary, one.index(b"smime.p7s") - 300)
        mixed = one[:start] + other[other.index(b"--" + others, other.index(b"smime.p7s") - 300) :]
        assert judged(mixed.replace(others, boundary)).verdict == Verdict.BROKEN

    def test_a_mail_with_a_broken_signature_file_is_broken_and_still_read(self) -> None:
        raw = signed(mail(sender=THEIRS, to=OURS), mail_key(THEIRS), at=now())
        head, _, _ = raw.partition(b'filename="smime.p7s"\r\n\r\n')
        for rest in (b"", b"AAAA\r\n", b"%%%%\r\n", b"MIAGCSqGSIb3DQEHAqCA\r\n"):
            opened = open_mail(head + b'filename="smime.p7s"\r\n\r\n' + rest)
            verified = verify(opened, PINNED, at=now())
            assert (verified.verdict, code(verified)) == (Verdict.BROKEN, "exchange.mail_signature_broken")
            assert attachment(opened.content) == PDF

    def test_a_mail_that_a_list_wrapped_is_not_taken_for_signed(self) -> None:
        inner = signed(mail(sender=THEIRS, to=OURS), mail_key(THEIRS), at=now())
        start = inner.index(b"Content-Type: multipart/signed")
        raw = b"".join(
            [
                f"From: {THEIRS}\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n".encode(),
                inner[start:],
                b"\r\n--outer\r\nContent-Type: text/plain\r\n\r\nPay to this account.\r\n--outer--\r\n",
            ]
        )
        verified = judged(raw)
        assert (verified.verdict, code(verified)) == (Verdict.BROKEN, "exchange.mail_signed_in_part")

    def test_a_third_part_beside_the_signature_breaks_it(self) -> None:
        raw = signed(mail(sender=THEIRS, to=OURS), mail_key(THEIRS), at=now())
        boundary = raw.split(b'boundary="')[1].split(b'"')[0]
        end = b"--" + boundary + b"--"
        added = raw.replace(end, b"--" + boundary + b"\r\nContent-Type: text/plain\r\n\r\nMore\r\n" + end)
        assert judged(added).verdict == Verdict.BROKEN

    def test_a_mail_without_a_signature_is_unsigned(self) -> None:
        raw = mail(sender=THEIRS, to=OURS).as_bytes(policy=email.policy.SMTP)
        assert judged(raw) == Verified(Verdict.UNSIGNED)

    @needs_openssl
    def test_a_signature_around_the_encryption_alone_counts_for_none(self, files: Path) -> None:
        sealed = openssl("cms", "-encrypt", "-aes256", "-in", files / "body.txt", files / "ours.pem")
        raw = openssl(
            "cms", "-sign", "-signer", files / "theirs.pem", "-inkey", files / "theirs.key", "-from", THEIRS,
            given=sealed,
        )  # fmt: skip
        opened = open_mail(raw, [mail_key(OURS)])
        assert b"We have found the account." in opened.content.body
        assert len(opened.carried) == 1
        assert verify(opened, PINNED, at=now()).verdict == Verdict.UNSIGNED
        inside = raw.index(b"smime.p7m")
        changed = open_mail(raw[:inside] + b"S" + raw[inside + 1 :], [mail_key(OURS)])
        assert verify(changed, PINNED, at=now()).verdict == Verdict.BROKEN

    def test_signed_encrypted_and_signed_again_is_judged_by_the_innermost(self) -> None:
        inner = from_them()
        start = inner.index(b"Content-Type: application/pkcs7-mime")
        again = PKCS7SignatureBuilder().set_data(inner[start:])
        signature = again.add_signer(certificate(STRANGER), key(STRANGER), hashes.SHA256()).sign(
            Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary]
        )
        raw = (
            b'%sContent-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n'
            b"--b\r\n%s\r\n--b\r\nContent-Type: application/pkcs7-signature\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n"
        ) % (inner[:start], inner[start:], base64.b64encode(signature))
        assert judged(raw).verdict == Verdict.SIGNED_BY_PARTNER

    def test_a_certificate_with_the_number_of_a_kept_one_is_not_that_one(self) -> None:
        copied = certificate(THEIRS, of=STRANGER, serial=certificate(THEIRS).serial_number)
        raw = signed(mail(sender=THEIRS, to=OURS), MailKey(key(STRANGER), copied), at=now())
        assert judged(raw).verdict == Verdict.BROKEN
        assert judged(raw, (copied,)).verdict == Verdict.SIGNED_BY_PARTNER

    def test_what_is_for_another_key_is_refused(self) -> None:
        for keys in ([], [mail_key(STRANGER)], [MailKey(key(STRANGER), certificate(OURS))]):
            with pytest.raises(errors.MailNotOpened):
                open_mail(from_them(), keys)

    def test_a_former_key_still_opens(self) -> None:
        assert open_mail(from_them(), [mail_key(STRANGER), mail_key(OURS)]).encrypted

    def test_layers_without_end_are_refused(self) -> None:
        raw = signed(mail(sender=THEIRS, to=OURS, pdf=b""), mail_key(THEIRS), at=now())
        for _ in range(MOST_LAYERS):
            raw = (
                b'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b%d\r\n\r\n'
                b"--b%d\r\n%s\r\n--b%d\r\nContent-Type: application/pkcs7-signature\r\n\r\nAA\r\n--b%d--\r\n"
                % ((len(raw),) * 2 + (raw,) + (len(raw),) * 2)
            )
        with pytest.raises(errors.MailNestedTooDeep):
            open_mail(raw)

    def test_a_mail_that_is_too_large_is_refused_before_anything_is_read(self) -> None:
        with pytest.raises(errors.MailTooLarge):
            open_mail(from_them(), [mail_key(OURS)], most=1000)


@needs_openssl
class TestWhatOpensslWrites:
    @pytest.mark.parametrize(
        ("program", "options"),
        [
            ("cms", []), ("cms", ["-nodetach"]), ("cms", ["-keyid"]), ("cms", ["-crlfeol"]),
            ("cms", ["-nodetach", "-stream"]), ("smime", []), ("smime", ["-nodetach"]), ("smime", ["-crlfeol"]),
            ("smime", ["-nodetach", "-stream"]),
        ],
    )  # fmt: skip
    def test_signed(self, files: Path, program: str, options: list[str]) -> None:
        raw = openssl(
            program, "-sign", "-signer", files / "theirs.pem", "-inkey", files / "theirs.key", "-from", THEIRS,
            "-in", files / "body.txt", *options,
        )  # fmt: skip
        verified = judged(raw)
        assert (verified.verdict, code(verified)) == (Verdict.SIGNED_BY_PARTNER, "")
        assert judged(raw, ()).verdict == Verdict.SIGNED_BY_STRANGER
        assert b"We have found the account." in open_mail(raw).content.body

    @pytest.mark.parametrize(
        "options", [["-md", "sha384"], ["-keyopt", "rsa_padding_mode:pss"], ["-nocerts"]]
    )
    def test_signed_in_other_sound_ways(self, files: Path, options: list[str]) -> None:
        raw = openssl(
            "cms", "-sign", "-signer", files / "theirs.pem", "-inkey", files / "theirs.key", *options,
            "-from", THEIRS, "-in", files / "body.txt",
        )  # fmt: skip
        assert judged(raw).verdict == Verdict.SIGNED_BY_PARTNER

    def test_a_renewed_certificate_over_the_same_key_counts_beside_the_old_one(self, files: Path) -> None:
        raw = openssl(
            "cms", "-sign", "-signer", files / "theirs.pem", "-inkey", files / "theirs.key", "-keyid",
            "-from", THEIRS, "-in", files / "body.txt",
        )  # fmt: skip
        expired = certificate(THEIRS, days=(-100, -1))
        for pinned in ((expired, *PINNED), (*PINNED, expired)):
            assert judged(raw, pinned).verdict == Verdict.SIGNED_BY_PARTNER
        assert code(judged(raw, (expired,))) == "exchange.mail_certificate_not_in_force"

    def test_a_signature_without_a_certificate_to_check_it_by_is_broken(self, files: Path) -> None:
        raw = openssl(
            "cms", "-sign", "-signer", files / "theirs.pem", "-inkey", files / "theirs.key", "-nocerts",
            "-from", THEIRS, "-in", files / "body.txt",
        )  # fmt: skip
        verified = judged(raw, ())
        assert (verified.verdict, code(verified)) == (Verdict.BROKEN, "exchange.mail_signer_missing")

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            (["-md", "sha1"], "exchange.mail_signature_weak"),
            (["-md", "md5"], "exchange.mail_signature_weak"),
            (["-noattr"], "exchange.mail_signature_broken"),
        ],
    )
    def test_weak_signatures_count_for_nothing(self, files: Path, options: list[str], expected: str) -> None:
        raw = openssl(
            "cms", "-sign", "-signer", files / "theirs.pem", "-inkey", files / "theirs.key", *options,
            "-from", THEIRS, "-in", files / "body.txt",
        )  # fmt: skip
        verified = judged(raw)
        assert (verified.verdict, code(verified)) == (Verdict.BROKEN, expected)

    def test_two_signers_of_whom_one_is_the_partner(self, files: Path) -> None:
        raw = openssl(
            "cms", "-sign", "-signer", files / "stranger.pem", "-inkey", files / "stranger.key",
            "-signer", files / "theirs.pem", "-inkey", files / "theirs.key", "-from", THEIRS,
            "-in", files / "body.txt",
        )  # fmt: skip
        assert judged(raw).verdict == Verdict.SIGNED_BY_PARTNER

    @pytest.mark.parametrize(
        "options",
        [
            ["-aes128"], ["-aes256"], ["-aes-256-gcm"], ["-aes-128-gcm"], ["-aes256", "-keyid"],
            ["-aes256", "-stream"],
        ],
    )  # fmt: skip
    def test_encrypted(self, files: Path, options: list[str]) -> None:
        inside = openssl(
            "cms", "-sign", "-signer", files / "theirs.pem", "-inkey", files / "theirs.key",
            "-in", files / "body.txt",
        )  # fmt: skip
        raw = openssl("cms", "-encrypt", *options, "-from", THEIRS, files / "ours.pem", given=inside)
        opened = open_mail(raw, [mail_key(OURS)])
        assert opened.encrypted
        assert verify(opened, PINNED, at=now()).verdict == Verdict.SIGNED_BY_PARTNER

    @pytest.mark.parametrize("options", [["-keyopt", "rsa_oaep_md:sha256"], []])
    def test_encrypted_with_oaep_to_two(self, files: Path, options: list[str]) -> None:
        raw = openssl(
            "cms", "-encrypt", "-aes256", "-recip", files / "stranger.pem",
            "-recip", files / "ours.pem", "-keyopt", "rsa_padding_mode:oaep", *options, "-from", THEIRS,
            given=(files / "body.txt").read_bytes(),
        )  # fmt: skip
        opened = open_mail(raw, [mail_key(OURS)])
        assert b"We have found the account." in opened.content.body
        assert verify(opened, PINNED, at=now()).verdict == Verdict.UNSIGNED

    def test_gcm_that_was_changed_is_refused(self, files: Path) -> None:
        der = openssl(
            "cms", "-encrypt", "-aes-256-gcm", "-outform", "DER", files / "ours.pem", given=b"x" * 500
        )
        for place in (len(der) - 5, len(der) - 100):
            changed = bytearray(der)
            changed[place] ^= 1
            with pytest.raises(errors.MailNotOpened):
                open_mail(_wrapped(bytes(changed)), [mail_key(OURS)])

    def test_what_openssl_smime_encrypts(self, files: Path) -> None:
        raw = openssl(
            "smime", "-encrypt", "-aes256", "-from", THEIRS, "-in", files / "body.txt", files / "ours.pem"
        )
        assert b"We have found the account." in open_mail(raw, [mail_key(OURS)]).content.body

    def test_certificates_alone_sign_nothing(self, files: Path) -> None:
        der = openssl("crl2pkcs7", "-nocrl", "-certfile", files / "theirs.pem", "-outform", "DER")
        assert judged(_wrapped(der)).verdict == Verdict.UNSIGNED

    def test_a_layer_that_is_neither_signed_nor_encrypted_is_refused(self, files: Path) -> None:
        raw = openssl("cms", "-data_create", "-in", files / "body.txt", "-outform", "DER")
        with pytest.raises(errors.MailUnreadable):
            open_mail(_wrapped(raw))

    def test_an_encryption_that_is_out_of_use_is_refused(self, files: Path) -> None:
        raw = openssl("cms", "-encrypt", "-des3", "-in", files / "body.txt", files / "ours.pem")
        with pytest.raises(errors.MailNotOpened):
            open_mail(raw, [mail_key(OURS)])


def _wrapped(der: bytes) -> bytes:
    message = EmailMessage()
    message["From"] = THEIRS
    message.set_content(der, "application", "pkcs7-mime", filename="smime.p7m")
    return message.as_bytes(policy=email.policy.SMTP)


class TestKeysAndCertificates:
    def test_a_key_file_is_read(self) -> None:
        data = serialize_key_and_certificates(
            b"mail", key(OURS), certificate(OURS), [certificate(STRANGER)], BestAvailableEncryption(b"dawn")
        )
        found = read_key(data, "dawn")
        assert (found.certificate, found.chain) == (certificate(OURS), (certificate(STRANGER),))
        for wrong in (data[:-20], b"", b"0" * 100, data + b"x" * (1 << 20)):
            with pytest.raises(errors.MailKeyUnreadable):
                read_key(wrong, "dawn")
        with pytest.raises(errors.MailKeyUnreadable):
            read_key(data, "dusk")

    def test_one_certificate_is_read_and_no_other_number(self) -> None:
        one = pem(certificate(THEIRS))
        assert read_certificate(one) == certificate(THEIRS)
        for wrong in (one + one, b"", b"-----BEGIN CERTIFICATE-----\n", one[:200]):
            with pytest.raises(errors.MailCertificateUnreadable):
                read_certificate(wrong)

    def test_a_certificate_that_says_a_thing_twice_is_not_read(self) -> None:
        crafted = asn1_x509.Certificate.load(certificate(THEIRS).public_bytes(Encoding.DER))
        extensions = crafted["tbs_certificate"]["extensions"]
        extensions.append(extensions[0].copy())
        with pytest.raises(errors.MailCertificateUnreadable):
            read_certificate(crafted.dump(force=True))
