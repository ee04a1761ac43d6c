"""The advice for a terminal, and for programs. Both say every sentence with its source."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from entraide.directory.domain.states import states
from entraide.instruments.domain import labels
from entraide.instruments.domain.advice import Advice, Basis, Question, Sentence
from entraide.instruments.domain.instrument import TREATIES
from entraide.instruments.domain.phrasing import article_in_french
from entraide.kernel.languages import Language, Text

WIDTH = 100
NO_BREAK = "\u00a0"
SPACE_BEFORE = re.compile(r" (?=[:;?!»])")


def as_text(advice: Advice, language: Language) -> str:
    """The advice to read, headings and all, with the source of each sentence in brackets."""
    lines = [*_heading(advice.question, language), *_said(advice.notice, language, 0), ""]
    if advice.warnings:
        lines += [*_section(labels.WARNINGS, language), *_list(advice.warnings, language, 2), ""]
    lines += [*_section(labels.BASES, language), *_bases(advice.bases, language)]
    if advice.follow_up:
        lines += [*_section(labels.FOLLOW_UP, language), *_bases(advice.follow_up, language)]
    if advice.not_available:
        lines += [*_section(labels.NOT_AVAILABLE, language), *_list(advice.not_available, language, 2), ""]
    if advice.context:
        lines += [*_section(labels.CONTEXT, language), *_list(advice.context, language, 2), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_json(advice: Advice) -> dict[str, Any]:
    """The advice for a program: plain values, each text in both languages, days as «2026-11-22»."""
    question = advice.question
    return {
        "question": {
            "home": question.home,
            "partner": question.partner,
            "kind": question.kind,
            "track": question.track,
            "measures": list(question.measures),
            "offences": list(question.offences),
            "stage": question.stage,
            "urgency": question.urgency,
        },
        "notice": _sentence(advice.notice),
        "bases": [_basis(basis) for basis in advice.bases],
        "follow_up": [_basis(basis) for basis in advice.follow_up],
        "not_available": _sentences(advice.not_available),
        "context": _sentences(advice.context),
        "warnings": _sentences(advice.warnings),
    }


def spoken(text: Text, language: Language) -> str:
    """The text in one language; in French with the spaces that a line must not break at."""
    sentence = text.in_language(language)
    if language == "en":
        return sentence
    return SPACE_BEFORE.sub(NO_BREAK, sentence).replace("« ", f"«{NO_BREAK}")


def _heading(question: Question, language: Language) -> Iterable[str]:
    home, partner = states()[question.home], states()[question.partner]
    kind = labels.KIND_LABELS[question.kind].in_language(language)
    title = labels.ADVICE.in_language(
        language, home=home.name(language), partner=partner.name(language), kind=kind
    )
    yield spoken(Text(en=title, fr=title), language)
    track = labels.TRACK_LABELS[question.track] if question.track else labels.BOTH_TRACKS
    facts = [(labels.TRACK, track.in_language(language))]
    facts += [(labels.OFFENCES, ", ".join(question.offences))] if question.offences else []
    facts += [(labels.MEASURES, ", ".join(question.measures))] if question.measures else []
    for label, words in facts:
        yield spoken(Text(en=label.en.format(words=words), fr=label.fr.format(words=words)), language)
    yield ""


def _section(title: Text, language: Language) -> Sequence[str]:
    words = spoken(title, language)
    return [words.upper(), "=" * len(words)]


def _bases(bases: Sequence[Basis], language: Language) -> Iterable[str]:
    if not bases:
        yield from ["  " + spoken(labels.NO_BASES, language), ""]
    for number, basis in enumerate(bases, 1):
        yield from _one_basis(number, basis, language)
        yield ""


def _one_basis(number: int, basis: Basis, language: Language) -> Iterable[str]:
    what = spoken(labels.RANK_LABELS[basis.rank], language)
    if basis.conditional:
        what += ", " + spoken(labels.CONDITIONAL, language)
    name = spoken(basis.name, language)
    yield from textwrap.wrap(
        f"{number}. {name} ({spoken(basis.citation, language)}) — {what}", WIDTH, subsequent_indent="   "
    )
    if basis.articles:
        articles = "; ".join(basis.articles)
        line = Text(
            en=labels.ARTICLES.en.format(articles=articles),
            fr=labels.ARTICLES.fr.format(articles=article_in_french(articles).replace("; ", " ; ")),
        )
        yield "   " + spoken(line, language)
    elif basis.rank in TREATIES:
        yield "   " + spoken(labels.NO_ARTICLES, language)
    groups = [
        (labels.WHY, basis.why),
        (labels.CHANNEL, basis.channel),
        (labels.SIGNERS, basis.signers),
        (labels.LANGUAGES, basis.languages),
        (labels.FORMALITIES, basis.formalities),
        (labels.CLOCKS, tuple(clock.sentence for clock in basis.clocks)),
        (labels.USE_LIMITS, basis.use_limits),
        (labels.REFUSALS, tuple(ground.sentence for ground in basis.refusals)),
        (labels.DUAL_CRIMINALITY, tuple(rule.sentence for rule in basis.dual_criminality)),
        (labels.TO_WATCH, basis.warnings),
    ]
    for title, sentences in groups:
        if sentences:
            yield "   " + spoken(title, language)
            yield from _list(sentences, language, 5)


def _list(sentences: Iterable[Sentence], language: Language, indent: int) -> Iterable[str]:
    for sentence in sentences:
        yield from _said(sentence, language, indent, "- ")


def _said(sentence: Sentence, language: Language, indent: int, bullet: str = "") -> Iterable[str]:
    """The sentence, and in brackets its source, its day, and whether anybody has confirmed it."""
    words = spoken(sentence.text, language)
    if sentence.as_of is not None:
        standing = labels.VERIFIED if sentence.verified else labels.NOT_VERIFIED
        day = labels.READ.in_language(language, day=sentence.as_of.isoformat())
        origin = [spoken(sentence.source, language), day, standing.in_language(language)]
        words += f" [{'; '.join(origin)}]" if language == "en" else f" [{f'{NO_BREAK}; '.join(origin)}]"
    lead = " " * indent
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=lead + bullet,
        subsequent_indent=lead + " " * len(bullet),
        break_on_hyphens=False,
    )


def _both(text: Text) -> dict[str, str]:
    return {"en": spoken(text, "en"), "fr": spoken(text, "fr")}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": _both(sentence.text),
        "rule": sentence.rule,
        "source": _both(sentence.source),
        "as_of": sentence.as_of.isoformat() if sentence.as_of else None,
        "verified": sentence.verified,
    }


def _sentences(sentences: Iterable[Sentence]) -> list[dict[str, Any]]:
    return [_sentence(sentence) for sentence in sentences]


def _basis(basis: Basis) -> dict[str, Any]:
    return {
        "instrument": basis.instrument,
        "version": basis.version,
        "name": _both(basis.name),
        "short": _both(basis.short),
        "citation": _both(basis.citation),
        "rank": basis.rank.value,
        "conditional": basis.conditional,
        "articles": list(basis.articles),
        "why": _sentences(basis.why),
        "channel": _sentences(basis.channel),
        "signers": _sentences(basis.signers),
        "languages": _sentences(basis.languages),
        "formalities": _sentences(basis.formalities),
        "clocks": [
            {"rule": clock.rule, "length": clock.length, "unit": clock.unit, **_sentence_as(clock.sentence)}
            for clock in basis.clocks
        ],
        "use_limits": _sentences(basis.use_limits),
        "refusals": [{"grounds": list(one.grounds), **_sentence_as(one.sentence)} for one in basis.refusals],
        "dual_criminality": [
            {"value": rule.value, **_sentence_as(rule.sentence)} for rule in basis.dual_criminality
        ],
        "warnings": _sentences(basis.warnings),
    }


def _sentence_as(sentence: Sentence) -> dict[str, Any]:
    return {"sentence": _sentence(sentence)}
