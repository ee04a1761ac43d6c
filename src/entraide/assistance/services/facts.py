"""What a letter is drafted from: the record of its request, put as the letters ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from django.conf import settings

from entraide.assistance.domain.assurances import AssuranceMatter, AssuranceStanding
from entraide.assistance.domain.kinds import AuthorityRole, Direction, Stage
from entraide.assistance.domain.letters.facts import AuthorityFacts, LetterFacts, MeasureFacts, OffenceFacts
from entraide.assistance.domain.letters.languages import LetterLanguage, of_the_house
from entraide.assistance.domain.letters.terms import term
from entraide.assistance.domain.measures import Decision, Ground, MeasureCode, Result
from entraide.assistance.models import AssistanceRequest, Authority, DatedEvent, Measure
from entraide.assistance.services.particulars import block_facts, subject_facts
from entraide.assistance.services.timing import clock_faces
from entraide.instruments.domain.clocks.rules import EXTENDED

if TYPE_CHECKING:
    from datetime import datetime

    from entraide.accounts.models import Person
    from entraide.directory.models import State

ADDRESSED = {
    Direction.INCOMING: (AuthorityRole.REQUESTING, AuthorityRole.CENTRAL_IN, AuthorityRole.INVESTIGATING),
    Direction.OUTGOING: (AuthorityRole.REQUESTED, AuthorityRole.CENTRAL_OUT, AuthorityRole.CUSTODIAN),
}
HEARINGS = frozenset({MeasureCode.INTERVIEW, MeasureCode.VIDEO_HEARING})
# Authorities that have a part on our side of a request of ours.
WITH_US = (
    AuthorityRole.REQUESTING,
    AuthorityRole.SECOND_CONTACT,
    AuthorityRole.INVESTIGATING,
    AuthorityRole.PROSECUTION,
    AuthorityRole.VALIDATING,
)


def facts_for(
    request: AssistanceRequest, *, language: LetterLanguage, text: str, acting: Person
) -> LetterFacts:
    """The facts of a request as a letter in `language` tells them."""
    measures = list(request.measures.order_by("pk"))
    to = addressee(request)
    outgoing = request.direction == Direction.OUTGOING
    postponed = [measure.postponed_until for measure in measures if measure.postponed_until]
    block = block_facts(request, language)
    extension = _last_extension(request, language)
    return LetterFacts(
        is_ours=outgoing,
        our_reference=request.reference,
        their_reference=request.partner_references,
        addressee=to.person if to else "",
        matter=request.title,
        received_on=_day(request.received_at) if request.received_at and not outgoing else None,
        dated=_day(request.sent_at) if request.sent_at else None,
        measures=tuple(_measure(measure, language) for measure in measures),
        questions=_lines(text),
        assurances_asked=_assurances(request, AssuranceStanding.AWAITED, language),
        assurances_given=_assurances(request, AssuranceStanding.GIVEN, language),
        reply_by=request.estimated_for,
        answer_by=_day(request.hard_date) if request.hard_date and outgoing else None,
        reasons=tuple(
            _reason(m, language) for m in measures if m.decision in {Decision.REFUSE, Decision.POSTPONE}
        ),
        postponed_until=min(postponed) if postponed else None,
        delay_reason=extension.reason or request.delay_reason,
        extended=extension.clock,
        extended_until=extension.until,
        legal_basis=request.legal_basis,
        summary=request.facts,
        purpose=block.purpose,
        urgency=request.urgency_reason or block.urgent_because,
        limits=_lines(request.limits_on_use),
        reminders=_reminders(request),
        contact=", ".join(part for part in (acting.name, acting.phone) if part),
        text=text,
        requested_state=_state(request.partner_state, language),
        sender=_sender(language),
        authorities=_authorities(request, language) if outgoing else (),
        relation=request.relation,
        earlier_reference=request.earlier_reference,
        proceeding=block.proceeding,
        stage=term(Stage(request.stage), language) if request.stage else "",
        offences=tuple(
            OffenceFacts(o.title, o.article, o.text, o.maximum_penalty, o.limitation)
            for o in request.offences.order_by("pk")
        ),
        dual_criminality=request.dual_criminality,
        subjects=tuple(subject_facts(subject, language) for subject in request.subjects.order_by("pk")),
        particulars=block.particulars,
        danger=block.danger,
        data=block.data,
        custodian=block.custodian,
        preserve_until=block.expires,
        necessity=tuple(
            part
            for part in (*block.necessity, request.evidence_link, request.proportionality)
            if part.strip()
        ),
        mla_will_follow=block.mla_will_follow,
        paper_by=block.paper_by,
        confidential_because=block.confidentiality,
        keep_secret=request.keep_secret,
        person_may_be_told=request.person_may_be_told,
        related_elsewhere=request.related_elsewhere,
        translation_certified=request.translation_certified,
    )


def recipient_of(request: AssistanceRequest, language: LetterLanguage) -> tuple[str, str]:
    """The address block and the e-mail address of the authority written to; empty where unknown."""
    to = addressee(request)
    state = _state(request.partner_state, language)
    if to is None:
        return "\n".join(part for part in (request.partner_agency, state) if part), ""
    lines = [to.person, to.title, to.unit, to.organisation, *to.address.splitlines(), state]
    return "\n".join(dict.fromkeys(line.strip() for line in lines if line.strip())), to.email


def addressee(request: AssistanceRequest) -> Authority | None:
    """The authority that a letter about this request goes to, by its role; None when none is on record."""
    roles = ADDRESSED[Direction(request.direction)]
    found = {authority.role: authority for authority in request.authorities.order_by("-pk")}
    return next((found[role] for role in roles if role in found), None)


def _measure(measure: Measure, language: LetterLanguage) -> MeasureFacts:
    # Why a measure is to be executed whole is our own business; what limits or hinders it is the partner's too.
    tells = measure.decision and measure.decision != Decision.EXECUTE
    decision = term(Decision(measure.decision), language) if tells else ""
    result = term(Result(measure.result), language) if measure.result else ""
    return MeasureFacts(
        title=term(MeasureCode(measure.code), language),
        decision=_sentence(decision, measure.decision_text) if tells else "",
        result=_sentence(result, measure.result_text),
        description=measure.description,
        period_from=measure.period_from,
        period_to=measure.period_to,
        custodian=measure.custodian,
        formalities=measure.formalities,
        is_hearing=measure.code in HEARINGS,
        questions=_lines(measure.questions),
    )


def _reason(measure: Measure, language: LetterLanguage) -> str:
    ground = term(Ground(measure.ground), language) if measure.ground else ""
    return _sentence(ground, measure.decision_text)


def _assurances(
    request: AssistanceRequest, standing: AssuranceStanding, language: LetterLanguage
) -> tuple[str, ...]:
    found = request.assurances.filter(standing=standing).order_by("pk")
    return tuple(_sentence(term(AssuranceMatter(one.matter), language), one.text) for one in found)


def _reminders(request: AssistanceRequest) -> tuple[date, ...]:
    sent = DatedEvent.objects.filter(request=request, code="chaser_sent").order_by("at")
    return tuple(dict.fromkeys(_day(event.at) for event in sent))


@dataclass(frozen=True)
class _Extension:
    """The last extension of a clock: of which, until when, why. Empty where there was none."""

    clock: str = ""
    until: date | None = None
    reason: str = ""


def _last_extension(request: AssistanceRequest, language: LetterLanguage) -> _Extension:
    event = request.dated_events.filter(code=EXTENDED).order_by("at", "pk").last()
    if event is None:
        return _Extension()
    code = event.detail.get("rule")
    clock = next(
        (each for each in clock_faces(request, at=event.at) if code in {each.code, each.rule.role}), None
    )
    return _Extension(
        clock=clock.label.in_language(of_the_house(language)) if clock else "",
        until=_day(clock.due) if clock else None,
        reason=str(event.detail.get("reason", "")),
    )


def _sender(language: LetterLanguage) -> tuple[str, ...]:
    agency = settings.NODE.agency
    parts = (agency.name(language), agency.unit(language), *agency.address.splitlines(), agency.city)
    return tuple(dict.fromkeys(part.strip() for part in (*parts, agency.phone, agency.email) if part.strip()))


def _authorities(request: AssistanceRequest, language: LetterLanguage) -> tuple[AuthorityFacts, ...]:
    """Those of our side, in the order of their roles."""
    found = sorted(request.authorities.filter(role__in=WITH_US), key=lambda each: WITH_US.index(_role(each)))
    return tuple(
        AuthorityFacts(term(_role(each), language), known)
        for each in found
        if (
            known := tuple(
                part
                for part in (
                    each.organisation, each.unit, each.person, each.function or each.title, each.phone,
                    each.mobile, each.email, each.number,
                )
                if part.strip()
            )
        )
    )  # fmt: skip


def _role(authority: Authority) -> AuthorityRole:
    return AuthorityRole(authority.role)


def _state(state: State | None, language: LetterLanguage) -> str:
    if state is None:
        return ""
    # The directory has the names in the languages of the house; CLDR has the others.
    known = Locale(language).territories if language not in {"en", "fr"} else {}
    return str(known.get(state.code) or state.name(of_the_house(language)))


def _day(moment: datetime) -> date:
    """The day on the calendar of the bureau: late in the evening another one than in Greenwich."""
    return moment.astimezone(ZoneInfo(settings.NODE.agency.time_zone)).date()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _sentence(*parts: str) -> str:
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
