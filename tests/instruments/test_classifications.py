"""The pages and operations of the classification of crime and of the schedules of substances."""

from pathlib import Path

import pytest
from django.test import Client

from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person
from entraide.instruments.domain.substances.recognising import recognise
from entraide.instruments.domain.substances.schedules import bilingual, read_schedules
from entraide.instruments.domain.substances.shipped import shipped_schedules
from entraide.instruments.errors import CodeNotUsable
from entraide.instruments.services import add_agreement
from entraide.kernel.clock import now
from tests.caller import Caller
from tests.factories.accounts import PersonFactory
from tests.factories.instruments import AGREEMENT
from tools.schedules import FILE, table

LAWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "law" / "laws-lois"
real = pytest.mark.skipif(not LAWS.is_dir(), reason="the text of the law (../shared/data) is not here")


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory(role=Role.CASE_OFFICER)


@pytest.fixture
def desk(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def said(client: Client, path: str, **query: str) -> str:
    return client.get(path, query).content.decode()


def test_everybody_of_the_bureau_reads_the_classification_and_the_schedules(client: Client, db: None) -> None:
    for role in Role:
        client.force_login(PersonFactory(role=role))
        pages = ("/instruments/offences/", "/instruments/offences/0701/", "/instruments/substances/")
        assert [client.get(page).status_code for page in pages] == [200] * 3, role


def test_words_find_categories_and_without_words_the_sections_stand_there(desk: Client) -> None:
    sections = desk.get("/instruments/offences/").context["listed"]
    assert [one.code for one in sections] == [f"{number:02}" for number in range(1, 12)]
    found = desk.get("/instruments/offences/", {"words": "hacking"}).context["listed"]
    assert found[0].code == "0903"
    assert found[0].because
    assert "Nothing in the classification" in said(desk, "/instruments/offences/", words="zzz")
    assert desk.get("/instruments/offences/", {"words": "x" * 301}).context["form"].errors


def test_a_category_shows_its_lineage_what_is_under_it_and_the_articles_of_every_state(desk: Client) -> None:
    answer = desk.get("/instruments/offences/0701/")
    assert [one.code for one in answer.context["above"]] == ["07"]
    assert "07011" in {one.code for one in answer.context["under"]}
    text = answer.content.decode()
    assert text.index("Criminal Code, 380(1)(a)") < text.index("Penal Code, 313-1")
    assert "/instruments/substances/" not in text
    assert "/instruments/substances/" in said(desk, "/instruments/offences/060121/")
    assert desk.get("/instruments/offences/9999/").status_code == 404
    assert desk.get("/instruments/offences/word/").status_code == 404


def test_a_category_in_french_is_called_in_french(desk: Client) -> None:
    desk.cookies["django_language"] = "fr"
    text = said(desk, "/instruments/offences/0701/")
    assert "Fraude" in text
    assert "escroquerie" in text
    assert "Code criminel, 380(1)(a)" in text


@pytest.mark.parametrize(
    ("text", "place", "by"),
    [
        ("fentanyl", "Schedule I, item 16(5)", "name"),
        ("W-18", "Schedule I, item 25", "name"),
        ("méthamphétamine", "Schedule I, item 18", "name"),
        ("an analogue of fentanyl", "Schedule I, item 16(5)", "generic wording"),
        ("furanylfentanyl", "Schedule I, item 16", None),
    ],
)
def test_a_name_is_recognised_with_its_item_and_how(desk: Client, text: str, place: str, by: str) -> None:
    answer = desk.post("/instruments/substances/", {"text": text})
    (hit,) = answer.context["hits"]
    assert hit.place.startswith(place)
    assert by is None or hit.by == by
    assert hit.because
    assert "laws-lois.justice.gc.ca" in answer.content.decode()


def test_a_passage_is_marked_escaped_and_kept_nowhere(desk: Client) -> None:
    passage = "Two <b>kilos</b> of cocaine hydrochloride\nand a parcel of naloxone."
    answer = desk.post("/instruments/substances/", {"text": passage})
    text = answer.content.decode()
    assert "Two &lt;b&gt;kilos&lt;/b&gt; of <mark>cocaine hydrochloride</mark>" in text
    assert [hit.tone for hit in answer.context["hits"]] == ["info", "quiet"]
    assert "cocaine" not in said(desk, "/instruments/substances/")
    assert answer.wsgi_request.get_full_path() == "/instruments/substances/"


def test_what_is_not_recognised_is_said_and_too_much_or_nothing_is_refused(desk: Client) -> None:
    answer = desk.post("/instruments/substances/", {"text": "flour"})
    assert "That is no word on whether it is controlled" in answer.content.decode()
    assert desk.post("/instruments/substances/", {"text": "x" * 20_001}).status_code == 422
    assert desk.post("/instruments/substances/", {}).status_code == 422


def test_programs_search_the_classification(person: Person) -> None:
    call = Caller(person)
    status, found = call.get("/instruments/offences", words="FRAUDES", language="fr", limit=3)
    assert (status, found["items"][0]["code"], len(found["items"])) == (200, "0701", 3)
    assert [one["code"] for one in call.get("/instruments/offences")[1]["items"]][:2] == ["01", "02"]
    status, whole = call.get("/instruments/offences/070111")
    assert (status, [one["code"] for one in whole["lineage"]]) == (200, ["07", "0701", "07011"])
    assert whole["title"].keys() == {"en", "fr"}
    status, whole = call.get("/instruments/offences/0701", state="FR")
    assert [(one["state"], one["article"], one["nearness"]) for one in whole["articles"]] == [
        ("FR", "313-1", "same")
    ]
    assert call.get("/instruments/offences/9999")[0] == 404
    assert call.get("/instruments/offences/abc")[0] == 422
    # «offences» is no instrument's code, and an instrument is still found by its own.
    assert call.get("/instruments/untoc")[0] == 200


def test_programs_have_substances_recognised(person: Person) -> None:
    call = Caller(person)
    status, told = call.get("/instruments/substances", text="U47700 and carfentanil")
    assert status == 200
    assert [(one["schedule"], one["item"], one["words"], one["by"]) for one in told["hits"]] == [
        ("I", "26", "U47700", "name"),
        ("I", "16(3)", "carfentanil", "name"),
    ]
    assert told["hits"][0]["place"]["fr"] == "annexe I, article 26"
    assert told["consolidated"]
    assert call.get("/instruments/substances", text="x" * 2001)[0] == 422
    assert call.get("/instruments/substances")[0] == 422


@pytest.mark.parametrize("code", ["offences", "substances"])
def test_the_addresses_of_the_pages_are_no_codes_of_instruments(db: None, code: str) -> None:
    keeper = PersonFactory(role=Role.LEGAL_COUNSEL)
    with pytest.raises(CodeNotUsable):
        add_agreement(AGREEMENT.replace("northmark_memorandum", code), "Signed", acting=keeper, at=now())


def test_what_ships_is_whole_and_in_both_languages() -> None:
    read = shipped_schedules()
    assert len(read.items) == 501
    assert all(item.en and item.fr for item in read.items)
    assert len({item.key for item in read.items}) == 501
    assert recognise("héroïne", read)[0].item.number == "1(10)"


@real
def test_what_ships_is_what_the_law_s_own_text_says() -> None:
    english, french = ((LAWS / part / "C-38.8.xml").read_bytes() for part in ("eng", "fra"))
    assert shipped_schedules() == bilingual(read_schedules(english), read_schedules(french))
    assert FILE.read_text("utf-8") == table(english, french)
