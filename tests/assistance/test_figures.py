"""Figures: what is counted, and who may see it where."""

import io
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import openpyxl
import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from entraide.accounts.domain.roles import Role
from entraide.assistance.cli import figures as figures_command
from entraide.assistance.domain.figures.columns import Column
from entraide.assistance.domain.figures.counting import AT_THE_END, DATED
from entraide.assistance.domain.figures.errors import PeriodEndsFirst, YearOutOfRange
from entraide.assistance.domain.figures.limits import clocks_of
from entraide.assistance.domain.figures.outcomes import Outcome, outcome_of
from entraide.assistance.domain.figures.period import Period, last_year, step_of, steps
from entraide.assistance.domain.figures.saying import number, percent, span
from entraide.assistance.domain.figures.spread import median, percentile, share
from entraide.assistance.domain.kinds import Direction, Kind
from entraide.assistance.domain.measures import Decision, Result, Standing
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.queries import figures_for, rows_for_figures
from entraide.assistance.services.timing import clock_faces
from entraide.config.cli import commands
from tests.assistance.desk_pages import at_browser
from tests.assistance.figures_told import (
    DAY,
    HOSTILE,
    MARCH,
    MONTREAL,
    NOW,
    YEAR,
    counted,
    incoming,
    outgoing,
    rows_of,
    text_of,
    told,
)
from tests.caller import Caller
from tests.factories.accounts import PersonFactory
from tests.factories.assistance import (
    AssistanceRequestFactory,
    DatedEventFactory,
    LetterFactory,
    MeasureFactory,
    OffenceFactory,
)
from tests.factories.cases import CaseFactory, MembershipFactory

# What is counted.


def test_a_request_answered_in_time_and_closed_counts_as_received_answered_and_kept():
    figures = counted(incoming(("results_sent", 3), ("closed", 4)))
    assert told(figures) == {"received": 1, "answered": 1, "kept": 1}
    assert (figures.total.median, figures.total.ninetieth) == (3 * DAY, 3 * DAY)
    assert figures.total.kept_share == 100.0


def test_a_reply_on_the_day_it_is_due_keeps_the_limit_and_a_moment_later_misses_it():
    on_time, late = incoming(("results_sent", 7)), incoming(("results_sent", 7.0001))
    assert told(counted(on_time)) == {"received": 1, "answered": 1, "kept": 1, "open": 1}
    assert told(counted(late)) == {"received": 1, "answered": 1, "missed": 1, "open": 1}


def test_a_limit_is_longer_by_the_time_that_the_requester_was_waited_for():
    stopped = incoming(("information_requested", 1), ("information_supplied", 9), ("results_sent", 14))
    assert told(counted(stopped))["kept"] == 1
    assert counted(stopped).total.median == 14 * DAY


def test_the_date_set_by_the_requester_is_a_limit_too():
    row = incoming(("results_sent", 3), hard_date=MARCH + 2 * DAY)
    assert told(counted(row))["missed"] == 1


def test_a_reply_without_a_limit_to_answer_is_neither_kept_nor_missed():
    preserved = incoming(("preserved", 3), ("results_sent", 90), kind=Kind.PRESERVATION)
    assert told(counted(preserved)) == {"received": 1, "answered": 1, "open": 1}
    assert counted(preserved).total.kept_share is None


def test_every_limit_that_ended_is_told_in_its_own_table():
    figures = counted(incoming(("triaged", 2), ("results_sent", 3)), incoming(("triaged", 0.5)))
    lines = {line.code: line.counts for line in figures.table("limit").lines}
    assert {code: (counts[Column.KEPT], counts[Column.MISSED]) for code, counts in lines.items()} == {
        "untriaged": (1, 1),
        "police_routine": (1, 0),
    }


