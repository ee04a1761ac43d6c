"""The seal itself: what it may be made with, what it leaves as it was, and what breaks it."""

import io
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.paper import render
from entraide.assistance.domain.letters.seal import errors, examining, keeping, keys
from entraide.assistance.domain.letters.seal.examining import Verdict, require_intact, seals_in
from entraide.assistance.domain.letters.seal.keys import SealKey, from_p12, made
from entraide.assistance.domain.letters.seal.sealing import FIELD, sealed
from entraide.kernel.errors import Refusal
from tests import seals
from tests.assistance.test_letters_paper import LETTER, structure_of, text_of

AT = datetime(2026, 3, 2, 14, 30, 12, tzinfo=UTC)
OPENSSL = shutil.which("openssl")


@pytest.fixture(scope="module")
def letter() -> bytes:
    return render(LETTER)


@pytest.fixture(scope="module")
def paper(letter: bytes) -> bytes:
    return sealed(letter, seals.seal(), language="en", at=AT)


def byte_range(pdf: bytes) -> tuple[int, int, int, int]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        begins, before, resumes, after = map(int, document.Root.AcroForm.Fields[0].V.ByteRange)
    return begins, before, resumes, after


def signature_of(pdf: bytes) -> tuple[bytes, bytes]:
    """The CMS and the bytes that it was made over, cut out without any library of signatures."""
    begins, before, resumes, after = byte_range(pdf)
    cms = bytes.fromhex(pdf[before + 1 : resumes - 1].decode("ascii"))
    # The hole is padded with zeros: the DER says how long it is (long form, two bytes).
    assert cms[:2] == b"\x30\x82"
    length = 4 + int.from_bytes(cms[2:4], "big")
    assert cms[length:].strip(b"\0") == b""
    return cms[:length], pdf[begins:before] + pdf[resumes : resumes + after]


# What is sealed


def test_the_letter_is_only_added_to(letter: bytes, paper: bytes) -> None:
    assert paper.startswith(letter)
    begins, before, resumes, after = byte_range(paper)
    assert begins == 0
    assert before > len(letter)
    assert resumes + after == len(paper)


def test_the_seal_is_pades_in_a_field_that_is_not_seen(paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(paper)) as document:
        (field,) = document.Root.AcroForm.Fields
        assert (str(field.T), str(field.TU), str(field.FT)) == (FIELD, "Electronic seal", "/Sig")
        assert str(field.V.SubFilter) == "/ETSI.CAdES.detached"
        assert str(field.V.M) == "D:20260302143012Z"
        # Printed but not hidden (PDF/A-2, 6.3.2), without area (6.3.3), outside of the page (PDF/UA-1, 7.18.1).
        assert int(field.F) & 0b100111 == 0b100
        left, bottom, right, top = map(float, field.Rect)
        assert (right - left, top - bottom) == (0, 0)
        assert max(right, top) < 0
        assert str(document.pages[0].obj.Tabs) == "/S"


def test_the_signing_time_is_not_in_the_cms_and_the_certificate_is(paper: bytes) -> None:
    """EN 319 142-1, 6.3: PAdES-B-B has the time in the dictionary alone, and names its certificate by digest."""
    signature = PdfFileReader(io.BytesIO(paper)).embedded_signatures[0]
    named = {each["type"].native for each in signature.signer_info["signed_attrs"]}
    assert named == {"content_type", "message_digest", "signing_certificate_v2"}
    held = {each.chosen.dump() for each in signature.signed_data["certificates"]}
    assert held == {
        each.public_bytes(Encoding.DER) for each in (seals.seal().chain[0], _certificate_in(paper))
    }


def _certificate_in(pdf: bytes) -> x509.Certificate:
    signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    return x509.load_der_x509_certificate(signature.signer_cert.dump())


@pytest.mark.parametrize(
    ("language", "label"),
    [("fr", "Sceau électronique"), ("es", "Sello electrónico"), ("en", "Electronic seal")],
)
def test_the_field_is_named_in_the_language_of_the_letter(
    letter: bytes, language: LetterLanguage, label: str
) -> None:
    pdf = sealed(letter, seals.seal(), language=language, at=AT)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.AcroForm.Fields[0].TU) == label


