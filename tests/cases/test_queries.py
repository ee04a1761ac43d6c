"""What a member may ask of case files."""

from datetime import UTC, datetime, timedelta

import pytest

from entraide.accounts.queries import person_by_email
from entraide.cases.queries import tasks_to_do
from entraide.cases.services import members, work
from tests.bureau_kept import enter_bureau

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 16, 13, 5, tzinfo=UTC)


def test_tasks_of_a_case_one_has_left_do_not_push_out_ones_own() -> None:
    enter_bureau(MONDAY, "correct horse battery staple")
    officer, chief = person_by_email("officer@demo.example"), person_by_email("supervisor@demo.example")
    left = members.open_case(members=[officer, chief], acting=chief, at=MONDAY)
    for number in range(3):
        due = MONDAY + timedelta(hours=number)
        work.add_task(left, f"Call {number}", assigned_to=officer, acting=chief, at=MONDAY, due_at=due)
    own = members.open_case(members=[officer], acting=officer, at=MONDAY)
    later = MONDAY + timedelta(days=9)
    task = work.add_task(own, "Write", assigned_to=officer, acting=officer, at=MONDAY, due_at=later)
    members.remove_member(left, officer, acting=chief, at=MONDAY, reason="not on this case")
    assert tasks_to_do(officer, limit=2) == [task]
