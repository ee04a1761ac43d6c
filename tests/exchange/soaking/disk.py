"""A disk that is full while a file of that name lies in the node's folder.

SQLite says so itself once its file may grow no further; that a commit fails, and that files cannot be written, is
said in its place.
"""

import errno
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

FLAG = "disk-full"
UNBOUNDED = 4_294_967_294


def is_full() -> bool:
    flag: Path = settings.HOME / FLAG
    return flag.exists()


def watch() -> None:
    """From now on, every connection and every file of this process feels it."""
    connection_created.connect(_watched, dispatch_uid="soak")
    _refuse_commits()
    for module, name in ((os, "fsync"), (os, "link"), (shutil, "copyfile")):
        setattr(module, name, _refusing(getattr(module, name)))


def _watched(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    bounded = False

    def bound(execute: Callable[..., Any], statement: str, values: Any, many: bool, context: Any) -> Any:
        nonlocal bounded
        if is_full() != bounded:
            bounded = not bounded
            raw = context["connection"].connection
            most = raw.execute("PRAGMA page_count").fetchone()[0] if bounded else UNBOUNDED
            raw.execute(f"PRAGMA max_page_count={most}")
        return execute(statement, values, many, context)

    connection.execute_wrappers[:] = [bound]


def _refuse_commits() -> None:
    commit = BaseDatabaseWrapper._commit

    def refusing(self: BaseDatabaseWrapper) -> None:
        if is_full() and random.random() < 0.5:
            raise OperationalError("database or disk is full")
        commit(self)

    BaseDatabaseWrapper._commit = refusing


def _refusing(act: Callable[..., Any]) -> Callable[..., Any]:
    def refusing(*arguments: Any, **named: Any) -> Any:
        if is_full():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return act(*arguments, **named)

    return refusing
