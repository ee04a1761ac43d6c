"""Promises about the acts of the trade: who acts is always said, and the ledger always knows."""

import ast
from collections.abc import Mapping

import pytest

from tests.promises.acts import RECORDERS, Function, acts, all_services, functions_of, reaches, writes

TAKEN = "what a signed message of a partner’s node does: nobody here acts"
# Each with its reason. A name that no longer exists, or no longer needs its exception, fails below.
WITHOUT_ACTING: dict[str, str] = {
    "entraide.ledger.services.look": "it is told who looked (`by`)",
    "entraide.accounts.services.tokens.use_token": "finds out who acts: before it nobody is known",
    "entraide.assistance.services.dispatching.deliver_due": "the node hands over what a person has released",
    "entraide.assistance.services.timing.derive_again": "the node derives dates from the record, with other rules",
    "entraide.exchange.services.receiving.take_delivery": "a partner’s node hands over what it has signed",
    "entraide.exchange.services.receiving.take_file": "a partner’s node hands over what a signed message names",
    "entraide.exchange.services.partners.take_cards": "a partner’s node shows its newer cards, signed",
    "entraide.exchange.services.carrying.carry_due": "the node hands over what a person has said",
    "entraide.exchange.services.timing_out.time_out": "the node attests what has not come in time",
    "entraide.exchange.services.witnessing.sign_ledger": "the node signs what its ledger holds, now and then",
    "entraide.exchange.services.witnessing.ask_witnesses": "the node asks its partners to vouch for that",
    "entraide.exchange.services.witnessing.vouch_for": "a partner’s node asks this one to vouch for its ledger",
    "entraide.assistance.services.exchanging.heard.listen": "hears what is attested of a letter that a person released",
    "entraide.assistance.services.exchanging.inward.take_request": TAKEN,
    "entraide.assistance.services.exchanging.inward.take_acknowledgement": TAKEN,
    "entraide.assistance.services.exchanging.inward.take_question": TAKEN,
    "entraide.assistance.services.exchanging.inward.take_answer": TAKEN,
    "entraide.assistance.services.exchanging.inward.take_decision": TAKEN,
    "entraide.assistance.services.exchanging.inward.take_results": TAKEN,
    "entraide.assistance.services.exchanging.inward.take_notice": TAKEN,
    "entraide.assistance.services.exchanging.inward.take_receipt": TAKEN,
    "entraide.assistance.services.exchanging.inward.take_feedback": TAKEN,
    "entraide.assistance.services.exchanging.inward.take_withdrawal": TAKEN,
    "entraide.assistance.services.exchanging.inward.take_supplement": TAKEN,
    **{
        f"entraide.exchange.services.{name}": "a partner's node says it, and nobody of ours"
        for name in (
            "recalling.take_recall",
            "recalling.take_correction",
            "recalling.take_narrowing",
            "consenting.take_asked",
            "consenting.take_given",
        )
    },
    "entraide.assistance.services.mailing.fetching.fetch": "the node stores and files what partners answer by mail",
    "entraide.evidence.services.watching.watch": "the node looks at files again, in their turn",
    "entraide.evidence.services.uploading.let_old_go": "the node gives up what nobody has gone on with",
    "entraide.evidence.services.stamping.stamp_due": "the node has stamped what people have taken in",
    "entraide.evidence.services.packaging.make_due": "the node makes what a person has asked for",
    "entraide.evidence.services.packaging.let_old_go": "the node takes away what lay ready for long",
    "entraide.evidence.services.arriving.take_package": TAKEN,
    "entraide.evidence.services.answering.hear_taken": TAKEN,
    "entraide.evidence.services.answering.hear_declined": TAKEN,
    "entraide.evidence.services.arriving.check_due": "the node checks what a partner’s node has sent",
}
WITHOUT_ENTRY: dict[str, str] = {
    "entraide.ledger.services.look": "writes the other record, the access log",
    "entraide.accounts.services.tokens.use_token": "a trace of use, noted now and then, not an act",
    "entraide.assistance.services.timing.derive_again": "what lists are ordered by, derived from what has its entries",
    "entraide.evidence.services.uploading.begin": "what is on its way is no part of an exhibit yet",
    "entraide.evidence.services.uploading.let_go": "what was on its way was never part of an exhibit",
    "entraide.evidence.services.uploading.let_old_go": "the same, after a week",
    "entraide.evidence.services.packaging.let_old_go": "a copy that can be made again; its making has its entry",
}


def silent_about_who_acts(services: Mapping[str, Function]) -> set[str]:
    """The acts that change something without being told who acts."""
    return {
        name
        for name, one in acts(services).items()
        if "acting" not in one.parameters and writes(name, services)
    }


def silent_to_the_ledger(services: Mapping[str, Function]) -> set[str]:
    """The acts that change something without an entry."""
    return {
        name for name in acts(services) if writes(name, services) and not reaches(name, services, RECORDERS)
    }


def test_every_service_is_told_who_acts() -> None:
    assert silent_about_who_acts(all_services()) - WITHOUT_ACTING.keys() == set()


def test_every_service_that_writes_tells_the_ledger() -> None:
    assert silent_to_the_ledger(all_services()) - WITHOUT_ENTRY.keys() == set()


def test_no_exception_outlives_its_reason() -> None:
    services = all_services()
    assert WITHOUT_ACTING.keys() - silent_about_who_acts(services) == set()
    assert WITHOUT_ENTRY.keys() - silent_to_the_ledger(services) == set()


def test_the_services_are_found() -> None:
    packages = {name.split(".")[1] for name in all_services()}
    assert packages >= {"ledger", "directory", "accounts", "cases", "assistance", "exchange"}


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