def test_a_refusal_counts_among_the_answers():
    refusal = MARCH + 3 * DAY
    row = incoming(("results_sent", 3), refusals=(refusal,), measures=(Standing(Decision.REFUSE),))
    assert told(counted(row)) == {"received": 1, "answered": 1, "refused": 1, "kept": 1, "open": 1}
    assert outcome_of(row) is Outcome.REFUSED


def test_what_was_refused_again_after_a_first_reply_counts_once_as_what_it_was_first():
    row = incoming(
        ("results_sent", 3),
        ("closed", 4),
        ("reopened", 10),
        ("results_sent", 12),
        refusals=(MARCH + 12 * DAY,),
    )
    assert told(counted(row)) == {"received": 1, "answered": 1, "kept": 1, "open": 1}


def test_a_request_withdrawn_or_closed_without_a_reply_ended_without_one():
    rows = [incoming(("withdrawn", 2), ("closed", 3)), incoming(("closed", 2)), incoming(("superseded", 2))]
    assert told(counted(*rows)) == {"received": 3, "ended": 3}
    assert [outcome_of(row) for row in rows] == [Outcome.WITHDRAWN, Outcome.CLOSED, Outcome.SUPERSEDED]


def test_closed_and_reopened_is_open_and_overdue_once_its_new_limit_has_run_out():
    row = incoming(("closed", 2), ("reopened", 10))
    assert told(counted(row)) == {"received": 1, "ended": 1, "open": 1, "overdue": 1}
    assert outcome_of(row) is Outcome.PENDING


def test_open_is_told_as_of_the_last_day_and_not_as_of_today():
    row = incoming(("results_sent", 30), ("closed", 31))
    month = Period(date(2026, 3, 1), date(2026, 3, 31), MONTREAL)
    assert told(counted(row, period=month)) == {"received": 1, "open": 1, "overdue": 1}


def test_while_a_period_lasts_what_lies_ahead_is_not_counted():
    row = incoming(("results_sent", 3))
    assert told(counted(row, at=MARCH + DAY)) == {"received": 1, "open": 1}


def test_an_outgoing_request_counts_when_it_is_sent_and_when_its_results_come():
    assert told(counted(outgoing(("sent", 1), ("results_sent", 40)))) == {"sent": 1, "replies": 1, "open": 1}
    assert counted(outgoing(("sent", 1), ("results_sent", 40))).total.median is None
    assert told(counted(outgoing(("submitted", 1)))) == {}


def test_the_days_of_a_period_are_those_of_the_agency():
    new_year = datetime(2026, 1, 1, 4, 59, tzinfo=UTC)
    assert told(counted(incoming(("closed", 1), received=new_year))) == {"ended": 1}
    assert told(counted(incoming(("closed", 1), received=new_year + timedelta(minutes=1))))["received"] == 1


@pytest.mark.parametrize(
    ("measures", "outcome"),
    [
        ((Standing(Decision.EXECUTE, result=Result.EXECUTED),), Outcome.EXECUTED),
        (
            (Standing(Decision.EXECUTE, result=Result.EXECUTED), Standing(Decision.REFUSE)),
            Outcome.PARTLY,
        ),
        ((Standing(Decision.IN_PART, result=Result.EXECUTED),), Outcome.PARTLY),
        ((Standing(Decision.CONDITIONAL, True, Result.NEGATIVE),), Outcome.NEGATIVE),
        ((Standing(Decision.CONDITIONAL, False, Result.EXECUTED),), Outcome.NOT_RECORDED),
        ((), Outcome.NOT_RECORDED),
    ],
)
def test_the_outcome_follows_from_decisions_and_results(measures, outcome):
    assert outcome_of(incoming(("results_sent", 3), measures=measures)) is outcome


def test_a_request_stands_once_on_the_line_of_each_offence_it_names():
    rows = [incoming(offences=("Fraud", "fraud ", "Theft")), incoming(offences=("Fraud",)), incoming()]
    lines = {line.code: line for line in counted(*rows).table("offence").lines}
    assert {code: line.counts[Column.RECEIVED] for code, line in lines.items()} == {
        "fraud": 2,
        "theft": 1,
        "": 1,
    }
    assert lines["fraud"].label.en == "Fraud"


