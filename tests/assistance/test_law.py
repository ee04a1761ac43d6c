"""The law of a request: a basis chosen by a person, demands that hold back what is incomplete, clocks extended."""

from datetime import timedelta

import pytest

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.errors import (
    ActNotOpen,
    BasisFixed,
    BasisUnknown,
    DepartureNeedsReason,
    NotExtendable,
    ReasonNeeded,
    SecondPersonNeeded,
)
from entraide.assistance.models import AssistanceRequest, DatedEvent
from entraide.assistance.services import choosing, describing, extending, following, registering, writing
from entraide.assistance.services.demanding import demanded, lacking_in_law
from entraide.assistance.services.timing import clock_faces
from entraide.cases.services.members import add_members
from entraide.kernel.errors import Incomplete

pytestmark = pytest.mark.django_db

FIELDS = {
    "title": "Preservation of an account",
    "partner_state": "FR",
    "kind": "preservation",
    "track": "police",
    "facts": "An account was used to defraud.",
    "reply_language": "fr",
    "block": {"data": "The account wren_62", "custodian": "Valbourg Telecom"},
}


@pytest.fixture
def preservation(bureau, monday):
    officer = bureau["officer"]
    request = registering.draft(FIELDS, acting=officer, at=monday)
    describing.add_part(request, "measures", {"code": "preservation"}, acting=officer, at=monday)
    return AssistanceRequest.objects.get()


def choose(request, bureau, at, instrument="budapest", reason=""):
    return choosing.choose_basis(
        request, instrument=instrument, reason=reason, acting=bureau["officer"], at=at
    )


def fill_in(request, bureau, at):
    officer = bureau["officer"]
    block = {**request.block, "necessity": "The log is kept for seven days.", "mla_will_follow": True}
    fields = {"evidence_link": "The account received the money.", "block": block}
    describing.change_record(request, fields, acting=officer, at=at)
    describing.add_part(request, "offences", {"title": "Fraud"}, acting=officer, at=at)
    role = {"role": "requesting", "organisation": "Valmont Police"}
    describing.add_part(request, "authorities", role, acting=officer, at=at)


def test_the_first_of_the_advice_is_chosen_without_a_word(preservation, bureau, monday):
    chosen = choose(preservation, bureau, monday)
    assert (chosen.basis, chosen.basis_reason) == ("budapest", "")
    assert "29" in chosen.legal_basis


def test_whoever_departs_from_the_advice_says_why(preservation, bureau, monday):
    with pytest.raises(DepartureNeedsReason):
        choose(preservation, bureau, monday, "untoc")
    assert AssistanceRequest.objects.get().basis == ""
    chosen = choose(preservation, bureau, monday, "untoc", "Their 24/7 point asked for it.")
    assert (chosen.basis, chosen.basis_reason) == ("untoc", "Their 24/7 point asked for it.")


def test_what_is_in_no_library_is_not_a_basis(preservation, bureau, monday):
    with pytest.raises(BasisUnknown):
        choose(preservation, bureau, monday, "treaty_of_nowhere", "Because.")


def test_a_request_missing_what_its_basis_demands_is_not_submitted(preservation, bureau, monday):
    preservation = choose(preservation, bureau, monday)
    with pytest.raises(Incomplete) as refused:
        following.submit(preservation, acting=bureau["officer"], at=monday)
    lacking = refused.value.fields
    assert set(lacking) == {
        "authorities.requesting", "offences", "evidence_link", "block.necessity", "block.mla_will_follow",
    }  # fmt: skip
    assert (
        "budapest_29_link: Convention on Cybercrime (CETS 185), Art. 29(2)(c)" in lacking["evidence_link"].en
    )
    assert "STCE 185" in lacking["evidence_link"].fr
    fill_in(preservation, bureau, monday)
    assert following.submit(preservation, acting=bureau["officer"], at=monday).state == "in_review"


def test_the_letter_does_not_leave_either(preservation, bureau, monday, settings):
    """However it was approved: what has become incomplete since is held back at the door."""
    settings.EMAIL_HOST = "mail.valmont.example"
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    letter = writing.draft_letter(preservation, LetterKind.PRESERVATION_REQUEST, acting=officer, at=monday)
    letter = writing.revise_letter(letter, {"email": "desk@valbourg.example"}, acting=officer, at=monday)
    writing.submit_letter(letter, acting=officer, at=monday)
    add_members(preservation.case, [supervisor], acting=officer, at=monday)
    letter = writing.approve_letter(letter, acting=supervisor, at=monday)
    AssistanceRequest.objects.update(state="validated", basis="budapest")
    with pytest.raises(Incomplete):
        writing.send_by_mail(letter, acting=officer, at=monday)


def test_without_a_basis_the_practice_of_the_service_holds(bureau, monday):
    fields = {**FIELDS, "kind": "emergency_disclosure", "block": {"danger": "Suicide", "to_whom": "A boy"}}
    request = registering.draft(fields, acting=bureau["officer"], at=monday)
    assert set(lacking_in_law(request)) == {"block.no_other_means"}


def test_every_demand_is_told_with_whether_it_is_met(preservation, bureau, monday):
    preservation = choose(preservation, bureau, monday)
    told = {one.code: is_met for one, is_met in demanded(preservation)}
    assert told["budapest_29_facts"] is True
    assert told["budapest_29_offence"] is False


@pytest.fixture
def kept(preservation, bureau, monday):
    """A preservation under the Convention, in force since Monday."""
    choose(preservation, bureau, monday)
    AssistanceRequest.objects.update(state="in_execution", sent_at=monday)
    request = AssistanceRequest.objects.get()
    DatedEvent.objects.create(request=request, code="sent", at=monday)
    return following.record_preserved(request, acting=bureau["officer"], at=monday)


