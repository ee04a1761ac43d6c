"""The one file in which a node keeps the key it vouches with, readable by its owner alone."""

import json
import os
from pathlib import Path

from entraide.kernel.canonical import canonical
from entraide.ledger.domain.keys import SigningKey
from entraide.ledger.domain.notes import bytes_of, text_of
from entraide.ledger.errors import KeyUnreadable, NoteUnreadable

VERSION = "entraide-ledger-key/1"


def kept(path: Path) -> SigningKey | None:
    """The key of this node; None where it has none yet. Raises `KeyUnreadable`."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as damaged:
        raise KeyUnreadable(path=path) from damaged
    try:
        if found["version"] != VERSION:
            raise KeyUnreadable(path=path)
        seeds = (bytes_of(found[name], name) for name in ("ed25519", "ml_dsa_44"))
        return SigningKey.from_seeds(str(found["name"]), *seeds)
    except (NoteUnreadable, KeyError, TypeError, ValueError) as damaged:
        raise KeyUnreadable(path=path) from damaged


def keep(path: Path, key: SigningKey) -> None:
    """Write the key, whole or not at all. Raises `FileExistsError`: a key is never written over."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(
            canonical(
                {
                    "version": VERSION,
                    "name": key.name,
                    "ed25519": text_of(key.ed25519.private_bytes_raw()),
                    "ml_dsa_44": text_of(key.ml_dsa_44.private_bytes_raw()),
                }
            )
        )
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(new, path)
    finally:
        new.unlink()
