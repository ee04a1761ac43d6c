"""A PostgreSQL server for filled nodes, in a folder that may be kept from one run to the next."""

from __future__ import annotations

import contextlib
import os
import pwd
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.postgres import NAME, SYSTEM_USER, as_owner, binaries, free_port

# As an operator would set a server of this size; everything that keeps data safe stays on.
SETTINGS = {
    "shared_buffers": "1GB",
    "effective_cache_size": "8GB",
    "maintenance_work_mem": "1GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "listen_addresses": "127.0.0.1",
}


class Cluster:
    """A running server: gives the address of a database."""

    def __init__(self, tools: Path, port: int) -> None:
        self._tools, self._port = tools, port

    def database(self, name: str, *, fresh: bool) -> str:
        """The address of the database of that name; a fresh one is empty, whatever was there."""
        if fresh:
            _run([*self._client("dropdb"), "--if-exists", name])
            _run([*self._client("createdb"), name])
        return f"postgresql://{NAME}@127.0.0.1:{self._port}/{name}"

    def _client(self, tool: str) -> list[str]:
        return [str(self._tools / tool), "-h", "127.0.0.1", "-p", str(self._port), "-U", NAME]


@contextlib.contextmanager
def cluster_in(folder: Path) -> Iterator[Cluster]:
    """The server whose data are in `folder`, made there the first time; stopped at the end, its data left."""
    tools, data = binaries(), folder / "data"
    if not data.exists():
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(SYSTEM_USER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        made = ["--auth=trust", f"--username={NAME}", "--encoding=UTF8", "--locale=C.UTF-8"]
        _run([str(tools / "initdb"), *made, str(data)])
    port = free_port()
    control = [str(tools / "pg_ctl"), "-D", str(data), "-w", "-t", "300", "-l", str(folder / "postgres.log")]
    options = " ".join(f"-c {key}={value}" for key, value in SETTINGS.items())
    _run([*control, "-o", f"{options} -p {port} -k {folder}", "start"])
    try:
        yield Cluster(tools, port)
    finally:
        _run([*control, "-m", "fast", "stop"])


def _run(command: list[str]) -> None:
    subprocess.run(as_owner(command), check=True, stdout=subprocess.DEVNULL, cwd="/")
