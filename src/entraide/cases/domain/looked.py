"""What the access log calls the pages of a case."""

from entraide.kernel.languages import Text

LABELS: dict[str, Text] = {
    "cases.case": Text(en="Case", fr="Dossier"),
    "cases.members": Text(en="Members of the case", fr="Membres du dossier"),
    "cases.member_remove": Text(en="Removal of a member", fr="Retrait d’un membre"),
    "cases.tasks": Text(en="Tasks", fr="Tâches"),
    "cases.notes": Text(en="Notes", fr="Notes"),
    "cases.correspondence": Text(en="Correspondence", fr="Correspondance"),
    "cases.timeline": Text(en="Timeline", fr="Chronologie"),
    "cases.original": Text(en="Original file", fr="Fichier original"),
}
