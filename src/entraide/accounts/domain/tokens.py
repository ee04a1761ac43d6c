"""Secrets of tokens: how they are made and what is kept of them."""

import hashlib
import secrets

PREFIX = "ent_"
# 32 random bytes, in url-safe letters.
SECRET_LENGTH = len(PREFIX) + 43
LONGEST_DAYS = 366
LONGEST_NAME = 80


def mint() -> str:
    """A fresh secret: «ent_» and 43 url-safe characters."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret: its SHA-256 in hexadecimal. The secret has 256 random bits, so no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()
