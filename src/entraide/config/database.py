"""Where the node keeps its tables: SQLite in its folder, or the PostgreSQL that `DATABASE_URL` names."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def settings_for(url: str, folder: Path) -> dict[str, Any]:
    """Django's `DATABASES["default"]` for `url` («postgresql://user:pass@host:port/name»), SQLite when it is empty.

    Raises `ValueError` for a scheme the node does not support.
    """
    if not url:
        return sqlite(folder / "entraide.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(
            f"DATABASE_URL: {parts.scheme} is not supported; use postgresql:// or leave it empty"
        )
    return {
        "ENGINE": "entraide.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # As long as SQLite waits: a writer that hangs must not hang all others with it.
        "OPTIONS": {"options": "-c lock_timeout=30s"},
    }


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as the node uses it: write-ahead log, immediate transactions, foreign keys kept."""
    return {
        "ENGINE": "entraide.config.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            # Each thread has a connection with a cache of its own (4 MiB); the rest the system has at hand. The file is
            # not mapped into memory, where it would count for each of them once more, as large as it has grown.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4096;"
            ),
        },
    }
