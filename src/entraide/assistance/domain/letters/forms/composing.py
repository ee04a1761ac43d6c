"""Which sections a form of request has, in which order, and what stands in each."""

import unicodedata
from collections.abc import Callable, Iterable

from entraide.assistance.domain.letters.facts import (
    LetterFacts,
    LetterKind,
    MeasureFacts,
    OffenceFacts,
    Particular,
    SubjectFacts,
)
from entraide.assistance.domain.letters.forms.words import FormWords, Part
from entraide.assistance.domain.letters.markup import one_line
from entraide.assistance.domain.letters.paragraphs import Paragraph, block
from entraide.assistance.domain.letters.phrases import joined, listed, number, sentence
from entraide.paper.dates import in_words

_P = Part
_HEAD = (_P.AUTHORITY, _P.BASIS)
_TAIL = (_P.CONFIDENTIALITY, _P.UNDERTAKINGS, _P.RELATED, _P.TRANSLATION, _P.REPLY)
FORMS: dict[LetterKind, tuple[Part, ...]] = {
    LetterKind.OUTGOING_REQUEST: (
        *_HEAD, _P.PROCEEDING, _P.FACTS, _P.OFFENCES, _P.DUAL_CRIMINALITY, _P.SUBJECTS, _P.PARTICULARS, _P.DATA,
        _P.ASSISTANCE, _P.QUESTIONS, _P.FORMALITIES, _P.NECESSITY, _P.URGENCY, _P.FOLLOW_UP, *_TAIL,
    ),
    # The order of Form 15 of the Criminal Proceedings Rules of the Superior Court of Justice (Ontario), SI/2012-7:
    # to whom, which proceeding, why it is necessary, what is asked and of whom, that we would do the same.
    LetterKind.LETTERS_ROGATORY: (
        _P.AUTHORITY, _P.PROCEEDING, _P.BASIS, _P.FACTS, _P.OFFENCES, _P.DUAL_CRIMINALITY, _P.SUBJECTS,
        _P.NECESSITY, _P.WITNESSES, _P.ASSISTANCE, _P.QUESTIONS, _P.FORMALITIES, _P.URGENCY, *_TAIL,
    ),
    # What Art. 29(2)(a) to (f) of the Convention on Cybercrime (ETS No. 185) wants said; the order is near to that of
    # the template T-CY(2018)11.
    LetterKind.PRESERVATION_REQUEST: (
        *_HEAD, _P.OFFENCES, _P.FACTS, _P.SUBJECTS, _P.DATA, _P.ASSISTANCE, _P.NECESSITY, _P.URGENCY, _P.FOLLOW_UP,
        *_TAIL,
    ),
    LetterKind.SUBSCRIBER_REQUEST: (
        *_HEAD, _P.PROCEEDING, _P.OFFENCES, _P.FACTS, _P.DUAL_CRIMINALITY, _P.SUBJECTS, _P.DATA, _P.ASSISTANCE,
        _P.NECESSITY, _P.FORMALITIES, _P.URGENCY, *_TAIL,
    ),
    LetterKind.EMERGENCY_DISCLOSURE: (
        _P.DANGER, *_HEAD, _P.FACTS, _P.OFFENCES, _P.SUBJECTS, _P.PARTICULARS, _P.ASSISTANCE, _P.NECESSITY,
        _P.URGENCY, _P.FOLLOW_UP, *_TAIL,
    ),
    LetterKind.PROVISIONAL_ARREST: (
        *_HEAD, _P.PROCEEDING, _P.SUBJECTS, _P.PARTICULARS, _P.OFFENCES, _P.FACTS, _P.DUAL_CRIMINALITY,
        _P.ASSISTANCE, _P.FORMALITIES, _P.NECESSITY, _P.URGENCY, _P.FOLLOW_UP, *_TAIL,
    ),
    LetterKind.FIREARM_TRACE: (
        *_HEAD, _P.PARTICULARS, _P.SUBJECTS, _P.FACTS, _P.OFFENCES, _P.ASSISTANCE, _P.NECESSITY, _P.URGENCY, *_TAIL,
    ),
    LetterKind.TRAVEL_NOTICE: (
        *_HEAD, _P.PARTICULARS, _P.SUBJECTS, _P.FACTS, _P.OFFENCES, _P.ASSISTANCE, _P.NECESSITY, _P.URGENCY,
        _P.CONFIDENTIALITY, _P.USE, _P.TRANSLATION, _P.REPLY,
    ),
}  # fmt: skip
_OF_THE_TCY = frozenset({LetterKind.PRESERVATION_REQUEST, LetterKind.SUBSCRIBER_REQUEST})
# What only informs asks for no answer, but for a receipt.
_INFORMS = frozenset({LetterKind.TRAVEL_NOTICE})


