"""Instruments and advice in the shapes in which they travel."""

from collections.abc import Iterable
from typing import Any

from entraide.instruments import queries
from entraide.instruments.api import schemas as out
from entraide.instruments.domain.advice import Advice, Basis, Sentence
from entraide.instruments.domain.instrument import Instrument, Origin, When
from entraide.instruments.models import PartyRecord, Revision
from entraide.kernel.languages import Text
from entraide.ui.api.values import Words


def brief(instrument: Instrument, own: int | None) -> out.InstrumentBrief:
    return out.InstrumentBrief(**_brief(instrument, own))


def whole(instrument: Instrument, own: int | None) -> out.InstrumentOut:
    """Everything that is known of an instrument; of a party the last word."""
    last = {party.state: party for party in instrument.parties}
    return out.InstrumentOut(
        **_brief(instrument, own),
        excluded=list(instrument.excluded),
        text=queries.current_text(instrument.code),
        known_parties=[
            out.PartyOut(
                state=party.state,
                signed=party.signed,
                ratified=party.ratified,
                in_force=party.in_force,
                is_party=party.is_bound,
                declarations=[Words.of(text) for text in party.declarations],
                **_origin(party.origin),
            )
            for _, party in sorted(last.items())
        ],
        covers=[
            out.CoverOut(
                article=one.article,
                text=Words.of(one.text),
                when=_when(one.when),
                express=one.express,
                condition=_words(one.condition),
                **_origin(one.origin),
            )
            for one in instrument.covers
        ],
        says=[
            out.FactOut(
                about=one.about,
                article=one.article,
                text=Words.of(one.text),
                when=_when(one.when),
                **_origin(one.origin),
            )
            for one in instrument.facts
        ],
        refusals=[
            out.RefusalOut(
                article=one.article,
                grounds=list(one.grounds),
                text=_words(one.text),
                when=_when(one.when),
                **_origin(one.origin),
            )
            for one in instrument.refusals
        ],
        clocks=[
            out.ClockOut(
                rule=one.rule,
                article=one.article,
                length=one.length,
                unit=one.unit,
                text=Words.of(one.text),
                when=_when(one.when),
                **_origin(one.origin),
            )
            for one in instrument.clocks
        ],
        dual_criminality=[
            out.DualCriminalityOut(
                article=one.article,
                value=one.value,
                text=Words.of(one.text),
                when=_when(one.when),
                **_origin(one.origin),
            )
            for one in instrument.dual_criminality
        ],
    )


def revision(one: Revision) -> out.RevisionOut:
    return out.RevisionOut(
        uuid=one.uuid,
        code=one.code,
        number=one.number,
        text=one.text,
        reason=one.reason,
        at=one.at,
        by=one.by.uuid,
    )


def party_record(one: PartyRecord) -> out.PartyRecordOut:
    return out.PartyRecordOut(
        uuid=one.uuid,
        code=one.code,
        state=one.state_id,
        signed=one.signed,
        ratified=one.ratified,
        in_force=one.in_force,
        source=Words(en=one.source_en, fr=one.source_fr),
        as_of=one.as_of,
        verified=one.verified,
        reason=one.reason,
        at=one.at,
        by=one.by.uuid if one.by else None,
    )


def advice(found: Advice) -> out.AdviceOut:
    return out.AdviceOut(
        home=found.question.home,
        partner=found.question.partner,
        notice=out.SentenceOut(**_sentence(found.notice)),
        warnings=_sentences(found.warnings),
        bases=[_basis(one) for one in found.bases],
        follow_up=[_basis(one) for one in found.follow_up],
        not_available=_sentences(found.not_available),
        context=_sentences(found.context),
    )


def _brief(instrument: Instrument, own: int | None) -> dict[str, Any]:
    share = queries.verified_share(instrument)
    return {
        "code": instrument.code,
        "rank": instrument.rank,
        "name": Words.of(instrument.name),
        "short": Words.of(instrument.short),
        "citation": Words.of(instrument.citation),
        "in_force": instrument.in_force,
        "state": instrument.state,
        "for_everyone": instrument.for_everyone,
        "parties": queries.bound_states(instrument),
        "facts": share.all,
        "facts_verified": share.verified,
        "own_version": own,
        **_origin(instrument.origin),
    }


def _basis(one: Basis) -> out.BasisOut:
    return out.BasisOut(
        instrument=one.instrument,
        version=one.version,
        rank=one.rank,
        name=Words.of(one.name),
        short=Words.of(one.short),
        citation=Words.of(one.citation),
        conditional=one.conditional,
        articles=list(one.articles),
        why=_sentences(one.why),
        channel=_sentences(one.channel),
        signers=_sentences(one.signers),
        languages=_sentences(one.languages),
        formalities=_sentences(one.formalities),
        clocks=[
            out.ClockAdviceOut(
                clock=clock.rule, length=clock.length, unit=clock.unit, **_sentence(clock.sentence)
            )
            for clock in one.clocks
        ],
        use_limits=_sentences(one.use_limits),
        refusals=[
            out.GroundAdviceOut(grounds=list(ground.grounds), **_sentence(ground.sentence))
            for ground in one.refusals
        ],
        dual_criminality=[
            out.DualCriminalityAdviceOut(value=rule.value, **_sentence(rule.sentence))
            for rule in one.dual_criminality
        ],
        warnings=_sentences(one.warnings),
    )


def _sentences(many: Iterable[Sentence]) -> list[out.SentenceOut]:
    return [out.SentenceOut(**_sentence(one)) for one in many]


def _sentence(one: Sentence) -> dict[str, Any]:
    return {
        "text": Words.of(one.text),
        "rule": one.rule,
        "source": Words.of(one.source),
        "as_of": one.as_of,
        "verified": one.verified,
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {"source": Words.of(origin.source), "as_of": origin.as_of, "verified": origin.verified}


def _words(text: Text | None) -> Words | None:
    return Words.of(text) if text else None


def _when(when: When) -> out.WhenOut:
    return out.WhenOut(
        kinds=list(when.kinds),
        measures=list(when.measures),
        tracks=list(when.tracks),
        urgencies=list(when.urgencies),
        stages=list(when.stages),
        offences=list(when.offences),
        states=list(when.states),
        role=when.role,
        treaty=when.treaty,
    )
