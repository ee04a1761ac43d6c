"""A rich case, made through the services as people make one: the foreign one, and one of one's own."""

from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pypdfium2
from django.apps import apps
from django.db import models

from entraide.accounts.models import Person, Unit
from entraide.assistance.domain.exchanged import Type
from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision, Finding, Ground, Result
from entraide.assistance.models import (
    AssistanceRequest,
    Dispatch,
    LetterTemplate,
    Measure,
    PartnerCertificate,
)
from entraide.assistance.services import (
    arriving,
    assessing,
    breaking,
    choosing,
    comparing,
    deciding,
    describing,
    enclosing,
    following,
    intake,
    registering,
    suggesting,
    writing,
)
from entraide.assistance.services.mailing import fetching, handling, keys
from entraide.cases.models import Case, Membership
from entraide.cases.services import members, work
from entraide.evidence.domain.custody import Act
from entraide.evidence.domain.exhibits import Kind as Exhibits
from entraide.evidence.services import handing, judging, keeping, packaging, uploading
from entraide.evidence.services import registering as evidence
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.mail.references import Sent
from entraide.exchange.models import Message
from entraide.exchange.queries import consents_about, conversations_of_case, messages_about
from entraide.exchange.services.sending import open_conversation
from entraide.instruments.domain.offences.worksheet import QuestionCode
from tests.exchange.speaking import Speaker
from tests.factories.evidence import ArrivedFactory, PackageFactory
from tests.factories.exchange import ConsentFactory

Objects = dict[str, list[UUID]]
# One point.
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Story:
    """What one team works on: a word that stands nowhere else, a state, a letter and a file nobody can read."""

    word: str
    state: str
    language: str

    @property
    def letter(self) -> bytes:
        return (
            f"Subject: Request for assistance {self.word}\n\n"
            f"{self.word} Regional Police, our reference {self.word.upper()}/77-A.\n\n"
            f"Dear colleagues, we investigate a fraud committed by {self.word} Marchetti against pensioners of\n"
            f"the town of {self.word}burg. Please preserve the subscriber data of 203.0.113.77 and of\n"
            f"{self.word.lower()}@mail.example, seen on https://{self.word.lower()}.example/offers, by 4 May 2026.\n"
            "We ask you to keep the existence of this request secret. Telephone +1 555 0177.\n\n"
            "The account was opened in January and has since received payments from eleven victims, each of whom\n"
            "believed to be paying for repairs that were never made. Two of them are over ninety years of age.\n"
        ).encode()

    @property
    def page(self) -> bytes:
        return f"<html><body><p>{self.word} asks for the record of a van.</p><script>1</script></body></html>".encode()

    @property
    def broken(self) -> bytes:
        return b"%PDF-1.7\n" + self.word.encode() * 40


FOREIGN = Story("Zorvathel", "JP", "en")
OWN = Story("Ambrelune", "FR", "en")


@dataclass(frozen=True)
class Team:
    """Who makes a case: the one who does the work, and the second person; who must not be let in by the way."""

    chief: Person
    second: Person
    unit: Unit
    kept_out: tuple[Person, ...] = ()
    let_in: tuple[Person, ...] = ()
    # A partner's node that talks about the case.
    speaker: Speaker | None = None


def fill(story: Story, team: Team, at: datetime) -> Objects:
    """Everything that a case can hold; every uuid of it, and of the people who work on it, by the name of its table."""
    before = {model: set(_uuids(model)) for model in tables()}
    request = _worked_on(story, team, at)
    heard = _talked_about(story, team.speaker, request, at).uuid if team.speaker else uuid4()
    # Laid down and not checked: what a package proves is shown elsewhere.
    ArrivedFactory(case=request.case, message=heard, agency=f"{story.word} Police", arrived_at=at)
    _asked_about(story, team, at)
    _let_out(story, team, at)
    _outgoing(story, team, at)
    _arrived(story, team, at)
    # Those of the intake were let in by the way. Who has left a case knows no more of it than who never came.
    for case in Case.objects.exclude(uuid__in=before[Case]):
        for person in team.kept_out:
            members.remove_member(case, person, acting=team.chief, at=at, reason="not on this case")
        if team.let_in:
            members.add_members(case, team.let_in, acting=team.chief, at=at)
        remaining = set(Membership.objects.filter(case=case).values_list("person", flat=True))
        assert remaining >= {team.chief.pk}
        assert remaining.isdisjoint(person.pk for person in team.kept_out)
    made = {model: [uuid for uuid in _uuids(model) if uuid not in before[model]] for model in tables()}
    empty = [model.__name__ for model, uuids in made.items() if not uuids]
    assert empty == [], "the case holds one of everything"
    # The request that holds the most comes first.
    made[AssistanceRequest].sort(key=lambda uuid: uuid != request.uuid)
    made[Case].sort(key=lambda uuid: uuid != request.case.uuid)
    people = {"person": [team.chief.uuid, team.second.uuid], "unit": [team.unit.uuid]}
    said = {
        "message": list(messages_about(request.uuid).values_list("uuid", flat=True)),
        "consent": list(consents_about(request.uuid).values_list("uuid", flat=True)),
        "conversation": [one.uuid for one in conversations_of_case(request.case.uuid)],
    }
    return {model.__name__.lower(): uuids for model, uuids in made.items()} | people | said


