"""The folder in which a node keeps its keys for mail, and the secrets by which its own messages are known again.

All of it is readable by its owner alone. The keys are not enciphered there, for the reason that the seal is not: the
node signs and opens mail without anybody at hand to say a pass phrase. A key that was replaced stays, to open what is
still encrypted to it.
"""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from entraide.exchange.domain.mail.errors import MailKeyDamaged, MailSecretsDamaged
from entraide.exchange.domain.mail.keys import MailKey, PrivateKey, fingerprint

_CERTIFICATE: Final = b"-----BEGIN CERTIFICATE-----"
_LARGEST: Final = 1024 * 1024
_SECRET: Final = 32


def key_file(folder: Path) -> Path:
    """The key that signs."""
    return folder / "key.pem"


def secrets_file(folder: Path) -> Path:
    """The secrets of `references.Marks`, in hexadecimal, one a line: the first marks, all recognise."""
    return folder / "secrets"


def lay_by(folder: Path, ours: MailKey) -> None:
    """Write a key beside its file, where it is not at work yet: see `put_in_place`."""
    key = ours.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    certificates = (each.public_bytes(Encoding.PEM) for each in (ours.certificate, *ours.chain))
    _write(_beside(key_file(folder)), key + b"".join(certificates))


def put_in_place(folder: Path) -> None:
    """Have the key that was laid by at work, whole; the one before it only opens from now on."""
    set_apart(folder)
    _beside(key_file(folder)).replace(key_file(folder))


def forget_laid_by(folder: Path) -> None:
    """Remove what was laid by and never came to be at work."""
    _beside(key_file(folder)).unlink(missing_ok=True)


def set_apart(folder: Path) -> None:
    """Sign no more with the key that is at work; it still opens what is encrypted to it."""
    path = key_file(folder)
    try:
        ours = _read(path)
    except MailKeyDamaged:
        path.replace(folder / "damaged.pem.old")
        return
    if ours is not None:
        path.replace(folder / f"earlier-{fingerprint(ours.certificate)[:32]}.pem")


def kept_key(folder: Path) -> MailKey | None:
    """The key that signs; None where there is none. Raises `MailKeyDamaged`."""
    return _read(key_file(folder))


def kept_keys(folder: Path) -> list[MailKey]:
    """Every key that opens mail, the one that signs first. Raises `MailKeyDamaged`."""
    paths = [key_file(folder), *sorted(folder.glob("earlier-*.pem"))]
    return [ours for path in paths if (ours := _read(path)) is not None]


def kept_secrets(folder: Path) -> tuple[bytes, ...]:
    """The secrets that mark our messages, made the first time they are asked for. Raises `MailSecretsDamaged`."""
    path = secrets_file(folder)
    if not path.exists():
        _made_once(path, lambda: secrets.token_hex(_SECRET).encode("ascii") + b"\n")
    try:
        found = tuple(bytes.fromhex(line) for line in path.read_text("ascii").split())
    except (OSError, ValueError) as damaged:
        raise MailSecretsDamaged from damaged
    if not found or any(len(one) < _SECRET for one in found):
        raise MailSecretsDamaged
    return found


def _made_once(path: Path, content: Callable[[], bytes]) -> None:
    """Two processes that come at once agree: a name is given to a file once, and to a whole one."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    _write(new, content())
    try:
        with suppress(FileExistsError):
            os.link(new, path)
    finally:
        new.unlink(missing_ok=True)


def _read(path: Path) -> MailKey | None:
    try:
        with path.open("rb") as file:
            found = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as unreadable:
        raise MailKeyDamaged from unreadable
    key, _, rest = found.partition(_CERTIFICATE)
    try:
        certificate, *chain = x509.load_pem_x509_certificates(_CERTIFICATE + rest)
        read = load_pem_private_key(key, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as damaged:
        raise MailKeyDamaged from damaged
    if not isinstance(read, PrivateKey) or read.public_key() != certificate.public_key():
        raise MailKeyDamaged
    return MailKey(read, certificate, tuple(chain))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")
