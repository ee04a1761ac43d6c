"""The check of the requester: a number of the directory, never one that the request brings; and what is shown of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from entraide.assistance.errors import (
    ContactElsewhere,
    FieldsRefused,
    NumberFromTheMessage,
    ReasonNeeded,
)
from entraide.assistance.models import Arrival, AssistanceRequest
from entraide.assistance.services import arriving, describing, intake, registering
from entraide.assistance.services.calling import numbers_of_partner
from entraide.assistance.services.signs import examine
from entraide.cases.queries import timeline
from entraide.cases.services.members import add_members
from entraide.cases.services.work import Sheet, file_correspondence
from entraide.directory.models import State
from entraide.exchange.domain.standing import PartnerStanding
from entraide.exchange.models import Conversation, Partner
from tests.assistance.desk_pages import at_browser, page, words
from tests.caller import Caller
from tests.factories.directory import AgencyFactory, ContactPointFactory, OfficeFactory

SAID = {"person": "The duty desk", "result": "confirmed"}
BROUGHT = "+32 2 555 01 77"
MAIL = b"""From: Clotilde Verneau <chief@va1bourg.example>
Reply-To: <chief@brume.example>
To: bureau@valmont.example
Subject: URGENT: a child in danger
Date: Mon, 16 Nov 2026 03:10:00 +0100
Content-Type: text/plain; charset=utf-8

