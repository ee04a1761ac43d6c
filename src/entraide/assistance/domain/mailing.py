"""What a letter bears that leaves by mail, what an answer proves, and what a mail server reports: codes and words."""

from enum import StrEnum

from entraide.exchange.domain.mail.bounces import Outcome
from entraide.exchange.domain.mail.verifying import Verdict
from entraide.kernel.languages import Text

MOST_ENCLOSED = 20 * 1024 * 1024
"""The most bytes of a letter with its files. As base64 twice over, signed and then encrypted, that fits into a mail."""


class Protection(StrEnum):
    """How a letter leaves by mail."""

    ENCRYPTED = "encrypted"
    SIGNED = "signed"
    CLEAR = "clear"


PROTECTIONS: dict[Protection, Text] = {
    Protection.ENCRYPTED: Text(en="signed and encrypted", fr="signé et chiffré"),
    Protection.SIGNED: Text(en="signed", fr="signé"),
    Protection.CLEAR: Text(en="in the clear", fr="en clair"),
}
VERDICTS: dict[Verdict, Text] = {
    Verdict.SIGNED_BY_PARTNER: Text(en="signed by the partner", fr="signé par le partenaire"),
    Verdict.SIGNED_BY_STRANGER: Text(
        en="signed with a certificate that is not on record", fr="signé avec un certificat non enregistré"
    ),
    Verdict.BROKEN: Text(en="its signature is broken", fr="sa signature est rompue"),
    Verdict.UNSIGNED: Text(en="unsigned", fr="non signé"),
}
REPORTS: dict[Outcome, Text] = {
    Outcome.PERMANENT: Text(en="given up", fr="abandonné"),
    Outcome.TEMPORARY: Text(en="held up, tried again", fr="retardé, nouvel essai"),
    Outcome.DELIVERED: Text(
        en="passed on, as the server says; nobody attests it",
        fr="transmis, au dire du serveur ; personne ne l’atteste",
    ),
}
