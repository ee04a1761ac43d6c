"""What the access log calls the pages of a request, of what arrived and of a letter."""

from entraide.kernel.languages import Text

LABELS: dict[str, Text] = {
    "assistance.request": Text(en="Request", fr="Demande"),
    "assistance.original": Text(en="Request beside the original", fr="Demande en regard de l’original"),
    "assistance.record": Text(en="Full record", fr="Fiche complète"),
    "assistance.law": Text(en="Law of the request", fr="Droit de la demande"),
    "assistance.letters": Text(en="Letters and correspondence", fr="Lettres et correspondance"),
    "assistance.exchange": Text(en="Exchange between nodes", fr="Échange entre nœuds"),
    "assistance.exchange_export": Text(en="Conversation, exported", fr="Conversation, exportée"),
    "assistance.exhibits": Text(en="Exhibits of a request", fr="Pièces d’une demande"),
    "assistance.work": Text(en="Tasks and notes", fr="Tâches et notes"),
    "assistance.timeline": Text(en="Timeline", fr="Chronologie"),
    "assistance.people": Text(en="People", fr="Personnes"),
    "assistance.signs": Text(en="Signs of forgery", fr="Indices de faux"),
    "assistance.break_glass": Text(en="Break-glass", fr="Bris de glace"),
    "assistance.arrival": Text(en="Arrival", fr="Arrivée"),
    "assistance.original_view": Text(en="View of the original", fr="Aperçu de l’original"),
    "assistance.suggestions": Text(en="Suggestions from the letter", fr="Suggestions tirées de la lettre"),
    "assistance.letter": Text(en="Letter", fr="Lettre"),
    "assistance.letter_paper": Text(en="Letter on paper", fr="Lettre sur papier"),
}
