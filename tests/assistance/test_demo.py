"""The week of the demonstration: as full as it is said to be, in the order of time, and nobody real in it."""

import ipaddress
import re
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db.models import Count

from entraide.accounts.queries import person_by_email
from entraide.assistance import queries
from entraide.assistance.demo import week
from entraide.assistance.domain.figures.columns import Column
from entraide.assistance.domain.figures.period import Period
from entraide.assistance.domain.kinds import Kind
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.wording import draft, languages_of, standard
from entraide.assistance.domain.states import State
from entraide.assistance.models import (
    Arrival,
    AssistanceRequest,
    Authority,
    Letter,
    Measure,
    Question,
    Suggestion,
)
from entraide.assistance.services import sampling
from entraide.assistance.services.facts import facts_for
from entraide.cases.models import Correspondence, Note, Original, Task
from entraide.cases.services import originals
from entraide.directory.models import ContactPoint
from entraide.evidence.domain.custody import Act, gaps
from entraide.evidence.models import Exhibit
from entraide.evidence.queries import chain_of, standing_of
from entraide.ledger.models import Detail, Entry
from entraide.ledger.queries.verifying import verify
from entraide.ledger.services.checkpoints import known_keys
from tests.demo_week import filled
from tests.factories.accounts import PersonFactory
from tests.factories.assistance import LetterTemplateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def at(django_db_setup, django_db_blocker):
    with filled(django_db_blocker) as at:
        yield at


def requests():
    return AssistanceRequest.objects.all()


def values(name):
    return set(requests().values_list(name, flat=True)) - {"", None}


def test_it_holds_some_sixty_requests_of_all_kinds_and_in_all_states(at):
    assert 60 <= requests().count() <= 80
    assert values("kind") == set(Kind)
    assert values("state") == set(State)


def test_they_come_from_thirty_states_in_both_directions_languages_and_tracks(at):
    assert len(values("partner_state_id")) >= 30
    for facet, least in (("direction", 15), ("language", 10), ("track", 15)):
        counted = requests().exclude(**{facet: ""}).values_list(facet).annotate(number=Count("pk"))
        assert len(counted) == 2
        assert min(number for _, number in counted) >= least, facet


def test_it_is_filled_once(at):
    before = (requests().count(), Entry.objects.count())
    week.fill(at=at + timedelta(days=1))
    assert (requests().count(), Entry.objects.count()) == before


def test_the_ledger_was_written_in_the_order_of_time_and_nothing_lies_ahead(at):
    # The first entries are the people and the directory of the node, which were there before.
    begun = Entry.objects.filter(case__isnull=False).order_by("seq")
    moments = list(begun.values_list("at", flat=True))
    assert all(earlier <= later for earlier, later in pairwise(moments))
    assert moments[0] < at - timedelta(days=60)
    assert moments[-1] <= at


def test_some_are_overdue_some_are_due_in_hours_and_some_later(at):
    due = [moment for moment in requests().values_list("next_due_at", flat=True) if moment]
    assert len([moment for moment in due if moment < at]) in range(3, 12)
    assert len([moment for moment in due if at < moment < at + timedelta(hours=12)]) >= 3
    assert len([moment for moment in due if moment > at + timedelta(days=3)]) >= 5


def test_every_desk_has_something_on_it(at):
    seen = {
        name: queries.desk(person_by_email(f"{name}@demo.example"), at=at)
        for name in ("duty", "officer", "officer.major", "officer.legal", "supervisor", "counsel")
    }
    assert len(seen["duty"].to_triage) >= 8
    assert len(seen["duty"].unreadable) == 1
    assert seen["supervisor"].to_review
    assert seen["supervisor"].tasks
    assert seen["counsel"].requests_to_review
    assert seen["counsel"].to_review
    for name in ("officer", "officer.major", "officer.legal"):
        assert len(seen[name].mine) >= 3, name
        assert seen[name].tasks, name


def test_letters_came_in_as_files_with_suggestions_still_open_and_one_that_looks_like_another(at):
    assert Arrival.objects.count() >= 12
    assert {name.rpartition(".")[2] for name in Arrival.objects.values_list("name", flat=True)} == {
        "eml",
        "md",
        "txt",
        "pdf",
    }
    assert Suggestion.objects.filter(accepted=True).count() >= 15
    assert Suggestion.objects.filter(accepted=None).count() >= 40
    assert Arrival.objects.filter(looks_like__isnull=False, settled_at=None).count() == 1
    assert Arrival.objects.exclude(refused_because="").get().request is None
    for original in Original.objects.all():
        assert len(originals.read(original)) == original.size


def test_the_stories_that_one_looks_for_are_there(at):
    threat = requests().get(title__contains="games studio")
    assert (threat.state, threat.urgency) == (State.CLOSED, "emergency")
    answered = threat.dated_events.get(code="results_sent").at
    assert answered - threat.received_at < timedelta(hours=4)
    assert requests().get(title__contains="linden").verified_result == "confirmed"
    fraud = requests().get(title__startswith="Extradition of")
    assert {one.kind for one in requests().filter(case=fraud.case)} == {
        "police_information",
        "mutual_legal_assistance",
        "extradition",
    }
    assert requests().get(title__contains="1994").block["original_year"] == 1994
    assert requests().get(title__contains="streamer").verified_result == "denied"
    assert Measure.objects.get(decision_text__contains="death penalty").conditions_accepted is True
    expires = requests().get(title__contains="spy on a ministry")
    assert timedelta(0) < expires.next_due_at - at < timedelta(days=3)


