"""What may come next in a chain of custody, and what follows from it: the table itself, without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.evidence.domain import custody
from entraide.evidence.domain.custody import LABELS, Act, Event, Signatory, Standing, Where, gaps
from entraide.evidence.errors import CustodyForbids

AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
EXHIBIT = UUID(int=7)
ANNA = Signatory("Anna", person=UUID(int=1))
BERT = Signatory("Bert", person=UUID(int=2))
LABORATORY = Signatory("C. Hemist", "Chemist", "Laboratory of Valmont")


def event(act: Act, **said: object) -> Event:
    made = Event(uuid4(), EXHIBIT, 1, act, AT, ANNA)
    return replace(made, **said)  # type: ignore[arg-type]


def told(*events: Event) -> Standing:
    """How it stands after events that each may come next."""
    now = Standing()
    for number, one in enumerate(events, 1):
        custody.require(now, one)
        now = custody.after(now, replace(one, number=number))
    return now


def why(now: Standing, one: Event) -> str:
    with pytest.raises(CustodyForbids) as refused:
        custody.require(now, one)
    return str(refused.value.facts["why"])


COLLECTED = event(Act.COLLECTED, place="Depot")
SEALED = event(Act.SEALED, seals=("A1", "A2"), condition="whole")
OFFER = event(Act.OFFERED, other=LABORATORY, reason="analysis")


def test_a_chain_begins_with_how_it_came() -> None:
    assert why(Standing(), SEALED) == "begin"
    assert told(COLLECTED).where == Where.HERE
    assert why(told(COLLECTED), COLLECTED) == "here"


def test_a_time_of_which_nothing_is_known_may_come_before_the_beginning_and_is_a_gap() -> None:
    before = event(Act.UNKNOWN, until=datetime(1998, 5, 1, tzinfo=UTC), when="custody before 1998 unknown")
    assert why(told(before), SEALED) == "begin"
    chain = (before, event(Act.RECEIVED, happened=datetime(1998, 5, 1, tzinfo=UTC), place="Archive"))
    assert told(*chain).begun
    (gap,) = gaps(chain)
    assert (gap.since, gap.until, gap.words) == (None, before.until, before.when)


def test_what_was_received_without_its_history_is_a_gap_that_shows() -> None:
    assert len(gaps((event(Act.RECEIVED),))) == 1
    assert gaps((COLLECTED,)) == ()
    assert gaps((event(Act.RECEIVED, facts={"chain": "of a partner"}),)) == ()


def test_seals_are_put_on_and_opened_by_their_numbers() -> None:
    now = told(COLLECTED, SEALED)
    assert (now.sealed, now.seals) == (True, ("A1", "A2"))
    assert why(now, event(Act.SEALED, seals=("A2",))) == "seal_number"
    assert why(now, event(Act.SEALED)) == "seal_number"
    assert why(now, event(Act.OPENED, seals=("B9",))) == "seal_number"
    opened = told(COLLECTED, SEALED, event(Act.OPENED, seals=("A1",)))
    assert opened.seals == ("A2",)


def test_an_offer_moves_nothing_until_it_is_accepted_and_then_has_two_signatories() -> None:
    offered = told(COLLECTED, OFFER)
    assert (offered.where, offered.offer) == (Where.OFFERED, replace(OFFER, number=2))
    assert why(offered, SEALED) == "offered"
    assert why(offered, event(Act.ACCEPTED, other=LABORATORY, about=uuid4())) == "other_offer"
    gone = custody.after(offered, event(Act.ACCEPTED, other=LABORATORY, about=OFFER.id, place="Laboratory"))
    assert (gone.where, gone.holder, gone.place) == (Where.ELSEWHERE, "C. Hemist", "Laboratory")
    assert why(gone, SEALED) == "elsewhere"
    back = custody.after(gone, event(Act.RETURNED, other=LABORATORY, seals=("L1",), place="Depot"))
    assert (back.where, back.seals) == (Where.HERE, ("L1",))


def test_within_the_bureau_it_stays_here_with_another_holder() -> None:
    offer = replace(OFFER, other=BERT)
    accepted = event(Act.ACCEPTED, other=BERT, about=offer.id, place="Safe 2")
    assert (told(COLLECTED, offer, accepted).where, told(COLLECTED, offer, accepted).holder) == (
        Where.HERE,
        "Bert",
    )


@pytest.mark.parametrize(
    ("asks", "does"), [(Act.RELEASE_ASKED, Act.RELEASED), (Act.DESTRUCTION_ASKED, Act.DESTROYED)]
)
def test_what_cannot_be_undone_takes_two_people(asks: Act, does: Act) -> None:
    asked = event(asks, reason="no longer needed")
    now = told(COLLECTED, asked)
    assert why(told(COLLECTED), event(does, by=BERT, about=asked.id)) == "not_asked"
    assert why(now, event(does, by=ANNA, about=asked.id)) == "same_person"
    assert why(now, event(does, by=LABORATORY, about=asked.id)) == "same_person"
    assert why(now, event(does, by=BERT, about=uuid4())) == "not_asked"
    other = Act.RELEASED if does is Act.DESTROYED else Act.DESTROYED
    assert why(now, event(other, by=BERT, about=asked.id)) == "not_asked"
    done = told(COLLECTED, asked, event(does, by=BERT, about=asked.id))
    assert done.where == (Where.RELEASED if does is Act.RELEASED else Where.DESTROYED)


@pytest.mark.parametrize("asks", [Act.RELEASE_ASKED, Act.DESTRUCTION_ASKED])
def test_a_legal_hold_stops_both_and_what_was_asked_before_it(asks: Act) -> None:
    asked = event(asks)
    does = {Act.RELEASE_ASKED: Act.RELEASED, Act.DESTRUCTION_ASKED: Act.DESTROYED}[asks]
    held = told(COLLECTED, asked, event(Act.HELD, reason="appeal"))
    assert why(held, event(does, by=BERT, about=asked.id)) == "held"
    assert why(held, event(asks)) == "held"
    lifted = custody.after(held, event(Act.HOLD_LIFTED))
    assert why(lifted, event(does, by=BERT, about=asked.id)) == "not_asked"


def test_a_copy_may_be_released_under_a_hold_and_leaves_the_exhibit_here() -> None:
    asked = event(Act.RELEASE_ASKED, facts={"copy": True})
    held = told(COLLECTED, event(Act.HELD))
    custody.require(held, asked)
    now = custody.after(held, asked)
    assert why(now, event(Act.RELEASED, by=BERT, about=asked.id)) == "held"
    done = event(Act.COPY_RELEASED, by=BERT, about=asked.id)
    custody.require(now, done)
    after = custody.after(now, done)
    assert (after.where, after.asked, after.held) == (Where.HERE, None, True)
    free = told(COLLECTED, event(Act.RELEASE_ASKED, id=asked.id))
    assert why(free, done) == "not_asked"


def test_nothing_comes_after_destruction() -> None:
    asked = event(Act.DESTRUCTION_ASKED)
    gone = told(COLLECTED, asked, event(Act.DESTROYED, by=BERT, about=asked.id))
    for act in Act:
        assert why(gone, event(act, about=asked.id, seals=("X",), by=BERT)) == "destroyed"


def test_every_act_and_place_has_its_words() -> None:
    assert LABELS.keys() == set(Act)
    assert custody.STATES.keys() == set(Where)


@given(st.lists(st.tuples(st.sampled_from(sorted(Act)), st.booleans(), st.booleans()), max_size=25))
def test_whatever_is_tried_a_chain_that_is_allowed_never_loses_an_exhibit(
    tried: list[tuple[Act, bool, bool]],
) -> None:
    """Under a hold nothing leaves for good, and what left for good was asked by one and agreed to by another."""
    now, asked = Standing(), None
    for number, (act, other, copy) in enumerate(tried, 1):
        about = now.offer.id if now.offer else now.asked.id if now.asked else None
        seals = now.seals[:1] if act is Act.OPENED else (f"S{number}",)
        one = event(act, number=number, by=BERT if other else ANNA, about=about, seals=seals)
        one = replace(one, other=LABORATORY, facts={"copy": copy})
        try:
            custody.require(now, one)
        except CustodyForbids:
            continue
        if act in (Act.RELEASED, Act.DESTROYED):
            assert not now.held
            assert asked is not None
            assert asked.by.person != one.by.person
        if act in (Act.RELEASE_ASKED, Act.DESTRUCTION_ASKED):
            asked = one
        now = custody.after(now, one)
        assert timedelta(0) <= one.at - AT
        assert (now.offer is not None) == (now.where is Where.OFFERED)
