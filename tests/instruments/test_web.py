"""The law desk's pages: what they show, who may change what, and what is said where something is refused."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person
from entraide.assistance.domain.kinds import Kind, Stage, Track, Urgency, label
from entraide.assistance.domain.measures import LABELS as MEASURE_LABELS
from entraide.assistance.domain.measures import MeasureCode
from entraide.instruments import queries
from entraide.instruments.models import PartyRecord, Revision
from entraide.instruments.web import labels
from tests.factories.accounts import PersonFactory
from tests.factories.instruments import AGREEMENT, PartyRecordFactory, RevisionFactory

CODE = "northmark_memorandum"


@pytest.fixture
def jurist(db: None) -> Person:
    return PersonFactory(role=Role.LEGAL_COUNSEL)


@pytest.fixture
def desk(client: Client, jurist: Person) -> Client:
    """A browser in which the jurist is signed in."""
    client.force_login(jurist)
    return client


def test_everybody_of_the_bureau_reads_the_law_desk(client: Client, db: None) -> None:
    pages = (
        "/instruments/",
        "/instruments/budapest/",
        "/instruments/budapest/history/",
        "/instruments/advice/",
    )
    for role in Role:
        client.force_login(PersonFactory(role=role))
        assert [client.get(page).status_code for page in pages] == [200] * 4, role


def test_those_who_do_not_keep_it_see_no_way_to_change_it_and_have_none(client: Client, db: None) -> None:
    RevisionFactory()
    client.force_login(PersonFactory(role=Role.CASE_OFFICER))
    text = client.get("/instruments/").content.decode() + client.get("/instruments/untoc/").content.decode()
    assert [
        word for word in ("/new/", "/write/", "/parties/", "/withdraw/") if f'instruments{word}"' in text
    ] == []
    assert "/instruments/untoc/write/" not in text
    assert "/instruments/untoc/parties/" not in text
    for path in (
        "new/",
        "untoc/write/",
        f"{CODE}/withdraw/",
        "untoc/parties/add/",
        "untoc/parties/FR/",
        "untoc/parties/FR/confirm/",
    ):
        assert client.post(f"/instruments/{path}", {}).status_code == 403, path
    assert (Revision.objects.count(), PartyRecord.objects.count()) == (1, 0)


def test_the_list_stands_by_rank_and_marks_our_own_versions(desk: Client) -> None:
    RevisionFactory(number=3)
    groups = desk.get("/instruments/").context["groups"]
    assert [label for label, _ in groups] == [labels.said(text) for text in labels.RANKS.values()]
    ours = {one.instrument.code: (one.own, one.parties) for _, listed in groups for one in listed}
    assert ours[CODE] == (3, 2)
    assert ours["budapest"][0] is None
    assert ours["ca_mlacma"] == (None, None)


def test_the_list_is_narrowed_by_words_and_by_the_state_that_is_bound(desk: Client) -> None:
    def found(**query: str) -> set[str]:
        groups = desk.get("/instruments/", query).context["groups"]
        return {one.instrument.code for _, listed in groups for one in listed}

    assert "budapest" in found(text="cybercriminalité")
    assert found(text="northmark") == set()
    RevisionFactory()
    assert found(text="northmark", state="US") == {CODE}
    assert found(text="northmark", state="FR") == set()
    assert "No instrument answers" in desk.get("/instruments/?text=zzz").content.decode()


def test_an_instrument_shows_each_fact_with_its_source_and_how_sure_it_is(desk: Client) -> None:
    page = desk.get("/instruments/untoc/")
    france = next(one for one in page.context["parties"] if one.party.state == "FR")
    assert (france.mark, france.tone) == ("known only from a table of March 2015", "warning")
    assert page.context["sections"][0].title == "What it covers"
    PartyRecordFactory(code="untoc", state__code="FR", verified=True, by=PersonFactory())
    france = next(
        one for one in desk.get("/instruments/untoc/").context["parties"] if one.party.state == "FR"
    )
    assert (france.mark, france.tone) == ("verified", "good")


def test_parties_are_searched_by_their_name_in_either_language(desk: Client) -> None:
    for name in ("germany", "Allemagne", "DE"):
        shown = desk.get("/instruments/untoc/", {"party": name}).context["parties"]
        assert "DE" in {one.party.state for one in shown}, name
    assert len(desk.get("/instruments/untoc/", {"party": "allemagne"}).context["parties"]) == 1
    assert "No such state" in desk.get("/instruments/untoc/?party=zzz").content.decode()


def test_an_agreement_is_looked_at_before_it_is_kept(desk: Client) -> None:
    form = {"text": AGREEMENT, "reason": ""}
    looked = desk.post("/instruments/new/", form | {"check": "1"})
    assert (looked.context["read"].short, Revision.objects.count()) == ("Northmark memorandum", 0)
    refused = desk.post("/instruments/new/", form)
    assert refused.context["form"].errors["reason"] == ["Missing or not valid: the reason for the change"]
    kept = desk.post("/instruments/new/", form | {"reason": "Signed on Monday"})
    assert kept["Location"] == f"/instruments/{CODE}/"
    assert Revision.objects.get().reason == "Signed on Monday"


def test_a_broken_text_is_told_beside_it_and_kept_in_the_form(desk: Client) -> None:
    broken = AGREEMENT.replace('about = "use_limit"', 'about = "gossip"')
    for more in ({}, {"check": "1"}):
        page = desk.post("/instruments/new/", {"text": broken, "reason": "Signed", **more})
        assert "«facts[1].about»" in page.context["form"].errors["text"][0]
        assert "gossip" in page.content.decode()
    assert Revision.objects.count() == 0


def test_the_history_says_who_changed_what_and_why(desk: Client, jurist: Person) -> None:
    RevisionFactory(number=1, by=jurist)
    changed = AGREEMENT.replace("Exchange of police information.", "Exchange of criminal intelligence.")
    desk.post(f"/instruments/{CODE}/write/", {"text": changed, "reason": "The annex was signed"})
    page = desk.get(f"/instruments/{CODE}/history/")
    (newest, diff), (first, _) = page.context["versions"]
    assert (newest.number, newest.by, newest.reason, first.number) == (2, jurist, "The annex was signed", 1)
    assert {sort for sort, _ in diff} == {"added", "taken", ""}
    assert "<ins>text = { en = &quot;Exchange of criminal intelligence.&quot;" in page.content.decode()


def test_withdrawing_leads_to_the_history(desk: Client) -> None:
    RevisionFactory(number=1)
    assert desk.post(f"/instruments/{CODE}/withdraw/", {"reason": ""}).context["form"].errors["reason"]
    answer = desk.post(f"/instruments/{CODE}/withdraw/", {"reason": "It has ended"})
    assert answer["Location"] == f"/instruments/{CODE}/history/"
    assert desk.get(f"/instruments/{CODE}/").status_code == 404
    assert desk.get(f"/instruments/{CODE}/history/").status_code == 200
    assert CODE in {one.code for one in desk.get("/instruments/").context["withdrawn"]}


def party_form(**given: str) -> dict[str, str]:
    return {
        "signed": "2000-12-12",
        "ratified": "2002-10-29",
        "source": "the depositary’s page",
        "as_of": "2026-03-01",
        "reason": "Read again",
    } | given


def test_a_state_is_added_and_its_dates_checked(desk: Client) -> None:
    page = desk.post("/instruments/untoc/parties/add/", party_form(state="FR", ratified="soon"))
    assert list(page.context["form"].errors) == ["ratified"]
    assert desk.post("/instruments/untoc/parties/add/", party_form(state="FR")).status_code == 302
    assert PartyRecord.objects.get().state_id == "FR"


def test_correcting_one_state_never_writes_of_another(desk: Client) -> None:
    desk.post("/instruments/untoc/parties/FR/", party_form(state="DE"))
    assert PartyRecord.objects.get().state_id == "FR"
    assert desk.get("/instruments/untoc/parties/ZZ/").status_code == 404


def test_a_party_is_confirmed_with_its_source_and_day(desk: Client) -> None:
    assert desk.get("/instruments/untoc/parties/FR/confirm/").status_code == 200
    answer = desk.post(
        "/instruments/untoc/parties/FR/confirm/", {"source": "treaties.un.org", "as_of": "2026-03-01"}
    )
    assert answer["Location"] == "/instruments/untoc/"
    record = PartyRecord.objects.get()
    assert (record.verified, record.as_of, record.source_en) == (True, date(2026, 3, 1), "treaties.un.org")


def test_the_advice_is_what_the_engine_says_from_this_nodes_library(desk: Client) -> None:
    RevisionFactory()
    asked = {"partner": "US", "kind": "police_information", "track": "police"}
    page = desk.get(f"/instruments/advice/?{urlencode(asked)}")
    assert CODE in {shown.basis.instrument for shown in page.context["bases"]}
    assert page.context["notice"].text.startswith("This advises and never decides.")
    assert (page.context["asks"], page.context["asked"]) == ("Canada", "United States")
    turned = desk.get(f"/instruments/advice/?{urlencode(asked | {'direction': 'incoming'})}")
    assert (turned.context["asks"], turned.context["asked"]) == ("United States", "Canada")


def test_a_question_that_cannot_be_answered_is_refused_in_the_form(desk: Client) -> None:
    page = desk.get("/instruments/advice/?partner=CA")
    assert page.context["form"].non_field_errors() == ["The two states must differ: CA cannot ask itself."]
    assert "advice" not in page.context
    assert list(desk.get("/instruments/advice/?partner=").context["form"].errors) == ["partner"]


def test_preservation_is_advised_with_the_request_that_must_follow(desk: Client) -> None:
    page = desk.get("/instruments/advice/?partner=FR&kind=preservation&offences=cybercrime")
    assert page.context["follow_up"]
    assert "For the request that must follow" in page.content.decode()


@pytest.mark.parametrize(
    "page", ["", "untoc/", "untoc/history/", "advice/?partner=FR", "new/", "untoc/write/"]
)
def test_every_page_stands_in_french(page: str, desk: Client) -> None:
    text = desk.get(f"/instruments/{page}", headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="fr"' in text
    assert ">Droit<" in text


def test_the_words_of_a_request_are_the_same_here_and_there() -> None:
    here = labels.KIND_WORDS | labels.TRACK_WORDS | labels.STAGE_WORDS | labels.URGENCY_WORDS
    there = {value.value: label(value) for table in (Kind, Track, Stage, Urgency) for value in table}
    assert here == there
    assert {code.value: MEASURE_LABELS[code] for code in MeasureCode} == labels.MEASURE_WORDS


def test_the_library_costs_the_list_two_queries_and_no_more(
    desk: Client, django_assert_max_num_queries: object
) -> None:
    queries.node_library()
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        desk.get("/instruments/")