def test_the_claims_to_pdf_a_and_pdf_ua_the_tags_and_the_text_stay(letter: bytes, paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(letter)) as before, pikepdf.open(io.BytesIO(paper)) as after:
        assert after.Root.Metadata.read_raw_bytes() == before.Root.Metadata.read_raw_bytes()
        assert {name: str(value) for name, value in after.docinfo.items()} == {
            name: str(value) for name, value in before.docinfo.items()
        }
        with after.open_metadata(set_pikepdf_as_editor=False) as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
        assert bool(after.Root.MarkInfo.Marked) is True
        assert str(after.Root.Lang) == str(before.Root.Lang)
        assert after.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert bool(after.Root.ViewerPreferences.DisplayDocTitle) is True
    assert structure_of(paper) == structure_of(letter)
    assert "/Document" in structure_of(paper)
    assert text_of(paper) == text_of(letter)
    assert "threats on a gaming blog" in text_of(paper)


# Whether it holds


@pytest.mark.parametrize("key", ["elliptic", "rsa"])
def test_another_validator_finds_it_whole_and_trusts_the_authority(letter: bytes, key: str) -> None:
    private = seals.ec_key() if key == "elliptic" else seals.rsa_key()
    usage = seals.usage(digital_signature=True, content_commitment=True)
    with_ = SealKey(private, seals.certificate(private, key_usage=usage), (seals.authority()[1],))
    signature = PdfFileReader(io.BytesIO(sealed(letter, with_, language="en", at=AT))).embedded_signatures[0]
    root = translate_pyca_cryptography_cert_to_asn1(seals.authority()[1])
    context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=AT)
    status = validate_pdf_signature(signature, context)
    assert (status.intact, status.valid, status.trusted, status.bottom_line) == (True, True, True, True)
    assert status.md_algorithm == "sha256"


@pytest.mark.skipif(OPENSSL is None, reason="no openssl on this machine")
@pytest.mark.parametrize("key", ["elliptic", "rsa", "made here"])
def test_openssl_verifies_it_over_the_byte_range(letter: bytes, tmp_path: Path, key: str) -> None:
    if key == "made here":
        with_ = made("Bureau of Northmark", at=AT)
        root = with_.certificate
    else:
        private = seals.ec_key() if key == "elliptic" else seals.rsa_key()
        with_ = SealKey(private, seals.certificate(private))
        root = seals.authority()[1]
    cms, content = signature_of(sealed(letter, with_, language="en", at=AT))
    (tmp_path / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (tmp_path / "cms").write_bytes(cms)

    def verified(over: bytes) -> subprocess.CompletedProcess[bytes]:
        (tmp_path / "content").write_bytes(over)
        assert OPENSSL is not None
        command = [OPENSSL, "cms", "-verify", "-binary", "-inform", "DER", "-in", str(tmp_path / "cms")]
        command += ["-content", str(tmp_path / "content"), "-CAfile", str(tmp_path / "root.pem")]
        command += ["-purpose", "any", "-attime", str(int(AT.timestamp())), "-out", str(tmp_path / "out")]
        return subprocess.run(command, capture_output=True, check=False)

    good = verified(content)
    assert good.returncode == 0, good.stderr.decode()
    middle = len(content) // 2
    assert verified(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]).returncode != 0


def test_a_seal_that_holds_says_whose_it_is_and_when(paper: bytes) -> None:
    (found,) = seals_in(paper, at=AT)
    assert (found.field, found.verdict, found.added) == (FIELD, Verdict.INTACT, 0)
    assert found.stated_at == AT
    assert found.face is not None
    assert (found.face.name, found.face.issuer, found.face.self_signed) == (
        "Bureau of Northmark",
        "Invented Root",
        False,
    )
    assert found.face.sha256 == _certificate_in(paper).fingerprint(hashes.SHA256()).hex()
    require_intact((found,))


def test_a_seal_is_examined_as_it_was_after_its_certificate_expired(paper: bytes) -> None:
    (found,) = seals_in(paper, at=seals.ENDS + timedelta(days=400))
    assert found.verdict is Verdict.INTACT


def test_one_changed_byte_of_the_letter_its_seal_or_the_room_left_is_found(paper: bytes) -> None:
    _, before, resumes, _ = byte_range(paper)
    places = [9, 15, len(paper) // 3, before - 1, resumes + 1, len(paper) - 2]
    cms, _ = signature_of(paper)
    # The last byte of the signature, and the room that is left behind it.
    places += [before + 2 * len(cms) - 1, before + 2 * len(cms) + 100]
    for place in places:
        broken = paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :]
        with pytest.raises(Refusal) as refused:
            require_intact(seals_in(broken, at=AT))
        assert refused.value.code in {"seal.broken", "seal.not_a_pdf", "seal.none_in_file"}, place


