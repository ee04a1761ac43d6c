"""The bureau's own wording of its letters: versions are added with a reason, and withdrawn; nothing is overwritten."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from entraide.assistance import policy
from entraide.assistance.domain.letters.facts import LetterKind, Wording
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.templating.checking import normal
from entraide.assistance.errors import NoTemplate, TemplateUnchanged
from entraide.assistance.events import LetterTemplateSaved, LetterTemplateWithdrawn
from entraide.assistance.models import LetterTemplate
from entraide.assistance.services.wording import InUse, check, in_force
from entraide.kernel.errors import Conflict, Incomplete
from entraide.kernel.languages import Text
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person

MAX_REASON = 1000
REASON_LABEL = Text(en="the reason for the change", fr="la raison du changement")
NOTHING = Wording(subject="", body="")


@transaction.atomic
def save_template(
    kind: LetterKind,
    language: LetterLanguage,
    text: Wording,
    reason: str,
    *,
    based_on: int,
    acting: Person,
    at: datetime,
) -> LetterTemplate:
    """Write a version, from which such letters are drafted from now on. `based_on` is the number of the version that
    was the newest when the writing began, 0 for none.

    Raises `NotAllowed`, `Incomplete`, `Conflict` where somebody wrote another meanwhile, the first refusal that
    `check` has, `TemplateUnchanged`.
    """
    policy.require_may_keep_templates(acting)
    reason, before = _reason(reason), _newest(kind, language, based_on)
    text = normal(text)
    for problem in check(kind, language, text):
        raise problem.refusal
    if text == normal(before.text):
        raise TemplateUnchanged
    version = _write(before, text, reason, acting, at)
    _record(LetterTemplateSaved, version, acting, at)
    return version


@transaction.atomic
def withdraw_template(
    kind: LetterKind,
    language: LetterLanguage,
    reason: str,
    *,
    based_on: int,
    acting: Person,
    at: datetime,
) -> LetterTemplate:
    """Go back to the standard letter. Raises `NotAllowed`, `Incomplete`, `Conflict`, `NoTemplate`."""
    policy.require_may_keep_templates(acting)
    reason, before = _reason(reason), _newest(kind, language, based_on)
    if before.own is None:
        raise NoTemplate
    version = _write(before, NOTHING, reason, acting, at)
    _record(LetterTemplateWithdrawn, version, acting, at)
    return version


def _reason(reason: str) -> str:
    if not reason.strip() or len(reason) > MAX_REASON or "\x00" in reason:
        raise Incomplete({"reason": REASON_LABEL})
    return reason.strip()


def _newest(kind: LetterKind, language: LetterLanguage, based_on: int) -> InUse:
    found = in_force(kind, language)
    if found.number != based_on:
        raise Conflict
    return found


def _write(before: InUse, text: Wording, reason: str, acting: Person, at: datetime) -> LetterTemplate:
    try:
        with transaction.atomic():
            return LetterTemplate.objects.create(
                kind=before.kind,
                language=before.language,
                number=before.number + 1,
                subject=text.subject,
                body=text.body,
                reason=reason,
                at=at,
                by=acting,
            )
    except IntegrityError as taken:
        # Two people wrote at the same moment: the second looks at what the first has written.
        raise Conflict from taken


def _record(
    event: type[LetterTemplateSaved | LetterTemplateWithdrawn],
    version: LetterTemplate,
    acting: Person,
    at: datetime,
) -> None:
    digest = hashlib.sha256(f"{version.subject}\n\n{version.body}".encode()).hexdigest()
    record(
        event(
            subject=version.uuid,
            facts={
                "kind": version.kind,
                "language": version.language,
                "number": version.number,
                "sha256": digest,
            },
            detail={"reason": version.reason},
        ),
        by=acting.uuid,
        at=at,
    )
