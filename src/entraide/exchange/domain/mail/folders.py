"""Names of IMAP folders as they are sent: modified UTF-7 (RFC 3501, 5.1.3), in quotes."""

import base64
import re

_NOT_PLAIN = re.compile(r"[^\x20-\x7e]+")


def written(folder: str) -> str:
    """`Traités` as `"Trait&AOk-s"`."""
    return quoted(_NOT_PLAIN.sub(_shifted, folder.replace("&", "&-")))


def quoted(text: str) -> str:
    """A quoted string (RFC 3501, 4.3)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _shifted(run: re.Match[str]) -> str:
    coded = base64.b64encode(run[0].encode("utf-16-be")).decode("ascii")
    return f"&{coded.rstrip('=').replace('/', ',')}-"
