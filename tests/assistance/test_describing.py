"""The record: filled in by members, checked field by field, nothing half taken."""

import pytest

from entraide.assistance import queries
from entraide.assistance.domain.measures import Decision
from entraide.assistance.errors import FieldsRefused, MeasureDecidedAlready, RequestEnded
from entraide.assistance.models import AssistanceRequest, Measure, Subject
from entraide.assistance.services import deciding, describing, intake, registering
from entraide.kernel.errors import NotFound
from entraide.ledger.models import Detail, Entry


@pytest.fixture
def request_(bureau, monday):
    fields = {"title": "Threat on a blog", "partner_state": "US", "kind": "emergency_disclosure"}
    return registering.register(fields | {"track": "police"}, acting=bureau["duty"], at=monday)


def change(request, fields, bureau, at):
    return describing.change_record(request, fields, acting=bureau["duty"], at=at)


def test_a_change_is_kept_with_the_names_of_its_fields(request_, bureau, monday):
    change(request_, {"facts": "A player threatens.", "tlp": "amber"}, bureau, monday)
    entry = Entry.objects.filter(act="assistance.record_changed").get()
    assert Detail.objects.get(entry=entry).body == {
        "fields": {"en": "Facts, Traffic light protocol", "fr": "Faits, Protocole TLP"}
    }
    assert b"threatens" not in bytes(entry.canonical)


def test_a_change_that_changes_nothing_leaves_no_entry(request_, bureau, monday):
    change(request_, {"title": "Threat on a blog"}, bureau, monday)
    assert not Entry.objects.filter(act="assistance.record_changed").exists()


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"kind": "no_such_kind"}, {"kind"}),
        ({"title": "x" * 201}, {"title"}),
        ({"partner_state": "ZZ"}, {"partner_state"}),
        ({"state": "closed"}, {"state"}),
        ({"case_id": 7}, {"case_id"}),
        ({"block": {"no_such_field": "x"}}, {"block.no_such_field"}),
        ({"block": {"port": "many"}}, {"block.port"}),
        ({"block": "not a mapping"}, {"block."}),
    ],
)
def test_a_field_that_does_not_fit_is_named_in_both_languages_and_nothing_is_kept(
    request_, bureau, monday, fields, refused
):
    with pytest.raises(FieldsRefused) as refusal:
        change(request_, {"facts": "Something good", **fields}, bureau, monday)
    assert set(refusal.value.fields) == refused
    assert refusal.value.in_language("en") != refusal.value.in_language("fr")
    assert AssistanceRequest.objects.get().facts == ""


def test_the_block_of_a_kind_is_kept_as_that_kind_has_it(request_, bureau, monday):
    change(request_, {"block": {"danger": "Threat to shoot", "port": "443", "url": ""}}, bureau, monday)
    assert AssistanceRequest.objects.get().block == {"danger": "Threat to shoot", "port": 443}


def test_subjects_have_the_particulars_of_their_sort(request_, bureau, monday):
    fields = {"sort": "ip", "name": "192.0.2.7", "particulars": {"port": "443"}}
    subject = describing.add_part(request_, "subjects", fields, acting=bureau["duty"], at=monday)
    assert Subject.objects.get().particulars == {"port": 443}
    with pytest.raises(FieldsRefused):
        describing.change_part(
            request_,
            "subjects",
            subject.uuid,
            {"particulars": {"calibre": "9 mm"}},
            acting=bureau["duty"],
            at=monday,
        )
    assert [hit.request for hit in queries.search(bureau["duty"], "192.0.2.7").rows] == [request_]


def test_a_part_of_another_request_is_not_found(request_, bureau, monday):
    other = registering.register({"title": "Other"}, acting=bureau["duty"], at=monday)
    measure = describing.add_part(other, "measures", {"code": "search"}, acting=bureau["duty"], at=monday)
    with pytest.raises(NotFound):
        describing.remove_part(request_, "measures", measure.uuid, acting=bureau["duty"], at=monday)
    assert Measure.objects.count() == 1


def test_a_decided_measure_stays_on_the_record(request_, bureau, monday):
    change(request_, {"block": {"danger": "A threat", "to_whom": "A company"}}, bureau, monday)
    intake.triage(
        request_, {"urgency": "urgent", "urgency_reason": "Threat"}, acting=bureau["duty"], at=monday
    )
    intake.route(request_, unit=None, officer=bureau["officer"], acting=bureau["duty"], at=monday)
    measure = describing.add_part(
        request_, "measures", {"code": "identification"}, acting=bureau["officer"], at=monday
    )
    deciding.decide(measure, deciding.Ruling(Decision.EXECUTE), acting=bureau["officer"], at=monday)
    with pytest.raises(MeasureDecidedAlready):
        describing.remove_part(request_, "measures", measure.uuid, acting=bureau["officer"], at=monday)


def test_a_closed_request_is_reopened_before_it_is_changed(request_, bureau, monday):
    AssistanceRequest.objects.update(state="closed")
    with pytest.raises(RequestEnded):
        change(request_, {"title": "Other"}, bureau, monday)


def test_a_decision_does_not_pass_to_another_measure(request_, bureau, monday):
    add = {"code": "identification"}
    measure = describing.add_part(request_, "measures", add, acting=bureau["duty"], at=monday)
    Measure.objects.update(decision="execute")

    def correct(fields):
        return describing.change_part(
            request_, "measures", measure.uuid, fields, acting=bureau["duty"], at=monday
        )

    with pytest.raises(MeasureDecidedAlready):
        correct({"code": "interception"})
    correct({"code": "identification", "custodian": "Valbourg Telecom"})
    assert (Measure.objects.get().code, Measure.objects.get().custodian) == (
        "identification",
        "Valbourg Telecom",
    )


def test_a_closed_request_is_not_verified_any_more(request_, bureau, monday):
    AssistanceRequest.objects.update(state="closed")
    check = {"person": "The duty desk", "number": "+1 555 0142", "number_from": "directory"}
    with pytest.raises(RequestEnded):
        intake.verify(request_, **check, result="confirmed", acting=bureau["duty"], at=monday)
    assert AssistanceRequest.objects.get().verified_result == ""