def test_no_more_than_a_hundred_offences_are_told_apart_and_none_is_lost():
    figures = counted(*(incoming(offences=(f"Offence {nth:03}",)) for nth in range(130)))
    lines = figures.table("offence").lines
    assert (len(lines), lines[-1].code, lines[-1].counts[Column.RECEIVED]) == (101, "*", 30)


def test_lines_follow_the_closed_list_or_the_fullest_first():
    figures = counted(incoming(partner="DE"), incoming(), incoming(kind=None, partner=""), incoming())
    assert [line.code for line in figures.table("partner").lines] == ["FR", "DE", ""]
    assert [line.code for line in figures.table("kind").lines] == ["police_information", ""]


MOMENTS = st.integers(0, 500)
CODES = st.sampled_from(
    ["sent", "triaged", "decided_all", "results_sent", "withdrawn", "closed", "reopened", "superseded"]
)
ROWS = st.lists(
    st.builds(
        lambda way, kind, partner, happened: (
            outgoing(*happened, kind=kind, partner=partner)
            if way is Direction.OUTGOING
            else incoming(*happened, kind=kind, partner=partner)
        ),
        st.sampled_from(Direction),
        st.sampled_from([None, *Kind]),
        st.sampled_from(["", "FR", "DE"]),
        st.lists(st.tuples(CODES, MOMENTS), max_size=5),
    ),
    max_size=8,
)


@settings(max_examples=20)
@given(ROWS)
def test_the_lines_of_every_table_add_up_to_the_total(rows):
    figures = counted(*rows)
    for table in figures.tables:
        if table.code in {"offence", "limit"}:
            continue
        for column in table.columns:
            assert sum(line.counts[column] for line in table.lines) == figures.total.counts[column], (
                table.code
            )


@settings(max_examples=20)
@given(ROWS)
def test_the_parts_of_a_year_count_what_the_year_does(rows):
    days = [date(2026, 1, 1), date(2026, 3, 2), date(2026, 7, 14), date(2027, 1, 1)]
    parts = [counted(*rows, period=Period(one, other - DAY, MONTREAL)).total for one, other in pairwise(days)]
    whole = counted(*rows).total
    for column in DATED:
        assert sum(part.counts[column] for part in parts) == whole.counts[column], column
    assert all(parts[-1].counts[column] == whole.counts[column] for column in AT_THE_END)


@given(st.lists(st.integers(0, 10_000).map(lambda minutes: timedelta(minutes=minutes)), min_size=1))
def test_half_take_the_median_or_less_and_nine_in_ten_the_ninetieth_percentile_or_less(spans):
    assert 2 * sum(one <= median(spans) for one in spans) >= len(spans)
    ninetieth = percentile(spans, 90)
    assert ninetieth in spans
    assert 10 * sum(one <= ninetieth for one in spans) >= 9 * len(spans)
    assert 10 * sum(one < ninetieth for one in spans) < 9 * len(spans)


def test_of_nothing_there_is_no_median_and_no_share():
    assert (median([]), percentile([], 90), share(0, 0), share(2, 3)) == (None, None, None, 66.7)


def test_a_period_that_ends_before_it_begins_or_lies_outside_the_calendar_is_refused():
    with pytest.raises(PeriodEndsFirst) as refused:
        Period(date(2026, 2, 1), date(2026, 1, 31), MONTREAL)
    assert refused.value.code == "figures.period_ends_first"
    assert (
        refused.value.in_language("fr")
        == "La période se termine (2026-01-31) avant de commencer (2026-02-01)."
    )
    with pytest.raises(YearOutOfRange):
        Period(date(1899, 12, 31), date(2026, 1, 1), MONTREAL)


