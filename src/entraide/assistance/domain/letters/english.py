"""Letters in English: the prose of a Canadian bureau."""

from collections.abc import Callable, Iterable
from datetime import date

from entraide.assistance.domain.letters.dates import in_words
from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind, MeasureFacts
from entraide.assistance.domain.letters.markup import one_line
from entraide.assistance.domain.letters.phrases import (
    joined,
    listed,
    number,
    section,
    sentence,
    series,
    told_apart,
)

_TITLES = {
    LetterKind.ACKNOWLEDGEMENT: "acknowledgement of receipt",
    LetterKind.QUESTION: "request for further information",
    LetterKind.PARTIAL_REPLY: "partial reply",
    LetterKind.REPLY: "reply",
    LetterKind.REFUSAL: "decision not to provide assistance",
    LetterKind.POSTPONEMENT: "postponement",
    LetterKind.NOTICE: "",
    LetterKind.OUTGOING_REQUEST: "",
    LetterKind.CHASER: "reminder",
    LetterKind.TRANSMISSION: "transmission of documents",
}


def subject(kind: LetterKind, facts: LetterFacts) -> str:
    """The subject line: the matter, then what this letter is."""
    return joined(joined("Request for assistance", one_line(facts.matter), by=": "), _TITLES[kind], by=" – ")


def _acknowledgement(facts: LetterFacts) -> list[str]:
    registered = (
        f"It has been registered under our reference {facts.our_reference}, which we would ask you to "
        "quote in all further correspondence."
    )
    return _letter(
        facts,
        joined(
            f"We acknowledge receipt of {_their_request(facts)}.",
            registered if facts.our_reference else "It has been registered by our services.",
        ),
        listed(
            number(
                facts.measures,
                "As we understand it, you request the following measure:",
                "As we understand it, you request the following measures:",
            ),
            (measure.title for measure in facts.measures),
        ),
        "Should this not correspond to what you require, please let us know without delay."
        if facts.measures
        else "",
        joined("We have noted that the matter is urgent.", sentence(facts.urgency)) if facts.urgency else "",
        f"We expect to be in a position to reply by {in_words(facts.reply_by, 'en')}."
        if facts.reply_by
        else "We will write to you again as soon as the request has been examined.",
    )


def _question(facts: LetterFacts) -> list[str]:
    asked = listed(
        "Before we can take it further, we would be grateful for the following information:", facts.questions
    )
    return _letter(
        facts,
        f"We are writing further to {_their_request(facts)}.",
        asked or "Before we can take it further, certain points need to be clarified with you.",
        joined(
            f"Please let us have your answer by {in_words(facts.answer_by, 'en')}."
            if facts.answer_by
            else "Please let us have your answer at your earliest convenience.",
            "The time allowed for the execution of the request is suspended until we receive it.",
        ),
    )


def _partial_reply(facts: LetterFacts) -> list[str]:
    done, pending = told_apart(facts.measures)
    return _letter(
        facts,
        f"Further to {_their_request(facts)}, we are now able to provide a first, partial reply.",
        listed("The outcome to date is as follows:", map(_outcome, done)),
        listed("The following remain in progress:", map(_pending, pending)),
        f"We expect to send you a further reply by {in_words(facts.reply_by, 'en')}."
        if facts.reply_by
        else "A further reply will follow as soon as possible.",
        _enclosed(facts),
        _limits(facts),
    )


def _reply(facts: LetterFacts) -> list[str]:
    done, pending = told_apart(facts.measures)
    return _letter(
        facts,
        f"Further to {_their_request(facts)}, we are now able to inform you of the outcome.",
        listed(
            number(done, "The outcome is as follows:", "The outcome of each measure is as follows:"),
            map(_outcome, done),
        ),
        listed("There is nothing to report on the following:", (measure.title for measure in pending)),
        _enclosed(facts),
        _limits(facts),
        "We consider the request to be fully answered and are closing our file. We remain available "
        "should you require any clarification.",
    )


