"""What a service does, read from its source: whether it writes to the tables, and whether it tells the ledger.

Calls are followed within the package's services and, by the name of the module, into the services of the packages
below. What cannot be followed counts as neither, so an act must write or record where it can be seen to.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.promises.source import PACKAGES, python_of_the_node, tree

WRITES = {
    "save",
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
}
RECORDERS = {"entraide.ledger.services.record", "entraide.ledger.services.record_all"}


@dataclass
class Function:
    """One function of a services module."""

    name: str
    parameters: frozenset[str]
    writes: bool
    calls: frozenset[str]
    public: bool = field(default=False)


def functions_of(module: str, code: ast.Module) -> dict[str, Function]:
    """The module-level functions by full name («entraide.cases.services.members.admit»)."""
    known = imports_of(module, code)
    known |= {node.name: f"{module}.{node.name}" for node in code.body if isinstance(node, ast.FunctionDef)}
    found: dict[str, Function] = {}
    for node in code.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
        name = f"{module}.{node.name}"
        found[name] = Function(
            name,
            frozenset(argument.arg for argument in arguments),
            any(is_write(call, known) for call in calls),
            frozenset(full for call in calls if (full := full_name(call.func, known))),
            public=not node.name.startswith("_"),
        )
    return found


def is_write(call: ast.Call, known: Mapping[str, str]) -> bool:
    """Whether a call changes rows: `thing.save()`, `Thing.objects.create()`; not `module.create()`."""
    called = call.func
    if not isinstance(called, ast.Attribute) or called.attr not in WRITES or full_name(called, known):
        return False
    # `rows.update(state=…)` names its columns; `digest.update(chunk)` and `facts.update(more)` do not.
    return called.attr != "update" or not call.args


def imports_of(module: str, code: ast.Module) -> dict[str, str]:
    """What the names of a module stand for, as far as its imports say, wherever in the module they stand."""
    known: dict[str, str] = {}
    for node in ast.walk(code):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return {name: full for name, full in known.items() if full.startswith("entraide.")}


def full_name(called: ast.expr, known: Mapping[str, str]) -> str | None:
    """The full name of what is called, where it is a function or a module's function that was imported."""
    if isinstance(called, ast.Name):
        return known.get(called.id)
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        module = known.get(called.value.id)
        # A class of a model is imported too; its attributes are not functions of a module.
        if module is not None and not called.value.id[:1].isupper():
            return f"{module}.{called.attr}"
    return None


def service_modules() -> Iterator[tuple[str, Path]]:
    """Every module with services, of every package."""
    for path in sorted(PACKAGES.glob("*/services.py")) + sorted(PACKAGES.glob("*/services/**/*.py")):
        name = ".".join(path.relative_to(PACKAGES.parent).with_suffix("").parts)
        yield name.removesuffix(".__init__"), path


def all_services() -> dict[str, Function]:
    """Every function of every services module; what a package's face re-exports is known by both names."""
    found: dict[str, Function] = {}
    for module, path in service_modules():
        found |= functions_of(module, tree(path))
    aliases = reexported()
    return {
        name: Function(
            one.name,
            one.parameters,
            one.writes,
            frozenset(aliases.get(call, call) for call in one.calls),
            one.public,
        )
        for name, one in found.items()
    }


def reexported() -> dict[str, str]:
    """What the face of each package gives out under its own name."""
    return {
        f"{module}.{name}": full
        for module, path in service_modules()
        if path.name == "__init__.py"
        for name, full in imports_of(module, tree(path)).items()
    }


def acts(services: Mapping[str, Function]) -> dict[str, Function]:
    """The services that stand alone: named by a door, a job or a handler, or called by no other service.

    A function that only services call is a part of their acts, and those are judged whole, through all they call.
    """
    parts = {call for one in services.values() for call in one.calls}
    outside = named_by_doors()
    return {
        name: one for name, one in services.items() if one.public and (name in outside or name not in parts)
    }


def named_by_doors() -> set[str]:
    """Every service that is named by a module which holds no services."""
    aliases = reexported()
    holding = {path for _, path in service_modules()}
    found: set[str] = set()
    for path in python_of_the_node():
        if path in holding:
            continue
        module = ".".join(path.relative_to(PACKAGES.parent).with_suffix("").parts)
        code = tree(path)
        known = imports_of(module, code)
        named = (
            full_name(node, known) for node in ast.walk(code) if isinstance(node, ast.Name | ast.Attribute)
        )
        found |= {aliases.get(name, name) for name in named if name}
    return found


def reaches(start: str, services: Mapping[str, Function], wanted: set[str]) -> bool:
    """Whether a function calls one of the wanted ones, itself or through others."""
    seen, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name in wanted:
            return True
        if name in seen or name not in services:
            continue
        seen.add(name)
        waiting += services[name].calls
    return False


def writes(start: str, services: Mapping[str, Function]) -> bool:
    """Whether a function changes rows, itself or through others."""
    return reaches(
        start, services, {name for name, one in services.items() if one.writes and name not in RECORDERS}
    )
