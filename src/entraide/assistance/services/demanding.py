"""What the law demands of a request before it leaves, held against what is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from entraide.assistance.services.advising import advice_for
from entraide.instruments.domain.demands import Demand, demands_on, unmet
from entraide.kernel.languages import Text

if TYPE_CHECKING:
    from entraide.assistance.models import AssistanceRequest

NOT_VERIFIED = Text(en="source not verified", fr="source non vérifiée")


DEPARTURE = Text(
    en="Why this basis is kept although the advice now names another first [house_basis]",
    fr="Pourquoi ce fondement est gardé alors que l’avis en nomme maintenant un autre d’abord [house_basis]",
)


def demanded(request: AssistanceRequest) -> tuple[tuple[Demand, bool], ...]:
    """Every demand on this request, each with whether it is met."""
    asked = demands_on(request.kind, bases_of(request))
    open_ones = frozenset(one.code for one in unmet(asked, filled_in(request))) if asked else frozenset()
    return tuple((one, one.code not in open_ones) for one in asked)


def lacking_in_law(request: AssistanceRequest) -> dict[str, Text]:
    """What is not filled in: by field, the demand with its rule and source."""
    found: dict[str, Text] = {}
    for one, is_met in demanded(request):
        if not is_met:
            said = said_of(one)
            before = found.get(one.field)
            found[one.field] = (
                Text(en=f"{before.en}; {said.en}", fr=f"{before.fr} ; {said.fr}") if before else said
            )
    if request.basis and not request.basis_reason:
        advice = advice_for(request)
        if advice and advice.bases and advice.bases[0].instrument != request.basis:
            # The advice has changed since: another kind, partner or offence.
            found["basis"] = DEPARTURE
    return found


def said_of(demand: Demand) -> Text:
    """«The offence under investigation (Convention on Cybercrime (CETS 185), Art. 29(2)(b))», with its rule."""
    doubt_en, doubt_fr = ("", "") if demand.verified else (f", {NOT_VERIFIED.en}", f", {NOT_VERIFIED.fr}")
    return Text(
        en=f"{demand.what.en} [{demand.code}: {demand.source.en}{doubt_en}]",
        fr=f"{demand.what.fr} [{demand.code} : {demand.source.fr}{doubt_fr}]",
    )


def bases_of(request: AssistanceRequest) -> tuple[str, ...]:
    """The codes of the instruments that the request rests on."""
    return (request.basis,) if request.basis else ()


def filled_in(request: AssistanceRequest) -> frozenset[str]:
    """The names of everything that is filled in: fields, fields of the block, parts, and what every part says."""
    names = {
        field.name for field in request._meta.concrete_fields if is_said(getattr(request, field.attname))
    }
    names |= {f"block.{name}" for name, value in request.block.items() if is_said(value)}
    names |= {f"authorities.{role}" for role in request.authorities.values_list("role", flat=True)}
    for part, found in (
        ("offences", request.offences.values("title", "article", "text")),
        ("measures", request.measures.values("code", "description", "custodian")),
        ("subjects", request.subjects.values("name")),
    ):
        names |= _of_every(part, list(found))
    return frozenset(names)


def _of_every(part: str, rows: Sequence[Mapping[str, object]]) -> set[str]:
    """The part itself, and the fields that are filled in in every one of its rows."""
    if not rows:
        return set()
    return {part, *(f"{part}.{name}" for name in rows[0] if all(is_said(row[name]) for row in rows))}


def is_said(value: object) -> bool:
    """Whether something stands there; blanks alone say nothing."""
    return bool(value.strip() if isinstance(value, str) else value)
