"""The clock of a node under test: ahead by as many seconds as a file says. Loaded before anything of the node's."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from entraide.kernel import clock

_true = clock.now
_file = Path(os.environ["ENTRAIDE_SOAK_CLOCK"])


def _shifted() -> datetime:
    return _true() + timedelta(seconds=float(_file.read_text("ascii")))


clock.now = _shifted
