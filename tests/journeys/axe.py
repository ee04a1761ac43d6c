"""Asks axe about a page: what on it keeps somebody out."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"


def axe(page: Page) -> list[str]:
    """One line for each violation on the page as it stands: rule, element and what axe says of it. Empty is good."""
    # Evaluated through the debugger's own protocol, which the page's content security policy does not touch.
    page.evaluate(SCRIPT.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']} {node['target']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
