"""Who signed a time-stamp: a certificate for time-stamps alone, in force then, of an authority that is trusted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import new as new_hash
from typing import Final

from asn1crypto import cms, core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from entraide.evidence.errors.stamps import (
    StampAuthorityUnknown,
    StampNotInForce,
    StampPurposeWrong,
    StampRootsUnreadable,
    StampSignatureWeak,
    StampSignatureWrong,
    StampSignerMissing,
    StampSignerUnbound,
    StampUnreadable,
)
from entraide.exchange.domain.mail.envelopes import ASN1_FAULTS
from entraide.exchange.domain.mail.keys import name_of, read_certificate
from entraide.kernel.errors import Refusal

_MOST_CERTIFICATES: Final = 20
_DEEPEST: Final = 4
_STRONG: Final = frozenset({"sha256", "sha384", "sha512"})
_SCHEMES: Final = frozenset({"rsassa_pkcs1v15", "rsassa_pss", "ecdsa"})
# SHA-1 names a certificate in the older of the two attributes (RFC 2634, 5.4), and proves nothing: the chain does.
_NAMING: Final[dict[str, type[hashes.HashAlgorithm]]] = {
    "sha1": hashes.SHA1,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_LEAST_RSA: Final = 2048
_MOST_RSA: Final = 8192
_CURVES: Final = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_PEM_END: Final = b"-----END CERTIFICATE-----"


def authority_of(signed: cms.SignedData, at: datetime, trusted: Sequence[bytes]) -> str:
    """The name of the authority whose signature this is, which it made at that moment.

    A certificate that is trusted itself needs nobody above it. Whether one was revoked is not asked: that needs a
    network.

    Raises `StampRootsUnreadable`, `StampSignerMissing`, `StampSignerUnbound`, `StampPurposeWrong`, `StampNotInForce`,
    `StampAuthorityUnknown`, `StampSignatureWeak`, `StampSignatureWrong`, `StampUnreadable`.
    """
    roots = [root for one in trusted for root in _roots(one)]
    try:
        info = _one_signer(signed)
        came = _embedded(signed)
        signer = _bound(info, [one for one in (*came, *roots) if _is_by(info["sid"], one)])
        _require_purpose(signer)
        if not signer.not_valid_before_utc <= at <= signer.not_valid_after_utc:
            raise StampNotInForce(name=name_of(signer), at=f"{at:%Y-%m-%d %H:%M}Z")
        _require_chain(signer, [one for one in came if one != signer], roots, at)
        _require_signature(info, signer, signed["encap_content_info"]["content"].contents)
    except (*ASN1_FAULTS, UnsupportedAlgorithm) as fault:
        raise StampUnreadable(where="token.signerInfos") from fault
    return name_of(signer)


def _roots(data: bytes) -> list[x509.Certificate]:
    """The certificates of a file. Raises `StampRootsUnreadable`."""
    parts = [data]
    if _PEM_END in data:
        *found, rest = data.split(_PEM_END)
        parts = [one + _PEM_END for one in found]
        if rest.strip():
            raise StampRootsUnreadable
    try:
        return [read_certificate(one) for one in parts]
    except Refusal as fault:
        raise StampRootsUnreadable from fault


def _one_signer(signed: cms.SignedData) -> cms.SignerInfo:
    """The one signature of a time-stamp (RFC 3161, 2.4.2), with attributes, and strong. Raises refusals."""
    infos, digests = signed["signer_infos"], signed["digest_algorithms"]
    if len(infos) != 1 or len(digests) != 1:
        raise StampUnreadable(where="token.signerInfos")
    info: cms.SignerInfo = infos[0]
    by_name = info["sid"].name == "issuer_and_serial_number"
    if info["version"].native != ("v1" if by_name else "v3"):
        raise StampUnreadable(where="token.signerInfos.version")
    if info["signed_attrs"] is core.VOID:
        raise StampUnreadable(where="token.signerInfos.signedAttrs")
    digest = info["digest_algorithm"]["algorithm"].native
    if digests[0]["algorithm"].native != digest:
        raise StampUnreadable(where="token.digestAlgorithms")
    algorithm = info["signature_algorithm"]
    # Written as plain rsaEncryption, the digest of the signature is that of the content (RFC 8551, 2.2).
    plain = algorithm["algorithm"].native == "rsassa_pkcs1v15"
    scheme = algorithm.signature_algo
    hashed = digest if plain else algorithm.hash_algo
    if scheme not in _SCHEMES or digest not in _STRONG or hashed not in _STRONG:
        raise StampSignatureWeak(algorithm=f"{digest}, {scheme}"[:60])
    return info


def _embedded(signed: cms.SignedData) -> list[x509.Certificate]:
    """The certificates that came with it; those that cannot be read, or are of another kind, are passed over."""
    choices = signed["certificates"]
    found: list[x509.Certificate] = []
    for choice in [] if choices is core.VOID else list(choices)[:_MOST_CERTIFICATES]:
        if choice.name == "certificate":
            try:
                found.append(read_certificate(choice.chosen.dump()))
            except Refusal:
                continue
    return found


def _is_by(sid: cms.SignerIdentifier, certificate: x509.Certificate) -> bool:
    if sid.name == "subject_key_identifier":
        try:
            extension = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
        except x509.ExtensionNotFound:
            return False
        return bool(extension.value.digest == sid.chosen.native)
    same = bool(sid.chosen["serial_number"].native == certificate.serial_number)
    return same and bool(sid.chosen["issuer"].dump() == certificate.issuer.public_bytes())


def _bound(info: cms.SignerInfo, named: Iterable[x509.Certificate]) -> x509.Certificate:
    """That one of those named which the signed attributes hold the digest of (RFC 5816, 2.2.1).

    Raises `StampSignerMissing`, `StampSignerUnbound`.
    """
    candidates = list(named)
    if not candidates:
        raise StampSignerMissing
    found = [
        (kind, value)
        for kind, value in ((one["type"].native, one["values"]) for one in info["signed_attrs"])
        if kind in ("signing_certificate", "signing_certificate_v2")
    ]
    if not found or len({kind for kind, _ in found}) != len(found):
        raise StampSignerUnbound
    for certificate in candidates:
        if all(_names(kind, values, certificate) for kind, values in found):
            return certificate
    raise StampSignerUnbound


def _names(kind: str, values: core.SetOf, certificate: x509.Certificate) -> bool:
    if len(values) != 1 or not len(values[0]["certs"]):
        return False
    # The first is the one that signed; others may follow for its chain, which is checked without them.
    first = values[0]["certs"][0]
    algorithm = "sha1" if kind == "signing_certificate" else first["hash_algorithm"]["algorithm"].native
    if algorithm not in _NAMING or certificate.fingerprint(_NAMING[algorithm]()) != first["cert_hash"].native:
        return False
    issuer = first["issuer_serial"]
    return issuer.native is None or bool(issuer["serial_number"].native == certificate.serial_number)


def _require_purpose(certificate: x509.Certificate) -> None:
    """That it is for time-stamps alone, and says so critically (RFC 3161, 2.3). Raises `StampPurposeWrong`."""
    try:
        purpose = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound as fault:
        raise StampPurposeWrong(name=name_of(certificate)) from fault
    if not purpose.critical or list(purpose.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise StampPurposeWrong(name=name_of(certificate))
    for extension in certificate.extensions:
        usage = extension.value
        if isinstance(usage, x509.KeyUsage) and not (usage.digital_signature or usage.content_commitment):
            raise StampPurposeWrong(name=name_of(certificate))


def _require_chain(
    signer: x509.Certificate, between: list[x509.Certificate], roots: list[x509.Certificate], at: datetime
) -> None:
    """That it goes back to one of the roots, all of them in force at that moment. Raises `StampAuthorityUnknown`."""
    if not roots:
        raise StampAuthorityUnknown(name=name_of(signer), reason="nobody is trusted")
    # What is asked of the signer itself is asked above; the library would ask for what a web site needs.
    above = ExtensionPolicy.webpki_defaults_ca().may_be_present(
        x509.ExtendedKeyUsage, Criticality.AGNOSTIC, _may_stand_for_stamps
    )
    verifier = (
        PolicyBuilder()
        .store(Store(roots))
        .time(at)
        .max_chain_depth(_DEEPEST)
        .extension_policies(ca_policy=above, ee_policy=ExtensionPolicy.permit_all())
        .build_client_verifier()
    )
    try:
        chain = verifier.verify(signer, between).chain
    except (VerificationError, x509.UnsupportedGeneralNameType) as fault:
        raise StampAuthorityUnknown(name=name_of(signer), reason=str(fault)[:200]) from fault
    for one in chain:
        _require_strong_key(one)


def _require_strong_key(certificate: x509.Certificate) -> None:
    """Raises `StampSignatureWeak`; the library looks at the keys of authorities alone."""
    match key := certificate.public_key():
        case rsa.RSAPublicKey():
            sound, kind = _LEAST_RSA <= key.key_size <= _MOST_RSA, f"RSA {key.key_size}"
        case ec.EllipticCurvePublicKey():
            sound, kind = isinstance(key.curve, _CURVES), key.curve.name
        case _:
            sound, kind = False, type(key).__name__
    if not sound:
        raise StampSignatureWeak(algorithm=f"{name_of(certificate)[:60]}, {kind}")


def _may_stand_for_stamps(_: Policy, __: x509.Certificate, purpose: x509.ExtendedKeyUsage | None) -> None:
    allowed = {ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
    if purpose is not None and allowed.isdisjoint(purpose):
        raise ValueError("an authority for something else")


def _require_signature(info: cms.SignerInfo, signer: x509.Certificate, content: bytes) -> None:
    """That the signed attributes hold the digest of the content, and are signed. Raises `StampSignatureWrong`."""
    # Loaded where it is needed alone: it takes half a second and some memory.
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    digest = new_hash(info["digest_algorithm"]["algorithm"].native, content).digest()
    try:
        intact, fits = validate_sig_integrity(
            info,
            asn1_x509.Certificate.load(signer.public_bytes(Encoding.DER)),
            expected_content_type="tst_info",
            actual_digest=digest,
        )
    except (*ASN1_FAULTS, UnsupportedAlgorithm) as fault:
        raise StampSignatureWrong from fault
    if not (intact and fits):
        raise StampSignatureWrong
