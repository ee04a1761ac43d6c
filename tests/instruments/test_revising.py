"""A node's own versions: written with a reason, used at once, never overwritten, and withdrawn without a trace lost."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person
from entraide.instruments import queries, services
from entraide.instruments.domain.advice import Question
from entraide.instruments.domain.advising import advise
from entraide.instruments.errors import (
    CodeDiffers,
    CodeNotUsable,
    CodeTaken,
    InstrumentBroken,
    NothingChanged,
    NothingOfOurs,
)
from entraide.instruments.models import Revision
from entraide.instruments.web.edit_views import example
from entraide.kernel.errors import Incomplete, NotAllowed, NotFound
from entraide.ledger.models import Entry
from tests.factories.accounts import PersonFactory
from tests.factories.instruments import AGREEMENT, RevisionFactory

AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
CODE = "northmark_memorandum"


@pytest.fixture
def jurist(db: None) -> Person:
    return PersonFactory(role=Role.LEGAL_COUNSEL)


def shorter(code: str, name: str) -> str:
    """The shipped text of an instrument under another short name."""
    lines = queries.shipped_text(code).splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("short = "))
    lines[at] = f'short = {{ en = "{name}", fr = "{name}" }}\n'
    return "".join(lines)


def test_an_own_version_is_used_at_once_and_the_ledger_knows_who_wrote_it(jurist: Person) -> None:
    assert queries.instrument("budapest").short.en != "Ours"
    revision = services.revise("budapest", shorter("budapest", "Ours"), "A slip", acting=jurist, at=AT)
    assert (revision.number, revision.by, revision.reason) == (1, jurist, "A slip")
    assert queries.instrument("budapest").short.en == "Ours"
    entry = Entry.objects.get()
    assert (entry.act, entry.actor, entry.subject) == ("instruments.revised", jurist.uuid, revision.uuid)


def test_a_second_version_leaves_the_first_where_it_was(jurist: Person) -> None:
    first = services.revise("budapest", shorter("budapest", "One"), "First", acting=jurist, at=AT)
    services.revise("budapest", shorter("budapest", "Two"), "Second", acting=jurist, at=AT)
    first.refresh_from_db()
    assert '"One"' in first.text
    history = queries.history("budapest")
    assert [(one.revision.number, one.revision.reason) for one in history] == [(2, "Second"), (1, "First")]
    assert [line[1:] for line in history[0].diff if line[0] in "+-"] == [
        'short = { en = "One", fr = "One" }',
        'short = { en = "Two", fr = "Two" }',
    ]


def test_the_database_refuses_a_second_text_for_one_version(db: None) -> None:
    RevisionFactory(number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        RevisionFactory(number=1)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.LEGAL_COUNSEL}]
)
def test_only_jurists_and_administrators_write(role: Role, db: None) -> None:
    person = PersonFactory(role=role)
    with pytest.raises(NotAllowed):
        services.revise("budapest", AGREEMENT, "Because", acting=person, at=AT)
    with pytest.raises(NotAllowed):
        services.add_agreement(AGREEMENT, "Because", acting=person, at=AT)
    with pytest.raises(NotAllowed):
        services.withdraw("budapest", "Because", acting=person, at=AT)
    assert (Revision.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_broken_text_is_refused_by_its_key(jurist: Person) -> None:
    with pytest.raises(InstrumentBroken) as refused:
        services.add_agreement(
            AGREEMENT.replace('rank = "scheme"', 'rank = "odd"'), "Because", acting=jurist, at=AT
        )
    assert "«rank»" in refused.value.in_language("en")
    assert "« rank »" in refused.value.in_language("fr")


def test_the_code_within_may_not_change(jurist: Person) -> None:
    with pytest.raises(CodeDiffers):
        services.revise("budapest", AGREEMENT, "Because", acting=jurist, at=AT)


def test_a_reason_must_be_given(jurist: Person) -> None:
    with pytest.raises(Incomplete) as refused:
        services.add_agreement(AGREEMENT, "  ", acting=jurist, at=AT)
    assert set(refused.value.fields) == {"reason"}


def test_the_same_text_again_is_refused(jurist: Person) -> None:
    services.add_agreement(AGREEMENT, "Signed", acting=jurist, at=AT)
    with pytest.raises(NothingChanged):
        services.revise(CODE, AGREEMENT.replace("\n", "\r\n"), "Again", acting=jurist, at=AT)


def test_an_agreement_of_ours_is_advised_with_its_own_limits(jurist: Person) -> None:
    services.add_agreement(AGREEMENT, "Signed", acting=jurist, at=AT)
    question = Question("CA", "US", "police_information", track="police")
    bases = {basis.instrument: basis for basis in advise(question, queries.node_library()).bases}
    assert [one.text.en for one in bases[CODE].use_limits] == ["Not as evidence without consent."]


@pytest.mark.parametrize("code", ["new", "advice", "Été", "a b", "x" * 61, "9lives"])
def test_a_code_that_cannot_stand_in_an_address_is_refused(code: str, jurist: Person) -> None:
    with pytest.raises(CodeNotUsable):
        services.add_agreement(AGREEMENT.replace(CODE, code), "Signed", acting=jurist, at=AT)


def test_an_agreement_is_added_once(jurist: Person) -> None:
    services.add_agreement(AGREEMENT, "Signed", acting=jurist, at=AT)
    for text in (AGREEMENT, queries.shipped_text("budapest")):
        with pytest.raises(CodeTaken):
            services.add_agreement(text, "Again", acting=jurist, at=AT)


def test_withdrawing_goes_back_to_what_is_shipped(jurist: Person) -> None:
    shipped = queries.instrument("budapest")
    services.revise("budapest", shorter("budapest", "Ours"), "A slip", acting=jurist, at=AT)
    services.withdraw("budapest", "It was right before", acting=jurist, at=AT)
    assert queries.instrument("budapest") == shipped
    assert [one.revision.text == "" for one in queries.history("budapest")] == [True, False]
    with pytest.raises(NothingOfOurs):
        services.withdraw("budapest", "Again", acting=jurist, at=AT)


def test_an_agreement_that_is_withdrawn_is_gone_from_the_library_and_stays_in_the_history(
    jurist: Person,
) -> None:
    services.add_agreement(AGREEMENT, "Signed", acting=jurist, at=AT)
    services.withdraw(CODE, "Ended", acting=jurist, at=AT)
    with pytest.raises(NotFound):
        queries.instrument(CODE)
    assert [one.revision.reason for one in queries.history(CODE)] == ["Ended", "Signed"]
    services.revise(CODE, AGREEMENT, "Renewed", acting=jurist, at=AT)
    assert queries.instrument(CODE).origin.as_of == date(2026, 1, 31)


def test_what_nobody_knows_is_not_found(jurist: Person) -> None:
    with pytest.raises(NotFound):
        services.revise("nowhere", AGREEMENT, "Because", acting=jurist, at=AT)
    with pytest.raises(NotFound):
        queries.history("nowhere")


def test_the_library_is_read_once_until_somebody_writes(jurist: Person) -> None:
    before = queries.node_library()
    assert queries.node_library() is before
    services.add_agreement(AGREEMENT, "Signed", acting=jurist, at=AT)
    assert queries.node_library() is not before


def test_an_own_version_that_can_no_longer_be_read_leaves_the_shipped_one_in_use(db: None) -> None:
    shipped = queries.instrument("budapest")
    RevisionFactory(code="budapest", number=1, text='code = "budapest"\n')
    assert queries.instrument("budapest") == shipped


def test_the_example_that_is_offered_can_be_added_as_it_is(jurist: Person) -> None:
    added = services.add_agreement(example(), "To try", acting=jurist, at=AT)
    assert added.code == "memorandum_example"
