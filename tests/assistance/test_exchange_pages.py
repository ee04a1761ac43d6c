"""What passed between nodes, on the pages and over the API: shown, taken back, corrected, narrowed, leave asked for."""

import re
from uuid import uuid4

import pytest

from entraide.assistance.models import AssistanceRequest
from entraide.exchange.domain.conversations import verify
from entraide.exchange.domain.spoken import CONSENT_ASKED
from entraide.exchange.models import Consent, Message
from entraide.exchange.queries import handling_of
from entraide.exchange.services.identity import identity
from entraide.kernel.canonical import canonical
from tests.assistance.desk_pages import at_browser, page, words
from tests.assistance.exchanged_story import MONDAY, NOW
from tests.caller import Caller
from tests.exchange.speaking import Speaker
from tests.factories.exchange import ConsentFactory

pytestmark = pytest.mark.django_db

SAID = "Sent on the wrong date, «the 9th»."


def on(request: AssistanceRequest, message: Message, act: str) -> str:
    return page(request, f"exchange/{message.uuid}/{act}/")


def asked_of_us(northmark: Speaker, message: Message) -> Consent:
    """The partner asks leave to pass on what we said."""
    uuid = uuid4()
    body = {
        "message": str(message.uuid), "digest": message.digest, "consent": str(uuid), "purpose": "For a trial.",
    }  # fmt: skip
    said = northmark.says(body, type=CONSENT_ASKED, conversation=message.conversation.uuid, **NOW)
    northmark.delivers(said, at=MONDAY)
    return Consent.objects.get(uuid=uuid)


@pytest.mark.parametrize(("language", "recalled"), [("en", "recalled"), ("fr", "rappelé")])
def test_a_message_is_taken_back_on_its_page_and_shown_so(underway, sent, bureau, language, recalled) -> None:
    browser = at_browser(bureau["officer"], language)
    shown = words(browser.get(page(underway, "exchange/")))
    assert underway.reference in shown
    assert sent.digest in shown
    (file, *_) = sent.attachments.all()
    assert re.search(rf'href="/cases/originals/[0-9a-f-]+/" download>{re.escape(file.name)}<', shown)
    assert f"{recalled}</" not in shown
    # Without a reason nothing is done.
    assert browser.post(on(underway, sent, "recall"), {"text": " "}).status_code == 422
    assert browser.post(on(underway, sent, "recall"), {"text": SAID}).status_code == 302
    sent.refresh_from_db()
    assert sent.recall_reason == SAID
    shown = words(browser.get(page(underway, "exchange/")))
    assert f"{recalled}</" in shown
    assert SAID in shown


def test_a_correction_stands_on_the_page(underway, sent, bureau) -> None:
    browser = at_browser(bureau["officer"])
    assert browser.post(on(underway, sent, "correct"), {"text": "The <b>10th</b>."}).status_code == 302
    shown = words(browser.get(page(underway, "exchange/")))
    assert "The &lt;b&gt;10th&lt;/b&gt;." in shown


def test_handling_is_narrowed_and_what_was_typed_stays_where_it_is_refused(underway, sent, bureau) -> None:
    browser = at_browser(bureau["officer"])
    before = handling_of(sent)
    form = {"tlp": before.tlp, "code": before.code, "limits": "", "text": SAID}
    refused = browser.post(on(underway, sent, "narrow"), form)
    assert (refused.status_code, SAID in words(refused)) == (422, True)
    assert browser.post(on(underway, sent, "narrow"), form | {"tlp": "clear"}).status_code == 422
    assert browser.post(on(underway, sent, "narrow"), form | {"tlp": "red"}).status_code == 302
    sent.refresh_from_db()
    now = handling_of(sent)
    assert (now.tlp, now.code, now.limits) == ("red", before.code, before.limits)


def test_leave_is_asked_on_the_page_and_until_it_is_given_nothing_is_exported(told, bureau) -> None:
    request, browser = AssistanceRequest.objects.get(), at_browser(bureau["officer"])
    refused = browser.post(page(request, "exchange/export/"))
    assert (refused.status_code, "exchange.may_not_go_on" in words(refused)) == (422, True)
    assert browser.post(on(request, told, "ask"), {"text": "For our prosecutor."}).status_code == 302
    assert Consent.objects.get().purpose == "For our prosecutor."
    assert "For our prosecutor." in words(browser.get(page(request, "exchange/")))


