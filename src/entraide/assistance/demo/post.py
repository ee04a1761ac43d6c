"""How letters come in: as mail, as paper made into a PDF, as plain text; made in memory, and what is done with them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from entraide.assistance.demo.bureau import Bureau
from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.letters import paper
from entraide.assistance.models import Arrival, AssistanceRequest
from entraide.assistance.services import arriving, suggesting
from entraide.kernel.languages import Language


def mail(*, sender: str, subject: str, sent: datetime, text: str) -> bytes:
    """A message as it lies in a mailbox."""
    message = EmailMessage()
    message["From"], message["To"] = sender, "bureau@valmont.example"
    message["Subject"], message["Date"] = subject, format_datetime(sent)
    domain = sender.rpartition("@")[2].rstrip(">")
    message["Message-ID"] = f"<{int(sent.timestamp())}@{domain}>"
    message.set_content(text)
    return message.as_bytes()


def on_paper(
    *,
    language: Language,
    agency: str,
    address: tuple[str, ...],
    reference: str,
    subject: str,
    sent: datetime,
    text: str,
    signed: tuple[str, str],
) -> bytes:
    """A letter on the paper of another agency, as a PDF."""
    return paper.render(
        paper.Letter(
            language=language,
            sender=paper.Sender(agency=agency, address=address),
            recipient=("Valmont Regional Police Service", "100, rue des Érables", "Valmont"),
            date=sent.date(),
            subject=subject,
            body=text,
            signatory=paper.Signatory(name=signed[0], title=signed[1]),
            our_reference=reference,
        )
    )


def arrive(
    bureau: Bureau, content: bytes, name: str, *, by: str = "duty", channel: Channel = Channel.EMAIL
) -> Arrival:
    """Somebody drops the file on the desk."""
    return arriving.receive([content], name=name, acting=bureau.people[by], at=bureau.now, channel=channel)


def request_of(arrival: Arrival) -> AssistanceRequest:
    """The request that was opened for a letter that could be read."""
    if arrival.request is None:
        raise LookupError(arrival.name)
    return arrival.request


def accept(bureau: Bureau, arrival: Arrival, fields: Collection[str], *, by: str = "duty") -> None:
    """Take over the first suggestion of each of these fields, where there is one."""
    taken: set[str] = set()
    for suggestion in arrival.suggestions.order_by("pk"):
        if suggestion.field in fields and suggestion.field not in taken:
            bureau.do(suggesting.accept_suggestion, suggestion, by=by)
            taken.add(suggestion.field)