def test_a_long_period_is_told_by_years_and_a_short_one_by_months():
    three, four = (Period(date(2026, 1, 1), date(year, 12, 31), MONTREAL) for year in (2028, 2029))
    assert [code for code, _ in steps(three)][:2] == ["2026-01", "2026-02"]
    assert [code for code, _ in steps(four)] == ["2026", "2027", "2028", "2029"]
    assert (step_of(MARCH, three), step_of(MARCH, four)) == ("2026-03", "2026")
    assert last_year(NOW, MONTREAL) == YEAR


def test_numbers_are_written_as_each_language_writes_them():
    assert (number(1234, "en"), number(1234, "fr"), number(3.5, "fr")) == ("1,234", "1\u00a0234", "3,5")
    assert (percent(87.5, "en"), percent(87.5, "fr"), percent(None, "fr")) == ("87.5%", "87,5\u00a0%", "–")
    assert (span(36 * DAY / 24, "fr"), span(3.5 * DAY, "en")) == ("36\u00a0h", "3.5\u00a0days")


# From the tables of the node.


@pytest.fixture
def bureau_at_work(db):
    """An officer with five requests in a case of their own, and a foreign case with one."""
    officer = PersonFactory(role=Role.CASE_OFFICER)
    mine, foreign = CaseFactory(), CaseFactory()
    MembershipFactory(case=mine, person=officer)
    for nth, kind in enumerate(["police_information", "police_information", "extradition", ""]):
        request = AssistanceRequestFactory(
            case=mine, kind=kind, track="police" if kind else "", partner_state_id="FR", received_at=MARCH
        )
        DatedEventFactory(request=request, at=MARCH)
        OffenceFactory(request=request, title=HOSTILE if nth else "Fraud")
        MeasureFactory(request=request, decision="execute", result="executed")
        if nth < 2:
            DatedEventFactory(request=request, code="results_sent", at=MARCH + (nth + 1) * 5 * DAY)
    LetterFactory(
        request=request, kind="refusal", standing="sent", sent_at=MARCH + 2 * DAY,
        drafted_by=officer, reviewed_by=PersonFactory(role=Role.SUPERVISOR),
    )  # fmt: skip
    DatedEventFactory(request=request, code="results_sent", at=MARCH + 2 * DAY)
    sent = AssistanceRequestFactory(
        case=mine,
        direction="outgoing",
        state="sent",
        received_at=None,
        sent_at=MARCH,
        reference="2026-O-0001",
    )
    DatedEventFactory(request=sent, code="sent", at=MARCH)
    other = AssistanceRequestFactory(case=foreign, partner_state_id="BR", received_at=MARCH, title="Hidden")
    DatedEventFactory(request=other, at=MARCH)
    return officer


def test_totals_are_those_of_a_count_straight_from_the_tables(bureau_at_work):
    found = figures_for(None, YEAR, at=NOW).total.counts
    every = AssistanceRequest.objects.filter(direction="incoming")
    assert found[Column.RECEIVED] == every.filter(received_at__year=2026).count() == 5
    assert found[Column.ANSWERED] == every.filter(dated_events__code="results_sent").distinct().count() == 3
    assert found[Column.REFUSED] == every.filter(letters__kind="refusal").count() == 1
    assert found[Column.OPEN] == AssistanceRequest.objects.filter(is_open=True).count() == 6
    assert (found[Column.KEPT], found[Column.MISSED], found[Column.SENT]) == (1, 1, 1)


def test_nobody_is_counted_what_they_may_not_know(bureau_at_work):
    mine = figures_for(bureau_at_work, YEAR, at=NOW)
    assert mine.total.counts[Column.RECEIVED] == 4
    assert [line.code for line in mine.table("partner").lines] == ["FR", ""]
    supervisor = PersonFactory(role=Role.SUPERVISOR)
    auditor = PersonFactory(role=Role.AUDITOR)
    assert told(figures_for(supervisor, YEAR, at=NOW)) == {}
    assert list(rows_for_figures(auditor, YEAR.starts, YEAR.ends)) == []


