"""Identifiers that travel. Between nodes only uuids do; random ones, so that none tells of its neighbours."""

import uuid


def new_id() -> uuid.UUID:
    """A fresh random uuid (version 4)."""
    return uuid.uuid4()