def test_a_changed_letter_is_called_broken(letter: bytes, paper: bytes) -> None:
    place = letter.index(b"/Producer") if b"/Producer" in letter else letter.index(b"stream") + 40
    broken = paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :]
    assert [found.verdict for found in seals_in(broken, at=AT)] == [Verdict.BROKEN]


def test_what_was_added_after_sealing_is_reported(paper: bytes) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(paper))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    longer = out.getvalue()
    assert longer.startswith(paper)
    (found,) = seals_in(longer, at=AT)
    assert (found.verdict, found.added) == (Verdict.CHANGED_AFTER, len(longer) - len(paper))
    with pytest.raises(errors.ChangedAfterSealing):
        require_intact((found,))


def test_bytes_after_the_end_are_reported(paper: bytes) -> None:
    (found,) = seals_in(paper + b"\n% and more\n", at=AT)
    assert found.verdict is Verdict.CHANGED_AFTER


def test_a_byte_range_that_leaves_something_out_is_broken(letter: bytes) -> None:
    """A signature that really was made over less than the file."""
    pdf = sealed(letter, seals.seal(), language="en", at=AT)
    begins, before, resumes, after = byte_range(pdf)
    written = pdf.index(b"/ByteRange")
    array = pdf[pdf.index(b"[", written) : pdf.index(b"]", written) + 1]
    shorter = f"[{begins} {before} {resumes} {after - 40}]".encode().ljust(len(array))
    assert len(shorter) == len(array)
    (found,) = seals_in(pdf.replace(array, shorter), at=AT)
    assert found.verdict is Verdict.BROKEN


