"""The types of message that the exchange itself speaks, and their words."""

from entraide.kernel.languages import Text

RECALL, CORRECTION, NARROWING = "exchange.recall/1", "exchange.correction/1", "exchange.narrowing/1"
CONSENT_ASKED, CONSENT_GIVEN = "exchange.consent_asked/1", "exchange.consent_given/1"
TEST = "exchange.test/1"

LABELS: dict[str, Text] = {
    RECALL: Text(en="Recall", fr="Rappel"),
    CORRECTION: Text(en="Correction", fr="Rectification"),
    NARROWING: Text(en="Narrowing", fr="Restriction"),
    CONSENT_ASKED: Text(en="Request for consent", fr="Demande d’accord"),
    CONSENT_GIVEN: Text(en="Answer on consent", fr="Réponse sur l’accord"),
    TEST: Text(en="Test message", fr="Message d’essai"),
}