def tables() -> list[type[models.Model]]:
    """The tables of cases, requests and exhibits whose rows have a uuid of their own; the wording of letters and the
    certificates of partners are no case's."""
    return [
        model
        for label in ("cases", "assistance", "evidence")
        for model in apps.get_app_config(label).get_models()
        if model not in {LetterTemplate, PartnerCertificate}
        and any(field.name == "uuid" for field in model._meta.fields)
    ]


def _uuids(model: type[models.Model]) -> Iterable[UUID]:
    return model._default_manager.order_by("pk").values_list("uuid", flat=True)


def _worked_on(story: Story, team: Team, at: datetime) -> AssistanceRequest:
    """An incoming request with all its parts, decided, executed, with letters in every standing."""
    chief, second = team.chief, team.second
    request = _registered(story, f"{story.word} fraud", team, at)
    parts: list[tuple[str, dict[str, object]]] = [
        ("authorities", {"role": "requesting", "organisation": f"{story.word} Police", "person": f"J. {story.word}",
                         "email": f"desk@{story.word.lower()}.example"}),
        ("offences", {"title": f"Fraud of {story.word}", "iccs": "0701", "article": "art. 12"}),
        ("subjects", {"sort": "person", "name": f"{story.word} Marchetti", "particulars": {"role": "suspect"}}),
        ("subjects", {"sort": "ip", "name": "203.0.113.77"}),
        ("assurances", {"matter": "other", "standing": "given", "text": f"{story.word} is told."}),
    ]  # fmt: skip
    for part, fields in parts:
        describing.add_part(request, part, fields, acting=chief, at=at)
    comparing.write_answers(
        request, {"0701": {QuestionCode.CONDUCT: f"{story.word} took it."}}, acting=chief, at=at
    )
    first, other = (
        describing.add_part(request, "measures", {"code": code, "custodian": story.word}, acting=chief, at=at)
        for code in ("bank_records", "subscriber")
    )
    assert isinstance(first, Measure)
    assert isinstance(other, Measure)
    deciding.decide(first, deciding.Ruling(Decision.EXECUTE), acting=chief, at=at)
    conditions = deciding.Ruling(Decision.CONDITIONAL, text=f"Only for {story.word}.")
    deciding.decide(other, conditions, acting=chief, at=at)
    deciding.settle_conditions(other, accepted=True, acting=chief, at=at)
    deciding.begin_execution(request, acting=chief, at=at)
    deciding.record_result(
        first, result=Result.EXECUTED, text=f"{story.word} found.", acting=chief, at=at + timedelta(minutes=1)
    )
    notice = writing.draft_letter(
        request, LetterKind.NOTICE, acting=chief, at=at, text=f"About {story.word}."
    )
    enclosing.enclose(
        notice, [story.page], name=f"{story.word}.html", media_type="text/html", acting=chief, at=at
    )
    for kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.PARTIAL_REPLY):
        letter = writing.draft_letter(request, kind, acting=chief, at=at)
        writing.submit_letter(letter, acting=chief, at=at)
        writing.approve_letter(letter, acting=second, at=at)
        if kind is LetterKind.ACKNOWLEDGEMENT:
            writing.record_sent(letter, channel=Channel.POST, acting=chief, at=at)
        else:
            writing.send_by_mail(letter, acting=chief, at=at)
    reply = writing.draft_letter(request, LetterKind.PARTIAL_REPLY, acting=chief, at=at)
    writing.submit_letter(reply, acting=chief, at=at)
    _answered_by_mail(story, request, at)
    # Work given to somebody who then leaves the case is theirs no more.
    members.add_members(request.case, team.kept_out, acting=chief, at=at)
    for person in (chief, *team.kept_out):
        work.add_task(
            request.case, f"Call {story.word}", assigned_to=person, acting=chief, at=at,
            due_at=at + timedelta(days=2), about=request.uuid,
        )  # fmt: skip
    _seized(story, team, request, at)
    work.add_note(request.case, f"{story.word} called back.", acting=chief, at=at, about=request.uuid)
    sheet = work.Sheet(
        incoming=True, channel="phone", counterpart=story.word, subject=f"Call of {story.word}"
    )
    work.file_correspondence(request.case, sheet, acting=chief, at=at)
    return request


