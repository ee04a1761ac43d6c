"""Set up `.venv` from a lock, once per lock:  python3 tools/venv.py base|dev

Runs on a bare Python with nothing installed. The lock holds a hash for every file, so what is installed is
what was tried; only wheels are taken, so nothing is built and no code of a package runs at install.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def lock_of(name: str) -> Path:
    """The lock of one of the two sets: `base` to run a node, `dev` to test it as well."""
    return ROOT / "requirements" / f"{name}.txt"


def fingerprint(name: str) -> str:
    """Changes whenever what would be installed changes."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for path in (lock_of(name), ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_ready(name: str) -> bool:
    stamp = VENV / f"{name}.stamp"
    return PYTHON.exists() and stamp.exists() and stamp.read_text("ascii") == fingerprint(name)


def own_pip() -> list[str] | None:
    """This Python's pip working on `.venv`, where it can (22.3 and later): a pip less to unpack."""
    command = [sys.executable, "-m", "pip", "--python", sys.executable, "--version"]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return None
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def set_up(name: str) -> None:
    """Make the environment and install the set and this package. Raises `CalledProcessError`."""
    pip = own_pip()
    if not PYTHON.exists():
        print("Making .venv", flush=True)
        without = ["--without-pip"] if pip else []
        subprocess.run([sys.executable, "-m", "venv", *without, str(VENV)], check=True)
    print(f"Installing requirements/{name}.txt (once)", flush=True)
    pip = pip or [str(PYTHON), "-m", "pip"]
    # The lock names everything with its hashes, so nothing is left to resolve.
    install = [*pip, "--disable-pip-version-check", "--quiet", "install", "--no-compile", "--no-deps"]
    subprocess.run(
        [*install, "--require-hashes", "--only-binary", ":all:", "-r", str(lock_of(name))], check=True
    )
    subprocess.run([*install, "--no-build-isolation", "--no-index", "-e", str(ROOT)], check=True)
    for done in {name, "base"}:
        (VENV / f"{done}.stamp").write_text(fingerprint(done), "ascii")


def main(arguments: list[str]) -> int:
    """Set up `base` or `dev`; the exit code is 1 where the machine lacks something, and it says what."""
    if arguments not in (["base"], ["dev"]):
        print("usage: python3 tools/venv.py base|dev", file=sys.stderr)
        return 2
    if sys.version_info < OLDEST:
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        print("Install it, then:  make PYTHON=/path/to/python3.11", file=sys.stderr)
        return 1
    if is_ready(arguments[0]):
        return 0
    try:
        set_up(arguments[0])
    except subprocess.CalledProcessError as failure:
        print(
            f"Set-up stopped: «{' '.join(failure.cmd[1:3])} …» ended with {failure.returncode}.",
            file=sys.stderr,
        )
        print(
            "The lines above say why. On Debian and Ubuntu, python3-venv must be installed.", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
