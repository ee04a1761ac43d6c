"""The server process: granian with as many workers as the database can use. Started by `entraide serve`."""

import sys
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from entraide.config import logs
from entraide.config.bodies import lending
from entraide.config.children import die_with_parent
from entraide.config.garbage import look_less_often

# SQLite has one writer at a time: threads of one process share its page cache, more processes would only queue.
SHAPE = {"sqlite": (1, 4), "postgresql": (2, 4)}


def worker() -> Callable[..., Any]:
    """The application, as each worker process loads it."""
    die_with_parent()
    from entraide.config.wsgi import application

    look_less_often()
    return lending(application)


def build(host: str, port: int, database: str) -> Any:
    """The server, ready to `serve()`; it ends on SIGTERM once the answers under way are given."""
    workers, threads = SHAPE[database]
    return Granian(
        "entraide.config.server:worker",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        blocking_threads_idle_timeout=600,
        backpressure=256,
        workers_kill_timeout=8,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_dictconfig=logs.settings(),
        log_access=False,
        websockets=False,
    )


if __name__ == "__main__":
    host, port, database = sys.argv[1:4]
    logs.configure()
    build(host, int(port), database).serve()
