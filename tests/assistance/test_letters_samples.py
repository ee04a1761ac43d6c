"""Samples of every letter, made of the requests that are there; and what the record gives a letter to say."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
from click.testing import CliRunner

from entraide.assistance.cli import letters
from entraide.assistance.domain.letters.facts import LetterKind, Particular
from entraide.assistance.domain.letters.wording import languages_of
from entraide.assistance.models import AssistanceRequest, DatedEvent, Letter
from entraide.assistance.services import choosing, describing, extending, following, registering, writing
from entraide.assistance.services.facts import facts_for
from entraide.assistance.services.timing import clock_faces
from entraide.cases.services.members import add_members

NAMES = ("Вадим Оресенко", "كريم السهلاوي", "Θάνος Μελισσινάρης", "林月華")
OUTGOING = {
    "title": "Bank records of a shop that never delivers",
    "partner_state": "ES",
    "kind": "preservation",
    "track": "judicial",
    "reply_language": "es",
    "language": "en",
    "facts": "Stoves were paid for and never came.",
    "urgency": "urgent",
    "urgency_reason": "Logs are overwritten.",
    "stage": "investigation",
    "translation_certified": True,
    "block": {
        "data": "Logs of the shop",
        "custodian": "Host Inc.",
        "necessity": "Nothing else shows who it was.",
        "mla_will_follow": True,
        "expires": "2027-02-01",
    },
}
INCOMING = {
    "title": "Vol",
    "partner_state": "BE",
    "kind": "police_information",
    "track": "police",
    "language": "fr",
}
# What no letter may hold: an unfilled place, an empty value, two signs where one belongs.
HOLES = re.compile(r"\{|\}|\bNone\b|\(\)|«\s*»|“”|\.\.|;\s*;|:\s*:| [,.]| {2}")


@pytest.fixture
def request_of_ours(bureau, monday):
    """A request for the preservation of data, with all that its form asks for."""
    officer = bureau["officer"]
    made = registering.draft(OUTGOING, acting=officer, at=monday)
    for name in NAMES:
        particulars = {"role": "suspect", "original_script": name, "born_on": "1981-04-12"}
        fields = {"sort": "person", "name": "A. Roe", "particulars": particulars}
        describing.add_part(made, "subjects", fields, acting=officer, at=monday)
    measure = {
        "code": "preservation",
        "description": "Logs",
        "custodian": "Host Inc.",
        "questions": "Who?\nWhen?",
    }
    describing.add_part(made, "measures", measure, acting=officer, at=monday)
    offence = {"title": "Fraud", "article": "s. 380(1)(a)", "maximum_penalty": "Fourteen years"}
    describing.add_part(made, "offences", offence, acting=officer, at=monday)
    court = {"role": "prosecution", "organisation": "Superior Court", "phone": "+1 555 0101"}
    describing.add_part(made, "authorities", court, acting=officer, at=monday)
    return made


def text_of(pdf):
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


def test_a_letter_is_told_all_that_the_record_holds(request_of_ours, bureau):
    told = facts_for(request_of_ours, language="es", text="", acting=bureau["officer"])
    assert told.requested_state == "España"
    assert told.stage == "Investigación"
    assert (told.data, told.custodian, told.mla_will_follow) == ("Logs of the shop", "Host Inc.", True)
    assert told.preserve_until == date(2027, 2, 1)
    assert told.necessity == ("Nothing else shows who it was.",)
    assert told.measures[0].questions == ("Who?", "When?")
    assert (told.offences[0].article, told.offences[0].maximum_penalty) == ("s. 380(1)(a)", "Fourteen years")
    assert told.authorities[0].role == "Fiscalía o tribunal"
    assert told.authorities[0].known == ("Superior Court", "+1 555 0101")
    assert told.subjects[0].sort == "Persona"
    assert told.subjects[0].particulars == (
        Particular("Condición", "sospechoso"),
        Particular("Nombre en la escritura original", NAMES[0]),
        Particular("Fecha de nacimiento", "12 de abril de 1981"),
    )
    assert told.translation_certified
    assert told.particulars == ()


def test_a_draft_is_in_spanish_for_who_reads_it_and_in_english_where_there_is_no_spanish(
    request_of_ours, bureau, monday
):
    officer = bureau["officer"]
    ours = writing.draft_letter(request_of_ours, LetterKind.PRESERVATION_REQUEST, acting=officer, at=monday)
    assert ours.language == "es"
    assert ours.subject.startswith("Solicitud de conservación rápida de datos: Bank")
    assert ours.recipient == "España"
    notice = writing.draft_letter(request_of_ours, LetterKind.NOTICE, acting=officer, at=monday, text="Soon.")
    assert notice.language == "en"


def test_a_form_that_leaves_sends_its_request(request_of_ours, bureau, monday):
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    add_members(request_of_ours.case, [supervisor], acting=officer, at=monday)
    choosing.choose_basis(
        request_of_ours, instrument="interpol", reason="Their point asked for it.", acting=officer, at=monday
    )
    following.submit(request_of_ours, acting=officer, at=monday)
    following.approve(request_of_ours, acting=supervisor, at=monday)
    letter = writing.draft_letter(request_of_ours, LetterKind.PRESERVATION_REQUEST, acting=officer, at=monday)
    writing.submit_letter(letter, acting=officer, at=monday)
    letter = writing.approve_letter(letter, acting=supervisor, at=monday)
    writing.record_sent(letter, channel="email", acting=officer, at=monday)
    assert AssistanceRequest.objects.get().state == "sent"


def test_a_notice_of_extension_leaves_a_dated_event(bureau, monday):
    made = registering.register(INCOMING, acting=bureau["duty"], at=monday)
    add_members(made.case, [bureau["supervisor"]], acting=bureau["duty"], at=monday)
    letter = writing.draft_letter(made, LetterKind.EXTENSION_NOTICE, acting=bureau["duty"], at=monday)
    writing.submit_letter(letter, acting=bureau["duty"], at=monday)
    letter = writing.approve_letter(letter, acting=bureau["supervisor"], at=monday)
    writing.record_sent(letter, channel="post", acting=bureau["duty"], at=monday)
    assert made.dated_events.filter(code="extension_notice_sent").count() == 1


def test_a_notice_of_extension_says_which_clock_until_when_and_why(request_of_ours, bureau, monday):
    officer, week_on = bureau["officer"], monday + timedelta(days=7)
    AssistanceRequest.objects.update(state="in_execution", sent_at=monday, basis="budapest")
    DatedEvent.objects.create(request=request_of_ours, code="sent", at=monday)
    kept = following.record_preserved(AssistanceRequest.objects.get(), acting=officer, at=monday)
    clock = next(each for each in clock_faces(kept, at=monday) if each.rule.role == "expiry")
    how = {"rule": clock.code, "reason": "It is being translated.", "until": monday + timedelta(days=120)}
    extending.extend_clock(kept, **how, acting=officer, at=week_on)
    body = writing.draft_letter(
        kept, LetterKind.EXTENSION_NOTICE, acting=officer, at=week_on, language="fr"
    ).body
    said = body.replace("\u00a0", " ")
    assert "au sujet de notre demande d’entraide du 16 novembre 2026 (notre référence 2026-O-0001)" in said
    assert f"ce délai est prolongé jusqu’au 16 mars 2027 : {clock.label.fr}." in said
    assert "La raison en est la suivante : It is being translated." in said


def test_samples_are_written_of_every_letter_in_every_language(
    request_of_ours, bureau, monday, settings, tmp_path
):
    registering.register(INCOMING, acting=bureau["duty"], at=monday)
    settings.NODE = replace(settings.NODE, demo=True)
    done = CliRunner().invoke(letters, ["samples", str(tmp_path)])
    assert done.exit_code == 0, done.output
    wanted = {f"{kind.value}-{language}" for kind in LetterKind for language in languages_of(kind)}
    assert {path.stem for path in tmp_path.iterdir()} == wanted | {
        f"names-{code}" for code in ("en", "fr", "es")
    }
    assert f"{len(wanted) + 3} letters written." in done.output
    texts = {path.stem: text_of(path.read_bytes()) for path in tmp_path.iterdir()}
    assert {name: HOLES.findall(text) for name, text in texts.items() if HOLES.search(text)} == {}
    for code in ("en", "fr", "es"):
        assert all(name in texts[f"names-{code}"] for name in NAMES)
    assert Letter.objects.count() == 0


def test_no_samples_are_made_of_the_cases_of_a_real_node(request_of_ours, tmp_path):
    done = CliRunner().invoke(letters, ["samples", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "demonstration only" in done.output
    assert not (tmp_path / "out").exists()