def _refusal(facts: LetterFacts) -> list[str]:
    return _letter(
        facts,
        joined(
            f"We have given careful consideration to {_their_request(facts)}.",
            "We regret to inform you that we are unable to provide the assistance requested.",
        ),
        listed("The decision concerns:", map(_outcome, facts.measures)),
        listed(_grounds(facts, "This decision is based on the following"), facts.reasons),
        _basis("The decision", facts),
        "This decision does not prevent you from submitting a new request, or from providing additional "
        "information that would allow us to reconsider our position. We would be pleased to discuss with "
        "you any other form of assistance that might meet your needs.",
    )


def _postponement(facts: LetterFacts) -> list[str]:
    until = f" until {in_words(facts.postponed_until, 'en')}" if facts.postponed_until else ""
    return _letter(
        facts,
        joined(
            f"We have given careful consideration to {_their_request(facts)}.",
            f"We must inform you that its execution has to be postponed{until}.",
        ),
        listed("The postponement concerns:", (measure.title for measure in facts.measures)),
        listed(_grounds(facts, "The postponement is based on the following"), facts.reasons),
        _basis("The decision", facts),
        "The request remains open, and its execution will resume as soon as circumstances permit. Should "
        "partial or conditional assistance be of use to you in the meantime, we would be pleased to "
        "consider it with you.",
    )


def _notice(facts: LetterFacts) -> list[str]:
    return _letter(facts, facts.text.strip() or f"We are writing further to {_their_request(facts)}.")


def _outgoing_request(facts: LetterFacts) -> list[str]:
    return _letter(
        facts,
        joined(
            f"We have the honour to request the assistance of your services{_in_the_matter(facts)}.",
            _basis("The request", facts),
        ),
        section("Facts", facts.summary.strip()),
        section(
            "Assistance requested",
            listed(
                number(
                    facts.measures,
                    "We would be grateful if you would carry out the following measure:",
                    "We would be grateful if you would carry out the following measures:",
                ),
                map(_wanted, facts.measures),
            ),
        ),
        section("Purpose", sentence(facts.purpose)),
        section("Urgency", sentence(facts.urgency)),
        section(
            "Use and confidentiality",
            joined(
                listed("We undertake to respect the following limits on use:", facts.limits),
                "What you send us will be used only for the purposes of this request, unless you consent "
                "to another use. We would ask you to keep this request confidential, and to consult us "
                "before any step that might reveal it.",
                by="\n\n",
            ),
        ),
        section(
            "Reply",
            joined(
                _enclosed(facts),
                joined(
                    f"We would be grateful to receive your reply by {in_words(facts.answer_by, 'en')}."
                    if facts.answer_by
                    else "We would be grateful to receive your reply at your earliest convenience.",
                    "Should you need further information, or should any part of the request be impossible to "
                    "carry out, please consult us before taking a decision.",
                ),
                by="\n\n",
            ),
        ),
    )


def _chaser(facts: LetterFacts) -> list[str]:
    reminded = f", nor to our {_reminders(facts.reminders)}" if facts.reminders else ""
    return _letter(
        facts,
        joined(
            "We refer to our request for "
            f"assistance{_dated(facts)}{_references(facts)}{_in_the_matter(facts)}.",
            f"To date, we have no record of a reply to it{reminded}.",
        ),
        listed(
            number(
                facts.measures,
                "The following measure is outstanding:",
                "The following measures are outstanding:",
            ),
            (measure.title for measure in facts.measures),
        ),
        sentence(facts.urgency),
        joined(
            "We would be grateful if you would let us know what stage the request has reached and when a "
            "reply may be "
            "expected" + (f", by {in_words(facts.answer_by, 'en')} if possible." if facts.answer_by else "."),
            "If you have already replied, please disregard this letter and send us a copy of your reply.",
        ),
    )


