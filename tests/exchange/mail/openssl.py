"""The openssl program, as an independent reader and writer of S/MIME."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(PROGRAM is None, reason="the openssl program is not on this machine")


def openssl(*arguments: str | Path, given: bytes = b"") -> bytes:
    """What it writes; its complaint is the failure of the test."""
    assert PROGRAM is not None
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)], input=given, capture_output=True, timeout=20, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
