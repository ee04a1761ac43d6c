"""The one file in which a node keeps its seal: key and certificates as PEM, readable by its owner alone.

The key is not enciphered there: the node seals without anybody at hand to say a pass phrase, and one that lay beside it
would protect nothing.
"""

import os
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from entraide.assistance.domain.letters.seal.errors import SealUnreadable
from entraide.assistance.domain.letters.seal.keys import LARGEST, SealKey, joined
from entraide.kernel.errors import Refusal

_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"


def lay_by(path: Path, seal: SealKey) -> None:
    """Write the seal beside its file, where it is not at work yet: see `put_in_place`."""
    key = seal.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    certificates = (each.public_bytes(Encoding.PEM) for each in (seal.certificate, *seal.chain))
    new = _beside(path)
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key + b"".join(certificates))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def put_in_place(path: Path) -> None:
    """Have the seal that was laid by at work, whole; one that was there is replaced."""
    _beside(path).replace(path)


def forget_laid_by(path: Path) -> None:
    """Remove what was laid by and never came to be at work."""
    _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def kept(path: Path) -> SealKey | None:
    """The seal in its file, None when there is none. Raises `SealUnreadable`."""
    try:
        with path.open("rb") as file:
            found = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as unreadable:
        raise SealUnreadable from unreadable
    key, _, rest = found.partition(_CERTIFICATE)
    try:
        certificate, *chain = x509.load_pem_x509_certificates(_CERTIFICATE + rest)
        return joined(load_pem_private_key(key, None), certificate, tuple(chain))
    except (ValueError, TypeError, UnsupportedAlgorithm, Refusal) as damaged:
        raise SealUnreadable from damaged


def forget(path: Path) -> None:
    """Remove the file, if there is one, and what was laid by beside it."""
    forget_laid_by(path)
    path.unlink(missing_ok=True)