def test_rows_carry_their_own_parts_and_cost_no_more_statements_when_there_are_more(bureau_at_work):
    assert Role.CASE_OFFICER in bureau_at_work.roles  # Asked of the tables once, and remembered.
    with CaptureQueriesContext(connection) as asked:
        rows = list(rows_for_figures(bureau_at_work, YEAR.starts, YEAR.ends))
    assert len(asked) == 5
    assert [len(row.events) for row in rows] == [2, 2, 1, 2, 1]
    assert [row.offences for row in rows] == [("Fraud",), (HOSTILE,), (HOSTILE,), (HOSTILE,), ()]
    assert [len(row.measures) for row in rows] == [1, 1, 1, 1, 0]
    assert [row.refusals for row in rows] == [(), (), (), (MARCH + 2 * DAY,), ()]


def test_figures_read_the_same_clocks_as_the_desks_extensions_and_law_included(bureau_at_work):
    executed = AssistanceRequest.objects.get(kind="extradition")
    AssistanceRequest.objects.filter(pk=executed.pk).update(
        kind="mutual_legal_assistance", track="judicial", basis="eu_eio", hard_date=MARCH + 20 * DAY
    )
    DatedEventFactory(request=executed, code="decided_all", at=MARCH + DAY)
    extension = {"rule": "execute", "by": "30 calendar days", "reason": "Large files", "notified": True}
    DatedEventFactory(request=executed, code="extended", at=MARCH + 2 * DAY, detail=extension)
    at = MARCH + 8 * DAY
    ours = [clocks_of(row, at) for row in rows_for_figures(None, YEAR.starts, YEAR.ends)]
    assert ours == [clock_faces(request, at=at) for request in AssistanceRequest.objects.order_by("pk")]
    extended = [(clock.code, len(clock.extensions)) for clock in ours[2] if clock.rule.role == "execute"]
    assert extended == [("eio_12_execution_90d", 1)]


def test_what_ended_before_a_period_is_not_even_read(bureau_at_work):
    AssistanceRequest.objects.filter(kind="extradition").update(
        is_open=False, next_due_at=None, state="closed"
    )
    later = Period(date(2027, 1, 1), date(2027, 12, 31), MONTREAL)
    assert len(list(rows_for_figures(None, later.starts, later.ends))) == 5
    earlier = Period(date(2025, 1, 1), date(2025, 12, 31), MONTREAL)
    assert list(rows_for_figures(None, earlier.starts, earlier.ends)) == []


IN_2026 = "since=2026-01-01&until=2026-12-31"


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            (
                "January 1, 2026 to December 31, 2026",
                "Received",
                "the cases that their reader belongs to",
                "France",
            ),
        ),
        (
            "fr",
            ("du 1er janvier 2026 au 31 décembre 2026", "Reçues", "dont la personne qui les lit est membre"),
        ),
    ],
)
def test_the_page_counts_the_cases_of_its_reader_and_says_so(bureau_at_work, language, says):
    page = at_browser(bureau_at_work, language).get(f"/figures/?{IN_2026}").content.decode()
    for words in says:
        assert words in page
    assert '<span class="figure-number">4</span>' in page
    assert "entraide figures --from 2026-01-01 --to 2026-12-31 --out ." in page
    assert "Brazil" not in page
    assert "=HYPERLINK(&quot;" in page
    assert page.count('role="region"') >= 8


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_files_are_there_for_the_reader_in_the_language_of_the_page(bureau_at_work, language):
    client = at_browser(bureau_at_work, language)
    answers = {
        ending: client.get(f"/figures/figures.{ending}?{IN_2026}") for ending in ("csv", "xlsx", "pdf")
    }
    assert [answer.status_code for answer in answers.values()] == [200, 200, 200]
    assert answers["pdf"]["Content-Disposition"] == 'attachment; filename="figures-2026-01-01-2026-12-31.pdf"'
    assert rows_of(answers["csv"].content)[1][6] == "4"
    book = openpyxl.load_workbook(io.BytesIO(answers["xlsx"].content))
    assert book.worksheets[0].title == {"en": "Summary", "fr": "Sommaire"}[language]
    assert {"en": "In all", "fr": "En tout"}[language] in text_of(answers["pdf"].content)


