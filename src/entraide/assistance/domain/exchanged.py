"""The types of message that the desk speaks, and what of a record travels in them."""

from collections.abc import Mapping
from enum import StrEnum

from entraide.assistance.domain.kinds import Handling, Tlp
from entraide.assistance.domain.letters.wording import FORMS, LetterKind
from entraide.exchange.domain.encoding import CONTROLS
from entraide.exchange.domain.statement import Handling as Terms
from entraide.kernel.languages import Text


class Type(StrEnum):
    """What one desk says to the other."""

    REQUEST = "assistance.request/1"
    SUPPLEMENT = "assistance.supplement/1"
    ACKNOWLEDGEMENT = "assistance.acknowledgement/1"
    QUESTION = "assistance.question/1"
    ANSWER = "assistance.answer/1"
    DECISION = "assistance.decision/1"
    RESULTS = "assistance.results/1"
    NOTICE = "assistance.notice/1"
    RECEIPT = "assistance.receipt/1"
    FEEDBACK = "assistance.feedback/1"
    WITHDRAWAL = "assistance.withdrawal/1"


LABELS: dict[Type, Text] = {
    Type.REQUEST: Text(en="Request", fr="Demande"),
    Type.SUPPLEMENT: Text(en="Supplement", fr="Complément"),
    Type.ACKNOWLEDGEMENT: Text(en="Acknowledgement", fr="Accusé de réception"),
    Type.QUESTION: Text(en="Question", fr="Question"),
    Type.ANSWER: Text(en="Answer", fr="Réponse à une question"),
    Type.DECISION: Text(en="Decision", fr="Décision"),
    Type.RESULTS: Text(en="Results", fr="Résultats"),
    Type.NOTICE: Text(en="Notice", fr="Avis"),
    Type.RECEIPT: Text(en="Receipt of the results", fr="Réception des résultats"),
    Type.FEEDBACK: Text(en="Feedback on use", fr="Retour sur l’utilisation"),
    Type.WITHDRAWAL: Text(en="Withdrawal", fr="Retrait"),
}

# What a letter says when it goes over the exchange.
TYPE_OF: Mapping[LetterKind, Type] = {
    **dict.fromkeys(FORMS, Type.REQUEST),
    LetterKind.ACKNOWLEDGEMENT: Type.ACKNOWLEDGEMENT,
    LetterKind.QUESTION: Type.QUESTION,
    LetterKind.PARTIAL_REPLY: Type.RESULTS,
    LetterKind.REPLY: Type.RESULTS,
    LetterKind.REFUSAL: Type.DECISION,
    LetterKind.POSTPONEMENT: Type.DECISION,
    LetterKind.EXTENSION_NOTICE: Type.NOTICE,
    LetterKind.NOTICE: Type.NOTICE,
    LetterKind.CHASER: Type.NOTICE,
    LetterKind.TRANSMISSION: Type.REQUEST,
}

# What the requesting side says of its own request; what the partner adds (dates of receipt, officers, advice) stays.
# The instrument that each side chose stays with it as well: it is chosen by an act with its reason, and told in words.
RECORD = (
    "title", "track", "kind", "legal_basis", "earlier_reference", "language", "reply_language",
    "translation_certified", "classification", "tlp", "handling", "source_evaluation", "information_evaluation",
    "keep_secret", "person_may_be_told", "consult_before_disclosure", "urgency", "urgency_reason", "hard_date", "stage",
    "facts", "dual_criminality", "evidence_link", "proportionality", "related_elsewhere", "limits_on_use", "costs",
    "block",
)  # fmt: skip
# Of these, what is no text.
FLAGS = frozenset({"translation_certified", "keep_secret", "person_may_be_told", "consult_before_disclosure"})
# Of what is decided and done, measure by measure, what the requested side tells.
OF_A_MEASURE = (
    "decision",
    "ground",
    "decision_text",
    "postponed_until",
    "conditions_accepted",
    "result",
    "result_text",
)

# What was found: it leaves with a letter that discloses it, and otherwise only to a requester who is known.
RESULTS_OF_A_MEASURE = ("result", "result_text")

DEFAULT_TLP = "amber"


def terms_for(*, tlp: str, handling: str, limits: str, purpose: str) -> Terms:
    """How a message may be handled, by the record of its request; where that is silent, among those who need it.

    What nobody sees in a text (a soft hyphen that came with it from elsewhere) is left out: a statement bears none.
    """
    lines = [CONTROLS.sub("", line) for line in limits.splitlines()]
    return Terms(
        tlp=tlp.replace("_", "+") or DEFAULT_TLP,
        purpose=CONTROLS.sub("", " ".join(purpose.split()))[:500],
        code=(handling or Handling.H0.value).upper(),
        limits="\n".join(lines)[:4000],
    )


def tlp_of(terms: Terms) -> str:
    """The code of the record for a statement's TLP."""
    return Tlp(terms.tlp.replace("+", "_")).value


def handling_of(terms: Terms) -> str:
    """The code of the record for a statement's handling code."""
    return Handling(terms.code.lower()).value
