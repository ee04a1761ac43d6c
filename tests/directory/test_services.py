"""Acts on the directory: who may, what is refused, what the ledger keeps, and the file that can come twice."""

import json
from datetime import datetime

import pytest

from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person
from entraide.directory import demo, queries, services
from entraide.directory.domain import exchange_csv
from entraide.directory.domain.entries import AgencyFacts, ContactFacts, OfficeFacts
from entraide.directory.errors import AgencyKnown, OfficeKnown
from entraide.directory.models import Agency, ContactPoint, Office
from entraide.directory.policy import EDITORS
from entraide.directory.services.imports import Outcome
from entraide.kernel.errors import Incomplete, NotAllowed
from entraide.ledger.models import Entry
from tests.factories.accounts import PersonFactory
from tests.factories.directory import AgencyFactory, ContactPointFactory, OfficeFactory

POLICE = AgencyFacts(state="CA", name_en="Northmark State Police", sort="police", languages=("en", "fr"))
HEADQUARTERS = OfficeFacts(name="Headquarters", time_zone="America/Toronto", hours="mon-fri 08:30-16:30")
DESK = ContactFacts(function="duty_desk", phone="+1 555 0100", channels=("phone",), preferred_channel="phone")


def last_entry() -> Entry:
    entry = Entry.objects.order_by("-seq").first()
    assert entry is not None
    return entry


def test_those_who_keep_the_directory_are_roles_of_the_bureau() -> None:
    assert {Role.ADMINISTRATOR.value, Role.LIAISON_OFFICER.value} == EDITORS


def test_an_agency_added_is_found_and_the_ledger_names_it_by_uuid_alone(
    liaison: Person, at: datetime
) -> None:
    agency = services.add_agency(POLICE, acting=liaison, at=at)
    assert queries.agency_facts(queries.agency(agency.uuid)) == POLICE
    entry = last_entry()
    written = json.loads(bytes(entry.canonical))
    assert (entry.act, entry.actor, entry.subject) == ("directory.agency_added", liaison.uuid, agency.uuid)
    assert written["facts"] == {"state": "CA", "sort": "police"}
    assert "Northmark" not in bytes(entry.canonical).decode()
    assert entry.detail.body == {"name": "Northmark State Police"}


