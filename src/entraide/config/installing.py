"""Making a node: its folder, its settings file, its tables, its static files."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from entraide.config.home import Agency, made

INTRODUCTION = """\
# The settings of this node. docs/operations.md explains each one; `entraide doctor` checks them.
"""
NOTHING_MORE: Mapping[str, object] = {}
MAIL = """
# How letters leave by mail. Without a host nothing is sent: letters wait.
[mail]
# host = "mail.agency.example"
# port = 587
# user = ""
# password = ""
# starttls = true
# sender = "requests@agency.example"

# Where partners without a node answer by mail (IMAP). Without a host nothing is fetched.
[mailbox]
# host = "imap.agency.example"
# port = 993
# user = ""
# password = ""
# security = "tls"
# folder = "INBOX"
# processed = "Processed"

# The authority that time-stamps exhibits, and the certificates trusted for it. Without an address none is asked.
[stamps]
# url = "https://stamps.authority.example/"
# trusted = "stamps.pem"
"""


def node_file(
    agency: Agency,
    *,
    hosts: tuple[str, ...],
    https: bool,
    demo: bool = False,
    more: Mapping[str, object] = NOTHING_MORE,
) -> str:
    """The text of a new node.toml."""
    lines = [INTRODUCTION, f"hosts = {toml(list(hosts))}", f"https = {toml(https)}"]
    if demo:
        lines += ["# Marks every page: nothing here is real.", "demo = true"]
    lines += [f"{name} = {toml(given)}" for name, given in more.items()]
    lines += ["", "# Who this node serves, as its letters and pages say it.", "[agency]"]
    lines += [f"{known.name} = {toml(getattr(agency, known.name))}" for known in fields(Agency)]
    return "\n".join(lines) + "\n" + ("" if demo else MAIL)


def toml(given: object) -> str:
    """A value as TOML writes it. TOML's basic strings are JSON's, but for DEL, which it wants escaped."""
    return json.dumps(given, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_node_file(folder: Path, text: str) -> Path:
    """Write node.toml, readable by its owner alone: it may hold the mail password. Never writes over one.

    Raises `FileExistsError`, `FolderNotWritable`.
    """
    path = made(folder) / "node.toml"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def migrate() -> None:
    """Bring the tables to this version."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    """Put the static files where the server sends them from, when they are not those that are there."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found: dict[str, str] = {}
    for finder in get_finders():
        for name, storage in finder.list([]):
            found[name] = f"{storage.size(name)} {storage.get_modified_time(name).timestamp()}"
    stamp = Path(settings.STATIC_ROOT) / "collected"
    wanted = fingerprint(found)
    if stamp.exists() and stamp.read_text("ascii") == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted, "ascii")


def fingerprint(files: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(sorted(files.items())).encode()).hexdigest()
