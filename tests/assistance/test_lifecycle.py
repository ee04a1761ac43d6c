"""The table of acts holds together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.accounts.domain.roles import Role
from entraide.assistance.domain.fields import FIELDS
from entraide.assistance.domain.kinds import LABELS as KIND_LABELS
from entraide.assistance.domain.kinds import (
    AuthorityRole,
    Channel,
    Direction,
    Handling,
    Kind,
    Relation,
    Stage,
    Tlp,
    Track,
    Urgency,
)
from entraide.assistance.domain.lifecycle import (
    ACTS,
    BY_CODE,
    REVIEWING,
    acts_open_to,
    state_after_decisions,
    state_after_results,
)
from entraide.assistance.domain.measures import LABELS as MEASURE_LABELS
from entraide.assistance.domain.measures import Decision, Ground, MeasureCode, Result, Standing
from entraide.assistance.domain.states import ENDED, STATE_LABELS, State

standings = st.builds(
    Standing,
    decision=st.one_of(st.none(), st.sampled_from(Decision)),
    conditions_accepted=st.one_of(st.none(), st.booleans()),
    result=st.one_of(st.none(), st.sampled_from(Result)),
)


def test_every_act_has_a_code_of_its_own():
    assert len(BY_CODE) == len(ACTS)


def test_every_state_has_words_in_both_languages():
    assert set(STATE_LABELS) == set(State)


@pytest.mark.parametrize(
    ("codes", "labels"),
    [
        *((codes, KIND_LABELS) for codes in (AuthorityRole, Channel, Direction, Handling, Kind, Relation)),
        *((codes, KIND_LABELS) for codes in (Stage, Tlp, Track, Urgency)),
        *((codes, MEASURE_LABELS) for codes in (Decision, Ground, MeasureCode, Result)),
    ],
)
def test_every_code_of_a_closed_list_has_words(codes, labels):
    assert {code for code in codes if code not in labels} == set()


def test_what_an_act_needs_has_words():
    assert {name for act in ACTS for name in act.needs} - set(FIELDS) == set()


@pytest.mark.parametrize("direction", list(Direction))
def test_every_open_state_that_can_be_reached_can_be_left(direction):
    first = State.RECEIVED if direction is Direction.INCOMING else State.DRAFT
    follow = {State.ACCEPTED, State.ACCEPTED_IN_PART, State.CONDITIONAL, State.POSTPONED, State.REFUSED}
    follow |= {State.CONDITIONS_DECLINED, State.EXECUTED, State.NEGATIVE, State.ROUTED, State.ACKNOWLEDGED}
    reached, waiting = set(), [first]
    while waiting:
        state = waiting.pop()
        if state in reached:
            continue
        reached.add(state)
        acts = [act for act in ACTS if state in act.from_states and direction in act.directions]
        assert acts or state in ENDED, f"{state} cannot be left"
        waiting += [act.to for act in acts if act.to is not None]
        waiting += [to for to in follow if any(act.to is None for act in acts)]
    assert State.CLOSED in reached


def test_an_auditor_and_an_administrator_may_do_no_act_of_the_lifecycle():
    assert not any(act.roles & {Role.AUDITOR, Role.ADMINISTRATOR} for act in ACTS)


def test_only_those_who_review_approve():
    assert BY_CODE["approve"].roles == REVIEWING


def test_a_preservation_act_is_open_to_preservations_alone():
    def codes(kind):
        acts = acts_open_to(State.IN_EXECUTION, Direction.INCOMING, kind, [Role.CASE_OFFICER])
        return {act.code for act in acts}

    assert "record_preserved" in codes(Kind.PRESERVATION)
    assert "record_preserved" not in codes(Kind.POLICE_INFORMATION)
    assert "record_preserved" not in codes(None)


@given(st.lists(standings, max_size=5))
def test_a_request_is_decided_only_when_every_measure_is(measures):
    decided = bool(measures) and all(m.decision is not None for m in measures)
    assert (state_after_decisions(measures) is not None) == decided


@given(st.lists(standings, max_size=5))
def test_a_request_is_executed_only_when_every_measure_to_be_executed_has_its_result(measures):
    to_do = [m for m in measures if m.to_be_executed]
    finished = bool(to_do) and all(m.result is not None for m in to_do)
    assert (state_after_results(measures) is not None) == finished


@pytest.mark.parametrize(
    ("decisions", "state"),
    [
        ([Decision.EXECUTE, Decision.EXECUTE], State.ACCEPTED),
        ([Decision.EXECUTE, Decision.REFUSE], State.ACCEPTED_IN_PART),
        ([Decision.REFUSE, Decision.REFUSE], State.REFUSED),
        ([Decision.POSTPONE, Decision.REFUSE], State.POSTPONED),
        ([Decision.CONDITIONAL, Decision.EXECUTE], State.CONDITIONAL),
        ([Decision.IN_PART], State.ACCEPTED_IN_PART),
    ],
)
def test_the_state_of_a_request_follows_from_its_measures(decisions, state):
    assert state_after_decisions(Standing(decision) for decision in decisions) is state


def test_conditions_declined_on_the_only_measure_end_it():
    declined = Standing(Decision.CONDITIONAL, conditions_accepted=False)
    assert state_after_decisions([declined]) is State.CONDITIONS_DECLINED
