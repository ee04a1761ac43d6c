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


def keep(path: Path, seal: SealKey) -> None:
    """Put the seal in its file, whole or not at all; one that was there is replaced."""
    key = seal.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    certificates = (each.public_bytes(Encoding.PEM) for each in (seal.certificate, *seal.chain))
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key + b"".join(certificates))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


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
    """Remove the file, if there is one."""
    path.unlink(missing_ok=True)
