"""Answers to questions for a time-stamp, made piece by piece, so that each piece can be made wrong alone.

The real authority (`authority.py`) would never give most of these.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha1, sha256
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding

from tests.evidence.papers import Papers

AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
POLICY = "1.3.6.1.4.1.32473.7.2"
Attributes = dict[str, Any]


class Response(core.Sequence):
    """RFC 3161, 2.4.2, with the token left out where nothing was granted."""

    _fields = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]


def content(digest: bytes, nonce: int | None, /, **instead: Any) -> dict[str, Any]:
    """What is signed; what is None is left out."""
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}
    fields = {
        "version": "v1", "policy": POLICY, "message_imprint": imprint, "serial_number": 7, "gen_time": AT,
        "nonce": nonce,
    } | instead  # fmt: skip
    return {name: value for name, value in fields.items() if value is not None}


def answer(
    held: Papers,
    info: dict[str, Any] | bytes,
    *,
    certificates: Sequence[x509.Certificate] | None = None,
    attributes: Callable[[Attributes], None] | None = None,
    digest: str = "sha256",
    signed: Callable[[dict[str, Any]], None] | None = None,
    signer: Callable[[dict[str, Any]], None] | None = None,
    status: str = "granted",
    kind: str = "tst_info",
) -> bytes:
    """An answer; each of the functions changes the pieces that it is handed, before they are signed (`attributes`) or
    after (`signer`, `signed`). Of the name of an attribute the first word counts: so it can be
    there twice."""
    inner = info if isinstance(info, bytes) else tsp.TSTInfo(info).dump()
    certificate = asn1_x509.Certificate.load(held.certificate.public_bytes(Encoding.DER))
    said: Attributes = {
        "content_type": [kind],
        "message_digest": [hashed(digest, inner)],
        "signing_certificate_v2": [{"certs": [{"cert_hash": sha256(certificate.dump()).digest()}]}],
    }
    if attributes is not None:
        attributes(said)
    attrs = cms.CMSAttributes(
        [{"type": name.split()[0], "values": said[name]} for name in said if said[name] is not None]
    )
    by_ec = isinstance(held.key, ec.EllipticCurvePrivateKey)
    pieces: dict[str, Any] = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            name="issuer_and_serial_number",
            value={"issuer": certificate.issuer, "serial_number": certificate.serial_number},
        ),
        "digest_algorithm": algos.DigestAlgorithm({"algorithm": digest}),
        "signed_attrs": attrs,
        "signature_algorithm": {"algorithm": f"{digest}_{'ecdsa' if by_ec else 'rsa'}"},
        "signature": sign(held, digest, attrs.dump()),
    }
    if signer is not None:
        signer(pieces)
    came = [held.certificate] if certificates is None else list(certificates)
    whole: dict[str, Any] = {
        "version": "v3",
        "digest_algorithms": [pieces["digest_algorithm"]],
        "encap_content_info": {"content_type": kind, "content": core.ParsableOctetString(inner)},
        "certificates": [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in came],
        "signer_infos": [pieces],
    }
    if not came:
        del whole["certificates"]
    if signed is not None:
        signed(whole)
    token = {"content_type": "signed_data", "content": cms.SignedData(whole)}
    return bytes(Response({"status": {"status": status}, "time_stamp_token": token}).dump())


def refusal(status: str, text: str | None = None, failure: set[str] | None = None) -> bytes:
    """An answer without a time-stamp."""
    fields: dict[str, Any] = {"status": status}
    if text is not None:
        fields["status_string"] = [text]
    if failure is not None:
        fields["fail_info"] = failure
    return bytes(Response({"status": fields}).dump())


def named_by_sha1(held: Papers) -> Callable[[Attributes], None]:
    """The older of the two attributes, in place of the newer."""

    def change(said: Attributes) -> None:
        said["signing_certificate_v2"] = None
        der = held.certificate.public_bytes(Encoding.DER)
        said["signing_certificate"] = [{"certs": [{"cert_hash": sha1(der).digest()}]}]

    return change


def hashed(digest: str, data: bytes) -> bytes:
    """The digest of that name."""
    made = hashes.Hash(_algorithm(digest))
    made.update(data)
    return made.finalize()


def sign(held: Papers, digest: str, data: bytes) -> bytes:
    """A signature with the key of those papers."""
    if isinstance(held.key, ec.EllipticCurvePrivateKey):
        return held.key.sign(data, ec.ECDSA(_algorithm(digest)))
    return held.key.sign(data, PKCS1v15(), _algorithm(digest))


def _algorithm(digest: str) -> hashes.HashAlgorithm:
    found: hashes.HashAlgorithm = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha512": hashes.SHA512}[
        digest
    ]()
    return found
