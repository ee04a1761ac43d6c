"""Letters in English: the prose of a Canadian bureau."""

from collections.abc import Callable, Iterable
from datetime import date

from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind, MeasureFacts
from entraide.assistance.domain.letters.markup import one_line
from entraide.assistance.domain.letters.paragraphs import Paragraph, block, said, words
from entraide.assistance.domain.letters.phrases import (
    joined,
    listed,
    number,
    sentence,
    series,
    told_apart,
)
from entraide.paper.dates import in_words

_TITLES = {
    LetterKind.ACKNOWLEDGEMENT: "acknowledgement of receipt",
    LetterKind.QUESTION: "request for further information",
    LetterKind.PARTIAL_REPLY: "partial reply",
    LetterKind.REPLY: "reply",
    LetterKind.REFUSAL: "decision not to provide assistance",
    LetterKind.POSTPONEMENT: "postponement",
    LetterKind.EXTENSION_NOTICE: "extension of time",
    LetterKind.NOTICE: "",
    LetterKind.CHASER: "reminder",
    LetterKind.TRANSMISSION: "transmission of documents",
}


def subject(kind: LetterKind) -> str:
    """The pattern of the subject line: the matter, then what this letter is."""
    return joined("Request for assistance: {matter}", _TITLES[kind], by=" – ")


def _acknowledgement(facts: LetterFacts) -> list[Paragraph]:
    registered = (
        f"It has been registered under our reference {facts.our_reference}, which we would ask you to "
        "quote in all further correspondence."
    )
    return letter(
        facts,
        said(
            "We acknowledge receipt of {the_request}. {registered}",
            the_request=the_request(facts),
            registered=registered if facts.our_reference else "It has been registered by our services.",
        ),
        block(
            "measures_asked",
            listed(
                number(
                    facts.measures,
                    "As we understand it, you request the following measure:",
                    "As we understand it, you request the following measures:",
                ),
                (measure.title for measure in facts.measures),
            ),
        ),
        block(
            "put_us_right",
            "Should this not correspond to what you require, please let us know without delay."
            if facts.measures
            else "",
        ),
        said(
            "We have noted that the matter is urgent. {urgent_because}",
            urgent_because=sentence(facts.urgency),
        ),
        block(
            "when_we_reply",
            f"We expect to be in a position to reply by {in_words(facts.reply_by, 'en')}."
            if facts.reply_by
            else "We will write to you again as soon as the request has been examined.",
        ),
    )


def _question(facts: LetterFacts) -> list[Paragraph]:
    asked = listed(
        "Before we can take it further, we would be grateful for the following information:", facts.questions
    )
    promised = listed(
        "Before we can send anything, we ask for the following assurances, in writing:",
        facts.assurances_asked,
    )
    return letter(
        facts,
        said("We are writing further to {the_request}.", the_request=the_request(facts)),
        block(
            "questions",
            joined(asked, promised, by="\n\n")
            or "Before we can take it further, certain points need to be clarified with you.",
        ),
        said(
            "{answer_wanted} The time allowed for the execution of the request is suspended until we receive it.",
            answer_wanted=f"Please let us have your answer by {in_words(facts.answer_by, 'en')}."
            if facts.answer_by
            else "Please let us have your answer at your earliest convenience.",
        ),
    )


def _partial_reply(facts: LetterFacts) -> list[Paragraph]:
    done, pending = told_apart(facts.measures)
    return letter(
        facts,
        said(
            "Further to {the_request}, we are now able to provide a first, partial reply.",
            the_request=the_request(facts),
        ),
        block("outcome", listed("The outcome to date is as follows:", map(_outcome, done))),
        block("in_progress", listed("The following remain in progress:", map(_pending, pending))),
        block(
            "when_we_reply",
            f"We expect to send you a further reply by {in_words(facts.reply_by, 'en')}."
            if facts.reply_by
            else "A further reply will follow as soon as possible.",
        ),
        block("enclosed", enclosed(facts)),
        block("limits", limits(facts)),
    )


