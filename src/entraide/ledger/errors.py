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


class ProofRejected(Refusal):
    """A proof does not prove what it is said to prove; `reason` says where it fails."""

    code = "ledger.proof_rejected"
    sentence = Text(
        en="This proof does not hold: {reason}.",
        fr="Cette preuve ne tient pas : {reason}.",
    )


class NoteUnreadable(Refusal):
    """A note, a proof or a key of a ledger is not written as it has to be; `where` says which part."""

    code = "ledger.note_unreadable"
    sentence = Text(
        en="This is not a note that can be read: {where}.",
        fr="Ceci n’est pas une note lisible : {where}.",
    )


class CosignatureWrong(Refusal):
    """Somebody who has to vouch for a checkpoint does not, or not as it stands."""

    code = "ledger.cosignature_wrong"
    sentence = Text(
        en="{name} does not vouch for this checkpoint.",
        fr="{name} ne se porte pas garant de ce point de contrôle.",
    )


class KeyUnreadable(Refusal):
    """The key with which a node vouches for its ledger cannot be read: it is damaged, or not this node's to read."""

    code = "ledger.key_unreadable"
    sentence = Text(
        en="The key of the ledger in {path} cannot be read. Restore it from the backup of the node’s folder.",
        fr="La clé du registre dans {path} est illisible. Restaurez-la depuis la sauvegarde du dossier du nœud.",
    )


class HistoryRewritten(Refusal):
    """The ledger does not go on from a checkpoint that this node has signed: nothing further is signed."""

    code = "ledger.history_rewritten"
    sentence = Text(
        en="The ledger {origin} does not go on from the checkpoint at {size} that this node has signed.",
        fr="Le registre {origin} ne prolonge pas le point de contrôle à {size} que ce nœud a signé.",
    )


class NothingToErase(Refusal):
    code = "ledger.nothing_to_erase"
    sentence = Text(
        en="Nothing is held beside these entries, or it is not said who erases it and why.",
        fr="Rien n’est conservé à côté de ces inscriptions, ou l’on ne dit pas qui efface ni pourquoi.",
    )
