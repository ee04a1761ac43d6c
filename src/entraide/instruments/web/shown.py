"""Instruments and advice as pages show them: every sentence with its source and how sure it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from entraide.directory.domain.names import fold
from entraide.directory.domain.states import states
from entraide.instruments.domain.advice import Advice, Basis, Sentence
from entraide.instruments.domain.grounds import GROUNDS
from entraide.instruments.domain.instrument import ANY_OFFENCE, About, Instrument, Origin, Party, When
from entraide.instruments.domain.library import OLD_AFTER_YEARS, Library
from entraide.instruments.domain.phrasing import article_in_french, month_of
from entraide.instruments.queries import bound_states, verified_share
from entraide.instruments.web import labels
from entraide.kernel.languages import Text


@dataclass(frozen=True)
class Line:
    """One sentence. `beside` says what it is for; without `as_of` it follows from the others, and has no mark."""

    text: str
    source: str
    as_of: date | None
    mark: str
    tone: str
    article: str = ""
    beside: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class PartyLine:
    party: Party
    name: str
    declarations: list[str]
    source: str
    mark: str
    tone: str


@dataclass(frozen=True)
class Listed:
    """One instrument of the list. `parties` is None where an instrument has none."""

    instrument: Instrument
    name: str
    short: str
    citation: str
    parties: int | None
    verified: int
    facts: int
    own: int | None


def listed(instrument: Instrument, own: int | None) -> Listed:
    share = verified_share(instrument)
    return Listed(
        instrument,
        labels.said(instrument.name),
        labels.said(instrument.short),
        labels.said(instrument.citation),
        bound_states(instrument) if has_parties(instrument) else None,
        share.verified,
        share.all,
        own,
    )


def has_parties(instrument: Instrument) -> bool:
    return instrument.state is None and not instrument.for_everyone


def mark_of(verified: bool, as_of: date | None, library: Library) -> tuple[str, str]:
    """How sure a sentence is, in words and with a tone."""
    if as_of is None:
        return "", ""
    if verified:
        return _("verified"), "good"
    if library.newest.year - as_of.year >= OLD_AFTER_YEARS:
        month = labels.said(month_of(as_of))
        return _("known only from a table of %(month)s") % {"month": month}, "warning"
    return _("not verified"), "quiet"


def sections(instrument: Instrument, library: Library) -> list[Section]:
    """What an instrument says, in the order in which one reads it; what it does not speak of is left out."""

    def line(text: Text, article: str, when: When, origin: Origin, remark: str = "") -> Line:
        mark, tone = mark_of(origin.verified, origin.as_of, library)
        cited = article_in_french(article) if labels.language().startswith("fr") else article
        return Line(
            labels.said(text),
            labels.said(origin.source),
            origin.as_of,
            mark,
            tone,
            cited,
            when_shown(when, library),
            remark,
        )

    def about(*sorts: About) -> list[Line]:
        return [
            line(fact.text, fact.article, fact.when, fact.origin)
            for sort in sorts
            for fact in instrument.facts
            if fact.about is sort
        ]

    found = [
        Section(
            _("What it covers"),
            [
                line(
                    cover.text,
                    cover.article,
                    cover.when,
                    cover.origin,
                    _("Only if: %(condition)s") % {"condition": labels.said(cover.condition)}
                    if cover.condition
                    else "",
                )
                for cover in instrument.covers
            ],
        ),
        Section(_("Channel and who signs"), about(About.CHANNEL, About.SIGNER)),
        Section(_("Languages"), about(About.LANGUAGE)),
        Section(_("Formalities"), about(About.FORMALITY)),
        Section(
            _("Dual criminality"),
            [line(one.text, one.article, one.when, one.origin) for one in instrument.dual_criminality],
        ),
        Section(
            _("Grounds for refusal or postponement"),
            [
                line(one.text or _grounds(one.grounds), one.article, one.when, one.origin)
                for one in instrument.refusals
            ],
        ),
        Section(_("Limits on use"), about(About.USE_LIMIT)),
        Section(
            _("Clocks"), [line(one.text, one.article, one.when, one.origin) for one in instrument.clocks]
        ),
        Section(_("Warnings"), about(About.WARNING)),
        Section(_("What else the law does in such cases"), about(About.CONTEXT)),
    ]
    return [section for section in found if section.lines]


def _grounds(codes: Iterable[str]) -> Text:
    names = [GROUNDS[code] for code in codes]
    en, fr = (", ".join(getattr(name, language) for name in names) for language in ("en", "fr"))
    return Text(en=en[:1].upper() + en[1:] + ".", fr=fr[:1].upper() + fr[1:] + ".")


def when_shown(when: When, library: Library) -> str:
    """«Preservation of data · Police track»: what a fact is for, as far as it says so."""
    offences = [
        labels.said(library.offences[code].name) if code in library.offences else code
        for code in when.offences
        if code != ANY_OFFENCE
    ]
    parts = [
        labels.named(when.kinds, labels.KIND_WORDS),
        labels.named(when.measures, labels.MEASURE_WORDS),
        labels.named(when.tracks, labels.TRACK_WORDS),
        labels.named(when.urgencies, labels.URGENCY_WORDS),
        labels.named(when.stages, labels.STAGE_WORDS),
        ", ".join(offences),
        ", ".join(state_name(code) for code in when.states),
    ]
    return " · ".join(part for part in parts if part)


def state_name(code: str) -> str:
    facts = states().get(code)
    return facts.name(labels.language()) if facts else code


def parties(instrument: Instrument, library: Library, name: str = "") -> list[PartyLine]:
    """The parties by name, those only whose name (in either language) or code has every word of `name`."""
    last = {party.state: party for party in instrument.parties}
    words = fold(name).split()
    found = []
    for state, party in last.items():
        facts = states().get(state)
        known = fold(f"{facts.name_en} {facts.name_fr} {state}") if facts else fold(state)
        if all(word in known for word in words):
            mark, tone = mark_of(party.origin.verified, party.origin.as_of, library)
            declared = [labels.said(text) for text in party.declarations]
            found.append(
                PartyLine(party, state_name(state), declared, labels.said(party.origin.source), mark, tone)
            )
    return sorted(found, key=lambda line: fold(line.name))


@dataclass(frozen=True)
class BasisShown:
    """One basis of an advice, its sentences in the order in which one thinks of them."""

    basis: Basis
    name: str
    short: str
    citation: str
    rank: str
    articles: str
    sections: list[Section]
    warnings: list[Line]


def sentence(one: Sentence, library: Library) -> Line:
    mark, tone = mark_of(one.verified, one.as_of, library)
    return Line(labels.said(one.text), labels.said(one.source), one.as_of, mark, tone)


def sentences(many: Iterable[Sentence], library: Library) -> list[Line]:
    return [sentence(one, library) for one in many]


def basis(one: Basis, library: Library) -> BasisShown:
    french = labels.language().startswith("fr")
    groups: list[tuple[str, Iterable[Sentence]]] = [
        (_("Why it applies"), one.why),
        (_("Channel and who signs"), (*one.channel, *one.signers)),
        (_("Languages"), one.languages),
        (_("Formalities"), one.formalities),
        (_("Dual criminality"), [rule.sentence for rule in one.dual_criminality]),
        (_("Grounds for refusal or postponement"), [ground.sentence for ground in one.refusals]),
        (_("Limits on use"), one.use_limits),
        (_("Clocks"), [clock.sentence for clock in one.clocks]),
    ]
    return BasisShown(
        one,
        labels.said(one.name),
        labels.said(one.short),
        labels.said(one.citation),
        labels.said(labels.RANKS[one.rank]),
        ", ".join(article_in_french(article) if french else article for article in one.articles),
        [Section(title, lines) for title, said in groups if (lines := sentences(said, library))],
        sentences(one.warnings, library),
    )


def advised(advice: Advice, library: Library) -> dict[str, object]:
    """What `instruments/advised.html` shows of an advice."""
    return {
        "notice": sentence(advice.notice, library),
        "warnings": sentences(advice.warnings, library),
        "bases": [basis(one, library) for one in advice.bases],
        "follow_up": [basis(one, library) for one in advice.follow_up],
        "not_available": sentences(advice.not_available, library),
        "context": sentences(advice.context, library),
    }
