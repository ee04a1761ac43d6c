"""Promise: no command and no code behind any door removes or alters a custody event or an entry of the ledger.

One command takes something away on purpose: `entraide ledger erase` erases what is held *beside* entries, on a recorded
ground (docs/decisions/0016-the-ledger-as-a-tree.md). The entries, their hashes and their signatures stay, and an entry
says that it was done; that the tree verifies afterwards is shown in `tests/ledger/test_erasing.py`.
"""

import ast
import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, models, transaction

from entraide.assistance.cli import figures, letters
from entraide.config.cli import commands
from entraide.evidence.models import Content, CustodyEvent, Exhibit
from entraide.instruments.cli import instruments
from entraide.ledger.cli import ledger_commands
from entraide.ledger.models import Detail, Entry
from tests.factories.evidence import ContentFactory, CustodyEventFactory
from tests.ledger.test_erasing import fill
from tests.promises import kept_record
from tests.promises.source import place, python_of_the_node, tree

TAKING = re.compile(
    r"\b(delete|remove|erase|forget|purge|drop|alter|edit|change|rewrite|truncate|undo|prune|reset|clear|set)\b"
)
# The commands whose names could mean it, each with what it is about.
ABOUT: dict[str, str] = {
    "seal set": "the key that letters are sealed with",
    "seal remove": "the same",
    "mail set": "the key that mail is signed with",
    "mail remove": "the same",
    "mail forget-certificate": "a partner's certificate for mail; that it was forgotten is an entry",
    "exhibits change-key": "the key that the keys of files are wrapped under: every file is read as before",
    "ledger erase": "what is held beside entries, on a recorded ground; shown below",
}
KEPT = {"entraide.evidence.models.CustodyEvent", "entraide.ledger.models.Entry"}
CHANGES = {"save", "delete", "update", "bulk_update", "update_or_create", "get_or_create", "_raw_delete"}
# Statements of our own that change rows, by the file they stand in.
STATEMENTS: dict[str, str] = {
    "src/entraide/cases/models/tokens.py": "the words that search finds a case by",
    "src/entraide/ledger/services/rows.py": "rows of any table, written together; who calls it is looked at too",
}
STATEMENT = re.compile(
    r"^\s*(UPDATE\s+(\S+\s+SET\b|$)|DELETE\s+FROM|TRUNCATE\b|ALTER\s+TABLE|DROP\s+(TABLE|TRIGGER)|REPLACE\s+INTO)",
    re.IGNORECASE,
)


# The command line


def named(group: click.Command, path: str = "") -> Iterator[str]:
    """Every command by its whole name."""
    if isinstance(group, click.Group):
        for name, one in group.commands.items():
            yield from named(one, f"{path} {name}".strip())
    else:
        yield path


def test_no_command_offers_to_take_anything_of_the_record_back() -> None:
    every = [*named(commands("en")), *named(letters, "letters"), *named(figures, "figures")]
    every += named(instruments, "instruments")
    assert {"verify", "exhibits take-in", "ledger begin-again", "letters import"} <= set(every)
    assert {one for one in every if TAKING.search(one.replace("-", " "))} == ABOUT.keys()


@pytest.mark.django_db
def test_what_is_erased_on_a_ground_takes_no_entry_along(settings, tmp_path, at) -> None:  # type: ignore[no-untyped-def]
    settings.ENTRAIDE_LEDGER_KEY = tmp_path / "ledger" / "key.json"
    fill(5, at)
    CustodyEventFactory()
    before = kept_record.rows_of()
    first = Entry.objects.order_by("seq")[0].seq
    arguments = ["erase", str(first), "--ground", "order", "--why", "Order 12/2026", "--who", "C. Ounsel"]
    done = CliRunner().invoke(ledger_commands("en", lambda: None), arguments)
    assert done.exit_code == 0, done.output
    assert kept_record.lost(before, kept_record.rows_of()) == [f"{Detail._meta.db_table} {first}"]
    assert Entry.objects.order_by("-seq")[0].act == "ledger.detail_erased"
    done = CliRunner().invoke(ledger_commands("en", lambda: None), ["begin-again", "--reason", "A backup"])
    assert done.exit_code == 0, done.output
    assert kept_record.lost(before, kept_record.rows_of()) == [f"{Detail._meta.db_table} {first}"]


