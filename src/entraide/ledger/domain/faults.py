"""What `verify` can find: where, and what is wrong there."""

from dataclasses import dataclass, field
from enum import StrEnum

from entraide.kernel.languages import Text


class What(StrEnum):
    """What is wrong."""

    UNREADABLE = "unreadable"
    CHANGED = "changed"
    OTHER_COLUMN = "other_column"
    MISSING = "missing"
    INSERTED = "inserted"
    DETAIL_CHANGED = "detail_changed"
    DETAIL_MISSING = "detail_missing"
    DETAIL_ADDED = "detail_added"
    SUBTREE_CHANGED = "subtree_changed"
    SUBTREE_MISSING = "subtree_missing"
    SUBTREE_ADDED = "subtree_added"
    CUT_OFF = "cut_off"
    OTHER_ROOT = "other_root"
    NOT_SIGNED = "not_signed"
    NOT_VOUCHED = "not_vouched"
    LOOKS_CHANGED = "looks_changed"
    SEQUENCE_BEHIND = "sequence_behind"
    UNGUARDED = "unguarded"
    NOT_ON_RECORD = "not_on_record"
    NOT_THERE = "not_there"
    DIFFERS = "differs"
    TWO_HISTORIES = "two_histories"


SENTENCES: dict[What, Text] = {
    What.UNREADABLE: Text(en="its bytes cannot be read", fr="ses octets sont illisibles"),
    What.CHANGED: Text(
        en="its bytes are not those it was hashed from", fr="ses octets ne sont pas ceux du condensat"
    ),
    What.OTHER_COLUMN: Text(
        en="the column «{column}» says otherwise than its bytes",
        fr="la colonne « {column} » dit autre chose que ses octets",
    ),
    What.MISSING: Text(en="it is missing", fr="elle manque"),
    What.INSERTED: Text(
        en="it stands where its bytes say that another stands",
        fr="elle se trouve là où ses octets en disent une autre",
    ),
    What.DETAIL_CHANGED: Text(
        en="its detail is not the one it was bound to", fr="son détail n’est pas celui auquel elle est liée"
    ),
    What.DETAIL_MISSING: Text(
        en="its detail is missing, and no erasure is on record",
        fr="son détail manque, et aucun effacement n’est inscrit",
    ),
    What.DETAIL_ADDED: Text(
        en="it has a detail that it was not bound to", fr="elle a un détail auquel elle n’est pas liée"
    ),
    What.SUBTREE_CHANGED: Text(
        en="it is not what the entries come to", fr="il ne correspond pas aux inscriptions"
    ),
    What.SUBTREE_MISSING: Text(en="it is missing", fr="il manque"),
    What.SUBTREE_ADDED: Text(en="nothing lies below it", fr="rien ne se trouve au-dessous"),
    What.CUT_OFF: Text(
        en="the ledger ends before it, at {last}", fr="le registre s’arrête avant lui, à {last}"
    ),
    What.OTHER_ROOT: Text(
        en="the entries before it come to another root",
        fr="les inscriptions qui le précèdent donnent une autre racine",
    ),
    What.NOT_SIGNED: Text(
        en="it is not signed by the key of this node", fr="il n’est pas signé par la clé de ce nœud"
    ),
    What.NOT_VOUCHED: Text(en="what vouches for it cannot be read", fr="ce qui le garantit est illisible"),
    What.LOOKS_CHANGED: Text(
        en="the looks {first} to {last} are not those that were counted",
        fr="les consultations {first} à {last} ne sont pas celles qui ont été comptées",
    ),
    What.SEQUENCE_BEHIND: Text(
        en="its sequence stands at {at}, and {last} is given already",
        fr="sa séquence est à {at}, alors que {last} est déjà attribué",
    ),
    What.UNGUARDED: Text(
        en="the database does not refuse to change it any more",
        fr="la base de données ne refuse plus qu’on la modifie",
    ),
    What.NOT_ON_RECORD: Text(
        en="it is there, and no entry says so", fr="elle est là, et aucune inscription ne le dit"
    ),
    What.NOT_THERE: Text(
        en="entry {entry} says that it is there", fr="l’inscription {entry} dit qu’elle est là"
    ),
    What.DIFFERS: Text(
        en="«{column}» differs from what entry {entry} says",
        fr="« {column} » diffère de ce que dit l’inscription {entry}",
    ),
    What.TWO_HISTORIES: Text(
        en="since {at} two histories of this ledger are known, both signed by this node",
        fr="depuis le {at}, deux histoires de ce registre sont connues, toutes deux signées par ce nœud",
    ),
}


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be: the table, the row, and what is wrong with it."""

    table: str
    row: str
    what: What
    facts: dict[str, object] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """The sentence that a person reads."""
        said = SENTENCES[self.what].in_language(language, **self.facts)
        return (
            f"{self.table} {self.row}: {said}"
            if not language.startswith("fr")
            else f"{self.table} {self.row}\N{NO-BREAK SPACE}: {said}"
        )
