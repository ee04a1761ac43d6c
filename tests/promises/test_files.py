"""Promises about the files themselves."""

import ast
import re
from pathlib import Path

import pytest

from tests.promises.source import PACKAGES, ROOT, files, place, python_of_the_node, tree

LONGEST = 600
# Put together here, so that this file keeps the promise too.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("deb", "debian", "org"),
    )
)
MACHINE_PATH = re.compile(
    r"(?<![\w.:/}$~*-])/(?:" + "|".join(("home", "Users", "root", "work", "mnt", "opt")) + r")/\w"
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
TEXT = (".py", ".md", ".toml", ".txt", ".in", ".html", ".css", ".js", ".typ", ".json", ".csv", "")


def test_no_module_passes_600_lines() -> None:
    long = {
        place(path): count
        for path in files(".py")
        if (count := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [place(path) for path in files(".py", under=PACKAGES) if "migrations" not in path.parts]
    silent = [
        name
        for name in silent
        if not name.endswith("apps.py") and ast.get_docstring(tree(ROOT / name)) is None
    ]
    assert silent == []


def test_no_module_is_named_for_nothing_in_particular() -> None:
    assert [place(path) for path in python_of_the_node() if path.stem in VAGUE] == []


def test_no_file_names_a_package_registry() -> None:
    found = [
        f"{place(path)}: {host}"
        for path in files(*TEXT)
        for host in REGISTRIES
        if host in path.read_text("utf-8", errors="replace")
    ]
    assert found == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{place(path)}:{number}: {line.strip()[:80]}"
        for path in files(*TEXT)
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def broad(handler: ast.ExceptHandler) -> bool:
    """Whether an `except` would swallow anything at all. One that cleans up and raises again swallows nothing."""
    last = handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"} for kind in caught)


def test_nothing_is_caught_that_is_not_named() -> None:
    found = [
        place(path, node)
        for path in python_of_the_node()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and broad(node)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "is_broad"),
    [
        ("try: pass\nexcept: pass", True),
        ("try: pass\nexcept Exception: pass", True),
        ("try: pass\nexcept (ValueError, BaseException): pass", True),
        ("try: pass\nexcept (ValueError, KeyError): pass", False),
        ("try: pass\nexcept BaseException:\n    tidy()\n    raise", False),
    ],
)
def test_a_broad_except_is_seen(code: str, is_broad: bool) -> None:
    handlers = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ExceptHandler)]
    assert [broad(handler) for handler in handlers] == [is_broad]


def test_nothing_is_decided_in_save_or_in_a_signal() -> None:
    found = []
    for path in python_of_the_node():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and "models" in path.relative_to(PACKAGES).parts[1]:
                found += [
                    f"{place(path, item)}: {node.name}.save"
                    for item in node.body
                    if isinstance(item, ast.FunctionDef) and item.name in {"save", "delete"}
                ]
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(
                ("signals", "django.dispatch")
            ):
                found.append(f"{place(path, node)}: {node.module}")
    assert found == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    found = [
        f"{place(path)}:{number}"
        for path in files(".py", ".html", ".js", ".css", ".typ")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if later.search(line)
    ]
    assert found == []


INLINE = {
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "script without src": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
    "remote load": re.compile(
        r"(?:src|action|poster)\s*=\s*[\"']?(?:https?:)?//|<link[^>]*href=[\"'](?:https?:)?//", re.I
    ),
    "unescaped value": re.compile(r"\|\s*safe\b|{%\s*autoescape off"),
}


def inline_in(text: str) -> list[str]:
    return [name for name, pattern in INLINE.items() if pattern.search(text)]


def templates() -> list[Path]:
    return [path for path in files(".html", under=PACKAGES) if "templates" in path.parts]


def test_no_template_holds_a_script_a_style_or_a_remote_load() -> None:
    assert templates(), "no templates were found where they should be"
    found = {place(path): faults for path in templates() if (faults := inline_in(path.read_text("utf-8")))}
    assert found == {}


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p class="a" style="color: red">', "style attribute"),
        ("<style>p {}</style>", "style element"),
        ("<script>go()</script>", "script without src"),
        ('<button class="b" onclick="go()">', "event attribute"),
        ('<a href="javascript:go()">', "javascript address"),
        ('<img src="//tracker.example/x.png">', "remote load"),
        ('<link rel="stylesheet" href="https://fonts.example/x.css">', "remote load"),
        ("{{ letter|safe }}", "unescaped value"),
    ],
)
def test_what_a_template_may_not_hold_is_seen(html: str, fault: str) -> None:
    assert inline_in(html) == [fault]