# The code


def changing(code: ast.Module) -> Iterator[ast.Call]:
    """Calls that would change rows of the record: of the models themselves, or of what was made of them."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(code)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if f"{node.module}.{alias.name}" in KEPT
    }
    for scope in ast.walk(code):
        if not isinstance(scope, ast.FunctionDef | ast.Module):
            continue
        known = set(names)
        here = list(_within(scope))
        for node in here:
            if isinstance(node, ast.Assign) and _speaks_of(node.value, known):
                known |= {one.id for target in node.targets for one in _names(target)}
            elif isinstance(node, ast.For | ast.comprehension) and _speaks_of(node.iter, known):
                known |= {one.id for one in _names(node.target)}
            elif isinstance(node, ast.arg) and node.annotation and _speaks_of(node.annotation, names):
                known.add(node.arg)
        for node in here:
            if isinstance(node, ast.Call) and _changes(node, known):
                yield node


def _within(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function or at the top of a module, without the functions in it: names are theirs alone."""
    for node in ast.iter_child_nodes(scope):
        yield node
        if not isinstance(node, ast.FunctionDef):
            yield from _within(node)


def _names(node: ast.AST) -> list[ast.Name]:
    return [one for one in ast.walk(node) if isinstance(one, ast.Name)]


def _speaks_of(node: ast.AST, known: set[str]) -> bool:
    """Whether an expression begins with one of these names: `Entry.objects…`, `found`, `list(found)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in known or any(_speaks_of(one, known) for one in node.args)
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        if isinstance(node, ast.Subscript) and _speaks_of(node.slice, known):
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return isinstance(node, ast.Name) and node.id in known


def _changes(call: ast.Call, known: set[str]) -> bool:
    called = call.func
    if isinstance(called, ast.Attribute) and called.attr in CHANGES:
        return _speaks_of(called.value, known)
    name = called.id if isinstance(called, ast.Name) else ""
    return name == "update_all" and any(_speaks_of(one, known) for one in call.args)


def statements(code: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value):
            yield node


def test_no_code_changes_rows_of_the_record() -> None:
    assert [place(path, one) for path in python_of_the_node() for one in changing(tree(path))] == []


def test_statements_of_our_own_that_change_rows_are_about_other_tables() -> None:
    found = {place(path) for path in python_of_the_node() if any(statements(tree(path)))}
    assert found == STATEMENTS.keys()


WRONG = """
from entraide.ledger.models import Entry
from entraide.evidence.models import CustodyEvent as Link
def a(): Entry.objects.filter(seq=1).delete()
def b(): Link.objects.update(place="")
def c():
    found = list(Entry.objects.all())
    for one in found: one.save()
def d(link: Link): link.delete()
def e(rows: list[Link]): update_all(rows, "place")
def f(): Link.objects.order_by("pk")[0].delete()
def right(digest): digest.update(Entry.objects.first().canonical); Link.objects.create(number=1)
"""


def test_the_code_that_would_is_found() -> None:
    code = ast.parse(WRONG)
    assert sorted({one.lineno for one in changing(code)}) == [4, 5, 8, 9, 10, 11]
    told = ast.parse('cursor.execute(f"UPDATE {table} SET x = 1"); a("DELETE FROM x"); b("Update me")')
    assert {one.value for one in statements(told)} == {"UPDATE ", "DELETE FROM x"}


# The tables


@pytest.mark.parametrize("model", [CustodyEvent, Entry])
def test_nothing_that_is_taken_away_takes_the_record_along(model: type[models.Model]) -> None:
    links = [one for one in model._meta.fields if isinstance(one, models.ForeignKey)]
    assert [one.name for one in links if one.remote_field.on_delete is not models.PROTECT] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", [CustodyEvent, Exhibit, Content])
@pytest.mark.parametrize("verb", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_database_itself_refuses_to_change_exhibits_and_their_chains(
    model: type[models.Model], verb: str
) -> None:
    """The same of the ledger is shown in `tests/ledger/test_models.py`."""
    CustodyEventFactory()
    ContentFactory()
    before = kept_record.rows_of()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table=model._meta.db_table))
    assert kept_record.lost(before, kept_record.rows_of()) == []
