"""By what the counts are broken down: each facet says of a row on which of its lines the row stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from entraide.assistance.domain.figures.outcomes import LABELS as OUTCOME_LABELS
from entraide.assistance.domain.figures.outcomes import outcome_of
from entraide.assistance.domain.figures.rows import Row
from entraide.assistance.domain.kinds import LABELS as KIND_LABELS
from entraide.assistance.domain.kinds import Direction, Kind, Track, Urgency
from entraide.assistance.domain.states import STATE_LABELS
from entraide.kernel.languages import Text

NOT_TRIAGED = Text(en="Not triaged", fr="Non triée")
NOT_KNOWN = Text(en="Not known", fr="Inconnu")
NONE_STATED = Text(en="None stated", fr="Aucune indiquée")
OTHERS = Text(en="All others", fr="Toutes les autres")
NONE, THE_REST = "", "*"


@dataclass(frozen=True, slots=True)
class Facet:
    """`lines` gives the codes of the lines a row stands on, each with its words; `order` their order where it is fixed.

    Of a facet without an order, the fullest lines come first and no more than `most` are told apart.
    """

    code: str
    label: Text
    note: Text
    lines: Callable[[Row], Iterable[tuple[str, Text]]]
    order: tuple[str, ...] = ()
    most: int = 300


def facets(states: Mapping[str, Text]) -> tuple[Facet, ...]:
    """Every facet, in the order they are shown. `states` names the states by their two letters."""
    return (
        _listed(
            "direction",
            Text(en="Direction", fr="Sens"),
            _NOTHING,
            Direction,
            lambda row: row.direction,
            _NOTHING,
        ),
        Facet(
            "partner",
            Text(en="Partner state", fr="État partenaire"),
            _NOTHING,
            lambda row: [(row.partner, states.get(row.partner, NOT_KNOWN))],
        ),
        _listed("kind", Text(en="Kind", fr="Type"), _NOTHING, Kind, lambda row: row.kind, NOT_TRIAGED),
        _listed("track", Text(en="Track", fr="Voie"), _NOTHING, Track, lambda row: row.track, NOT_TRIAGED),
        _listed(
            "urgency", Text(en="Urgency", fr="Urgence"), _NOTHING, Urgency, lambda row: row.urgency, _NOTHING
        ),
        Facet(
            "offence",
            Text(en="Offence", fr="Infraction"),
            Text(
                en="As the requester states it. A request that names several stands on a line of each, "
                "so these lines add up to more than the total.",
                fr="Telle que le requérant l’énonce. Une demande qui en nomme plusieurs figure à chacune des lignes : "
                "leur somme dépasse donc le total.",
            ),
            _offences,
            most=100,
        ),
        Facet(
            "outcome",
            Text(en="Outcome", fr="Issue"),
            Text(
                en="«Executed»: every measure asked was granted and executed; «in part»: at least one was. "
                "As it stands on the day the figures are made.",
                fr="« Exécutée » : chaque mesure demandée a été accordée et exécutée ; « en partie » : au moins une "
                "l’a été. Telle qu’elle est le jour où les chiffres sont établis.",
            ),
            lambda row: [((found := outcome_of(row)).value, OUTCOME_LABELS[found])],
            tuple(outcome.value for outcome in OUTCOME_LABELS),
        ),
        Facet(
            "standing",
            Text(en="Standing", fr="Étape"),
            Text(
                en="As it stands on the day the figures are made.",
                fr="Telle qu’elle est le jour où les chiffres sont établis.",
            ),
            lambda row: [(row.state.value, STATE_LABELS[row.state])],
            tuple(state.value for state in STATE_LABELS),
        ),
    )


_NOTHING = Text(en="", fr="")


def _listed(
    code: str,
    label: Text,
    note: Text,
    values: type[StrEnum],
    of: Callable[[Row], StrEnum | None],
    none: Text,
) -> Facet:
    def lines(row: Row) -> Iterable[tuple[str, Text]]:
        value = of(row)
        return [(value.value, KIND_LABELS[value]) if value else (NONE, none)]

    return Facet(code, label, note, lines, (*(value.value for value in values), NONE))


def _offences(row: Row) -> Iterable[tuple[str, Text]]:
    titles = [" ".join(title.split()) for title in row.offences]
    # «Fraud» and «fraud» are one offence; the first spelling met is shown.
    named = {title.casefold(): Text(en=title, fr=title) for title in reversed(titles) if title}
    return named.items() or [(NONE, NONE_STATED)]
