"""A throwaway PostgreSQL for the tests:  python tools/postgres.py run -- pytest …

Makes a cluster in a temporary folder, listening on 127.0.0.1 alone, sets DATABASE_URL, runs the command, and
leaves nothing behind. PostgreSQL refuses to run as root: then the cluster belongs to the system's `postgres`
user. Durability is off: its data never outlives the run.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")
SYSTEM_USER = "postgres"
NAME = "entraide"
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "listen_addresses": "127.0.0.1",
}


class NoPostgres(Exception):
    """There is no PostgreSQL server on this machine, or nobody it would run as."""


def binaries() -> Path:
    """The folder of the newest PostgreSQL server installed. Raises `NoPostgres`."""
    found = [path.parent for path in INSTALLED.glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise NoPostgres("no PostgreSQL server is installed (Debian and Ubuntu: apt-get install postgresql)")


def as_owner(command: Sequence[str]) -> list[str]:
    """The command as PostgreSQL accepts it: through `runuser` when we are root."""
    if os.geteuid() != 0:
        return list(command)
    return ["runuser", "-u", SYSTEM_USER, "--", *command]


@contextlib.contextmanager
def cluster(settings: dict[str, str] | None = None) -> Iterator[str]:
    """A running cluster, as the URL of an empty database in it; stopped and deleted at the end.

    Raises `NoPostgres`, or `CalledProcessError` with PostgreSQL's own words on standard error.
    """
    tools = binaries()
    folder = Path(tempfile.mkdtemp(prefix="entraide-postgres-"))
    try:
        if os.geteuid() == 0:
            try:
                owner = pwd.getpwnam(SYSTEM_USER)
            except KeyError as missing:
                raise NoPostgres(
                    f"PostgreSQL refuses to run as root and there is no «{SYSTEM_USER}» user"
                ) from missing
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        port = free_port()
        data = folder / "data"
        said = folder / "postgres.log"
        make = [
            str(tools / "initdb"),
            "--auth=trust",
            f"--username={NAME}",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]
        _run([*make, "--no-sync", str(data)])
        options = " ".join(f"-c {key}={value}" for key, value in (QUICK | (settings or {})).items())
        control = [str(tools / "pg_ctl"), "-D", str(data), "-w", "-l", str(said)]
        _run([*control, "-o", f"{options} -p {port} -k {folder}", "start"])
        try:
            connection = ["-h", "127.0.0.1", "-p", str(port), "-U", NAME]
            _run([str(tools / "createdb"), *connection, NAME])
            yield f"postgresql://{NAME}@127.0.0.1:{port}/{NAME}"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of the loopback address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: Sequence[str]) -> None:
    subprocess.run(as_owner(command), check=True, stdout=subprocess.DEVNULL, cwd="/")


def main(arguments: list[str]) -> int:
    """Run a command with DATABASE_URL set; the exit code is the command's, or 3 without a PostgreSQL."""
    if arguments[:2] == ["run", "--"] and arguments[2:]:
        # A terminated run leaves by the same door as an interrupted one, so that the cluster goes too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            with cluster() as url:
                return subprocess.run(
                    arguments[2:], env=os.environ | {"DATABASE_URL": url}, check=False
                ).returncode
        except NoPostgres as missing:
            print(f"postgres: {missing}", file=sys.stderr)
            return 3
    if arguments == ["find"]:
        try:
            print(binaries())
        except NoPostgres as missing:
            print(f"postgres: {missing}", file=sys.stderr)
            return 3
        return 0
    print("usage: python tools/postgres.py run -- COMMAND…  |  find", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