def test_what_is_kept_as_evidence_has_a_gap_that_shows_a_certificate_and_an_act_that_waits(at):
    ticket, book = (Exhibit.objects.get(title__startswith=words) for words in ("Ticket", "Book"))
    chain = chain_of(ticket)
    assert next(gap.words for gap in gaps(chain)).startswith("1994 to 1998")
    assert {Act.ACCEPTED, Act.CERTIFIED, Act.RETURNED} <= {one.act for one in chain}
    assert (standing_of(ticket).where, standing_of(ticket).seals) == ("here", ("LV-0311",))
    assert standing_of(book).asked.facts == {"copy": True}
    faults = [one for one in verify(known_keys()) if one.table.startswith(("evidence", "ledger"))]
    assert faults == []


def test_no_letter_of_it_was_sent_without_a_second_person(at):
    sent = Letter.objects.filter(standing="sent")
    assert sent.count() >= 50
    for letter in sent:
        assert letter.reviewed_by is not None
        assert letter.reviewed_by_id != letter.drafted_by_id
        assert letter.drafted_at < letter.sent_at <= at


def test_its_figures_are_those_of_a_count_straight_from_the_tables(at):
    zone = ZoneInfo(settings.NODE.agency.time_zone)
    period = Period((at - timedelta(days=365)).date(), at.date(), zone)
    figures = queries.figures_for(None, period, at=at)
    found, incoming = figures.total.counts, requests().filter(direction="incoming")
    answered = incoming.filter(dated_events__code="results_sent").distinct()
    outgoing = requests().filter(direction="outgoing", dated_events__code="sent").distinct()
    assert found[Column.RECEIVED] == incoming.filter(received_at__gte=period.starts).count()
    assert found[Column.ANSWERED] == answered.count()
    assert found[Column.REFUSED] == answered.filter(letters__kind="refusal", letters__standing="sent").count()
    assert found[Column.SENT] == outgoing.count()
    still_open = [each.filter(is_open=True).count() for each in (incoming, outgoing)]
    assert found[Column.OPEN] == sum(still_open)
    assert found[Column.KEPT] + found[Column.MISSED] <= found[Column.ANSWERED]
    assert {column for column in Column if not found[column]} <= {Column.REFUSED}
    by_state = {line.code: line.counts[Column.RECEIVED] for line in figures.table("partner").lines}
    from_states = incoming.order_by().values_list("partner_state").annotate(number=Count("pk"))
    assert {code: number for code, number in by_state.items() if number} == {
        code or "": number for code, number in from_states
    }


def everything_written():
    texts = [
        "\n".join(str(value) for value in row.values())
        for model in (
            AssistanceRequest,
            Authority,
            Measure,
            Question,
            Letter,
            Arrival,
            Suggestion,
            Correspondence,
            Note,
            Task,
            ContactPoint,
        )
        for row in model.objects.values()
    ]
    texts += [str(body) for body in Detail.objects.values_list("body", flat=True)]
    return "\n".join(texts)


def test_every_address_number_and_domain_in_it_is_of_those_kept_for_examples(at):
    text = everything_written()
    domains = set(re.findall(r"(?:@|https?://)([\w.-]+\.[a-zA-Z]{2,})", text))
    assert len(domains) >= 20
    assert {d for d in domains if not (d.endswith(".example") or d.startswith("example."))} == set()
    numbers = re.findall(r"\+\d[\d ()-]{6,}\d", text)
    assert len(numbers) >= 20
    fictional = re.compile(r"\+\d{1,4}[ -]?555[ -]?01\d{2}(?!\d)")
    assert {number for number in numbers if not fictional.match(number)} == set()
    addresses = {ipaddress.ip_address(found) for found in re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", text)}
    kept = [ipaddress.ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
    assert len(addresses) >= 8
    assert {one for one in addresses if not any(one in net for net in kept)} == set()


def test_the_standard_letters_of_the_demonstration_are_said_just_the_same_by_templates(at):
    author = PersonFactory()
    for request in requests().order_by("pk")[::3]:
        for language in ("en", "fr", "es"):
            told = facts_for(request, language=language, text="Something.\n\n- new", acting=author)
            for kind in LetterKind:
                if language in languages_of(kind):
                    ours = draft(kind, language, told, standard(kind, language))
                    assert ours == draft(kind, language, told), (request.reference, kind, language)
    LetterTemplateFactory(
        kind="reply", language="fr", subject="Nous : {matter}", body="{outcome}\n\n{limits}"
    )
    LetterTemplateFactory(kind="notice", language="fr", subject="{matter}", body="{message}", at=at)
    sample = next(one for one in sampling.planned() if one.name == "notice-fr")
    assert sampling.pdf_of(sample, at=at).startswith(b"%PDF")
