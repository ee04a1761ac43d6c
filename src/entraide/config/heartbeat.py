"""The sign of life that the background process leaves for the server beside it."""

import time

from entraide.config.home import home

# A job runs in a process of its own, so a beat is missed only when the background process itself is in trouble.
LATE_AFTER_SECONDS = 60


def beat() -> None:
    """Say: still there."""
    folder = home() / "run"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "heartbeat").write_text(f"{time.time():.3f}", "ascii")


def age() -> float | None:
    """Seconds since the last beat; None when there never was one."""
    path = home() / "run" / "heartbeat"
    if not path.exists():
        return None
    return max(0.0, time.time() - path.stat().st_mtime)
