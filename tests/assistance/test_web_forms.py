"""What a form refuses comes back with what was typed, said beside the field it is about, in the reader's language."""

import pytest
from django.utils.translation import override

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.lifecycle import BY_CODE as LIFECYCLE
from entraide.assistance.services import registering
from entraide.assistance.services.describing import add_part
from entraide.assistance.templatetags.desk import opening_hours
from entraide.assistance.web.labels import languages
from entraide.cases.domain.words import fold
from entraide.cases.templatetags.casefile import channel_words
from entraide.kernel.clock import now
from entraide.ledger.models import Entry
from tests.assistance.desk_pages import at_browser, page, words


@pytest.fixture
def received(bureau):
    return registering.register(
        {"title": "A threat", "partner_state": "BE", "kind": "emergency_disclosure", "track": "police"},
        acting=bureau["duty"],
        at=now(),
    )


def test_triage_keeps_what_was_typed_and_names_what_is_missing(bureau, received):
    duty = at_browser(bureau["duty"], "fr")
    typed = {
        "title": "Une menace précise",
        "partner_state": "BE",
        "kind": "",
        "track": "police",
        "urgency": "urgent",
    }
    answer = duty.post(page(received, "acts/triage/"), typed)
    assert answer.status_code == 422
    said = words(answer)
    assert 'value="Une menace précise"' in said
    assert "Dites ce qui la rend urgente." in said
    assert 'href="#id_kind"' in said
    received.refresh_from_db()
    assert (received.title, received.state) == ("A threat", "received")


def test_a_refusal_of_the_service_is_said_on_the_form(bureau, received):
    officer = at_browser(bureau["duty"])
    measure = add_part(received, "measures", {"code": "subscriber"}, acting=bureau["duty"], at=now())
    answer = officer.post(
        page(received, f"measures/{measure.uuid}/decide/"), {"decision": "execute", "text": "Typed with care"}
    )
    assert answer.status_code == 422
    assert "Your role does not allow this." in words(answer)
    assert "Typed with care" in words(answer)


def test_the_record_is_saved_field_by_field_and_nothing_else_changes(bureau, received):
    duty = at_browser(bureau["duty"])
    address = page(received, "record/edit/")
    form = duty.get(address).context["form"]
    sent = {
        name: _as_typed(form[name].value()) for name in form.fields if form[name].value() not in (None, False)
    }
    entries = Entry.objects.count()
    assert duty.post(address, sent).status_code == 302
    assert Entry.objects.count() == entries, "saving what was there leaves no act"
    moment = "2026-11-20T09:30"
    sent |= {
        "facts": "First line\r\nSecond line",
        "block-danger": "A threat to a school",
        "hard_date": moment,
    }
    assert duty.post(address, sent).status_code == 302
    received.refresh_from_db()
    assert received.facts == "First line\nSecond line"
    assert received.block == {"danger": "A threat to a school"}
    assert received.hard_date.isoformat() == "2026-11-20T14:30:00+00:00", "a time is that of the agency"
    assert Entry.objects.count() == entries + 1


def test_a_kind_brings_its_own_fields_and_changing_it_asks_for_the_new_ones(bureau, received):
    duty = at_browser(bureau["duty"])
    assert 'name="block-danger"' in words(duty.get(page(received, "record/edit/")))
    answer = duty.post(page(received, "kind/"), {"kind": "firearm_trace", "track": "police"})
    assert answer["Location"] == page(received, "record/edit/#block")
    said = words(duty.get(page(received, "record/edit/")))
    assert 'name="block-serial"' in said
    assert 'name="block-danger"' not in said


def test_an_outgoing_request_says_what_is_missing_before_review_and_where(bureau):
    officer = at_browser(bureau["officer"])
    typed = {
        "title": "Subscriber of a mailbox",
        "kind": "police_information",
        "track": "police",
        "urgency": "routine",
    }
    address = officer.post("/requests/draft/", typed)["Location"]
    said = words(officer.get(address))
    assert "Fill in first:" in said
    assert f"{address}record/edit/#id_partner_state" in said
    assert f"{address}measures/add/" in said
    answer = officer.post(f"{address}acts/submit/")
    assert answer.status_code == 422
    assert "kernel.incomplete" in words(answer)


