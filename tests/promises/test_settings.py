"""Promise: every setting a person may change is explained in docs/operations.md."""

import re
from dataclasses import fields

from entraide.config.home import Agency, Mail, Mailbox, NodeFile, Stamps
from tests.promises.source import PACKAGES, ROOT, files

OPERATIONS = ROOT / "docs" / "operations.md"
FROM_ENVIRONMENT = re.compile(
    r"""(?:os\.environ(?:\.get|\.setdefault|\.pop)?|getenv|environment\.get|envvar=)\s*[(\[]?\s*["']([A-Z][A-Z0-9_]+)["']"""
)
# Not the node's own: the framework's, the libraries', or set by the node for its own processes.
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "PROMETHEUS_MULTIPROC_DIR"}


def variables() -> set[str]:
    found = {
        name
        for path in files(".py", under=PACKAGES)
        for name in FROM_ENVIRONMENT.findall(path.read_text("utf-8"))
    }
    return found - NOT_SETTINGS


def keys() -> set[str]:
    """The keys of node.toml, as «mail.host»."""
    nested = {"agency": Agency, "mail": Mail, "mailbox": Mailbox, "stamps": Stamps}
    found = {known.name for known in fields(NodeFile) if known.name not in nested}
    return found | {f"{table}.{known.name}" for table, kind in nested.items() for known in fields(kind)}


def test_the_settings_are_found() -> None:
    assert {"ENTRAIDE_HOME", "ENTRAIDE_PORT", "DATABASE_URL"} <= variables()
    assert {"https", "mail.host", "agency.name_fr"} <= keys()


def test_every_variable_of_the_environment_is_explained() -> None:
    explained = OPERATIONS.read_text("utf-8")
    assert [name for name in sorted(variables()) if f"`{name}`" not in explained] == []


def test_every_key_of_the_node_file_is_explained() -> None:
    explained = OPERATIONS.read_text("utf-8")
    assert [name for name in sorted(keys()) if f"`{name}`" not in explained] == []