def expiry(request, at):
    return next(clock for clock in clock_faces(request, at=at) if clock.rule.role == "expiry")


def test_a_preservation_is_extended_with_its_reason_and_moves_the_desk(kept, bureau, monday):
    before = expiry(kept, monday)
    week_on = monday + timedelta(days=7)
    until = before.due + timedelta(days=30)
    extending.extend_clock(
        kept, rule=before.code, reason="The request for assistance is being translated.", until=until,
        acting=bureau["officer"], at=week_on,
    )  # fmt: skip
    after = expiry(AssistanceRequest.objects.get(), week_on)
    assert after.due == until
    assert [granted.event.reason for granted in after.extensions] == [
        "The request for assistance is being translated."
    ]


def test_the_partner_is_told_of_an_extension_by_its_notice(kept, bureau, monday, settings):
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    add_members(kept.case, [supervisor], acting=officer, at=monday)
    rule = expiry(kept, monday).code
    until = expiry(kept, monday).due + timedelta(days=30)
    extending.extend_clock(kept, rule=rule, reason="Translation.", until=until, acting=officer, at=monday)
    letter = writing.draft_letter(kept, LetterKind.EXTENSION_NOTICE, acting=officer, at=monday)
    writing.submit_letter(letter, acting=officer, at=monday)
    letter = writing.approve_letter(letter, acting=supervisor, at=monday)
    assert DatedEvent.objects.get(code="extended").detail.get("notified") is None
    writing.record_sent(letter, channel=Channel.POST, acting=officer, at=monday)
    assert DatedEvent.objects.get(code="extended").detail["notified"] is True


def test_an_extension_without_a_reason_is_refused(kept, bureau, monday):
    with pytest.raises(ReasonNeeded):
        extending.extend_clock(
            kept, rule=expiry(kept, monday).code, reason=" ", acting=bureau["officer"], at=monday
        )


def test_a_clock_that_cannot_grow_is_refused_and_leaves_nothing(kept, bureau, monday):
    with pytest.raises(NotExtendable):
        extending.extend_clock(kept, rule="untriaged", reason="Because.", acting=bureau["officer"], at=monday)
    assert not DatedEvent.objects.filter(code="extended").exists()


def test_whoever_chose_the_basis_during_the_review_does_not_approve(preservation, bureau, monday):
    choose(preservation, bureau, monday)
    fill_in(AssistanceRequest.objects.get(), bureau, monday)
    supervisor, counsel = bureau["supervisor"], bureau["counsel"]
    add_members(preservation.case, [supervisor, counsel], acting=bureau["officer"], at=monday)
    request = following.submit(preservation, acting=bureau["officer"], at=monday)
    choosing.choose_basis(request, instrument="untoc", reason="As asked.", acting=supervisor, at=monday)
    AssistanceRequest.objects.update(basis="budapest")
    with pytest.raises(SecondPersonNeeded):
        following.approve(request, acting=supervisor, at=monday)
    assert following.approve(request, acting=counsel, at=monday).state == "validated"


def test_no_other_channel_goes_around_the_review(preservation, bureau, monday):
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    add_members(preservation.case, [supervisor], acting=officer, at=monday)
    letter = writing.draft_letter(preservation, LetterKind.PRESERVATION_REQUEST, acting=officer, at=monday)
    writing.submit_letter(letter, acting=officer, at=monday)
    letter = writing.approve_letter(letter, acting=supervisor, at=monday)
    with pytest.raises(ActNotOpen):
        writing.record_sent(letter, channel=Channel.POST, acting=officer, at=monday)
    assert AssistanceRequest.objects.get().state == "draft"


def test_the_date_the_requester_set_is_not_ours_to_extend(kept, bureau, monday):
    AssistanceRequest.objects.update(hard_date=monday + timedelta(days=20))
    with pytest.raises(NotExtendable):
        extending.extend_clock(kept, rule="hard_date", reason="No.", acting=bureau["officer"], at=monday)
    assert not DatedEvent.objects.filter(code="extended").exists()


def test_nothing_is_put_off_for_longer_than_five_years(kept, bureau, monday):
    with pytest.raises(NotExtendable):
        extending.extend_clock(
            kept, rule=expiry(kept, monday).code, reason="For ever.", until=monday + timedelta(days=9000),
            acting=bureau["officer"], at=monday,
        )  # fmt: skip


def test_an_extension_outlives_a_change_of_the_basis(kept, bureau, monday):
    until = expiry(kept, monday).due + timedelta(days=30)
    rule = expiry(kept, monday).code
    extending.extend_clock(
        kept, rule=rule, reason="Translation.", until=until, acting=bureau["officer"], at=monday
    )
    AssistanceRequest.objects.update(basis="")
    after = expiry(AssistanceRequest.objects.get(), monday)
    assert (after.code != rule, after.due) == (True, until)


def test_a_request_that_left_keeps_its_basis(kept, bureau, monday):
    with pytest.raises(BasisFixed):
        choose(kept, bureau, monday, "untoc", "Better.")


def test_a_basis_that_is_no_longer_the_first_says_why(preservation, bureau, monday):
    request = choose(preservation, bureau, monday)
    describing.change_record(request, {"partner_state": "RU"}, acting=bureau["officer"], at=monday)
    assert "house_basis" in lacking_in_law(AssistanceRequest.objects.get())["basis"].en


def test_blanks_meet_no_demand(preservation, bureau, monday):
    request = choose(preservation, bureau, monday)
    describing.change_record(request, {"evidence_link": "  "}, acting=bureau["officer"], at=monday)
    assert "evidence_link" in lacking_in_law(AssistanceRequest.objects.get())