def _seized(story: Story, team: Team, request: AssistanceRequest, at: datetime) -> None:
    """A firearm with files and one on its way, offered to somebody who leaves the case; a disk to be destroyed."""
    chief = team.chief
    began = (evidence.Beginning(act=Act.COLLECTED, happened=at, place=f"Depot of {story.word}"),)
    said = evidence.Registration(
        kind=Exhibits.FIREARM,
        title=f"Pistol of {story.word}",
        began=began,
        details={"make": story.word, "calibre": "9 mm", "serial": f"{story.word.upper()}-77"},
        about=request.uuid,
    )
    pistol = evidence.register(request.case, said, acting=chief, at=at)
    for name, content in (("txt", story.letter), ("png", PICTURE), ("pdf", _paper())):
        evidence.add_file(pistol, [content], name=f"{story.word}.{name}", media_type="", acting=chief, at=at)
    uploading.begin(
        pistol, name=f"{story.word}.dd", media_type="", size=len(story.letter), acting=chief, at=at
    )
    keeping.seal(pistol, [f"{story.word}-1"], condition=f"As {story.word} left it.", acting=chief, at=at)
    to = next(iter(team.kept_out), team.second)
    handing.offer(pistol, to, reason=f"For {story.word}.", acting=chief, at=at)
    said = replace(said, kind=Exhibits.OBJECT, title=f"Disk of {story.word}")
    disk = evidence.register(request.case, said, acting=chief, at=at)
    # Laid down and not made: what a package holds and proves is shown elsewhere.
    ready = PackageFactory(
        case=request.case, wanted_by=chief, wanted_at=at, state="ready", size=len(story.letter)
    )
    packaging.path_of(ready).parent.mkdir(parents=True, exist_ok=True)
    packaging.path_of(ready).write_bytes(story.letter)
    judging.ask_destruction(disk, reason=f"{story.word} consents.", acting=chief, at=at)


def _paper() -> bytes:
    """A page of which a picture can be drawn."""
    document, out = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(300, 200)
    document.save(out)
    return out.getvalue()


def _talked_about(story: Story, speaker: Speaker, request: AssistanceRequest, at: datetime) -> Message:
    """The request over the exchange: the partner's node says something about it, and we ask for leave to pass it on."""
    talk = open_conversation(speaker.row, at=at, case=request.case.uuid, subject=request.uuid)
    body: dict[str, object] = {"reference": "NS-1", "text": f"{story.word} waits for this."}
    message = speaker.says(
        body, conversation=talk.uuid, type=Type.NOTICE.value, created=at, expires=at + timedelta(days=2)
    )
    (answer,) = speaker.delivers(message, at=at)
    assert [one.attestation.kind for one in answer.attested] == [Kind.DELIVERED]
    (heard,) = messages_about(request.uuid)
    # Laid down and not said: what waits for a partner is counted on the page of the links, by design.
    ConsentFactory(message=heard, purpose=f"For {story.word}.")
    return heard


def _answered_by_mail(story: Story, request: AssistanceRequest, at: datetime) -> None:
    """The partner answers a letter that left by mail: it is on file, and nobody took note of it yet."""
    dispatch = Dispatch.objects.get(letter__request=request)
    answered = keys.marks().message_id(Sent(request.uuid, dispatch.uuid))
    mail = (
        f"From: {dispatch.address}\r\nTo: bureau@mail.example\r\nSubject: {story.word} answers\r\n"
        f"In-Reply-To: {answered}\r\n\r\n{story.word} is grateful.\r\n"
    )
    fetching.store(mail.encode(), at=at)
    handling.handle_waiting(at=at)


