"""The seal of a collection: the collector's Ed25519 signature over a statement of what was collected, and by whom.

The signature is over the bytes of the statement as they stand in the package, so that any program can check it:
`openssl pkeyutl -verify -rawin -pubin -inkey ed25519.pub -sigfile ed25519.sig -in statement.json`
"""

import os
import stat
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from entraide.evidence.domain.bags import INFO, MANIFEST, Checked
from entraide.evidence.domain.collected import Collector, collector_as_json, read_collector, reading
from entraide.evidence.domain.opening import Bag
from entraide.evidence.domain.zips import settle_folder
from entraide.evidence.errors.bags import KeyOpen, KeyUnreadable, SealBroken, SealMissing
from entraide.exchange.domain.encoding import Fields, load, moment_of
from entraide.kernel.canonical import canonical

STATEMENT, SIGNATURE, PUBLIC = "seal/statement.json", "seal/ed25519.sig", "seal/ed25519.pub"
SEAL = (STATEMENT, SIGNATURE, PUBLIC)
KIND = "entraide.collection-seal/1"
SEAL_BYTES, KEY_BYTES, SIGNATURE_BYTES = 16 * 1024, 4096, 64
GROUPS, GROUP_DIGITS = 8, 5


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal that holds: whose it says it is, when it was set, and the key that made it (SHA-256, hexadecimal).

    Whether it is theirs is for the fingerprint to say, which they wrote down on paper.
    """

    collector: Collector
    at: datetime
    key: str
    fingerprint: str


def fingerprint(statement: bytes) -> str:
    """Forty digits in eight groups, made from the statement, which binds the files, the collector and the key."""
    number = int.from_bytes(sha256(statement).digest()) % 10 ** (GROUPS * GROUP_DIGITS)
    digits = f"{number:0{GROUPS * GROUP_DIGITS}d}"
    return " ".join(digits[at : at + GROUP_DIGITS] for at in range(0, len(digits), GROUP_DIGITS))


def key_at(path: Path) -> Ed25519PrivateKey:
    """The collector's key in that file; made when there is none. Raises `KeyUnreadable`, `KeyOpen`."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return _made_at(path)
    except OSError as error:
        raise KeyUnreadable(where=path) from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise KeyUnreadable(where=path)
        if status.st_mode & 0o077:
            raise KeyOpen(where=path)
        data = file.read(KEY_BYTES)
    try:
        key = load_pem_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyUnreadable(where=path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnreadable(where=path)
    return key


def seal_files(
    key: Ed25519PrivateKey, *, manifest: str, info: str, collector: Collector, at: datetime
) -> dict[str, bytes]:
    """The three files of a seal over a manifest and an info, of which the SHA-256 are given."""
    public = key.public_key()
    statement = canonical(
        {
            "at": moment_of(at),
            "collector": collector_as_json(collector),
            "info_sha256": info,
            "key_sha256": _key_digest(public),
            "kind": KIND,
            "manifest_sha256": manifest,
        }
    )
    return {STATEMENT: statement, SIGNATURE: key.sign(statement), PUBLIC: _pem(public)}


def read_seal(bag: Bag, checked: Checked) -> Seal:
    """The seal of a bag that was checked. Raises `SealMissing`, `SealBroken`, `RecordUnreadable`."""
    for name in SEAL:
        if name not in checked.files:
            raise SealMissing(where=name)
    statement = checked.small(bag, STATEMENT, SEAL_BYTES)
    signature = checked.small(bag, SIGNATURE, SIGNATURE_BYTES)
    public = _public(checked.small(bag, PUBLIC, KEY_BYTES))
    try:
        public.verify(signature, statement)
    except InvalidSignature as error:
        raise SealBroken(where=STATEMENT) from error
    with reading(STATEMENT):
        fields = Fields(load(statement, "statement", most=SEAL_BYTES, items=40), "statement")
        fields.one_of("kind", (KIND,))
        collector, at = read_collector(fields.within("collector")), fields.moment("at")
        said = {name: fields.text(f"{name}_sha256", most=64) for name in ("manifest", "info", "key")}
    if len(fields.value) != 6 or said["key"] != _key_digest(public):
        raise SealBroken(where=PUBLIC)
    for covered, digest in ((MANIFEST, said["manifest"]), (INFO, said["info"])):
        if checked.files[covered].sha256 != digest:
            raise SealBroken(where=covered)
    return Seal(collector, at, said["key"], fingerprint(statement))


def _made_at(path: Path) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            file.flush()
            os.fsync(file.fileno())
        settle_folder(path.parent)
    except OSError as error:
        raise KeyUnreadable(where=path) from error
    return key


def _public(pem: bytes) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise SealBroken(where=PUBLIC) from error
    # One key is written in one way.
    if not isinstance(key, Ed25519PublicKey) or _pem(key) != pem:
        raise SealBroken(where=PUBLIC)
    return key


def _pem(public: Ed25519PublicKey) -> bytes:
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _key_digest(public: Ed25519PublicKey) -> str:
    return sha256(public.public_bytes_raw()).hexdigest()
