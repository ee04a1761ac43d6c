"""What the ledger refuses."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class EntryNotInTransaction(Refusal):
    """An entry is written in the transaction of the act it records, or not at all."""

    code = "ledger.not_in_transaction"
    sentence = Text(
        en="An act and its ledger entry are written together or not at all.",
        fr="Un acte et son inscription au registre s’écrivent ensemble ou pas du tout.",
    )
