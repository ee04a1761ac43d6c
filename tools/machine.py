"""What the tests need of the machine: a Chromium and a PostgreSQL server.  python tools/machine.py

Installs from the distribution what is missing where it may (root, or sudo without a password); elsewhere it
says plainly what will be skipped, and the tests go on without it. Always ends with 0.
"""

import os
import shutil
import subprocess
import sys

from postgres import NoPostgres, binaries

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def has_chromium() -> bool:
    return any(map(shutil.which, CHROMIUM))


def has_postgres() -> bool:
    try:
        binaries()
    except NoPostgres:
        return False
    return True


NEEDS = {
    "chromium": (has_chromium, "the browser tests"),
    "postgresql": (has_postgres, "the second run of the suite, on PostgreSQL"),
}


def leave_to_install() -> list[str] | None:
    """What to put before apt-get, None where nothing may be installed."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install(packages: list[str], before: list[str]) -> None:
    """Install Debian packages, without a question and without what they merely recommend."""
    quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*quiet, "update"], check=False)
    command = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    missing = [name for name, (is_there, _) in NEEDS.items() if not is_there()]
    before = leave_to_install()
    if missing and before is not None:
        print(f"Installing {' and '.join(missing)} from the distribution", flush=True)
        install(missing, before)
    for name in missing:
        is_there, without = NEEDS[name]
        if not is_there():
            print(
                f"SKIPPED: {name} is not on this machine and could not be installed: without {without}.",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