def test_what_its_originator_agreed_to_stands_with_the_message_and_its_terms(told, bureau) -> None:
    request, browser = AssistanceRequest.objects.get(), at_browser(bureau["officer"])
    assert "may not go on" in words(browser.get(page(request, "exchange/")))
    ConsentFactory(
        message=told, purpose="For one prosecutor.", answer="Without the owner's name.", granted=True,
        answered_at=MONDAY,
    )  # fmt: skip
    shown = words(browser.get(page(request, "exchange/")))
    assert "may not go on" not in shown
    assert "may go on as agreed" in shown
    assert "For one prosecutor. – Without the owner" in shown


def test_a_partner_that_asks_is_answered_on_the_page_once(underway, sent, northmark, bureau) -> None:
    consent, browser = asked_of_us(northmark, sent), at_browser(bureau["officer"])
    address = page(underway, f"exchange/consents/{consent.uuid}/")
    assert "For a trial." in words(browser.get(address))
    assert browser.post(address, {"granted": "no", "text": ""}).status_code == 422
    assert browser.post(address, {"granted": "yes", "text": "There alone."}).status_code == 302
    consent.refresh_from_db()
    assert (consent.granted, consent.answer) == (True, "There alone.")
    assert browser.post(address, {"granted": "no", "text": "No more."}).status_code == 422
    consent.refresh_from_db()
    assert consent.granted is True


def test_an_export_from_the_page_proves_itself(underway, sent, bureau) -> None:
    data = at_browser(bureau["officer"]).post(page(underway, "exchange/export/")).content
    assert [one.digest for one in verify(data, [identity().card]).messages] == [sent.digest]


@pytest.mark.parametrize("act", ["recall", "correct", "narrow", "forget"])
def test_of_what_is_theirs_nothing_is_taken_back(told, bureau, act: str) -> None:
    request, browser = AssistanceRequest.objects.get(), at_browser(bureau["officer"])
    assert browser.post(on(request, told, act), {"text": SAID}).status_code == 404


def test_who_does_not_belong_to_the_case_finds_nothing(underway, sent, bureau) -> None:
    browser = at_browser(bureau["officer.major"])
    for act in ("recall", "correct", "narrow"):
        assert browser.get(on(underway, sent, act)).status_code == 404
        assert browser.post(on(underway, sent, act), {"text": SAID}).status_code == 404
    assert browser.post(page(underway, "exchange/export/")).status_code == 404


def test_the_same_over_the_api(underway, sent, northmark, bureau) -> None:
    caller, at = Caller(bureau["officer"]), f"/requests/{underway.uuid}/exchange"
    status, told = caller.get(at)
    (first,) = told["items"]
    assert (status, first["digest"], first["outgoing"]) == (200, sent.digest, True)
    narrowed = {"tlp": "red", "code": "H2", "limits": first["handling"]["limits"], "text": SAID}
    status, told = caller.post(f"{at}/{sent.uuid}/narrow", narrowed)
    assert (status, told["items"][0]["handling"]["code"]) == (200, "H2")
    assert caller.post(f"{at}/{sent.uuid}/narrow", narrowed)[1]["code"] == "exchange.nothing_narrower"
    status, told = caller.post(f"{at}/{sent.uuid}/correct", {"text": SAID})
    assert (status, told["items"][0]["corrected_by"]) == (200, told["items"][-1]["uuid"])
    consent = asked_of_us(northmark, sent)
    assert caller.post(f"{at}/consents/{consent.uuid}", {"granted": True})[0] == 200
    status, told = caller.post(f"{at}/{sent.uuid}/recall", {"text": SAID})
    assert (status, told["items"][0]["recall_reason"]) == (200, SAID)
    assert caller.post(f"{at}/{sent.uuid}/ask-consent", {"text": SAID})[1]["code"] == "exchange.not_yours"
    assert caller.post(f"{at}/{uuid4()}/recall", {"text": SAID})[0] == 404
    status, data = caller.post(f"{at}/export")
    assert (status, len(verify(canonical(data), [identity().card]).messages)) == (200, 6)