@pytest.mark.parametrize(
    "role", [None, *(role for role in Role if role not in {Role.ADMINISTRATOR, Role.LIAISON_OFFICER})]
)
def test_others_may_not_change_the_directory_and_leave_no_trace(
    role: Role | None, db: None, at: datetime
) -> None:
    person = PersonFactory(role=role)
    agency, office, contact = AgencyFactory(), OfficeFactory(), ContactPointFactory()
    acts = (
        lambda: services.add_agency(POLICE, acting=person, at=at),
        lambda: services.change_agency(agency, POLICE, acting=person, at=at),
        lambda: services.retire_agency(agency, acting=person, at=at),
        lambda: services.add_office(agency, HEADQUARTERS, acting=person, at=at),
        lambda: services.change_office(office, HEADQUARTERS, acting=person, at=at),
        lambda: services.retire_office(office, acting=person, at=at),
        lambda: services.add_contact(office, DESK, acting=person, at=at),
        lambda: services.change_contact(contact, DESK, acting=person, at=at),
        lambda: services.retire_contact(contact, acting=person, at=at),
        lambda: services.import_csv(b"state,agency,sort\nCA,A,police\n", acting=person, at=at),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert Entry.objects.count() == 0
    assert Agency.objects.count() == 3


def test_an_administrator_who_is_inactive_changes_nothing(db: None, at: datetime) -> None:
    person = PersonFactory(role=Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(NotAllowed):
        services.add_agency(POLICE, acting=person, at=at)


def test_a_second_agency_of_the_same_name_in_a_state_is_refused(liaison: Person, at: datetime) -> None:
    agency = services.add_agency(POLICE, acting=liaison, at=at)
    services.add_office(agency, HEADQUARTERS, acting=liaison, at=at)
    with pytest.raises(AgencyKnown):
        services.add_agency(POLICE, acting=liaison, at=at)
    with pytest.raises(OfficeKnown):
        services.add_office(agency, HEADQUARTERS, acting=liaison, at=at)


def test_what_is_wrong_is_named_field_by_field(liaison: Person, at: datetime) -> None:
    with pytest.raises(Incomplete) as refused:
        services.add_agency(
            AgencyFacts(state="ZZ", name_en="", sort="spies", languages=("klingon",)), acting=liaison, at=at
        )
    assert set(refused.value.fields) == {"state", "name_en", "sort", "languages"}
    office = OfficeFactory()
    with pytest.raises(Incomplete) as refused:
        services.add_contact(
            office,
            ContactFacts(
                function="magician",
                phone="call me",
                email="nobody",
                channels=("owl",),
                preferred_channel="fax",
            ),
            acting=liaison,
            at=at,
        )
    assert set(refused.value.fields) == {"function", "phone", "email", "channels", "preferred_channel"}
    with pytest.raises(Incomplete) as refused:
        services.change_office(
            office, OfficeFacts(name="  ", time_zone="Mars/Olympus", hours="always"), acting=liaison, at=at
        )
    assert set(refused.value.fields) == {"office", "time_zone", "hours"}


def test_hours_that_become_too_long_in_writing_are_refused(liaison: Person, at: datetime) -> None:
    times = ", ".join(f"{hour:02}:00-{hour:02}:30" for hour in range(12))
    facts = OfficeFacts(name="HQ", time_zone="America/Toronto", hours=f"mon,wed,fri,sun {times}")
    assert len(facts.hours) < 400
    with pytest.raises(Incomplete) as refused:
        services.add_office(AgencyFactory(), facts, acting=liaison, at=at)
    assert set(refused.value.fields) == {"hours"}


def test_a_change_tells_the_ledger_which_fields_and_keeps_before_and_after_beside(
    liaison: Person, at: datetime
) -> None:
    contact = ContactPointFactory(phone="+1 555 0100")
    facts = ContactFacts(function="duty_desk", phone="+1 555 0199", email="desk@northmark.example")
    services.change_contact(contact, facts, acting=liaison, at=at)
    entry = last_entry()
    assert json.loads(bytes(entry.canonical))["facts"] == {"changed": ["phone"]}
    assert entry.detail.body == {"before": {"phone": "+1 555 0100"}, "after": {"phone": "+1 555 0199"}}


def test_a_change_that_changes_nothing_is_no_act(liaison: Person, at: datetime) -> None:
    contact = ContactPointFactory()
    services.change_contact(contact, queries.contact_facts(contact), acting=liaison, at=at)
    assert Entry.objects.count() == 0


def test_a_retired_office_takes_its_contact_points_with_it(liaison: Person, at: datetime) -> None:
    contact = ContactPointFactory()
    services.retire_office(contact.office, acting=liaison, at=at)
    contact.refresh_from_db()
    assert contact.active is False
    assert list(queries.contacts()) == []


def test_the_search_forgives_accents_and_capitals_and_knows_cities_and_states(
    liaison: Person, at: datetime
) -> None:
    agency = services.add_agency(
        AgencyFacts(state="CI", name_en="Cyber Platform", name_fr="Sûreté de Bassani", sort="police"),
        acting=liaison,
        at=at,
    )
    services.add_office(
        agency,
        OfficeFacts(name="Siège", city="Grand-Béréby", time_zone="Africa/Abidjan"),
        acting=liaison,
        at=at,
    )
    for text in ("SURETE bassani", "bereby", "cote d’ivoire", "cyber"):
        assert [found.uuid for found in queries.agencies(text=text)] == [agency.uuid], text
    assert list(queries.agencies(text="cyber nowhere")) == []


def test_the_same_file_twice_adds_nothing(liaison: Person, at: datetime) -> None:
    demo.fill(liaison, at)
    content = exchange_csv.write(queries.rows_to_export())
    counts = (Agency.objects.count(), Office.objects.count(), ContactPoint.objects.count())
    assert counts == (40, 40, 75)
    report = services.import_csv(content, acting=liaison, at=at)
    assert (report.count(Outcome.SAME), len(report.taken), report.refused) == (75, 75, ())
    assert (Agency.objects.count(), Office.objects.count(), ContactPoint.objects.count()) == counts
    assert last_entry().act == "directory.imported"


def test_a_file_goes_into_an_empty_directory_and_comes_out_the_same(liaison: Person, at: datetime) -> None:
    demo.fill(liaison, at)
    content = exchange_csv.write(queries.rows_to_export())
    for model in (ContactPoint, Office, Agency):
        model.objects.all().delete()
    report = services.import_csv(content, acting=liaison, at=at)
    assert report.count(Outcome.ADDED) == 75
    assert exchange_csv.write(queries.rows_to_export()) == content


def test_without_a_uuid_a_contact_is_known_by_state_agency_office_and_person(
    liaison: Person, at: datetime
) -> None:
    head = "state,agency,sort,office,time_zone,function,person,phone\n"
    row = "CA,Northmark,police,HQ,America/Toronto,investigator,Ada Wexcombe,{phone}\n"
    services.import_csv((head + row.format(phone="555 0100")).encode(), acting=liaison, at=at)
    changed = services.import_csv(
        (head + row.format(phone="555 0101").replace("Ada W", "ADA  w")).encode(), acting=liaison, at=at
    )
    assert [one.outcome for one in changed.taken] == [Outcome.CHANGED]
    assert [contact.phone for contact in queries.contacts()] == ["555 0101"]


def test_a_uuid_of_another_state_is_not_taken_over(liaison: Person, at: datetime) -> None:
    contact = ContactPointFactory()
    content = (
        "state,agency,sort,office,time_zone,function,uuid\n"
        f"FR,Valbourg,police,HQ,Europe/Paris,duty_desk,{contact.uuid}\n"
    )
    report = services.import_csv(content.encode(), acting=liaison, at=at)
    assert [(one.code, one.line) for one in report.refused] == [("directory.uuid_elsewhere", 2)]
    assert Agency.objects.filter(state="FR").count() == 0


def test_good_rows_go_in_beside_refused_ones(liaison: Person, at: datetime) -> None:
    report = services.import_csv(
        b"state;agency;sort\nCA;Northmark;police\nZZ;Nowhere;police\n", acting=liaison, at=at
    )
    assert ([one.line for one in report.taken], [one.line for one in report.refused]) == ([2], [3])
    assert Agency.objects.get().name_en == "Northmark"


def test_the_demo_has_partners_in_thirty_states_or_more(liaison: Person, at: datetime) -> None:
    demo.fill(liaison, at)
    assert len(queries.agencies_per_state()) == 34
    assert {contact.email.rsplit(".", 1)[-1] for contact in queries.contacts()} == {"example"}
