"""The fields of each kind of letter, with what they stand for."""

from collections.abc import Mapping
from dataclasses import dataclass

from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind
from entraide.assistance.domain.letters.forms import english, french
from entraide.assistance.domain.letters.forms.composing import FORMS, heading
from entraide.assistance.domain.letters.forms.words import Part
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.wording import values_for
from entraide.kernel.languages import Text


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name, what it stands for, and whether it stands for whole paragraphs."""

    name: str
    meaning: Text
    is_block: bool


MEANINGS: Mapping[str, Text] = {
    "our_reference": Text(en="Our reference", fr="Notre référence"),
    "their_reference": Text(en="Their reference, or references", fr="Leur référence, ou leurs références"),
    "matter": Text(en="The title of the request", fr="Le titre de la demande"),
    "the_request": Text(
        en="The request in a phrase, with its date, references and matter",
        fr="La demande en une locution, avec sa date, ses références et son objet",
    ),
    "measures": Text(en="The measures asked, by name", fr="Les mesures demandées, par leur nom"),
    "state": Text(en="The partner’s state", fr="L’État du partenaire"),
    "agency": Text(en="The name of our agency", fr="Le nom de notre service"),
    "addressee": Text(en="The person written to", fr="La personne à qui l’on écrit"),
    "form_of_address": Text(en="How the reader is addressed", fr="La formule d’appel du destinataire"),
    "contact": Text(en="Whom to ask, and the number", fr="À qui s’adresser, et le numéro"),
    "dated": Text(en="The date of the request", fr="La date de la demande"),
    "received_on": Text(en="The day it was received", fr="Le jour de sa réception"),
    "reply_by": Text(en="The day by which we expect to reply", fr="Le jour où nous prévoyons répondre"),
    "answer_by": Text(en="The day by which we want an answer", fr="Le jour où nous attendons une réponse"),
    "legal_basis": Text(en="The legal basis, as a sentence", fr="Le fondement juridique, en une phrase"),
    "purpose": Text(en="What it is to serve, as a sentence", fr="À quoi elle doit servir, en une phrase"),
    "urgent_because": Text(en="Why it is urgent, as a sentence", fr="Pourquoi c’est urgent, en une phrase"),
    "salutation": Text(en="The salutation of the standard letter", fr="L’appel de la lettre type"),
    "closing": Text(en="The closing of the standard letter", fr="La salutation finale de la lettre type"),
    "registered": Text(
        en="That it was registered, and how", fr="Son enregistrement, et sous quelle référence"
    ),
    "answer_wanted": Text(
        en="The wish for an answer, with its day where there is one",
        fr="Le souhait d’une réponse, avec sa date s’il y en a une",
    ),
    "until": Text(en="Until when, where a day is known", fr="Jusqu’à quand, si le jour est connu"),
    "extension": Text(
        en="Which time is extended, until when", fr="Quel délai est prolongé, et jusqu’à quand"
    ),
    "delay_reason": Text(
        en="Why it takes longer, as a sentence", fr="Pourquoi c’est plus long, en une phrase"
    ),
    "preserved_until": Text(
        en="Until when data are preserved", fr="Jusqu’à quand les données sont conservées"
    ),
    "reminded": Text(en="That we reminded them, and when", fr="Nos relances, et leurs dates"),
    "origin": Text(en="The authority that the documents come from", fr="L’autorité dont viennent les pièces"),
    "measures_asked": Text(en="The measures, as we understand them", fr="Les mesures, telles que comprises"),
    "put_us_right": Text(en="A word on misunderstandings", fr="Une phrase en cas de méprise"),
    "when_we_reply": Text(en="When they hear from us next", fr="Quand nous écrirons de nouveau"),
    "questions": Text(en="The questions, as a list", fr="Les questions, en liste"),
    "outcome": Text(en="What came of each measure", fr="Le résultat de chaque mesure"),
    "in_progress": Text(en="The measures still in progress", fr="Les mesures encore en cours"),
    "nothing_to_report": Text(en="The measures without a result", fr="Les mesures sans résultat"),
    "enclosed": Text(en="What is enclosed", fr="Ce qui est joint"),
    "limits": Text(en="The limits on use; never empty", fr="Les restrictions d’utilisation ; jamais vide"),
    "measures_concerned": Text(en="The measures decided on", fr="Les mesures visées par la décision"),
    "grounds": Text(
        en="The grounds; empty where they are withheld", fr="Les motifs ; vide s’ils ne sont pas communiqués"
    ),
    "message": Text(en="What the notice says", fr="Ce que dit l’avis"),
    "measures_outstanding": Text(en="The measures still awaited", fr="Les mesures encore attendues"),
    "documents": Text(en="The documents, as a list", fr="Les pièces, en liste"),
    "opening": Text(
        en="The opening: what is asked, and how it relates to earlier requests",
        fr="L’entrée en matière : ce qui est demandé, et le lien avec des demandes antérieures",
    ),
}


def fields_of(kind: LetterKind, language: LetterLanguage) -> tuple[Field, ...]:
    """The fields that a letter of that kind has in that language: words first, then blocks."""
    known = values_for(kind, language, LetterFacts())
    words = (Field(name, _meaning(kind, name), is_block=False) for name in known.words)
    blocks = (Field(name, _meaning(kind, name), is_block=True) for name in known.blocks)
    return (*words, *blocks)


def _meaning(kind: LetterKind, name: str) -> Text:
    if kind in FORMS and name in Part.__members__.values():
        part = Part(name)
        return Text(en=heading(kind, part, english.WORDS), fr=heading(kind, part, french.WORDS))
    return MEANINGS[name]
