"""Promises about the acts of the trade: who acts is always said, and the ledger always knows."""

import ast

import pytest

from tests.promises.acts import RECORDERS, acts, all_services, functions_of, reaches, writes

# Each with its reason. A name that no longer exists, or no longer needs its exception, fails below.
WITHOUT_ACTING: dict[str, str] = {
    "entraide.ledger.services.record": "it is told who acted (`by`); it is what the others tell",
    "entraide.ledger.services.look": "it is told who looked (`by`)",
    "entraide.accounts.services.tokens.use_token": "finds out who acts: before it nobody is known",
}
WITHOUT_ENTRY: dict[str, str] = {
    "entraide.ledger.services.look": "writes the other record, the access log",
    "entraide.accounts.services.tokens.use_token": "a trace of use, noted now and then, not an act",
}


def test_every_service_is_told_who_acts() -> None:
    silent = {name for name, one in acts(all_services()).items() if "acting" not in one.parameters}
    assert silent - WITHOUT_ACTING.keys() == set()


def test_every_service_that_writes_tells_the_ledger() -> None:
    services = all_services()
    silent = {
        name for name in acts(services) if writes(name, services) and not reaches(name, services, RECORDERS)
    }
    assert silent - WITHOUT_ENTRY.keys() == set()


def test_no_exception_outlives_its_reason() -> None:
    services = acts(all_services())
    stale = {name for name in WITHOUT_ACTING if name not in services or "acting" in services[name].parameters}
    stale |= {
        name for name in WITHOUT_ENTRY if not writes(name, services) or reaches(name, services, RECORDERS)
    }
    assert stale == set()


def test_the_services_are_found() -> None:
    packages = {name.split(".")[1] for name in all_services()}
    assert packages >= {"ledger", "directory", "accounts", "cases", "assistance"}


PLANTED = """
from entraide.ledger import services as ledger
from entraide.cases.models import Case
from entraide.cases.services import members

def open_case(title, *, acting, at):
    case = _make(title)
    ledger.record(CaseOpened(case=case.uuid), by=acting.uuid, at=at)

def open_quietly(title, *, acting, at):
    return _make(title)

def rename_quietly(case, title, *, acting, at):
    Case.objects.filter(pk=case.pk).update(title=title)

def only_reads(case, *, acting, at):
    return Case.objects.filter(pk=case.pk).first()

def _make(title):
    return Case.objects.create(title=title)
"""


@pytest.mark.parametrize(
    ("name", "does_write", "does_record"),
    [
        ("open_case", True, True),
        ("open_quietly", True, False),
        ("rename_quietly", True, False),
        ("only_reads", False, False),
    ],
)
def test_an_act_that_keeps_silent_is_seen(name: str, does_write: bool, does_record: bool) -> None:
    services = functions_of("entraide.cases.services.work", ast.parse(PLANTED))
    full = f"entraide.cases.services.work.{name}"
    assert writes(full, services) is does_write
    assert reaches(full, services, RECORDERS) is does_record
