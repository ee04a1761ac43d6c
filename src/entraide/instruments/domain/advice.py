"""A question about what may be asked of whom, and the advice that answers it, sentence by sentence."""

from dataclasses import dataclass
from datetime import date

from entraide.instruments.domain.instrument import DualCriminality, Rank, Unit
from entraide.instruments.domain.wording import OWN
from entraide.kernel.languages import Text


@dataclass(frozen=True, slots=True)
class Question:
    """`home` asks (or informs) `partner`. For a request that comes in, the asking state is `home`.

    `track` None stands for both. An offence is a class or one of its words; no offence, for «not said».
    """

    home: str
    partner: str
    kind: str
    track: str | None = None
    measures: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()
    stage: str = "investigation"
    urgency: str = "routine"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that is said: by which rule, on what source, as read when, and whether it was confirmed.

    `as_of` is None for a sentence that follows from the others and has no source of its own.
    """

    text: Text
    rule: str
    source: Text
    as_of: date | None
    verified: bool


def own(text: Text, rule: str) -> Sentence:
    """A sentence that follows from the advice itself."""
    return Sentence(text, f"advice.{rule}", OWN, None, True)


@dataclass(frozen=True, slots=True)
class ClockAdvice:
    """A clock that will run; `rule` is its code among the clocks."""

    rule: str
    length: int
    unit: Unit
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class GroundAdvice:
    """Grounds to check before asking, since the requested state may refuse or postpone on them."""

    grounds: tuple[str, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class DualCriminalityAdvice:
    """`value` is None where the library knows no rule."""

    value: DualCriminality | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Basis:
    """One instrument that the request may rest on. `conditional`: only if what `why` says is so."""

    instrument: str
    name: Text
    short: Text
    citation: Text
    version: int
    rank: Rank
    conditional: bool
    articles: tuple[str, ...]
    why: tuple[Sentence, ...]
    channel: tuple[Sentence, ...]
    signers: tuple[Sentence, ...]
    languages: tuple[Sentence, ...]
    formalities: tuple[Sentence, ...]
    clocks: tuple[ClockAdvice, ...]
    use_limits: tuple[Sentence, ...]
    refusals: tuple[GroundAdvice, ...]
    dual_criminality: tuple[DualCriminalityAdvice, ...]
    warnings: tuple[Sentence, ...]

    @property
    def verified(self) -> bool:
        """Whether anything at all that says why it applies has been confirmed."""
        return any(sentence.verified for sentence in self.why)


@dataclass(frozen=True, slots=True)
class Advice:
    """Bases in the order in which to think of them. `follow_up` is for the request that must come after."""

    question: Question
    notice: Sentence
    bases: tuple[Basis, ...]
    follow_up: tuple[Basis, ...]
    not_available: tuple[Sentence, ...]
    context: tuple[Sentence, ...]
    warnings: tuple[Sentence, ...]