def _transmission(facts: LetterFacts) -> list[str]:
    what = number(facts.documents, "the following document", "the following documents")
    behalf = f", on behalf of {one_line(facts.on_behalf_of)}," if facts.on_behalf_of else ""
    return _letter(
        facts,
        listed(f"Please find enclosed{behalf} {what}{_in_the_matter(facts)}:", facts.documents)
        or f"We are transmitting to you{behalf} the enclosed documents{_in_the_matter(facts)}.",
        sentence(facts.purpose),
        _limits(facts),
        "Please acknowledge receipt of this letter and of its enclosures.",
    )


BODIES: dict[LetterKind, Callable[[LetterFacts], list[str]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.QUESTION: _question,
    LetterKind.PARTIAL_REPLY: _partial_reply,
    LetterKind.REPLY: _reply,
    LetterKind.REFUSAL: _refusal,
    LetterKind.POSTPONEMENT: _postponement,
    LetterKind.NOTICE: _notice,
    LetterKind.OUTGOING_REQUEST: _outgoing_request,
    LetterKind.CHASER: _chaser,
    LetterKind.TRANSMISSION: _transmission,
}


def _letter(facts: LetterFacts, *paragraphs: str) -> list[str]:
    name = one_line(facts.form_of_address) or one_line(facts.addressee)
    contact = (
        f"Any question about this letter may be put to {one_line(facts.contact)}." if facts.contact else ""
    )
    if name:
        return [f"Dear {name},", *paragraphs, contact, "Yours sincerely,"]
    return ["Dear Sir or Madam,", *paragraphs, contact, "Yours truly,"]


def _their_request(facts: LetterFacts) -> str:
    """«your request for assistance of March 1, 2026 (your reference X), received on …, in the matter …»."""
    reference = f" (your reference {one_line(facts.their_reference)})" if facts.their_reference else ""
    received = f", received on {in_words(facts.received_on, 'en')}" if facts.received_on else ""
    matter = _in_the_matter(facts)
    comma = "," if received and matter else ""
    return f"your request for assistance{_dated(facts)}{reference}{received}{comma}{matter}"


def _basis(what: str, facts: LetterFacts) -> str:
    basis = sentence(facts.legal_basis)
    return f"{what} is made on the following legal basis: {basis}" if basis else ""


def _references(facts: LetterFacts) -> str:
    ours = f"our reference {one_line(facts.our_reference)}" if facts.our_reference else ""
    theirs = f"your reference {one_line(facts.their_reference)}" if facts.their_reference else ""
    both = joined(ours, theirs, by="; ")
    return f" ({both})" if both else ""


def _dated(facts: LetterFacts) -> str:
    return f" of {in_words(facts.dated, 'en')}" if facts.dated else ""


def _in_the_matter(facts: LetterFacts) -> str:
    return f" in the matter “{one_line(facts.matter)}”" if facts.matter else ""


def _grounds(facts: LetterFacts, lead: str) -> str:
    return f"{lead} ground:" if len(facts.reasons) == 1 else f"{lead} grounds:"


def _outcome(measure: MeasureFacts) -> str:
    return joined(
        sentence(joined(one_line(measure.title), one_line(measure.decision), by=": ")),
        sentence(measure.result),
    )


def _pending(measure: MeasureFacts) -> str:
    expected = f"result expected by {in_words(measure.due, 'en')}" if measure.due else ""
    return joined(one_line(measure.title), expected, by=": ")


def _wanted(measure: MeasureFacts) -> str:
    return joined(
        one_line(measure.title), f"by {in_words(measure.due, 'en')}" if measure.due else "", by=", "
    )


def _enclosed(facts: LetterFacts) -> str:
    one = len(facts.documents) == 1
    return listed(f"The following {'document is' if one else 'documents are'} enclosed:", facts.documents)


def _limits(facts: LetterFacts) -> str:
    return listed(
        "This information is provided subject to the following limits on its use:", facts.limits
    ) or (
        "This information is provided for the purposes stated in this correspondence only. It may not be "
        "used for any other purpose, or disclosed to a third party, without our prior written consent."
    )


def _reminders(days: Iterable[date]) -> str:
    written = [in_words(day, "en") for day in days]
    return f"reminder{'s' if len(written) > 1 else ''} of {series(written, 'and')}"
