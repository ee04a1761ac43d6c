"""R11: no emergency disclosure leaves without a second-channel check, or a glass that a supervisor broke for it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from entraide.assistance import queries
from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision, Result
from entraide.assistance.errors import (
    ActNotOpen,
    GlassBrokenAlready,
    GlassNotReviewed,
    GlassReviewedAlready,
    LetterNotThere,
    NothingToRelease,
    ReasonNeeded,
    RequesterDenied,
    RequesterNotVerified,
    SecondPersonNeeded,
)
from entraide.assistance.models import AssistanceRequest, BreakGlass, Dispatch, Letter
from entraide.assistance.services import (
    breaking,
    deciding,
    describing,
    dispatching,
    enclosing,
    following,
    intake,
    registering,
    writing,
)
from entraide.assistance.services.bodies import standing_body
from entraide.assistance.services.exchanging.outward import send_by_exchange
from entraide.cases.queries import timeline
from entraide.cases.services.members import add_members
from entraide.kernel.errors import NotAllowed, NotFound
from tests.assistance.desk_pages import at_browser, page, words
from tests.caller import Caller
from tests.factories.assistance import BreakGlassFactory

EMERGENCY = {
    "title": "A call for help on a social network",
    "partner_state": "BE",
    "kind": "emergency_disclosure",
    "track": "police",
    "urgency": "emergency",
    "urgency_reason": "A life is in danger.",
}
WHY = {"reason": "The ferry leaves at six.", "tried": "The duty desk, three times, nobody answers."}
CHECK = {"person": "The duty desk", "number": "+32 555 0142", "number_from": "A letter of last year"}
DISCLOSING = [LetterKind.PARTIAL_REPLY, LetterKind.REPLY, LetterKind.TRANSMISSION]


@pytest.fixture
def emergency(bureau, monday):
    """An emergency that is worked on, its requester not verified; supervisor and counsel belong to its case."""
    return taken_up(bureau, monday)


def taken_up(bureau, at):
    request = registering.register(EMERGENCY, acting=bureau["duty"], at=at)
    intake.triage(request, {}, acting=bureau["duty"], at=at)
    request = intake.route(request, unit=None, officer=bureau["officer"], acting=bureau["duty"], at=at)
    add_members(request.case, [bureau["supervisor"], bureau["counsel"]], acting=bureau["officer"], at=at)
    return request


def handed_in(request, bureau, at, kind=LetterKind.PARTIAL_REPLY):
    letter = writing.draft_letter(request, kind, acting=bureau["officer"], at=at, language="en")
    return writing.submit_letter(letter, acting=bureau["officer"], at=at)


def broken(request, letter, bureau, at):
    return breaking.break_glass(request, letter=letter, **WHY, acting=bureau["supervisor"], at=at)


@pytest.fixture
def let_out(emergency, bureau, monday):
    """A letter of it for which the supervisor broke the glass, approved."""
    letter = handed_in(emergency, bureau, monday)
    broken(emergency, letter, bureau, monday)
    return writing.approve_letter(letter, acting=bureau["counsel"], at=monday)


@pytest.mark.parametrize("kind", DISCLOSING)
def test_no_disclosure_is_approved_before_the_requester_is_confirmed(emergency, bureau, monday, kind):
    letter = handed_in(emergency, bureau, monday, kind)
    with pytest.raises(RequesterNotVerified):
        writing.approve_letter(letter, acting=bureau["supervisor"], at=monday)


@pytest.mark.parametrize("kind", DISCLOSING)
def test_by_no_channel_does_a_disclosure_leave_once_the_check_no_longer_holds(
    emergency, bureau, monday, kind, settings
):
    settings.EMAIL_HOST = "mail.valmont.example"
    officer = bureau["officer"]
    intake.verify(emergency, **CHECK, result="confirmed", acting=officer, at=monday)
    letter = handed_in(emergency, bureau, monday, kind)
    Letter.objects.filter(pk=letter.pk).update(email="desk@brume.example")
    letter = writing.approve_letter(letter, acting=bureau["supervisor"], at=monday)
    intake.verify(emergency, **CHECK, result="denied", acting=officer, at=monday)
    ways = (
        lambda: writing.send_by_mail(letter, acting=officer, at=monday),
        lambda: writing.record_sent(letter, channel=Channel.PHONE, acting=officer, at=monday),
        lambda: send_by_exchange(letter, None, acting=officer, at=monday),
    )
    for way in ways:
        with pytest.raises(RequesterNotVerified):
            way()
    assert Letter.objects.get().standing == "approved"


def test_a_letter_in_the_outbox_stays_there_when_the_agency_says_that_it_never_asked(
    let_out, emergency, bureau, monday, settings
):
    settings.EMAIL_HOST = "mail.valmont.example"
    Letter.objects.filter(pk=let_out.pk).update(email="")
    broken_for = let_out.broken_glass.get()
    BreakGlass.objects.filter(pk=broken_for.pk).update(
        digest=queries.letter_digest(Letter.objects.get(pk=let_out.pk))
    )
    Letter.objects.filter(pk=let_out.pk).update(standing="leaving", sent_by=bureau["officer"])
    dispatch = Dispatch.objects.create(
        letter=let_out, address="desk@brume.example", queued_at=monday, next_attempt_at=monday
    )
    intake.verify(emergency, **CHECK, result="denied", acting=bureau["officer"], at=monday)
    assert dispatching.deliver(dispatch.pk, at=monday) is False
    dispatch.refresh_from_db()
    assert (dispatch.outcome, dispatch.last_error) == ("failed", RequesterNotVerified.code)


def test_a_broken_glass_lets_its_letter_leave_and_says_so(let_out, emergency, bureau, monday):
    writing.record_sent(let_out, channel=Channel.PHONE, acting=bureau["officer"], at=monday)
    emergency.refresh_from_db()
    assert (emergency.state, emergency.verified_result) == ("partial_results", "")
    told = [one.sentence for one in timeline(emergency.case, bureau["officer"], language="en")]
    assert f"Left by break-glass, requester not verified: {let_out.subject}" in told
    assert (
        f"Break-glass: «{let_out.subject}» may leave although the requester is not verified. "
        "The ferry leaves at six. Tried: The duty desk, three times, nobody answers."
    ) in told


def test_the_next_letter_needs_a_glass_of_its_own(let_out, emergency, bureau, monday):
    writing.record_sent(let_out, channel=Channel.PHONE, acting=bureau["officer"], at=monday)
    other = handed_in(emergency, bureau, monday)
    with pytest.raises(RequesterNotVerified):
        writing.approve_letter(other, acting=bureau["counsel"], at=monday)


def test_a_letter_reworded_since_is_another_letter(emergency, bureau, monday):
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    letter = handed_in(emergency, bureau, monday)
    broken(emergency, letter, bureau, monday)
    writing.send_back_letter(letter, comment="Say more.", acting=bureau["counsel"], at=monday)
    writing.revise_letter(letter, {"body": "And her address too."}, acting=officer, at=monday)
    writing.submit_letter(letter, acting=officer, at=monday)
    with pytest.raises(RequesterNotVerified):
        writing.approve_letter(letter, acting=supervisor, at=monday)


def test_a_letter_with_another_file_is_another_letter(emergency, bureau, monday):
    letter = handed_in(emergency, bureau, monday)
    broken(emergency, letter, bureau, monday)
    writing.send_back_letter(letter, comment="Add the list.", acting=bureau["counsel"], at=monday)
    enclosing.enclose(
        letter, [b"names"], name="list.txt", media_type="text/plain", acting=bureau["officer"], at=monday
    )
    writing.submit_letter(letter, acting=bureau["officer"], at=monday)
    with pytest.raises(RequesterNotVerified):
        writing.approve_letter(letter, acting=bureau["counsel"], at=monday)


@pytest.mark.parametrize("name", ["officer", "duty", "counsel"])
def test_only_a_supervisor_breaks_the_glass(emergency, bureau, monday, name):
    letter = handed_in(emergency, bureau, monday)
    with pytest.raises(NotAllowed):
        breaking.break_glass(emergency, letter=letter, **WHY, acting=bureau[name], at=monday)
    assert BreakGlass.objects.count() == 0


def test_who_is_no_member_breaks_and_reviews_nothing(bureau, monday):
    request = registering.register(EMERGENCY, acting=bureau["duty"], at=monday)
    letter = writing.draft_letter(
        request, LetterKind.TRANSMISSION, acting=bureau["duty"], at=monday, language="en"
    )
    writing.submit_letter(letter, acting=bureau["duty"], at=monday)
    with pytest.raises(NotFound):
        breaking.break_glass(request, letter=letter, **WHY, acting=bureau["supervisor"], at=monday)
    glass = BreakGlassFactory(letter=letter, by=bureau["duty"])
    with pytest.raises(NotFound):
        breaking.review_break_glass(
            glass, justified=True, text="Yes.", acting=bureau["supervisor"], at=monday
        )
    assert queries.desk(bureau["supervisor"], at=monday).glass_to_review == []
    with pytest.raises(NotFound):
        queries.glass_for(bureau["supervisor"], glass.uuid)


def test_a_glass_is_not_broken_for_the_letter_of_another_request(emergency, bureau, monday):
    other = handed_in(taken_up(bureau, monday), bureau, monday)
    with pytest.raises(NotFound):
        broken(emergency, other, bureau, monday)


def test_a_glass_is_broken_for_a_letter_that_can_be_read_and_once(emergency, bureau, monday):
    draft = writing.draft_letter(
        emergency, LetterKind.PARTIAL_REPLY, acting=bureau["officer"], at=monday, language="en"
    )
    with pytest.raises(LetterNotThere):
        broken(emergency, draft, bureau, monday)
    writing.submit_letter(draft, acting=bureau["officer"], at=monday)
    broken(emergency, draft, bureau, monday)
    with pytest.raises(GlassBrokenAlready):
        broken(emergency, draft, bureau, monday)


@pytest.mark.parametrize("lacking", ["reason", "tried"])
def test_a_glass_is_broken_for_a_reason_and_after_something_was_tried(emergency, bureau, monday, lacking):
    letter = handed_in(emergency, bureau, monday)
    with pytest.raises(ReasonNeeded):
        breaking.break_glass(
            emergency, letter=letter, **WHY | {lacking: " "}, acting=bureau["supervisor"], at=monday
        )


def test_no_glass_is_broken_where_the_agency_said_that_it_did_not_ask(emergency, bureau, monday):
    letter = handed_in(emergency, bureau, monday)
    intake.verify(emergency, **CHECK, result="denied", acting=bureau["officer"], at=monday)
    with pytest.raises(RequesterDenied):
        broken(emergency, letter, bureau, monday)


def test_no_glass_is_broken_where_none_is_in_the_way(emergency, bureau, monday):
    letter = handed_in(emergency, bureau, monday)
    notice = handed_in(emergency, bureau, monday, LetterKind.ACKNOWLEDGEMENT)
    with pytest.raises(NothingToRelease):
        broken(emergency, notice, bureau, monday)
    intake.verify(emergency, **CHECK, result="confirmed", acting=bureau["officer"], at=monday)
    with pytest.raises(NothingToRelease):
        broken(emergency, letter, bureau, monday)


def test_after_a_withdrawal_no_glass_is_broken_and_one_that_was_no_longer_counts(
    let_out, emergency, bureau, monday
):
    other = handed_in(emergency, bureau, monday)
    following.withdraw(emergency, text="They found her.", acting=bureau["officer"], at=monday)
    with pytest.raises(ActNotOpen):
        broken(emergency, other, bureau, monday)
    transmission = Letter.objects.get(pk=let_out.pk)
    with pytest.raises(RequesterNotVerified):
        writing.require_releasable(transmission)
    with pytest.raises(ActNotOpen):
        writing.record_sent(let_out, channel=Channel.PHONE, acting=bureau["officer"], at=monday)


def test_a_notice_with_a_file_waits_for_the_check_too(emergency, bureau, monday):
    notice = writing.draft_letter(
        emergency, LetterKind.NOTICE, acting=bureau["officer"], at=monday, text="See the file.", language="en"
    )
    enclosing.enclose(
        notice, [b"names"], name="list.txt", media_type="text/plain", acting=bureau["officer"], at=monday
    )
    writing.submit_letter(notice, acting=bureau["officer"], at=monday)
    with pytest.raises(RequesterNotVerified):
        writing.approve_letter(notice, acting=bureau["counsel"], at=monday)


def test_what_was_found_goes_with_no_other_message_to_an_unverified_requester(emergency, bureau, monday):
    measure = describing.add_part(
        emergency, "measures", {"code": "subscriber"}, acting=bureau["officer"], at=monday
    )
    block = {"block": {"danger": "A life", "to_whom": "A girl"}}
    describing.change_record(emergency, block, acting=bureau["officer"], at=monday)
    deciding.decide(measure, deciding.Ruling(Decision.EXECUTE), acting=bureau["officer"], at=monday)
    deciding.begin_execution(emergency, acting=bureau["officer"], at=monday)
    deciding.record_result(
        measure, result=Result.EXECUTED, text="12 Lime Street", acting=bureau["officer"], at=monday
    )
    held = AssistanceRequest.objects.get(pk=emergency.pk)
    assert queries.check_is_due(held)
    assert "Lime Street" in str(standing_body(held, results=True))
    assert "Lime Street" not in str(standing_body(held, results=False))


def test_another_person_reviews_and_only_then_is_the_request_closed(let_out, emergency, bureau, monday):
    writing.record_sent(let_out, channel=Channel.PHONE, acting=bureau["officer"], at=monday)
    glass = BreakGlass.objects.get()
    reply = handed_in(emergency, bureau, monday, LetterKind.REPLY)
    intake.verify(emergency, **CHECK, result="confirmed", acting=bureau["officer"], at=monday)
    writing.approve_letter(reply, acting=bureau["supervisor"], at=monday)
    writing.record_sent(reply, channel=Channel.PHONE, acting=bureau["officer"], at=monday)
    with pytest.raises(GlassNotReviewed):
        following.close(emergency, text="Found alive.", acting=bureau["officer"], at=monday)
    review = {"justified": False, "text": "The desk answers at night."}
    with pytest.raises(SecondPersonNeeded):
        breaking.review_break_glass(glass, **review, acting=bureau["supervisor"], at=monday)
    with pytest.raises(NotAllowed):
        breaking.review_break_glass(glass, **review, acting=bureau["officer"], at=monday)
    with pytest.raises(ReasonNeeded):
        breaking.review_break_glass(glass, justified=True, text=" ", acting=bureau["counsel"], at=monday)
    breaking.review_break_glass(glass, **review, acting=bureau["counsel"], at=monday)
    with pytest.raises(GlassReviewedAlready):
        breaking.review_break_glass(glass, **review, acting=bureau["counsel"], at=monday)
    following.close(emergency, text="Found alive.", acting=bureau["officer"], at=monday)
    assert AssistanceRequest.objects.get().state == "closed"
    told = [one.sentence for one in timeline(emergency.case, bureau["officer"], language="fr")]
    assert "Bris de glace examiné : non justifié. The desk answers at night." in told


@pytest.mark.parametrize(
    "row",
    [
        {"reason": ""},
        {"tried": ""},
        {"review": "A text without a person."},
        {"justified": True},
    ],
)
def test_the_database_takes_no_glass_that_is_told_in_part(db, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlassFactory(**row)


def test_the_database_lets_nobody_review_themselves(db):
    glass = BreakGlassFactory()
    reviewed = {"reviewed_at": glass.at, "justified": True, "review": "Quite right."}
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.filter(pk=glass.pk).update(reviewed_by=glass.by, **reviewed)


def test_it_stands_on_the_desk_of_every_other_reviewer_until_it_is_reviewed(
    let_out, emergency, bureau, monday
):
    glass = BreakGlass.objects.get()
    assert glass.due_at == monday + timedelta(hours=24)
    assert queries.desk(bureau["counsel"], at=monday).glass_to_review == [glass]
    assert queries.desk(bureau["supervisor"], at=monday).glass_to_review == []
    assert list(queries.desk(bureau["officer"], at=monday).glass_to_review) == []
    said = words(at_browser(bureau["counsel"], "en").get("/"))
    assert "Break-glass to review" in said
    assert f"/break-glass/{glass.uuid}/" in said
    breaking.review_break_glass(glass, justified=True, text="Yes.", acting=bureau["counsel"], at=monday)
    assert queries.desk(bureau["counsel"], at=monday).glass_to_review == []


def test_the_act_is_offered_where_a_letter_waits_and_to_nobody_else(emergency, bureau, monday):
    def offered(name):
        return "break_glass" in {act.code for act in queries.acts_open_to(bureau[name], emergency)}

    assert not offered("supervisor")
    handed_in(emergency, bureau, monday)
    assert offered("supervisor")
    assert not offered("officer")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_done_and_reviewed_on_pages_and_every_page_says_so(emergency, bureau, monday, language):
    letter = handed_in(emergency, bureau, monday)
    supervisor, counsel = at_browser(bureau["supervisor"], language), at_browser(bureau["counsel"], language)
    address = page(emergency, "acts/break_glass/")
    assert supervisor.get(address).status_code == 200
    answer = supervisor.post(address, {"letter": str(letter.uuid), "reason": WHY["reason"], "tried": ""})
    assert answer.status_code == 422
    assert WHY["reason"] in words(answer)
    assert supervisor.post(address, {"letter": str(letter.uuid), **WHY}).status_code == 302
    glass = BreakGlass.objects.get()
    where = f"/break-glass/{glass.uuid}/"
    for seen in (page(emergency), f"/letters/{letter.uuid}/"):
        assert where in words(counsel.get(seen)), seen
    assert "<textarea" not in words(supervisor.get(where))
    assert supervisor.post(where, {"justified": "yes", "text": "Mine."}).status_code == 422
    assert "<textarea" in words(counsel.get(where))
    assert counsel.post(where, {"justified": "no", "text": "Why not call?"}).status_code == 302
    glass.refresh_from_db()
    assert (glass.justified, glass.review, glass.reviewed_by) == (False, "Why not call?", bureau["counsel"])
    assert "Why not call?" in words(supervisor.get(where))


def test_programs_break_and_review_it_too(emergency, bureau, monday):
    letter = handed_in(emergency, bureau, monday)
    supervisor, counsel, officer = (Caller(bureau[name]) for name in ("supervisor", "counsel", "officer"))
    body = {"letter": str(letter.uuid), **WHY}
    base = f"/requests/{emergency.uuid}"
    assert officer.post(f"{base}/break-glass", body)[0] == 403
    status, told = supervisor.post(f"{base}/break-glass", body)
    assert status == 200, told
    (glass,) = told["break_glass"]
    assert (glass["reason"], glass["justified"], told["verified_result"]) == (WHY["reason"], None, "")
    assert counsel.get("/desk")[1]["glass_to_review"][0]["uuid"] == glass["uuid"]
    assert officer.get(f"/letters/{letter.uuid}")[1]["break_glass"] == glass["uuid"]
    where = f"/break-glass/{glass['uuid']}"
    assert supervisor.post(f"{where}/review", {"justified": True, "text": "Mine."})[0] == 422
    assert counsel.post(f"{where}/review", {"justified": True, "text": "No other way."})[0] == 200
    assert officer.get(where)[1]["review"] == "No other way."
