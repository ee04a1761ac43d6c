"""`/letter-templates`: the bureau's own wording of its letters."""

from django.http import HttpRequest
from ninja import Router, Status

from entraide.assistance import policy
from entraide.assistance.api.showing import reader, writer
from entraide.assistance.api.template_shapes import (
    FieldOut,
    ProblemOut,
    TemplateIn,
    TemplateOut,
    TemplateRow,
    TemplateText,
    TemplateVersionOut,
    TriedOut,
    WithdrawTemplate,
)
from entraide.assistance.domain.letters.facts import LetterKind, Wording
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.templating.checking import Problem
from entraide.assistance.models import LetterTemplate
from entraide.assistance.services import templates, wording
from entraide.assistance.services.wording import InUse
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS
from entraide.ui.api.values import Words

router = Router()
HERE = "/letter-templates/{kind}/{language}"


@router.get(
    "/letter-templates",
    response={200: list[TemplateRow], **PROBLEMS},
    summary="What every kind of letter is drafted from, in each of its languages",
)
def every_template(request: HttpRequest) -> list[TemplateRow]:
    policy.require_may_read_templates(reader(request))
    return [_row(one) for one in wording.every_in_force()]


@router.get(HERE, response={200: TemplateOut, **PROBLEMS}, summary="What a letter is drafted from, whole")
def one_template(request: HttpRequest, kind: LetterKind, language: LetterLanguage) -> TemplateOut:
    policy.require_may_read_templates(reader(request))
    here = wording.in_force(*wording.require_known(kind, language))
    fields = [
        FieldOut(
            name=one.field.name,
            meaning=Words.of(one.field.meaning),
            is_block=one.field.is_block,
            sample=one.value,
        )
        for one in wording.fields_tried(here.kind, here.language)
    ]
    text = here.text
    return TemplateOut(**_row(here).dict(), subject=text.subject, body=text.body, fields=fields)


@router.get(
    f"{HERE}/versions",
    response={200: list[TemplateVersionOut], **PROBLEMS},
    summary="Every version of a template, the newest first",
)
def template_versions(
    request: HttpRequest, kind: LetterKind, language: LetterLanguage
) -> list[TemplateVersionOut]:
    policy.require_may_read_templates(reader(request))
    return [_version(one) for one in wording.versions(*wording.require_known(kind, language))]


@router.post(
    f"{HERE}/preview",
    response={200: TriedOut, **PROBLEMS},
    summary="Check a text, and try it on an invented case; nothing is kept",
)
def try_template(
    request: HttpRequest, kind: LetterKind, language: LetterLanguage, body: TemplateText
) -> TriedOut:
    policy.require_may_read_templates(reader(request))
    known, tongue = wording.require_known(kind, language)
    text = Wording(subject=body.subject, body=body.body)
    found = wording.check(known, tongue, text)
    letter = None if found else wording.tried(known, tongue, text)
    return TriedOut(
        problems=_problems(found),
        subject=letter.subject if letter else None,
        body=letter.body if letter else None,
    )


@router.post(HERE, response={201: TemplateVersionOut, **PROBLEMS}, summary="Write a version (administrators)")
def save_template(
    request: HttpRequest, kind: LetterKind, language: LetterLanguage, body: TemplateIn
) -> Status[TemplateVersionOut]:
    person = writer(request)
    policy.require_may_keep_templates(person)
    known, tongue = wording.require_known(kind, language)
    text = Wording(subject=body.subject, body=body.body)
    written = templates.save_template(
        known, tongue, text, body.reason, based_on=body.based_on, acting=person, at=now()
    )
    return Status(201, _version(written))


@router.post(
    f"{HERE}/withdraw",
    response={201: TemplateVersionOut, **PROBLEMS},
    summary="Go back to the standard letter (administrators)",
)
def withdraw_template(
    request: HttpRequest, kind: LetterKind, language: LetterLanguage, body: WithdrawTemplate
) -> Status[TemplateVersionOut]:
    person = writer(request)
    policy.require_may_keep_templates(person)
    known, tongue = wording.require_known(kind, language)
    withdrawn = templates.withdraw_template(
        known, tongue, body.reason, based_on=body.based_on, acting=person, at=now()
    )
    return Status(201, _version(withdrawn))


def _row(one: InUse) -> TemplateRow:
    return TemplateRow(
        kind=one.kind,
        language=one.language,
        version=_version(one.own) if one.own else None,
        newest=one.number,
        problems=_problems(one.problems),
    )


def _version(one: LetterTemplate) -> TemplateVersionOut:
    return TemplateVersionOut(
        uuid=one.uuid,
        number=one.number,
        withdrawn=not one.body,
        subject=one.subject,
        body=one.body,
        reason=one.reason,
        at=one.at,
        by=one.by.uuid,
    )


def _problems(found: tuple[Problem, ...]) -> list[ProblemOut]:
    return [
        ProblemOut(
            place=one.place,
            code=one.refusal.code,
            said=Words(en=one.refusal.in_language("en"), fr=one.refusal.in_language("fr")),
        )
        for one in found
    ]