def _asked_about(story: Story, team: Team, at: datetime) -> AssistanceRequest:
    """A request whose question waits for its answer, routed to somebody who leaves the case."""
    request = _registered(story, f"Question of {story.word}", team, at)
    question = writing.draft_letter(
        request, LetterKind.QUESTION, acting=team.chief, at=at, text=f"Which {story.word}?"
    )
    writing.submit_letter(question, acting=team.chief, at=at)
    writing.approve_letter(question, acting=team.second, at=at)
    writing.record_sent(question, channel=Channel.POST, acting=team.chief, at=at)
    return request


def _let_out(story: Story, team: Team, at: datetime) -> AssistanceRequest:
    """An emergency of which one letter was let out unverified, and nobody has said yet whether that was justified."""
    request = _registered(story, f"Danger in {story.word}", team, at, kind="emergency_disclosure")
    letter = writing.draft_letter(request, LetterKind.PARTIAL_REPLY, acting=team.chief, at=at)
    enclosing.enclose(
        letter, [story.page], name=f"{story.word}.html", media_type="text/html", acting=team.chief, at=at
    )
    writing.submit_letter(letter, acting=team.chief, at=at)
    said = {"reason": f"{story.word} cannot wait.", "tried": f"Calls to {story.word}."}
    breaking.break_glass(request, letter=letter, **said, acting=team.second, at=at)
    return request


def _outgoing(story: Story, team: Team, at: datetime) -> AssistanceRequest:
    """A request of ours, waiting for a second person."""
    request = registering.draft(_fields(story, f"To {story.word}"), acting=team.chief, at=at)
    members.add_members(request.case, [team.second], acting=team.chief, at=at)
    describing.add_part(request, "measures", {"code": "interview"}, acting=team.chief, at=at)
    describing.add_part(request, "offences", {"title": f"Fraud of {story.word}"}, acting=team.chief, at=at)
    said = {"evidence_link": f"{story.word} was paid.", "proportionality": f"{story.word} alone is named."}
    describing.change_record(request, said, acting=team.chief, at=at)
    found = {Ground.POLITICAL: assessing.Looked(Finding.NO_BAR, f"{story.word} is no politician.")}
    assessing.record_legal_test(request, found, acting=team.chief, at=at)
    choosing.choose_basis(
        request, instrument="interpol", reason=f"As {story.word} asked.", acting=team.chief, at=at
    )
    return following.submit(request, acting=team.chief, at=at)


def _arrived(story: Story, team: Team, at: datetime) -> None:
    """A letter that came in, one of its suggestions taken over; and a file that cannot be read."""
    arrival = arriving.receive(
        [story.letter], name=f"{story.word}.txt", acting=team.chief, at=at, channel=Channel.EMAIL
    )
    suggestions = list(arrival.suggestions.all())
    assert len(suggestions) > 3
    suggesting.accept_suggestion(suggestions[0], acting=team.chief, at=at)
    suggesting.dismiss_suggestion(suggestions[1], acting=team.chief, at=at)
    arriving.receive([story.page], name=f"{story.word}.html", acting=team.chief, at=at)
    arriving.receive([story.broken], name=f"{story.word}-scan.pdf", acting=team.chief, at=at)


def _registered(story: Story, title: str, team: Team, at: datetime, **more: object) -> AssistanceRequest:
    request = registering.register(_fields(story, title) | more, acting=team.chief, at=at)
    members.add_members(request.case, [team.second], acting=team.chief, at=at)
    intake.triage(request, {}, acting=team.chief, at=at)
    officer = next(iter(team.kept_out), team.chief)
    return intake.route(request, unit=team.unit, officer=officer, acting=team.chief, at=at)


def _fields(story: Story, title: str) -> dict[str, object]:
    return {
        "title": title,
        "partner_state": story.state,
        "partner_agency": f"{story.word} Police",
        "partner_references": f"{story.word.upper()}/77",
        "kind": "mutual_legal_assistance",
        "track": "judicial",
        "urgency": "urgent",
        "urgency_reason": f"The trial of {story.word} begins.",
        "hard_date": datetime(2026, 5, 4, 12, tzinfo=UTC),
        "facts": f"Pensioners of {story.word}burg were deceived.",
        "reply_language": story.language,
        "estimated_for": date(2026, 4, 1),
    }
