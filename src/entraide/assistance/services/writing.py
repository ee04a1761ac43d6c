"""Letters of ours: drafted from the record, revised, reviewed by a second person, made into paper, sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from entraide.assistance import policy
from entraide.assistance.domain import lifecycle
from entraide.assistance.domain.assurances import LABELS as ASSURANCE_LABELS
from entraide.assistance.domain.assurances import AssuranceMatter, AssuranceStanding
from entraide.assistance.domain.break_glass import DISCLOSING
from entraide.assistance.domain.kinds import LABELS, Channel, Direction, Kind
from entraide.assistance.domain.letters import paper
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.languages import letter_language
from entraide.assistance.domain.letters.wording import FORMS, tongue_for
from entraide.assistance.domain.mailing import MOST_ENCLOSED
from entraide.assistance.domain.measures import LABELS as MEASURE_LABELS
from entraide.assistance.domain.measures import Decision, MeasureCode
from entraide.assistance.domain.states import STATE_LABELS, State
from entraide.assistance.errors import (
    ActNotOpen,
    AssuranceAwaited,
    EnclosuresTooLarge,
    FieldsRefused,
    LetterNotThere,
    NoAddress,
    NoMailServer,
    RequesterNotVerified,
    ResultsMissing,
    SecondPersonNeeded,
)
from entraide.assistance.events import (
    EnclosureAdded,
    EnclosureRemoved,
    LeftUnverified,
    LetterApproved,
    LetterDiscarded,
    LetterDrafted,
    LetterQueued,
    LetterRevised,
    LetterSent,
    LetterSentBack,
    LetterSubmitted,
)
from entraide.assistance.models import AssistanceRequest, DatedEvent, Dispatch, Letter
from entraide.assistance.queries import check_is_due, discloses, glass_of
from entraide.assistance.services import moving, sealing
from entraide.assistance.services.describing import problems_of
from entraide.assistance.services.extending import note_partner_told
from entraide.assistance.services.facts import facts_for, recipient_of
from entraide.assistance.services.following import open_question
from entraide.assistance.services.onward import ELSEWHERE, require_letter_may_leave
from entraide.assistance.services.wording import letterhead, worded
from entraide.cases.services import originals
from entraide.cases.services.work import Sheet, put_on_file
from entraide.kernel.errors import Conflict, NotAllowed
from entraide.kernel.languages import Text
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person

# The act of the lifecycle that a letter does when it leaves; the others only leave a dated event.
ACT_OF: dict[LetterKind, str] = {
    LetterKind.ACKNOWLEDGEMENT: "acknowledge",
    LetterKind.QUESTION: "ask",
    LetterKind.PARTIAL_REPLY: "send_partial_results",
    LetterKind.REPLY: "send_results",
    LetterKind.REFUSAL: "refuse",
    # Every form of request sends the request that it is written for.
    **dict.fromkeys(FORMS, "send_request"),
}
# What tells the partner something of substance waits for the assurances that were asked of it.
OF_SUBSTANCE = DISCLOSING | frozenset(FORMS)
OTHER_LANGUAGE = Text(
    en="The text is still in the other language. Translate it too, or begin a new letter in this language.",
    fr="Le texte est encore dans l’autre langue. Traduisez-le aussi, ou commencez une autre lettre.",
)
# What is decided to be done, on conditions or without.
TO_EXECUTE = (Decision.EXECUTE, Decision.IN_PART, Decision.CONDITIONAL)
REVISABLE = frozenset({"recipient", "email", "subject", "body", "language"})
# One try at once; then the outbox tries again, further and further apart.
FIRST_TRY = timedelta(0)


@transaction.atomic
def draft_letter(
    request: AssistanceRequest,
    kind: LetterKind,
    *,
    acting: Person,
    at: datetime,
    language: str = "",
    text: str = "",
) -> Letter:
    """A first draft, written from the record, in the partner's language where letters of that kind have it, otherwise
    in English, in the bureau's own wording where it has one that can be used. `text` is what a question asks or a
    notice says. Raises `NotFound`, `NotAllowed`, `ActNotOpen` when the letter would do an act that is closed.
    """
    policy.require_may_work(acting, request.case_id)
    request = moving.locked(request)
    _require_act_open(request, kind)
    _require_results(request, kind)
    tongue = tongue_for(kind, language or request.written_to_in)
    wording, template = worded(kind, tongue, facts_for(request, language=tongue, text=text, acting=acting))
    recipient, email = recipient_of(request, tongue)
    letter = Letter.objects.create(
        request=request,
        kind=kind,
        language=tongue,
        recipient=recipient,
        email=email,
        subject=wording.subject[:300],
        body=wording.body,
        template=template,
        drafted_by=acting,
        drafted_at=at,
    )
    note_letter(LetterDrafted, letter, acting=acting, at=at)
    return letter


@transaction.atomic
def revise_letter(letter: Letter, fields: Mapping[str, str], *, acting: Person, at: datetime) -> Letter:
    """Change the text or the addressee of a draft. Whoever revises it is its author from then on, so that
    the second person is always another. Raises `NotFound`, `NotAllowed`, `LetterNotThere`, `FieldsRefused`."""
    letter = held_letter(letter, acting, Letter.Standing.DRAFT)
    if fields.get("language", letter.language) != letter.language and fields.get("body") == letter.body:
        raise FieldsRefused({"language": OTHER_LANGUAGE})
    for name, value in fields.items():
        if name in REVISABLE:
            setattr(letter, name, value)
    letter.drafted_by = acting
    refused = problems_of(letter, REVISABLE)
    if refused:
        raise FieldsRefused(refused)
    letter.reviewed_by = None
    letter.save()
    note_letter(LetterRevised, letter, acting=acting, at=at)
    return letter


@transaction.atomic
def submit_letter(letter: Letter, *, acting: Person, at: datetime) -> Letter:
    """Hand a draft to a second person. Raises `NotFound`, `NotAllowed`, `LetterNotThere`, `MissingGlyphs`…"""
    letter = held_letter(letter, acting, Letter.Standing.DRAFT)
    # What cannot be printed is found now, by its author, and not when it is approved.
    render(letter, at=at, draft=True)
    letter.standing, letter.submitted_at = Letter.Standing.IN_REVIEW, at
    letter.save(update_fields=["standing", "submitted_at"])
    note_letter(LetterSubmitted, letter, acting=acting, at=at)
    return letter


@transaction.atomic
def approve_letter(
    letter: Letter, *, acting: Person, at: datetime, comment: str = "", submitted: str = ""
) -> Letter:
    """Approve somebody else's letter: its paper is made now and is what will leave.

    `submitted` is the moment at which the text that was read was handed in (ISO): `Conflict` when it has been revised
    and handed in again since; empty, nothing is compared.

    Where the agency has a seal the paper bears it, or is not made: raises `CertificateExpired` and the other refusals
    of `sealing.sealed_by_the_agency`, besides `NotFound`, `NotAllowed`, `LetterNotThere`, `SecondPersonNeeded`,
    `RequesterNotVerified`, `AssuranceAwaited`.
    """
    letter = held_letter(letter, acting, Letter.Standing.IN_REVIEW)
    if not policy.may_review(acting):
        raise NotAllowed
    if letter.drafted_by_id == acting.pk:
        raise SecondPersonNeeded
    require_releasable(letter)
    if submitted and letter.submitted_at and submitted != letter.submitted_at.isoformat():
        raise Conflict
    letter.reviewed_by, letter.reviewed_at, letter.review_comment = acting, at, comment.strip()
    letter.standing = Letter.Standing.APPROVED
    _make_final(letter, at=at)
    letter.save()
    note_letter(LetterApproved, letter, acting=acting, at=at, comment=comment.strip())
    return letter


@transaction.atomic
def send_back_letter(letter: Letter, *, comment: str, acting: Person, at: datetime) -> Letter:
    """Return a letter to its author with a comment. Raises `NotFound`, `NotAllowed`, `LetterNotThere`."""
    letter = held_letter(letter, acting, Letter.Standing.IN_REVIEW, Letter.Standing.APPROVED)
    if not policy.may_review(acting):
        raise NotAllowed
    letter.standing, letter.review_comment = Letter.Standing.DRAFT, comment.strip()
    letter.reviewed_by, letter.reviewed_at, letter.pdf = None, None, None
    letter.sealed_by, letter.seal_sha256, letter.seal_valid_until = "", "", None
    letter.save()
    note_letter(LetterSentBack, letter, acting=acting, at=at, comment=comment.strip())
    return letter


@transaction.atomic
def discard_letter(letter: Letter, *, acting: Person, at: datetime) -> Letter:
    """Give up a draft; it stays on record. Raises `NotFound`, `NotAllowed`, `LetterNotThere`."""
    letter = held_letter(letter, acting, Letter.Standing.DRAFT)
    letter.standing = Letter.Standing.DISCARDED
    letter.save(update_fields=["standing"])
    note_letter(LetterDiscarded, letter, acting=acting, at=at)
    return letter


@transaction.atomic
def send_by_mail(letter: Letter, *, acting: Person, at: datetime) -> Dispatch:
    """Put an approved letter into the outbox; it counts as sent when the mail server has taken it.

    Raises `NotFound`, `NotAllowed`, `LetterNotThere`, `ActNotOpen`, `NoAddress`, `NoMailServer`,
    `EnclosuresTooLarge`, `RequesterNotVerified`, `AssuranceAwaited`.
    """
    letter = held_letter(letter, acting, Letter.Standing.APPROVED)
    require_may_leave(letter)
    require_releasable(letter, to=ELSEWHERE)
    if not letter.email:
        raise NoAddress
    if not settings.EMAIL_HOST:
        raise NoMailServer
    require_fits_a_mail(letter)
    letter.standing, letter.channel, letter.sent_by = Letter.Standing.LEAVING, Channel.EMAIL, acting
    letter.save(update_fields=["standing", "channel", "sent_by"])
    dispatch = Dispatch.objects.create(
        letter=letter, address=letter.email, queued_at=at, next_attempt_at=at + FIRST_TRY
    )
    note_letter(LetterQueued, letter, acting=acting, at=at, address=letter.email)
    return dispatch


@transaction.atomic
def record_sent(letter: Letter, *, channel: Channel, acting: Person, at: datetime) -> Letter:
    """Record that an approved letter left by another channel. Raises as `send_by_mail` does."""
    letter = held_letter(letter, acting, Letter.Standing.APPROVED, Letter.Standing.LEAVING)
    if letter.standing == Letter.Standing.APPROVED:
        require_may_leave(letter)
    require_releasable(letter, to=ELSEWHERE)
    Dispatch.objects.filter(letter=letter, outcome=Dispatch.Outcome.QUEUED).update(
        outcome=Dispatch.Outcome.FAILED, settled_at=at
    )
    left(letter, channel=channel, acting=acting, at=at)
    return letter


def left(letter: Letter, *, channel: Channel, acting: Person, at: datetime) -> None:
    """What a letter does when it has left: its act, its dated event, its place on file. Part of a larger act."""
    request = moving.locked(letter.request)
    again = letter.sent_at is not None
    letter.standing, letter.sent_at, letter.channel = Letter.Standing.SENT, at, channel
    letter.sent_by = letter.sent_by or acting
    letter.save(update_fields=["standing", "sent_at", "channel", "sent_by"])
    _do_act_of(letter, request, at=at, again=again)
    if letter.kind == LetterKind.EXTENSION_NOTICE:
        note_partner_told(request, drafted_at=letter.drafted_at)
    put_on_file(
        request.case,
        Sheet(
            incoming=False,
            channel=channel,
            counterpart=letter.recipient.strip().partition("\n")[0] or letter.email,
            subject=letter.subject,
            text=letter.body,
            language=letter.language,
            original=letter.pdf,
            about=request.uuid,
        ),
        acting=acting,
        at=at,
    )
    words = LABELS[channel]
    note_letter(
        LetterSent, letter, acting=acting, at=at, channel={"en": words.en.lower(), "fr": words.fr.lower()}
    )
    if check_is_due(request) and glass_of(letter) is not None:
        note_letter(LeftUnverified, letter, acting=acting, at=at)


def render(letter: Letter, *, at: datetime, draft: bool) -> bytes:
    """The letter as accessible PDF. Raises `MissingGlyphs`, `LetterTooLong`, `LetterNotRendered`."""
    agency, request = settings.NODE.agency, letter.request
    signatory = letter.drafted_by
    return paper.render(
        paper.Letter(
            language=letter_language(letter.language),
            sender=letterhead(letter.language),
            recipient=tuple(line for line in letter.recipient.splitlines() if line.strip()),
            date=at.astimezone(ZoneInfo(agency.time_zone)).date(),
            subject=letter.subject,
            body=letter.body,
            signatory=paper.Signatory(name=signatory.name, title=signatory.title),
            place=agency.city,
            our_reference=request.reference,
            their_reference=request.partner_references,
            handling=_handling(request),
            draft=draft,
        )
    )


def _make_final(letter: Letter, *, at: datetime) -> None:
    paper_made = render(letter, at=at, draft=False)
    content, seal = sealing.sealed_by_the_agency(paper_made, letter_language(letter.language), at=at)
    held = originals.hold([content])
    name = f"{letter.request.reference}-{letter.kind}-{letter.language}.pdf"
    letter.pdf = originals.keep(letter.request.case, held, name=name, media_type="application/pdf", at=at)
    if seal is not None:
        letter.sealed_by, letter.seal_sha256 = seal.name, seal.sha256
        letter.seal_valid_until = seal.valid_until


def _handling(request: AssistanceRequest) -> str:
    tlp = f"TLP:{request.tlp.replace('_', '+').upper()}" if request.tlp else ""
    return " · ".join(part for part in (request.classification, tlp, request.handling.upper()) if part)


def _do_act_of(letter: Letter, request: AssistanceRequest, *, at: datetime, again: bool) -> None:
    kind = LetterKind(letter.kind)
    code = ACT_OF.get(kind)
    if code is None:
        DatedEvent.objects.create(request=request, code=f"{kind.value}_sent", at=at)
        moving.settle(request, at=at)
        return
    act = lifecycle.BY_CODE[code]
    # What a letter did when it counted as sent it does not do a second time after it came back.
    if again or not lifecycle.is_open(
        act, State(request.state), Direction(request.direction), Kind(request.kind) if request.kind else None
    ):
        # The request moved on while the letter was on its way: the letter has left all the same.
        DatedEvent.objects.create(request=request, code=act.event, at=at)
        moving.settle(request, at=at)
        return
    before = request.state
    to = State.ACKNOWLEDGED if code == "acknowledge" and request.state == State.ROUTED else None
    if code == "send_request":
        request.sent_at = at
    moving.move(request, act, at=at, to=to)
    if code == "ask":
        open_question(request, letter.body, before=before, at=at)


def _require_act_open(request: AssistanceRequest, kind: LetterKind) -> None:
    code = ACT_OF.get(kind)
    if code is None:
        return
    act = lifecycle.BY_CODE[code]
    # A letter of request is written while the request itself is still being drafted or reviewed.
    early = {State.DRAFT, State.IN_REVIEW, State.VALIDATED} if code == "send_request" else set()
    state = State(request.state)
    if state not in act.from_states | early or Direction(request.direction) not in act.directions:
        raise ActNotOpen(act=act.label, state=STATE_LABELS[state])


def require_may_leave(letter: Letter) -> None:
    """Raises `ActNotOpen`: what the request was when the letter was drafted, it may no longer be, or not yet.

    A letter that counted as sent and came back has done its act: it may always leave again.
    """
    if letter.sent_at is not None:
        return
    code = ACT_OF.get(LetterKind(letter.kind))
    if code is not None:
        moving.require_open(moving.locked(letter.request), lifecycle.BY_CODE[code])


def require_fits_a_mail(letter: Letter) -> None:
    """Raises `EnclosuresTooLarge`."""
    sizes = letter.enclosures.aggregate(together=Sum("original__size"))
    if (sizes["together"] or 0) + (letter.pdf.size if letter.pdf else 0) > MOST_ENCLOSED:
        raise EnclosuresTooLarge(most=MOST_ENCLOSED // 2**20)


def require_releasable(letter: Letter, to: Collection[int] | None = None) -> None:
    """Raises `RequesterNotVerified`, `AssuranceAwaited`, `MayNotGoOn` or `Recalled` for a letter that may not tell what
    it tells, yet, to those to whom it goes (`onward.require_letter_may_leave`)."""
    _require_verified(letter)
    require_letter_may_leave(letter, to)
    _require_assured(letter)
    _require_results(letter.request, LetterKind(letter.kind))


def _require_verified(letter: Letter) -> None:
    request = letter.request
    if not check_is_due(request) or not discloses(letter):
        return
    # A glass that was broken lets this letter leave, and stops to where the agency says that it never asked,
    # or where the request has ended.
    act = lifecycle.BY_CODE["break_glass"]
    kind = Kind(request.kind) if request.kind else None
    still_open = lifecycle.is_open(act, State(request.state), Direction(request.direction), kind)
    if request.verified_result == "denied" or not still_open or glass_of(letter) is None:
        raise RequesterNotVerified


def _require_results(request: AssistanceRequest, kind: LetterKind) -> None:
    if kind is not LetterKind.REPLY:
        return
    pending = request.measures.filter(decision__in=TO_EXECUTE, result="").exclude(conditions_accepted=False)
    codes = dict.fromkeys(pending.order_by("pk").values_list("code", flat=True))
    if codes:
        said = [MEASURE_LABELS[MeasureCode(code)] for code in codes]
        raise ResultsMissing({"measures": _series(said)})


def _series(said: list[Text]) -> Text:
    return Text(en="; ".join(one.en for one in said), fr=" ; ".join(one.fr for one in said))


def _require_assured(letter: Letter) -> None:
    awaited = letter.request.assurances.filter(standing=AssuranceStanding.AWAITED).order_by("pk")
    if letter.kind in OF_SUBSTANCE and (matters := dict.fromkeys(awaited.values_list("matter", flat=True))):
        said = [ASSURANCE_LABELS[AssuranceMatter(matter)] for matter in matters]
        raise AssuranceAwaited({"assurances": _series(said)})


def held_letter(letter: Letter, acting: Person, *standings: Letter.Standing) -> Letter:
    """A letter in one of these standings, held, for a person who may work on its request. Part of a larger act.

    Raises `NotFound`, `NotAllowed`, `LetterNotThere`.
    """
    policy.require_may_work(acting, letter.request.case_id)
    found = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("request__case", "request__partner_state", "drafted_by", "pdf")
        .get(pk=letter.pk)
    )
    if found.standing not in standings:
        raise LetterNotThere
    return found


def note_letter(
    event: type[
        LetterDrafted
        | LetterRevised
        | LetterSubmitted
        | LetterApproved
        | LetterSentBack
        | LetterDiscarded
        | LetterQueued
        | LetterSent
        | EnclosureAdded
        | EnclosureRemoved
        | LeftUnverified
    ],
    letter: Letter,
    *,
    acting: Person,
    at: datetime,
    **detail: object,
) -> None:
    """Tell the ledger what was done with a letter. Part of a larger act."""
    record(
        event(
            case=letter.request.case.uuid,
            subject=letter.request.uuid,
            facts={
                "letter": letter.uuid,
                "kind": letter.kind,
                "sha256": letter.pdf.sha256 if letter.pdf else "",
                **({"seal": letter.seal_sha256} if letter.seal_sha256 else {}),
            },
            detail={"subject": letter.subject, **detail},
        ),
        by=acting.uuid,
        at=at,
    )
