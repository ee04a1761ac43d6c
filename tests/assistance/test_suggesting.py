"""Nothing read off a letter is filled in before a person accepts it; what is accepted goes where it belongs."""

import pytest

from entraide.assistance.errors import SuggestionDoesNotFit, SuggestionSettled
from entraide.assistance.models import Arrival, AssistanceRequest, Authority, Measure, Subject, Suggestion
from entraide.assistance.services import arriving, suggesting
from entraide.kernel.errors import NotFound
from entraide.ledger.models import Entry

LETTER = """\
NORTHMARK STATE POLICE
United States of America

Our reference: NSP-2026-04417

Dear colleagues, this is urgent: we ask you to obtain the subscriber information for 198.51.100.23.
Please reply no later than November 20, 2026.
"""


@pytest.fixture
def arrival(bureau, monday) -> Arrival:
    return arriving.receive([LETTER.encode()], name="letter.txt", acting=bureau["duty"], at=monday)


def accept(arrival, field, value, bureau, at):
    suggestion = Suggestion.objects.create(
        arrival=arrival, field=field, value=value, label=value, words=value, start=-1, end=-1, confidence=1
    )
    return suggesting.accept_suggestion(suggestion, acting=bureau["duty"], at=at)


def test_what_was_read_is_offered_with_its_words_and_nothing_is_filled_in(arrival):
    request = AssistanceRequest.objects.get()
    assert (request.title, request.partner_state, request.kind, request.facts) == ("", None, "", "")
    assert not request.measures.exists()
    assert not request.subjects.exists()
    state = arrival.suggestions.filter(field="sending_state").first()
    assert (state.value, state.accepted) == ("US", None)
    assert state.words in LETTER
    assert LETTER[state.start : state.end] == state.words


@pytest.mark.parametrize(
    ("field", "value", "look"),
    [
        ("sending_state", "ES", lambda r: r.partner_state_id == "ES"),
        ("agency", "Guardia", lambda r: r.partner_agency == "Guardia"),
        ("partner_reference", "A-1", lambda r: r.partner_references == "A-1"),
        ("language", "es", lambda r: r.language == "es"),
        ("deadline", "2026-11-20", lambda r: r.hard_date.isoformat() == "2026-11-21T04:59:00+00:00"),
        ("date", "2026-11-12", lambda r: r.sent_at is not None),
        ("kind", "preservation", lambda r: r.kind == "preservation"),
        ("urgency", "urgent", lambda r: (r.urgency, r.urgency_reason) == ("urgent", "urgent")),
        ("measure", "bank_records", lambda r: Measure.objects.get().code == "bank_records"),
        ("url", "https://a.example/b", lambda r: Subject.objects.get().sort == "url"),
        ("ip_address", "192.0.2.7", lambda r: Subject.objects.get().name == "192.0.2.7"),
        (
            "ip_address",
            "203.0.113.7:51234 2026-03-03T21:15:07+01:00",
            lambda r: (
                (Subject.objects.get().name, Subject.objects.get().particulars)
                == ("203.0.113.7", {"port": 51234, "at": "2026-03-03T21:15:07+01:00"})
            ),
        ),
        ("ip_address", "2001:db8::7", lambda r: Subject.objects.get().name == "2001:db8::7"),
        ("ip_address", "[2001:db8::7]:443", lambda r: Subject.objects.get().particulars == {"port": 443}),
        ("person", "Anselme Roquebrune", lambda r: Subject.objects.get().sort == "person"),
        ("email", "d@n.example", lambda r: Authority.objects.get().email == "d@n.example"),
        ("phone", "+15550100147", lambda r: Authority.objects.get().phone == "+15550100147"),
    ],
)
def test_what_is_accepted_goes_where_it_belongs(arrival, bureau, monday, field, value, look):
    accept(arrival, field, value, bureau, monday)
    assert look(AssistanceRequest.objects.get())
    assert Entry.objects.filter(act="assistance.suggestion_accepted").count() == 1


def test_an_end_counted_in_days_is_counted_from_the_arrival(arrival, bureau, monday):
    accept(arrival, "deadline", "P10D", bureau, monday)
    assert (AssistanceRequest.objects.get().hard_date - monday).days == 10


def test_a_suggestion_is_settled_once(arrival, bureau, monday):
    suggestion = arrival.suggestions.filter(field="sending_state").first()
    suggesting.dismiss_suggestion(suggestion, acting=bureau["duty"], at=monday)
    with pytest.raises(SuggestionSettled):
        suggesting.accept_suggestion(suggestion, acting=bureau["duty"], at=monday)
    assert AssistanceRequest.objects.get().partner_state is None


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "no_such"), ("deadline", "soon"), ("urgency", "x"), ("email", "no address")]
)
def test_what_does_not_fit_is_refused_and_stays_open(arrival, bureau, monday, field, value):
    with pytest.raises(SuggestionDoesNotFit):
        accept(arrival, field, value, bureau, monday)
    assert Suggestion.objects.get(field=field, value=value).settled_at is None


def test_a_stranger_finds_no_suggestion(arrival, bureau, monday):
    with pytest.raises(NotFound):
        suggesting.accept_suggestion(arrival.suggestions.first(), acting=bureau["officer.major"], at=monday)


def test_what_stands_there_twice_already_is_not_added_a_third_time(arrival, bureau, monday):
    for custodian in ("Valbourg Telecom", "Northmark Mail"):
        Measure.objects.create(request=arrival.request, code="subscriber", custodian=custodian)
        Subject.objects.create(request=arrival.request, sort="person", name="Anselme Roquebrune")
    accept(arrival, "measure", "subscriber", bureau, monday)
    accept(arrival, "person", "Anselme Roquebrune", bureau, monday)
    assert (Measure.objects.count(), Subject.objects.count()) == (2, 2)