def _reply(facts: LetterFacts) -> list[Paragraph]:
    done, pending = told_apart(facts.measures)
    return letter(
        facts,
        said(
            "Further to {the_request}, we are now able to inform you of the outcome.",
            the_request=the_request(facts),
        ),
        block(
            "outcome",
            listed(
                number(done, "The outcome is as follows:", "The outcome of each measure is as follows:"),
                map(_outcome, done),
            ),
        ),
        block(
            "nothing_to_report",
            listed("There is nothing to report on the following:", (measure.title for measure in pending)),
        ),
        block("enclosed", enclosed(facts)),
        block("limits", limits(facts)),
        words(
            "We consider the request to be fully answered and are closing our file. We remain available "
            "should you require any clarification."
        ),
    )


def _refusal(facts: LetterFacts) -> list[Paragraph]:
    return letter(
        facts,
        said(
            "We have given careful consideration to {the_request}. We regret to inform you that we are unable "
            "to provide the assistance requested.",
            the_request=the_request(facts),
        ),
        block("measures_concerned", listed("The decision concerns:", map(_outcome, facts.measures))),
        block("grounds", listed(_grounds(facts, "This decision is based on the following"), facts.reasons)),
        _basis("The decision", facts),
        words(
            "This decision does not prevent you from submitting a new request, or from providing additional "
            "information that would allow us to reconsider our position. We would be pleased to discuss with "
            "you any other form of assistance that might meet your needs."
        ),
    )


def _postponement(facts: LetterFacts) -> list[Paragraph]:
    until = f"until {in_words(facts.postponed_until, 'en')}" if facts.postponed_until else ""
    return letter(
        facts,
        said(
            "We have given careful consideration to {the_request}. We must inform you that its execution has to "
            "be postponed {until}.",
            the_request=the_request(facts),
            until=until,
        ),
        block(
            "measures_concerned",
            listed("The postponement concerns:", (measure.title for measure in facts.measures)),
        ),
        block(
            "grounds", listed(_grounds(facts, "The postponement is based on the following"), facts.reasons)
        ),
        _basis("The decision", facts),
        words(
            "The request remains open, and its execution will resume as soon as circumstances permit. Should "
            "partial or conditional assistance be of use to you in the meantime, we would be pleased to "
            "consider it with you."
        ),
    )


def _extension_notice(facts: LetterFacts) -> list[Paragraph]:
    day = facts.extended_until or (None if facts.extended else facts.reply_by)
    until = f" until {in_words(day, 'en')}" if day else ""
    return letter(
        facts,
        said(
            "We are writing further to {the_request}. {extension}",
            the_request=the_request(facts),
            extension=f"We must inform you that this time limit is extended{until}: {sentence(facts.extended)}"
            if facts.extended
            else f"We must inform you that we need more time; the time for our reply is extended{until}.",
        ),
        said(
            "The reason for this is the following: {delay_reason}", delay_reason=sentence(facts.delay_reason)
        ),
        block(
            "in_progress",
            listed("The following remain in progress:", map(_pending, told_apart(facts.measures)[1])),
        ),
        said(
            "The data remain preserved until {preserved_until}.",
            preserved_until=in_words(facts.preserve_until, "en") if facts.preserve_until else "",
        ),
        words(
            "Should this extension cause you difficulty, please let us know without delay, so that we may look "
            "for a solution together."
        ),
    )


def _notice(facts: LetterFacts) -> list[Paragraph]:
    return letter(
        facts, block("message", facts.text.strip() or f"We are writing further to {the_request(facts)}.")
    )


def _chaser(facts: LetterFacts) -> list[Paragraph]:
    reminded = f", nor to our {_reminders(facts.reminders)}" if facts.reminders else ""
    return letter(
        facts,
        said(
            "We refer to {the_request}. To date, we have no record of a reply to it{reminded}.",
            the_request=our_request(facts),
            reminded=reminded,
        ),
        block(
            "measures_outstanding",
            listed(
                number(
                    facts.measures,
                    "The following measure is outstanding:",
                    "The following measures are outstanding:",
                ),
                (measure.title for measure in facts.measures),
            ),
        ),
        said("{urgent_because}", urgent_because=sentence(facts.urgency)),
        said(
            "{answer_wanted} If you have already replied, please disregard this letter and send us a copy of "
            "your reply.",
            answer_wanted="We would be grateful if you would let us know what stage the request has reached and "
            "when a reply may be "
            "expected" + (f", by {in_words(facts.answer_by, 'en')} if possible." if facts.answer_by else "."),
        ),
    )


