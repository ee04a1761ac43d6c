"""An answer that is believed, put on file with the request that it answers; and its members taking note of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.assistance import policy
from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.mailing import VERDICTS
from entraide.assistance.domain.opening.files import open_bytes
from entraide.assistance.domain.opening.opened import Opened
from entraide.assistance.events import MailFiled, MailNoted
from entraide.assistance.models import Arrival, ReceivedMail
from entraide.assistance.services import moving
from entraide.assistance.services.arriving import whole_text
from entraide.cases.services import originals
from entraide.cases.services.originals import Held
from entraide.cases.services.work import Sheet, put_on_file
from entraide.exchange.domain.mail.contents import files_in, readable
from entraide.exchange.domain.mail.keys import fingerprint
from entraide.exchange.domain.mail.verifying import Verdict
from entraide.kernel.errors import NotFound, Refusal
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.assistance.models import AssistanceRequest
    from entraide.cases.models import Original
    from entraide.exchange.domain.mail.incoming import Incoming

MAIL = "message/rfc822"


def file_reply(mail: ReceivedMail, found: Incoming, *, at: datetime) -> None:
    """Put an answer without a doubt on file, with its files as originals of the case. Part of a larger act.

    One that a program wrote (an absence, a receipt) is filed like the others, and brought before nobody.
    """
    # Opening takes time and needs no database: it is done before the transaction begins.
    content = readable(found.opened)
    opened = _opened(content)
    held = [(originals.hold([file.data]), file) for file in files_in(found.opened.content)]
    plain = originals.hold([content]) if found.opened.encrypted else None
    try:
        with transaction.atomic():
            arrival = _file(mail, found, opened, at=at)
            for one, file in held:
                lay_beside(arrival, one, file.name, file.media_type, found, at=at)
            if plain is not None:
                lay_beside(arrival, plain, opened_name(found), MAIL, found, at=at)
    except BaseException:
        for one, _ in held:
            originals.let_go(one)
        if plain is not None:
            originals.let_go(plain)
        raise


@transaction.atomic
def take_note(arrival: Arrival, *, acting: Person, at: datetime) -> None:
    """Say that one has read a mail that was filed; it leaves the desks. A second time changes nothing.

    Raises `NotFound`, `NotAllowed`.
    """
    policy.require_may_work(acting, arrival.case_id)
    mail = (
        ReceivedMail.objects.select_for_update(of=("self",))
        .select_related("request__case")
        .filter(arrival=arrival, outcome=ReceivedMail.Outcome.FILED)
        .first()
    )
    if mail is None or mail.request is None:
        raise NotFound
    if mail.noted_at is not None:
        return
    mail.noted_at, mail.noted_by = at, acting
    mail.save(update_fields=["noted_at", "noted_by"])
    record(
        MailNoted(
            case=mail.request.case.uuid,
            subject=mail.request.uuid,
            facts={"arrival": arrival.uuid, "sha256": mail.sha256},
            detail={"subject": arrival.subject or arrival.name},
        ),
        by=acting.uuid,
        at=at,
    )


def settle(
    mail: ReceivedMail, outcome: ReceivedMail.Outcome, *, at: datetime, arrival: Arrival | None = None
) -> None:
    """Say what became of a mail. Part of a larger act."""
    mail.outcome, mail.settled_at, mail.arrival = outcome, at, arrival
    mail.save(
        update_fields=[
            "outcome", "settled_at", "arrival", "content_sha256", "message_id", "verdict", "encrypted",
            "automatic", "doubts", "request", "dispatch", "noted_at",
        ]
    )  # fmt: skip


def held_of(mail: ReceivedMail) -> Held:
    """The bytes of a mail, on the node's disk since it was stored."""
    return Held(mail.key, mail.size, mail.sha256)


def request_of(mail: ReceivedMail) -> AssistanceRequest:
    """The request that a mail answers, held. Part of a larger act."""
    assert mail.request is not None, "a mail is filed with the request that it answers"
    return moving.locked(mail.request)


def keep_mail(mail: ReceivedMail, request: AssistanceRequest, name: str, *, at: datetime) -> Original:
    """The mail as it came, byte for byte, as an original of the case. Part of a larger act."""
    return originals.keep(request.case, held_of(mail), name=name, media_type=MAIL, at=at)


def _file(mail: ReceivedMail, found: Incoming, opened: Opened | None, *, at: datetime) -> Arrival:
    request = request_of(mail)
    title, sender = title_of(found), found.opened.said.line("From")
    original = keep_mail(mail, request, f"{title[:200]}.eml", at=at)
    text = whole_text(opened) if opened else ""
    arrival = Arrival.objects.create(
        case=request.case,
        request=request,
        original=original,
        name=original.name,
        sha256=mail.sha256,
        arrived_at=mail.stored_at,
        channel=Channel.EMAIL,
        subject=title[:500],
        sender=sender[:300],
        text=text,
        attachments=[
            {"name": part.name, "media_type": str(part.media_type), "size": part.size}
            for part in (opened.attachments if opened else ())
        ],
        warnings=[str(warning) for warning in (opened.warnings if opened else ())],
        settled_at=at,
    )
    put_on_file(
        request.case,
        Sheet(
            incoming=True,
            channel=Channel.EMAIL,
            counterpart=sender,
            subject=title,
            text=text,
            happened_at=mail.stored_at,
            original=original,
            about=request.uuid,
        ),
        acting=None,
        at=at,
    )
    verdict = VERDICTS[Verdict(mail.verdict)]
    signer = found.verified.certificate
    record(
        MailFiled(
            case=request.case.uuid,
            subject=request.uuid,
            facts={
                "arrival": arrival.uuid,
                "sha256": mail.sha256,
                "verdict": mail.verdict,
                "encrypted": mail.encrypted,
                "certificate": fingerprint(signer) if signer else "",
                "dispatch": mail.dispatch.uuid if mail.dispatch else "",
            },
            detail={
                "sender": sender,
                "subject": title,
                "verdict": {"en": verdict.en, "fr": verdict.fr},
            },
        ),
        by=None,
        at=at,
    )
    if mail.automatic:
        mail.noted_at = at
    settle(mail, ReceivedMail.Outcome.FILED, arrival=arrival, at=at)
    return arrival


def lay_beside(
    arrival: Arrival, held: Held, name: str, media_type: str, found: Incoming, *, at: datetime
) -> None:
    """Keep what was in a mail as an original of its own, on file beside it. Part of a larger act."""
    original = originals.keep(arrival.case, held, name=name, media_type=media_type, at=at)
    put_on_file(
        arrival.case,
        Sheet(
            incoming=True,
            channel=Channel.EMAIL,
            counterpart=found.opened.said.line("From"),
            subject=original.name,
            happened_at=arrival.arrived_at,
            original=original,
            about=arrival.request.uuid if arrival.request else None,
        ),
        acting=None,
        at=at,
    )


def opened_name(found: Incoming) -> str:
    """What the mail without its encryption is called, beside the one that came."""
    return f"{title_of(found)[:150]} (opened).eml"


def _opened(content: bytes) -> Opened | None:
    try:
        return open_bytes(content, name="mail.eml")
    except Refusal:
        # It is filed all the same; its members read it outside.
        return None


def title_of(found: Incoming) -> str:
    """What a mail is called on file: its subject, where it was protected the one inside."""
    return found.opened.said.line("Subject")[:300] or "mail"