def test_parts_are_added_corrected_and_removed(bureau, received):
    duty = at_browser(bureau["duty"])
    person = {"name": "Gaspard Vellorine", "particulars-role": "suspect", "particulars-born_on": "1988"}
    assert duty.post(page(received, "subjects/add/?sort=person"), person).status_code == 302
    subject = received.subjects.get()
    assert (subject.sort, subject.particulars) == ("person", {"role": "suspect", "born_on": "1988"})
    address = page(received, f"subjects/{subject.uuid}/")
    assert duty.post(f"{address}change/", {**person, "name": "Gaspard Velorine"}).status_code == 302
    subject.refresh_from_db()
    assert subject.name == "Gaspard Velorine"
    assert duty.post(f"{address}remove/").status_code == 302
    assert received.subjects.count() == 0
    refused = duty.post(page(received, "authorities/add/"), {"role": "requesting", "phone": "+1 555 0142"})
    assert refused.status_code == 422
    assert "Name the organisation or the person." in words(refused)
    assert "+1 555 0142" in words(refused)


def test_an_act_there_is_not_is_not_found_and_one_that_is_closed_says_so(bureau, received):
    duty = at_browser(bureau["duty"])
    assert duty.get(page(received, "acts/abolish/")).status_code == 404
    answer = duty.get(page(received, "acts/close/"))
    assert answer.status_code == 422
    assert "assistance.act_not_open" in words(answer)
    assert duty.get(page(received, "acts/acknowledge/"))["Location"].endswith(
        "letters/new/?kind=acknowledgement"
    )


def test_filters_narrow_the_list_and_nonsense_narrows_nothing(bureau, received):
    duty = at_browser(bureau["duty"])
    reference = received.reference
    assert reference in words(duty.get("/requests/?kind=emergency_disclosure&from=BE"))
    assert reference not in words(duty.get("/requests/?kind=preservation"))
    assert "No request fits these filters" in words(duty.get("/requests/?kind=preservation"))
    assert reference in words(duty.get("/requests/?order=newest&kind=emergency_disclosure"))
    for nonsense in ("kind=nonsense", "officer=' OR 1", "from=ZZZ"):
        assert reference in words(duty.get(f"/requests/?{nonsense}")), nonsense
    for nowhere in (
        "/requests/?after=garbage",
        "/requests/?order=newest&after=-1e9",
        "/search/?q=a threat&after=x",
    ):
        assert "assistance.bad_key" in words(duty.get(nowhere)), nowhere


def _as_typed(value):
    return value.strftime("%Y-%m-%dT%H:%M") if hasattr(value, "strftime") else value


def test_a_decision_says_what_the_kind_still_needs_and_keeps_what_was_typed(bureau, received):
    duty, officer = at_browser(bureau["duty"]), at_browser(bureau["officer"])
    duty.post(
        page(received, "acts/verify/"),
        {"person": "A", "number": "1", "number_from": "B", "result": "confirmed"},
    )
    triage = {"title": "A threat", "partner_state": "BE", "kind": "emergency_disclosure", "track": "police"}
    triage |= {"urgency": "emergency", "urgency_reason": "Lives"}
    assert duty.post(page(received, "acts/triage/"), triage).status_code == 302
    assert (
        duty.post(page(received, "acts/route/"), {"officer": str(bureau["officer"].uuid)}).status_code == 302
    )
    measure = add_part(received, "measures", {"code": "subscriber"}, acting=bureau["officer"], at=now())
    address = page(received, f"measures/{measure.uuid}/decide/")
    where = page(received, "record/edit/#id_block-danger")
    assert f'<a href="{where}">The danger</a>' in words(officer.get(address))
    answer = officer.post(address, {"decision": "in_part", "text": "Typed with care"})
    assert answer.status_code == 422
    assert "Fill in first: The danger, To whom." in words(answer)
    assert "Typed with care" in words(answer)


def test_what_the_partner_decides_is_only_written_down():
    there = LIFECYCLE["decide"]
    assert there.named("incoming").en == "Decide on a measure"
    assert there.named("outgoing").en == "Record their decision on a measure"
    assert LIFECYCLE["triage"].named("outgoing") == LIFECYCLE["triage"].label


def test_the_hours_of_an_authority_are_read_as_in_the_directory():
    assert opening_hours("mon-fri 08:30-16:30") == "Mon–Fri 08:30–16:30"
    assert opening_hours("whenever they answer") == "whenever they answer"
    assert opening_hours("") == ""


@pytest.mark.parametrize(("language", "first"), [("en", "Afrikaans"), ("fr", "afrikaans")])
def test_languages_stand_in_the_order_of_their_letters_each_once(language, first):
    with override(language):
        found = languages()[1:]
        names = [name for _code, name in found]
        assert names[0] == first
        assert names == sorted(names, key=fold)
        assert len(set(names)) == len(names)
        assert len({name[0].isupper() for name in names}) == 1
        codes = {code for code, _name in found}
        assert {"zh", "nb", "fr"} <= codes
        assert "no" not in codes
        assert all(name != code for code, name in found)


def test_every_channel_of_a_request_has_its_words_in_the_correspondence():
    assert {code for code in Channel if channel_words(code) == code} == set()
    assert channel_words("node") == "Node to node"