Colleagues, a child is in danger. Send her address to chief@brume.example within the hour.
Do not call the office. Tel. +32 2 555 01 77
"""


@pytest.fixture
def valbourg(bureau):
    """The agency as the directory has it: a desk and an investigator."""
    state = State.objects.get(code="BE")
    agency = AgencyFactory(
        state=state, name_en="Valbourg Regional Police", name_fr="S\u00fbret\u00e9 de Valbourg"
    )
    office = OfficeFactory(agency=agency, time_zone="Europe/Brussels")
    desk = ContactPointFactory(office=office, phone="+32 2 555 01 42", email="desk@valbourg.example")
    ContactPointFactory(
        office=office,
        function="investigator",
        person="Clotilde Verneau",
        phone="+32 2 555 01 43",
        mobile="+32 470 55 01 43",
        email="c.verneau@valbourg.example",
    )
    elsewhere = AgencyFactory(state=State.objects.get(code="NL"), name_en="Brume Police")
    other = ContactPointFactory(office=OfficeFactory(agency=elsewhere), phone="+31 20 555 01 01", email="")
    return {"desk": desk, "other": other}


def test_our_own_numbers_confirm_nothing_although_the_partner_is_of_our_state(
    request_, bureau, monday, valbourg, settings
):
    settings.NODE = replace(settings.NODE, agency=replace(settings.NODE.agency, name_en="Brume Police"))
    ours = AgencyFactory(
        state=State.objects.get(code="BE"), name_en="Brume  police", name_fr="Police de Brume"
    )
    home = ContactPointFactory(office=OfficeFactory(agency=ours), phone="+32 2 555 07 07", email="")
    numbers = [one.number for one in numbers_of_partner(request_)]
    assert "+32 2 555 01 42" in numbers
    assert "+32 2 555 07 07" not in numbers
    with pytest.raises(ContactElsewhere):
        verify(request_, bureau, monday, contact=home.uuid)


@pytest.fixture
def request_(bureau, monday, valbourg):
    fields = {
        "title": "A child in danger",
        "partner_state": "BE",
        "partner_agency": "Valbourg Regional Police",
        "kind": "emergency_disclosure",
        "track": "police",
        "urgency": "emergency",
        "urgency_reason": "A child.",
    }
    return registering.register(fields, acting=bureau["duty"], at=monday)


def verify(request, bureau, at, **more):
    return intake.verify(request, **SAID | more, acting=bureau["duty"], at=at)


def by_authority(request, bureau, at):
    fields = {"role": "requesting", "organisation": "Valbourg", "phone": BROUGHT}
    describing.add_part(request, "authorities", fields, acting=bureau["duty"], at=at)


def by_authority_with_a_contact(request, bureau, at):
    contact = numbers_of_partner(request)[0].contact.uuid
    fields = {"role": "requesting", "organisation": "Valbourg", "mobile": BROUGHT, "contact": contact}
    describing.add_part(request, "authorities", fields, acting=bureau["duty"], at=at)


def by_arrival(request, bureau, at):
    arrival = arriving.receive([MAIL], name="urgent.eml", acting=bureau["duty"], at=at)
    Arrival.objects.filter(pk=arrival.pk).update(request=request)


def by_letter(request, bureau, at):
    sheet = Sheet(incoming=True, channel="email", counterpart="V", subject="", text="Call 02/555.01.77 now.",
                  about=request.uuid)  # fmt: skip
    file_correspondence(request.case, sheet, acting=bureau["duty"], at=at)


def by_facts(request, bureau, at):
    describing.change_record(request, {"facts": "Call them at 02 555 01 77."}, acting=bureau["duty"], at=at)


@pytest.mark.parametrize(
    "bring", [by_authority, by_authority_with_a_contact, by_arrival, by_letter, by_facts]
)
def test_a_number_that_the_request_brings_is_not_called(request_, bureau, monday, bring):
    bring(request_, bureau, monday)
    for written in (BROUGHT, "0032 (0)2 555 01 77", "02 555 01 77"):
        with pytest.raises(NumberFromTheMessage):
            verify(request_, bureau, monday, number=written, number_from="Their letterhead")
    assert AssistanceRequest.objects.get(pk=request_.pk).verified_result == ""
    verify(request_, bureau, monday, number="+32 2 555 01 78", number_from="A card of last year")
    assert AssistanceRequest.objects.get(pk=request_.pk).verified_result == "confirmed"


def test_a_number_of_the_directory_may_be_called_although_the_request_names_it(request_, bureau, monday):
    fields = {"role": "requesting", "organisation": "Valbourg", "phone": "02 555 01 42"}
    describing.add_part(request_, "authorities", fields, acting=bureau["duty"], at=monday)
    verify(request_, bureau, monday, number="02 555 01 42", number_from="Their letter, and the directory")
    assert AssistanceRequest.objects.get().verified_result == "confirmed"


def test_the_number_of_another_state_in_the_directory_is_no_excuse(request_, bureau, monday, valbourg):
    fields = {"role": "requesting", "organisation": "Valbourg", "phone": valbourg["other"].phone}
    describing.add_part(request_, "authorities", fields, acting=bureau["duty"], at=monday)
    with pytest.raises(NumberFromTheMessage):
        verify(request_, bureau, monday, number=valbourg["other"].phone, number_from="The directory")


def test_number_and_source_are_taken_from_the_contact_that_is_named(request_, bureau, monday, valbourg):
    request = verify(request_, bureau, monday, contact=valbourg["desk"].uuid)
    assert (request.verified_number, request.verified_number_from) == (
        "+32 2 555 01 42",
        "Valbourg Regional Police, Duty desk (directory)",
    )
    mobile = numbers_of_partner(request_)[-1]
    request = verify(request_, bureau, monday, contact=mobile.contact.uuid, number="0470 55 01 43")
    assert request.verified_number == "+32 470 55 01 43"
    assert request.verified_number_from == "Valbourg Regional Police, Clotilde Verneau (directory)"


def test_a_contact_answers_for_its_own_state_and_by_its_own_numbers(request_, bureau, monday, valbourg):
    with pytest.raises(ContactElsewhere):
        verify(request_, bureau, monday, contact=valbourg["other"].uuid)
    with pytest.raises(FieldsRefused):
        verify(request_, bureau, monday, contact=valbourg["desk"].uuid, number="+32 2 555 09 99")
    valbourg["desk"].active = False
    valbourg["desk"].save()
    for unknown in (valbourg["desk"].uuid, uuid4()):
        with pytest.raises(FieldsRefused):
            verify(request_, bureau, monday, contact=unknown)
    with pytest.raises(ReasonNeeded):
        verify(request_, bureau, monday, number=BROUGHT)


def test_the_agency_that_is_named_comes_first(request_, bureau, valbourg):
    sooner = AgencyFactory(state=State.objects.get(code="BE"), name_en="Aldebrugge Police")
    ContactPointFactory(office=OfficeFactory(agency=sooner), phone="+32 3 555 01 01")
    found = [(one.number, one.of_agency) for one in numbers_of_partner(request_)]
    assert found == [
        ("+32 2 555 01 42", True),
        ("+32 2 555 01 43", True),
        ("+32 470 55 01 43", True),
        ("+32 3 555 01 01", False),
    ]


@pytest.mark.parametrize(("language", "standing"), [("en", "open now"), ("fr", "ouvert")])
def test_the_form_offers_the_numbers_of_the_directory(request_, bureau, valbourg, language, standing):
    valbourg["desk"].office.always_open = True
    valbourg["desk"].office.save()
    duty = at_browser(bureau["duty"], language)
    address = page(request_, "acts/verify/")
    said = words(duty.get(address))
    assert "+32 470 55 01 43 \u00b7 Clotilde Verneau" in said
    assert standing in said
    assert "+31 20 555 01 01" not in said
    chosen = f"{valbourg['desk'].uuid} {valbourg['desk'].phone}"
    for nothing in ("", "other", f"{valbourg['other'].uuid} {valbourg['other'].phone}"):
        assert duty.post(address, {**SAID, "contact": nothing}).status_code == 422
    assert duty.post(address, {**SAID, "contact": chosen}).status_code == 302
    assert AssistanceRequest.objects.get().verified_number == "+32 2 555 01 42"


def test_the_form_says_why_a_number_of_the_request_is_not_taken(request_, bureau, monday):
    by_facts(request_, bureau, monday)
    given = {**SAID, "contact": "other", "number": BROUGHT, "number_from": "Their letterhead"}
    answer = at_browser(bureau["duty"]).post(page(request_, "acts/verify/"), given)
    assert answer.status_code == 422
    assert "This number stands in the request itself" in words(answer)


def test_programs_name_a_contact_or_a_number(request_, bureau, monday, valbourg):
    by_facts(request_, bureau, monday)
    duty, base = Caller(bureau["duty"]), f"/requests/{request_.uuid}"
    status, told = duty.post(f"{base}/verify", {**SAID, "number": BROUGHT, "number_from": "Letter"})
    assert (status, told["code"]) == (422, "assistance.number_from_the_message")
    status, told = duty.post(f"{base}/verify", {**SAID, "contact": str(valbourg["desk"].uuid)})
    assert (status, told["verified_number"]) == (200, "+32 2 555 01 42")


def test_the_signs_of_a_forged_mail_are_shown_until_somebody_is_reached(bureau, monday, valbourg):
    arrival = arriving.receive([MAIL], name="urgent.eml", acting=bureau["duty"], at=monday)
    assert arrival.reply_to == "<chief@brume.example>"
    request = arrival.request
    fields = {"title": "Urgent", "partner_state": "BE", "partner_agency": "Valbourg Regional Police",
              "urgency": "emergency", "urgency_reason": "A child."}  # fmt: skip
    describing.change_record(request, fields, acting=bureau["duty"], at=monday)
    request.refresh_from_db()
    found = {sign.code.value: sign.words for sign in examine(request, bureau["duty"]).signs}
    assert found == {
        "look_alike": "chief@va1bourg.example",
        "reply_elsewhere": "chief@brume.example",
        "answer_elsewhere": "Colleagues, a child is in danger. Send her address to chief@brume.example within the "
        "hour. Do not call the office. Tel. +32 2 555 01 …",
        "other_number": "+32 2 555 01 77",
        "odd_hour": "2026-11-16 03:10 (Europe/Brussels)",
        "pressure": found["pressure"],
    }
    status, told = Caller(bureau["duty"]).get(f"/requests/{request.uuid}/signs")
    assert status == 200
    assert {one["code"] for one in told["signs"]} == set(found)
    assert (told["signed_by"], told["check_is_due"]) == (None, False)
    for language in ("en", "fr"):
        duty = at_browser(bureau["duty"], language)
        for address in (page(request), page(request, "acts/verify/")):
            assert "chief@va1bourg.example" in words(duty.get(address)).partition('id="signs"')[2], address
    assert Caller(bureau["officer"]).get(f"/requests/{request.uuid}/signs")[0] == 404
    verify(request, bureau, monday, contact=valbourg["desk"].uuid)
    assert 'id="signs"' not in words(at_browser(bureau["duty"]).get(page(request)))


def test_an_earlier_request_makes_a_contact_known_to_those_who_can_see_it(request_, bureau, monday, valbourg):
    who = {"role": "requesting", "organisation": "Valbourg", "person": "Noor Halvers",
           "email": "n.halvers@valbourg.example"}  # fmt: skip
    describing.add_part(request_, "authorities", who, acting=bureau["duty"], at=monday)
    fields = {"title": "Before", "partner_state": "BE", "kind": "police_information", "track": "police"}
    earlier = registering.register(fields, acting=bureau["duty"], at=monday - timedelta(days=9))
    describing.add_part(earlier, "authorities", who, acting=bureau["duty"], at=monday)
    assert len(examine(request_, bureau["duty"]).signs) == 2, "nobody has looked into that one yet"
    intake.triage(earlier, {}, acting=bureau["duty"], at=monday)
    intake.route(earlier, unit=None, officer=bureau["officer"], acting=bureau["duty"], at=monday)
    assert examine(request_, bureau["duty"]).signs == ()
    add_members(request_.case, [bureau["supervisor"]], acting=bureau["duty"], at=monday)
    assert len(examine(request_, bureau["supervisor"]).signs) == 2, "who cannot see it is told nothing by it"


def test_a_request_signed_by_a_partner_says_by_whom_and_is_checked_all_the_same(request_, bureau, monday):
    partner = Partner.objects.create(
        node=uuid4(), name_en="Brume Police", name_fr="Police de Brume", country="BE",
        standing=PartnerStanding.CONFIRMED, introduced_at=monday, confirmed_at=monday,
        confirmed_with="Desk", confirmed_number="+32 2 555 01 42",
    )  # fmt: skip
    Conversation.objects.create(
        uuid=uuid4(), partner=partner, case=request_.case.uuid, subject=request_.uuid, opened_at=monday
    )
    AssistanceRequest.objects.filter(pk=request_.pk).update(channel="node")
    status, told = Caller(bureau["duty"]).get(f"/requests/{request_.uuid}/signs")
    assert (status, told) == (200, {"signed_by": str(partner.node), "check_is_due": True, "signs": []})
    said = words(at_browser(bureau["duty"]).get(page(request_)))
    assert "Signed by the node of Brume Police, a confirmed partner." in said
    assert "The node is real; the officer behind it must still be called back." in said
    Partner.objects.update(standing=PartnerStanding.SUSPENDED)
    assert Caller(bureau["duty"]).get(f"/requests/{request_.uuid}/signs")[1]["signed_by"] is None


def test_every_call_is_in_the_timeline_with_its_number(request_, bureau, monday, valbourg):
    verify(request_, bureau, monday, contact=valbourg["desk"].uuid, result="unreached")
    told = [one.sentence for one in timeline(request_.case, bureau["duty"], language="en")]
    assert (
        "Requester called back: The duty desk on +32 2 555 01 42 (from Valbourg Regional Police, Duty desk "
        "(directory)): nobody reached"
    ) in told


def test_the_signs_of_a_request_cost_the_same_however_large_the_directory_is(
    request_, bureau, valbourg, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    examine(request_, bureau["duty"])  # the person's roles are then known
    with CaptureQueriesContext(connection) as few:
        examine(request_, bureau["duty"])
    for number in range(30):
        office = OfficeFactory(agency=AgencyFactory(state=State.objects.get(code="BE")))
        ContactPointFactory(
            office=office, phone=f"+32 9 555 02 {number:02}", email=f"d{number}@d{number}.example"
        )
    with django_assert_num_queries(len(few)):
        examine(request_, bureau["duty"])
