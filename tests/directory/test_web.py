"""The directory's pages: who may open which, what they show, and what became of a file."""

from datetime import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person
from entraide.directory import demo
from entraide.directory.domain.exchange_csv import read
from entraide.directory.models import Agency, ContactPoint, Office
from entraide.ledger.models import Entry
from tests.factories.accounts import PersonFactory
from tests.factories.directory import AgencyFactory, ContactPointFactory, OfficeFactory, StateFactory


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("directory.csv", content, content_type="text/csv")


def test_everybody_of_the_bureau_reads_the_directory(client: Client, db: None) -> None:
    contact = ContactPointFactory()
    pages = ["/directory/", "/directory/map/", "/directory/export/"]
    pages.append(f"/directory/agencies/{contact.office.agency.uuid}/")
    for role in Role:
        client.force_login(PersonFactory(role=role))
        assert [client.get(page).status_code for page in pages] == [200, 200, 200, 200], role


def test_those_who_do_not_keep_it_see_no_way_to_change_it_and_have_none(
    client: Client, officer: Person
) -> None:
    contact = ContactPointFactory()
    client.force_login(officer)
    assert "Add an agency" not in client.get("/directory/").content.decode()
    page = client.get(f"/directory/agencies/{contact.office.agency.uuid}/")
    assert "/change/" not in page.content.decode().replace("/accounts/password/change/", "")
    for path in (
        "agencies/new/",
        f"agencies/{contact.office.agency.uuid}/change/",
        f"agencies/{contact.office.agency.uuid}/retire/",
        f"agencies/{contact.office.agency.uuid}/offices/new/",
        f"offices/{contact.office.uuid}/change/",
        f"offices/{contact.office.uuid}/retire/",
        f"offices/{contact.office.uuid}/contacts/new/",
        f"contacts/{contact.uuid}/change/",
        f"contacts/{contact.uuid}/retire/",
        "import/",
    ):
        assert client.post(f"/directory/{path}", {}).status_code == 403, path
    assert Entry.objects.count() == 0


def test_the_list_says_who_is_open_now_and_when_the_others_open(desk: Client) -> None:
    OfficeFactory(agency=AgencyFactory(name_en="Asleep"), time_zone="America/Toronto")
    OfficeFactory(agency=AgencyFactory(name_en="Awake"), time_zone="Europe/Paris")
    OfficeFactory(agency=AgencyFactory(name_en="Always"), always_open=True, hours="")
    AgencyFactory(name_en="Nowhere")
    # 05:30 in Toronto, 11:30 in Paris.
    with time_machine.travel("2026-03-02T10:30:00Z", tick=False):
        rows = desk.get("/directory/").context["agencies"]
    assert {row["name"]: row["opening"] for row in rows} == {
        "Asleep": "opens in 3 h",
        "Awake": "open now",
        "Always": "open now",
        "Nowhere": "",
    }


def test_the_list_is_narrowed_by_state_sort_words_and_hours(desk: Client) -> None:
    AgencyFactory(name_en="Valmont Police", state=StateFactory(code="FR"))
    AgencyFactory(name_en="Valmont Court", sort="court")
    ContactPointFactory(office=OfficeFactory(agency=AgencyFactory(name_en="Night Desk"), always_open=True))

    def found(query: str) -> list[str]:
        return [row["name"] for row in desk.get(f"/directory/?{query}").context["agencies"]]

    assert found("state=FR") == ["Valmont Police"]
    assert found("sort=court") == ["Valmont Court"]
    assert found("text=VALMONT+canada") == ["Valmont Court"]
    assert found("round_the_clock=on") == ["Night Desk"]
    assert len(found("state=QQ")) == 3
    assert len(found("page=999999999&text=%00")) == 3


def test_an_agencys_page_shows_its_people_channels_and_hours(desk: Client) -> None:
    contact = ContactPointFactory(
        person="Ada Wexcombe",
        languages=["fr", "en"],
        channels=["phone", "email"],
        preferred_channel="email",
        office__time_zone="Europe/Paris",
    )
    text = desk.get(f"/directory/agencies/{contact.office.agency.uuid}/").content.decode()
    for words in (
        "Ada Wexcombe",
        "French, English",
        "<strong>E-mail</strong>",
        "Mon–Fri 08:30–16:30",
        "Europe/Paris",
    ):
        assert words in text, words


def test_the_page_speaks_french(desk: Client) -> None:
    contact = ContactPointFactory(languages=["fr"])
    desk.cookies["django_language"] = "fr"
    text = desk.get(f"/directory/agencies/{contact.office.agency.uuid}/").content.decode()
    assert "lun. à ven. 8 h 30 à 16 h 30" in text
    assert "Points de contact" in text
    assert "français" in text