def test_a_period_that_ends_first_or_is_none_is_refused_with_its_code(bureau_at_work):
    client = at_browser(bureau_at_work)
    page = client.get("/figures/?since=2026-02-01&until=2026-01-31")
    assert page.status_code == 422
    assert "The period ends (2026-01-31) before it begins (2026-02-01)." in page.content.decode()
    file = client.get("/figures/figures.pdf?since=2026-02-01&until=2026-01-31")
    assert (file.status_code, "figures.period_ends_first" in file.content.decode()) == (422, True)
    file = client.get("/figures/figures.csv?since=2026-02-30")
    assert (file.status_code, "figures.not_a_day" in file.content.decode()) == (422, True)
    assert client.get("/figures/?since=1200-01-01&until=2026-01-31").status_code == 422
    status, problem = Caller(bureau_at_work).get("/figures", since="2026-02-01", until="2026-01-31")
    assert (status, problem["code"]) == (422, "figures.period_ends_first")


def test_without_a_period_the_page_counts_this_year_and_offers_the_last(bureau_at_work):
    page = at_browser(bureau_at_work).get("/figures/").content.decode()
    assert "This year" in page
    assert "Last year" in page


def test_who_works_on_no_case_is_told_so_and_counted_nothing(bureau_at_work):
    auditor = at_browser(PersonFactory(role=Role.AUDITOR))
    page = auditor.get(f"/figures/?{IN_2026}").content.decode()
    assert "Your role does not work on cases" in page
    assert "figure-number" not in page
    assert rows_of(auditor.get(f"/figures/figures.csv?{IN_2026}").content)[1][6] == "0"


def test_the_api_says_the_same_with_what_each_figure_counts(bureau_at_work):
    status, told_to = Caller(bureau_at_work).get("/figures", since="2026-01-01", until="2026-12-31")
    assert status == 200
    assert (told_to["total"]["received"], told_to["total"]["refused"], told_to["total"]["median_hours"]) == (
        4,
        1,
        120.0,
    )
    by_time = next(table for table in told_to["tables"] if table["code"] == "time")
    assert [line["received"] for line in by_time["lines"]][1:4] == [0, 4, 0]
    assert by_time["lines"][0]["open"] is None
    assert [meaning["code"] for meaning in told_to["meanings"]][:2] == ["received", "answered"]
    status, problem = Caller(bureau_at_work).get("/figures", since="2026-01-01")
    assert (status, problem["code"]) == (422, "api.malformed")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_console_writes_the_return_of_the_whole_bureau(bureau_at_work, tmp_path, language):
    folder = tmp_path / "return"
    with translation.override("en"):
        done = CliRunner().invoke(
            figures_command,
            ["--from", "2026-01-01", "--to", "2026-12-31", "--out", str(folder), "--language", language],
        )
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in folder.iterdir()) == ["figures.csv", "figures.pdf", "figures.xlsx"]
    total = rows_of((folder / "figures.csv").read_bytes())[1]
    assert (total[2], total[6]) == ("bureau", "5")
    every = {"en": "every request of the bureau", "fr": "toutes les demandes du bureau"}[language]
    assert every in text_of((folder / "figures.pdf").read_bytes())


def test_the_command_belongs_to_the_console_of_a_node(node_home):
    asked = ["figures", "--from", "2026-01-01", "--to", "2026-12-31", "--out", str(node_home / "out")]
    done = CliRunner().invoke(commands("fr"), asked)
    assert done.exit_code == 1
    assert "config.no_node_here" in done.stderr
    assert not node_home.exists()