def _transmission(facts: LetterFacts) -> list[Paragraph]:
    what = number(facts.documents, "the following document", "the following documents")
    behalf = f", on behalf of {one_line(facts.on_behalf_of)}," if facts.on_behalf_of else ""
    return letter(
        facts,
        block(
            "documents",
            listed(f"Please find enclosed{behalf} {what}{in_the_matter(facts)}:", facts.documents)
            or f"We are transmitting to you{behalf} the enclosed documents{in_the_matter(facts)}.",
        ),
        said("{purpose}", purpose=sentence(facts.purpose)),
        block("limits", limits(facts)),
        words("Please acknowledge receipt of this letter and of its enclosures."),
    )


BODIES: dict[LetterKind, Callable[[LetterFacts], list[Paragraph]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.QUESTION: _question,
    LetterKind.PARTIAL_REPLY: _partial_reply,
    LetterKind.REPLY: _reply,
    LetterKind.REFUSAL: _refusal,
    LetterKind.POSTPONEMENT: _postponement,
    LetterKind.EXTENSION_NOTICE: _extension_notice,
    LetterKind.NOTICE: _notice,
    LetterKind.CHASER: _chaser,
    LetterKind.TRANSMISSION: _transmission,
}


def letter(facts: LetterFacts, *paragraphs: Paragraph) -> list[Paragraph]:
    """The paragraphs between their salutation and their closing, with whom to ask."""
    name = one_line(facts.form_of_address) or one_line(facts.addressee)
    return [
        said("Dear {form_of_address},", form_of_address=name or "Sir or Madam"),
        *paragraphs,
        said("Any question about this letter may be put to {contact}.", contact=facts.contact),
        said("{closing}", closing="Yours sincerely," if name else "Yours truly,"),
    ]


def the_request(facts: LetterFacts) -> str:
    """«your request for assistance of March 1, 2026 (your reference X), received on …, in the matter …»."""
    if facts.is_ours:
        return our_request(facts)
    reference = f" (your reference {one_line(facts.their_reference)})" if facts.their_reference else ""
    received = f", received on {in_words(facts.received_on, 'en')}" if facts.received_on else ""
    matter = in_the_matter(facts)
    comma = "," if received and matter else ""
    return f"your request for assistance{_dated(facts)}{reference}{received}{comma}{matter}"


def our_request(facts: LetterFacts) -> str:
    """«our request for assistance of March 1, 2026 (our reference X; your reference Y) in the matter …»."""
    return f"our request for assistance{_dated(facts)}{_references(facts)}{in_the_matter(facts)}"


def _basis(what: str, facts: LetterFacts) -> Paragraph:
    return said(
        f"{what} is made on the following legal basis: {{legal_basis}}",
        legal_basis=sentence(facts.legal_basis),
    )


def _references(facts: LetterFacts) -> str:
    ours = f"our reference {one_line(facts.our_reference)}" if facts.our_reference else ""
    theirs = f"your reference {one_line(facts.their_reference)}" if facts.their_reference else ""
    both = joined(ours, theirs, by="; ")
    return f" ({both})" if both else ""


def _dated(facts: LetterFacts) -> str:
    return f" of {in_words(facts.dated, 'en')}" if facts.dated else ""


def in_the_matter(facts: LetterFacts) -> str:
    """« in the matter “Threats”», to go on a sentence with; nothing where the matter has no name."""
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


def enclosed(facts: LetterFacts) -> str:
    """What is enclosed, as a list; nothing when nothing is."""
    one = len(facts.documents) == 1
    return listed(f"The following {'document is' if one else 'documents are'} enclosed:", facts.documents)


def limits(facts: LetterFacts) -> str:
    """What may be done with what this letter tells."""
    return listed(
        "This information is provided subject to the following limits on its use:", facts.limits
    ) or (
        "This information is provided for the purposes stated in this correspondence only. It may not be "
        "used for any other purpose, or disclosed to a third party, without our prior written consent."
    )


def _reminders(days: Iterable[date]) -> str:
    written = [in_words(day, "en") for day in days]
    return f"reminder{'s' if len(written) > 1 else ''} of {series(written, 'and')}"