def test_an_agency_an_office_and_a_contact_are_added_through_the_forms(desk: Client, liaison: Person) -> None:
    desk.post(
        "/directory/agencies/new/",
        {"state": "CA", "sort": "police", "name_en": "Northmark State Police", "languages": "en, fr"},
    )
    agency = Agency.objects.get()
    assert agency.languages == ["en", "fr"]
    desk.post(
        f"/directory/agencies/{agency.uuid}/offices/new/",
        {
            "office": "HQ",
            "time_zone": "America/Toronto",
            "hours": "MON-fri 8:30-16:30",
            "closures": "2026-12-25, 2026-12-24",
        },
    )
    office = Office.objects.get()
    assert (office.hours, office.closures) == ("mon-fri 08:30-16:30", ["2026-12-24", "2026-12-25"])
    desk.post(
        f"/directory/offices/{office.uuid}/contacts/new/",
        {
            "function": "duty_desk",
            "phone": "+1 555 0100",
            "channels": ["phone"],
            "preferred_channel": "phone",
        },
    )
    assert ContactPoint.objects.get().channels == ["phone"]
    assert list(Entry.objects.order_by("seq").values_list("act", "actor")) == [
        ("directory.agency_added", liaison.uuid),
        ("directory.office_added", liaison.uuid),
        ("directory.contact_added", liaison.uuid),
    ]


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(desk: Client) -> None:
    agency = AgencyFactory()
    page = desk.post(
        f"/directory/agencies/{agency.uuid}/offices/new/",
        {"office": "HQ", "time_zone": "America/Toronto", "hours": "mornings", "closures": "Christmas"},
    )
    form = page.context["form"]
    assert set(form.errors) == {"closures"}
    page = desk.post(
        f"/directory/agencies/{agency.uuid}/offices/new/",
        {"office": "HQ", "time_zone": "America/Toronto", "hours": "mornings"},
    )
    assert set(page.context["form"].errors) == {"hours"}
    assert 'value="mornings"' in page.content.decode()
    assert Office.objects.count() == 0


def test_a_change_form_shows_what_is_known_and_a_kept_form_changes_it(desk: Client) -> None:
    contact = ContactPointFactory(languages=["en"], channels=["email"], preferred_channel="email")
    address = f"/directory/contacts/{contact.uuid}/change/"
    form = desk.get(address).context["form"]
    assert form["languages"].value() == "en"
    response = desk.post(
        address, {"function": "mla_desk", "channels": ["email"], "preferred_channel": "", "languages": "fr"}
    )
    assert response["Location"] == f"/directory/agencies/{contact.office.agency.uuid}/"
    contact.refresh_from_db()
    assert (contact.function, contact.languages, contact.phone) == ("mla_desk", ["fr"], "")


def test_the_map_marks_the_states_that_have_agencies(desk: Client, liaison: Person, at: datetime) -> None:
    demo.fill(liaison, at)
    marks = desk.get("/directory/map/").context["marks"]
    assert marks["CA"] == (3, "/directory/?state=CA", "Canada: 3 agencies")
    assert marks["MA"] == (1, "/directory/?state=MA", "Morocco: 1 agency")
    assert len(marks) == 34


def test_an_import_names_what_went_in_and_what_did_not(desk: Client) -> None:
    page = desk.post(
        "/directory/import/", {"file": file(b"state;agency;sort\nCA;Northmark;police\nZZ;Nowhere;police\n")}
    )
    text = page.content.decode()
    assert "Northmark" in text
    assert "directory.cell_not_valid" in text
    assert Agency.objects.get().name_en == "Northmark"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"nothing here", b"PK\x03\x04 not a spreadsheet we read"])
def test_a_file_that_is_not_one_is_refused_with_a_sentence(content: bytes, desk: Client) -> None:
    page = desk.post("/directory/import/", {"file": file(content)})
    assert page.status_code == 200
    assert len(page.context["form"].non_field_errors()) == 1
    assert Entry.objects.count() == 0


def test_the_export_is_a_file_that_can_be_imported(desk: Client, liaison: Person, at: datetime) -> None:
    demo.fill(liaison, at)
    response = desk.get("/directory/export/")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="directory-')
    assert len(read(response.content).rows) == 75


@pytest.mark.parametrize("kind", ["agencies", "offices", "contacts"])
def test_retiring_by_a_link_does_nothing(kind: str, desk: Client) -> None:
    contact = ContactPointFactory()
    thing = {"agencies": contact.office.agency, "offices": contact.office, "contacts": contact}[kind]
    address = f"/directory/{kind}/{thing.uuid}/retire/"
    assert desk.get(address).status_code == 405
    assert desk.post(address).status_code == 302
    thing.refresh_from_db()
    assert thing.active is False
