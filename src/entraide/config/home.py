"""ENTRAIDE_HOME: the one folder where all of a node's state lives."""

import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from entraide.config.errors import FolderNotWritable


def home() -> Path:
    """The node's folder: `ENTRAIDE_HOME`, or `var/node` below the current folder."""
    return Path(os.environ.get("ENTRAIDE_HOME") or "var/node").resolve()


@dataclass(frozen=True)
class Agency:
    """Who this node serves, as its letters and pages say it."""

    name_en: str = "Unnamed agency"
    name_fr: str = "Service sans nom"
    unit_en: str = ""
    unit_fr: str = ""
    address: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    country: str = "CA"
    # Whose holidays count: a state, or a state and its part («CA-QC»).
    holidays: str = ""
    time_zone: str = "America/Toronto"
    language: str = "en"

    @property
    def calendar(self) -> str:
        """The calendar by which working days are counted."""
        return self.holidays or self.country

    def name(self, language: str) -> str:
        return self.name_fr if language.startswith("fr") else self.name_en

    def unit(self, language: str) -> str:
        return self.unit_fr if language.startswith("fr") else self.unit_en


@dataclass(frozen=True)
class Mail:
    """How letters leave by mail. Without a host nothing is sent: letters wait, and the doctor says so."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = ""
    starttls: bool = True
    sender: str = ""


@dataclass(frozen=True)
class Mailbox:
    """Where the mail of partners is fetched (IMAP). Without a host nothing is fetched."""

    host: str = ""
    port: int = 993
    user: str = ""
    password: str = field(default="", repr=False)
    # «tls», «starttls», or «plain» for a server on the same machine.
    security: str = "tls"
    folder: str = "INBOX"
    # Where what was stored is moved; empty, it is flagged instead.
    processed: str = "Processed"


@dataclass(frozen=True)
class Stamps:
    """Which authority time-stamps exhibits (RFC 3161). Without an address none is asked, and exhibits say so."""

    url: str = ""
    # The certificates that are trusted for it, in PEM: a file, by its name in the folder of the node.
    trusted: str = "stamps.pem"


@dataclass(frozen=True)
class NodeFile:
    """What `node.toml` says."""

    agency: Agency = field(default_factory=Agency)
    mail: Mail = field(default_factory=Mail)
    mailbox: Mailbox = field(default_factory=Mailbox)
    stamps: Stamps = field(default_factory=Stamps)
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    demo: bool = False
    https: bool = True
    metrics_token: str = ""
    # A partner that answers by itself, for training.
    simulated: bool = False
    # Set apart from the cookies of another node under the same name: browsers do not look at ports.
    cookies: str = ""


def read_node_file(folder: Path) -> NodeFile:
    """The node's own settings; defaults where the file or a key is missing. Raises `tomllib.TOMLDecodeError`."""
    path = folder / "node.toml"
    if not path.exists():
        return NodeFile()
    found = tomllib.loads(path.read_text("utf-8"))

    def said(table: str, kind: type[Agency | Mail | Mailbox | Stamps]) -> dict[str, Any]:
        return {f.name: found[table][f.name] for f in fields(kind) if f.name in found.get(table, {})}

    return NodeFile(
        agency=Agency(**said("agency", Agency)),
        mail=Mail(**said("mail", Mail)),
        mailbox=Mailbox(**said("mailbox", Mailbox)),
        stamps=Stamps(**said("stamps", Stamps)),
        hosts=tuple(found.get("hosts", NodeFile.hosts)),
        demo=bool(found.get("demo", False)),
        https=bool(found.get("https", True)),
        metrics_token=str(found.get("metrics_token", "")),
        simulated=bool(found.get("simulated", False)),
        cookies="".join(one for one in str(found.get("cookies", "")) if one.isascii() and one.isalnum()),
    )


def made(folder: Path) -> Path:
    """The folder of the node, made if it is not there, open to its owner alone. Raises `FolderNotWritable`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError, PermissionError) as refused:
        raise FolderNotWritable(folder=folder) from refused
    if not os.access(folder, os.W_OK):
        raise FolderNotWritable(folder=folder)
    return folder


def secret_key(folder: Path) -> str:
    """The node's signing secret, made once and kept readable by its owner alone."""
    path = folder / "secret_key"
    if path.exists():
        return path.read_text("ascii").strip()
    text = secrets.token_urlsafe(64)
    descriptor = os.open(made(folder) / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    return text


def seal_file(folder: Path) -> Path:
    """Where the agency's seal is kept, on a node that has one."""
    return folder / "seal.pem"


def mail_folder(folder: Path) -> Path:
    """Where the agency's keys for mail are kept, and the secrets by which its messages are known again."""
    return folder / "mail"