def compose(kind: LetterKind, facts: LetterFacts, words: FormWords) -> list[Paragraph]:
    """The paragraphs of a form, from salutation to closing. A section of which nothing is known is left out."""
    state = one_line(facts.requested_state)
    opening = words.openings[kind].format(
        matter=words.in_the_matter(facts), state=f" ({state})" if state else ""
    )
    return words.letter(
        facts,
        block("opening", joined(opening, _relation(kind, facts, words))),
        *(
            block(part.value, _CONTENTS[part](kind, facts, words), heading(kind, part, words))
            for part in FORMS[kind]
        ),
    )


def subject(kind: LetterKind, words: FormWords) -> str:
    """The pattern of the subject line: what this letter asks for, then the matter."""
    return f"{words.titles[kind]}: {{matter}}"


def heading(kind: LetterKind, part: Part, words: FormWords) -> str:
    """The heading of a section, where a form has its own that one."""
    return words.own_headings.get((kind, part)) or words.headings[part]


def _relation(kind: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    # The templates of the T-CY want the status said in any case; elsewhere a request is new unless it says otherwise.
    said = facts.relation != "new" or kind in _OF_THE_TCY
    told = words.relations.get(facts.relation, "") if said else ""
    earlier = words.earlier.format(reference=one_line(facts.earlier_reference))
    return joined(told, earlier if told and facts.earlier_reference else "", by=" ") + ("." if told else "")


def _authority(_: LetterKind, facts: LetterFacts, __: FormWords) -> str:
    others = (_put(each.role, ", ".join(each.known)) for each in facts.authorities if each.known)
    return _items((", ".join(facts.sender), *others))


def _basis(kind: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    return sentence(facts.legal_basis) or words.bases.get(kind, "")


def _proceeding(_: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    stage = sentence(_put(words.stage, facts.stage)) if facts.stage else ""
    return joined(sentence(facts.proceeding), stage)


def _danger(_: LetterKind, facts: LetterFacts, __: FormWords) -> str:
    return _items(map(_particular, facts.danger))


def _facts(_: LetterKind, facts: LetterFacts, __: FormWords) -> str:
    return facts.summary.strip()


def _offences(_: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    def told(offence: OffenceFacts) -> str:
        penalty, limitation = one_line(offence.maximum_penalty), one_line(offence.limitation)
        return joined(
            sentence(joined(one_line(offence.title), one_line(offence.article), by=", ")),
            sentence(offence.text),
            sentence(_put(words.maximum_penalty, penalty)) if penalty else "",
            sentence(_put(words.limitation, limitation)) if limitation else "",
        )

    return _items(map(told, facts.offences))


def _dual_criminality(_: LetterKind, facts: LetterFacts, __: FormWords) -> str:
    return sentence(facts.dual_criminality)


def _subjects(_: LetterKind, facts: LetterFacts, __: FormWords) -> str:
    return "\n\n".join(map(_subject, facts.subjects))


def _particulars(_: LetterKind, facts: LetterFacts, __: FormWords) -> str:
    return _items(map(_particular, facts.particulars))


def _data(kind: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    if not facts.data and kind is not LetterKind.PRESERVATION_REQUEST:
        return ""
    until = (
        words.preserve_until.format(day=in_words(facts.preserve_until, words.language))
        if facts.preserve_until
        else words.preserve_sixty_days
        if _under_budapest(facts)
        else ""
    )
    holder = sentence(_put(words.custodian, one_line(facts.custodian))) if facts.custodian else ""
    return joined(sentence(facts.data), holder, until if kind is LetterKind.PRESERVATION_REQUEST else "")


def _under_budapest(facts: LetterFacts) -> bool:
    """Whether the sixty days of Art. 29(7) hold: the form's own basis, or one that names the convention."""
    basis = facts.legal_basis.casefold()
    return not basis or any(name in basis for name in ("budapest", "cybercrim", "ciberdelincuencia"))


def _witnesses(_: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    # A witness on record is heard only where a hearing is asked for.
    heard = any(measure.is_hearing for measure in facts.measures)
    names = _items(each.name for each in facts.subjects if heard and each.is_witness)
    return f"{words.witnesses_lead}\n\n{names}" if names else ""


def _assistance(_: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    return listed(
        number(facts.measures, *words.measures_lead), (_measure(each, words) for each in facts.measures)
    )


def _questions(_: LetterKind, facts: LetterFacts, __: FormWords) -> str:
    return _items(question for measure in facts.measures for question in measure.questions)


def _formalities(_: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    wanted = (
        _put(one_line(each.title), one_line(each.formalities)) for each in facts.measures if each.formalities
    )
    return listed(words.formalities_lead, wanted)


def _necessity(_: LetterKind, facts: LetterFacts, __: FormWords) -> str:
    return joined(*map(sentence, dict.fromkeys((facts.purpose, *facts.necessity))))


def _urgency(_: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    day = in_words(facts.answer_by, words.language) if facts.answer_by else ""
    return joined(sentence(facts.urgency), words.needed_by.format(day=day) if day else "")


def _follow_up(kind: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    paper = words.paper_follows.get(kind, "") if facts.paper_by else ""
    return joined(
        words.mla_will_follow if facts.mla_will_follow else "",
        paper.format(day=in_words(facts.paper_by, words.language)) if facts.paper_by else "",
    )


def _confidentiality(_: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    return joined(
        words.unrevealed if facts.keep_secret else words.keep_confidential,
        sentence(facts.confidential_because),
        words.person_may_be_told if facts.person_may_be_told and not facts.keep_secret else "",
    )


def _use(_: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    return words.limits_on_ours(facts)


def _undertakings(_: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    ours = joined(words.only_this_purpose, words.reciprocity)
    given = listed(words.assurances_lead, facts.assurances_given)
    return joined(listed(words.limits_lead, facts.limits), given, ours, by="\n\n")


def _related(_: LetterKind, facts: LetterFacts, __: FormWords) -> str:
    return sentence(facts.related_elsewhere)


def _translation(_: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    return words.translation_certified if facts.translation_certified else ""


def _reply(kind: LetterKind, facts: LetterFacts, words: FormWords) -> str:
    day = in_words(facts.answer_by, words.language) if facts.answer_by else ""
    asked = words.reply_by.format(day=day) if day else words.reply_soon
    last = words.acknowledge if kind in _INFORMS else joined(asked, words.consult_us)
    return joined(words.enclosed(facts), last, by="\n\n")


_CONTENTS: dict[Part, Callable[[LetterKind, LetterFacts, FormWords], str]] = {
    Part.AUTHORITY: _authority,
    Part.BASIS: _basis,
    Part.PROCEEDING: _proceeding,
    Part.DANGER: _danger,
    Part.FACTS: _facts,
    Part.OFFENCES: _offences,
    Part.DUAL_CRIMINALITY: _dual_criminality,
    Part.SUBJECTS: _subjects,
    Part.PARTICULARS: _particulars,
    Part.DATA: _data,
    Part.WITNESSES: _witnesses,
    Part.ASSISTANCE: _assistance,
    Part.QUESTIONS: _questions,
    Part.FORMALITIES: _formalities,
    Part.NECESSITY: _necessity,
    Part.URGENCY: _urgency,
    Part.FOLLOW_UP: _follow_up,
    Part.CONFIDENTIALITY: _confidentiality,
    Part.USE: _use,
    Part.UNDERTAKINGS: _undertakings,
    Part.RELATED: _related,
    Part.TRANSLATION: _translation,
    Part.REPLY: _reply,
}


def _items(texts: Iterable[str]) -> str:
    """The texts as a list, each on its line as it stands: an address ends without a full stop."""
    return "\n".join(f"- {line}" for text in texts if (line := one_line(text)))


def _put(label: str, text: str) -> str:
    # French sets a space before its colon, which `typography` brings.
    return f"{label}: {text}"


def _particular(known: Particular) -> str:
    return _put(known.label, one_line(known.text)) if known.text else one_line(known.label)


def _subject(subject: SubjectFacts) -> str:
    """A paragraph, a line to each thing known."""
    named = _put(subject.sort, one_line(subject.name)) if subject.sort else one_line(subject.name)
    lines = (named, *(_on_lines(known) for known in subject.particulars))
    # A space keeps a name that begins like a heading or an item from becoming one.
    return "\n".join(f" {line}" if line.startswith(("- ", "## ")) else line for line in lines)


def _on_lines(known: Particular) -> str:
    # Words from right to left stand on a line of their own: among words from left to right, readers of PDF
    # that go by the place of signs (PDFium for one) give them back in the wrong order.
    from_right = sum(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in known.text)
    if from_right * 2 > len(known.text):
        return f"{known.label}:\n{one_line(known.text)}"
    return _particular(known)


def _measure(measure: MeasureFacts, words: FormWords) -> str:
    begins = in_words(measure.period_from, words.language) if measure.period_from else ""
    ends = in_words(measure.period_to, words.language) if measure.period_to else ""
    period = words.period if begins and ends else words.period_from if begins else words.period_to
    due = words.due.format(day=in_words(measure.due, words.language)) if measure.due else ""
    holder = one_line(measure.custodian)
    return joined(
        sentence(
            joined(joined(one_line(measure.title), one_line(measure.description), by=": "), due, by=", ")
        ),
        period.format(begins=begins, ends=ends) if begins or ends else "",
        sentence(_put(words.custodian, holder)) if holder else "",
    )
