"""Encrypted content of a mail (RFC 5652, 6; RFC 5083), opened with our keys."""

from collections.abc import Sequence
from typing import Final

from asn1crypto import cms, core
from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, AsymmetricPadding, PKCS1v15
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, GCM
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.x509 import ExtensionNotFound, SubjectKeyIdentifier

from entraide.exchange.domain.mail.errors import MailNotOpened, MailUnreadable
from entraide.exchange.domain.mail.keys import MailKey

# What asn1crypto raises on bytes that are not what they say, at once or when a field is looked at.
ASN1_FAULTS: Final = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, NotImplementedError,
)  # fmt: skip
_MOST_RECIPIENTS: Final = 200
_KEY_BYTES: Final = {"aes128": 16, "aes192": 24, "aes256": 32}
_HASHES: Final[dict[str, type[hashes.SHA1 | hashes.SHA256 | hashes.SHA384 | hashes.SHA512]]] = {
    "sha1": hashes.SHA1,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


class _GcmParameters(core.Sequence):  # type: ignore[misc]
    """RFC 5084, 3.2."""

    _fields = [("nonce", core.OctetString), ("icv_length", core.Integer, {"default": 12})]


def read_cms(data: bytes) -> cms.ContentInfo:
    """The outermost layer of a CMS object; what is in it is read when it is looked at. Raises `MailUnreadable`."""
    try:
        found = cms.ContentInfo.load(data)
        _ = found["content_type"].native, found["content"]
    except ASN1_FAULTS as fault:
        raise MailUnreadable(where="cms") from fault
    return found


def opened(found: cms.ContentInfo, keys: Sequence[MailKey]) -> bytes:
    """The content of an enveloped or authenticated-enveloped object.

    Raises `MailNotOpened` for every reason alike: to tell them apart would help one who sends guesses.
    """
    try:
        data = found["content"]
        authenticated = found["content_type"].native == "authenticated_enveloped_data"
        name = "auth_encrypted_content_info" if authenticated else "encrypted_content_info"
        secret = _content_key(data["recipient_infos"], keys)
        return _with_gcm(data, data[name], secret) if authenticated else _with_cbc(data[name], secret)
    except (*ASN1_FAULTS, InvalidTag, UnsupportedAlgorithm) as fault:
        raise MailNotOpened from fault


def _content_key(recipients: cms.RecipientInfos, keys: Sequence[MailKey]) -> bytes:
    if len(recipients) > _MOST_RECIPIENTS:
        raise ValueError("too many recipients")
    for recipient in recipients:
        if recipient.name != "ktri":
            continue
        for key in keys:
            if isinstance(key.key, rsa.RSAPrivateKey) and _is_for(recipient.chosen["rid"], key):
                padding = _padding(recipient.chosen["key_encryption_algorithm"])
                return key.key.decrypt(recipient.chosen["encrypted_key"].native, padding)
    raise ValueError("for somebody else")


def _is_for(rid: cms.RecipientIdentifier, key: MailKey) -> bool:
    if rid.name == "subject_key_identifier":
        try:
            ours = key.certificate.extensions.get_extension_for_class(SubjectKeyIdentifier).value.digest
        except ExtensionNotFound:
            return False
        return bool(rid.chosen.native == ours)
    named = bool(rid.chosen["serial_number"].native == key.certificate.serial_number)
    return named and bool(rid.chosen["issuer"].dump() == key.certificate.issuer.public_bytes())


def _padding(algorithm: cms.KeyEncryptionAlgorithm) -> AsymmetricPadding:
    match algorithm["algorithm"].native:
        case "rsaes_pkcs1v15":
            return PKCS1v15()
        case "rsaes_oaep":
            parameters = algorithm["parameters"]
            mask = parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native
            return OAEP(
                MGF1(_HASHES[mask]()), _HASHES[parameters["hash_algorithm"]["algorithm"].native](), None
            )
    raise ValueError("another way to encrypt a key")


def _with_cbc(info: cms.EncryptedContentInfo, secret: bytes) -> bytes:
    algorithm = info["content_encryption_algorithm"]
    name, _, mode = algorithm["algorithm"].native.partition("_")
    if mode != "cbc" or len(secret) != _KEY_BYTES[name]:
        raise ValueError("another algorithm")
    decryptor = Cipher(AES(secret), CBC(algorithm["parameters"].native)).decryptor()
    unpadder = PKCS7(128).unpadder()
    padded = decryptor.update(info["encrypted_content"].native) + decryptor.finalize()
    return unpadder.update(padded) + unpadder.finalize()


def _with_gcm(data: cms.AuthEnvelopedData, info: cms.EncryptedContentInfo, secret: bytes) -> bytes:
    algorithm = info["content_encryption_algorithm"]
    name, _, mode = algorithm["algorithm"].native.partition("_")
    parameters = _GcmParameters.load(algorithm["parameters"].dump())
    tag = data["mac"].native
    if mode != "gcm" or len(secret) != _KEY_BYTES[name] or len(tag) != parameters["icv_length"].native:
        raise ValueError("another algorithm")
    decryptor = Cipher(AES(secret), GCM(parameters["nonce"].native, tag, min_tag_length=12)).decryptor()
    attributes = data["auth_attrs"]
    if attributes is not core.VOID and attributes.native is not None:
        decryptor.authenticate_additional_data(attributes.untag().dump())
    return decryptor.update(info["encrypted_content"].native) + decryptor.finalize()