def test_a_letter_without_a_seal_and_a_file_that_is_none_are_said_to_be_so(letter: bytes) -> None:
    with pytest.raises(errors.NoSealInFile):
        seals_in(letter, at=AT)
    for hostile in (
        b"",
        b"%PDF-1.7\n",
        b"\0" * 5000,
        b"%PDF-1.7\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    ):
        with pytest.raises(errors.NotAPdf):
            seals_in(hostile, at=AT)


def test_a_file_larger_than_any_letter_is_not_read(monkeypatch: pytest.MonkeyPatch, paper: bytes) -> None:
    monkeypatch.setattr(examining, "LARGEST", len(paper) - 1)
    with pytest.raises(errors.FileTooLarge):
        seals_in(paper, at=AT)


def test_every_cut_of_a_sealed_letter_is_refused_with_a_code(paper: bytes) -> None:
    for end in range(0, len(paper), len(paper) // 60):
        with pytest.raises(Refusal):
            require_intact(seals_in(paper[:end], at=AT))


# What it may be made with


def test_a_key_comes_out_of_its_file_with_its_chain() -> None:
    key = seals.ec_key()
    given = seals.certificate(key)
    found = from_p12(seals.p12(key, given), seals.PASS_PHRASE)
    assert found.certificate == given
    assert found.chain == (seals.authority()[1],)
    assert found.key.private_numbers() == key.private_numbers()
    assert from_p12(seals.p12(key, given, ""), "").certificate == given


def test_the_wrong_pass_phrase_is_said() -> None:
    key = seals.ec_key()
    file = seals.p12(key, seals.certificate(key))
    for wrong in ("", "seven lanterns", seals.PASS_PHRASE + " ", "x" * 5000):
        with pytest.raises(errors.WrongPassPhrase):
            from_p12(file, wrong)


@pytest.mark.parametrize("garbage", [b"", b"\x30", b"garbage " * 400, b"\x30\x82\xff\xff" + b"\0" * 500])
def test_what_is_no_key_file_is_said_to_be_none(garbage: bytes) -> None:
    with pytest.raises(errors.NotAKeyFile):
        from_p12(garbage, "x")


def test_a_key_file_of_ten_megabytes_is_not_read() -> None:
    with pytest.raises(errors.KeyFileTooLarge):
        from_p12(b"\x30" * 10 * 1024 * 1024, "x")


def test_a_damaged_key_file_is_refused_wherever_it_is_cut() -> None:
    key = seals.ec_key()
    file = seals.p12(key, seals.certificate(key))
    for end in range(0, len(file), 97):
        with pytest.raises((errors.NotAKeyFile, errors.WrongPassPhrase)):
            from_p12(file[:end], seals.PASS_PHRASE)


def test_a_file_without_a_key_or_with_that_of_another_certificate_is_incomplete() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(errors.KeyFileIncomplete):
        from_p12(seals.p12(None, None), seals.PASS_PHRASE)
    with pytest.raises(errors.KeyFileIncomplete):
        keys.joined(other, seals.certificate(seals.ec_key()), ())


def test_a_weak_key_and_a_kind_that_readers_do_not_know_are_refused() -> None:
    given = seals.certificate(seals.ec_key())
    for unsuited in (
        seals.rsa_key(1024),
        ec.generate_private_key(ec.SECP256K1()),
        ed25519.Ed25519PrivateKey.generate(),
    ):
        with pytest.raises(errors.KeyUnsuited):
            keys.joined(unsuited, given, ())


def test_a_certificate_for_something_else_is_refused() -> None:
    key, root = seals.authority()
    with pytest.raises(errors.CertificateUnsuited):
        keys.joined(key, root, ())
    mine = seals.ec_key()
    for wrong in (
        seals.certificate(mine, key_usage=seals.usage(key_agreement=True)),
        seals.certificate(mine, extended=seals.TLS_ONLY),
    ):
        with pytest.raises(errors.CertificateUnsuited):
            keys.joined(mine, wrong, ())
    assert keys.joined(mine, seals.certificate(mine, key_usage=seals.usage(content_commitment=True)), ())


def test_nothing_is_sealed_before_or_after_the_certificate_is_valid(letter: bytes) -> None:
    with pytest.raises(errors.CertificateExpired) as late:
        sealed(letter, seals.seal(), language="en", at=seals.ENDS + timedelta(seconds=1))
    assert "2027-12-31" in late.value.in_language("fr")
    with pytest.raises(errors.CertificateNotYetValid):
        sealed(letter, seals.seal(), language="en", at=seals.BEGINS - timedelta(seconds=1))
    assert sealed(letter, seals.seal(), language="en", at=seals.ENDS)


def test_what_is_no_letter_cannot_be_sealed() -> None:
    with pytest.raises(errors.LetterNotSealed):
        sealed(b"%PDF-1.7 nothing", seals.seal(), language="en", at=AT)


def test_a_name_is_shown_on_one_line_and_without_invisible_signs() -> None:
    key = seals.ec_key()
    face = keys.face_of(seals.certificate(key, name="Bureau\n\u202e123 \x1b[2J of\tNorthmark"))
    assert face.name == "Bureau 123 [2J of Northmark"


def test_a_seal_made_here_says_that_nobody_vouches_for_it(letter: bytes) -> None:
    mine = made("Bureau of Northmark", at=AT)
    assert (mine.face.name, mine.face.issuer, mine.face.self_signed) == ("Bureau of Northmark",) * 2 + (True,)
    assert not mine.face.expires_soon(AT)
    assert mine.face.expires_soon(mine.face.valid_until - timedelta(days=29))
    (found,) = seals_in(sealed(letter, mine, language="en", at=AT), at=AT)
    assert (found.verdict, found.face) == (Verdict.INTACT, mine.face)


@pytest.mark.parametrize("name", ["", "  ", "x" * 65])
def test_a_seal_made_here_needs_a_name(name: str) -> None:
    with pytest.raises(errors.NameUnsuited):
        made(name, at=AT)


# How it is kept


def test_a_seal_is_kept_closed_to_others_and_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "seal.pem"
    assert keeping.kept(path) is None
    seals.put(path, seals.seal(name="The first"))
    (tmp_path / "seal.pem.new").write_text("left by a crash")
    again = seals.seal()
    seals.put(path, again)
    assert path.stat().st_mode & 0o777 == 0o600
    found = keeping.kept(path)
    assert found is not None
    assert (found.certificate, found.chain) == (again.certificate, again.chain)
    assert [each.name for each in tmp_path.iterdir()] == ["seal.pem"]
    keeping.forget(path)
    keeping.forget(path)
    assert keeping.kept(path) is None


@pytest.mark.parametrize(
    "content", [b"", b"garbage", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_kept_seal_that_is_damaged_is_said_to_be_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "seal.pem"
    path.write_bytes(content)
    with pytest.raises(errors.SealUnreadable):
        keeping.kept(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(errors.SealUnreadable):
        keeping.kept(path)
