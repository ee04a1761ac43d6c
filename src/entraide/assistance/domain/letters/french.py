"""Letters in French: the prose of a Canadian bureau. `typography` finishes the spaces of its punctuation."""

from collections.abc import Callable, Iterable
from datetime import date

from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind, MeasureFacts
from entraide.assistance.domain.letters.markup import one_line
from entraide.assistance.domain.letters.paragraphs import Paragraph, block, said, words
from entraide.assistance.domain.letters.phrases import (
    joined,
    listed,
    number,
    sentence,
    series,
    told_apart,
)
from entraide.paper.dates import in_words

_TITLES = {
    LetterKind.ACKNOWLEDGEMENT: "accusé de réception",
    LetterKind.QUESTION: "demande de renseignements complémentaires",
    LetterKind.PARTIAL_REPLY: "réponse partielle",
    LetterKind.REPLY: "réponse",
    LetterKind.REFUSAL: "décision de refus",
    LetterKind.POSTPONEMENT: "report de l’exécution",
    LetterKind.EXTENSION_NOTICE: "prolongation du délai",
    LetterKind.NOTICE: "",
    LetterKind.CHASER: "relance",
    LetterKind.TRANSMISSION: "transmission de pièces",
}


def subject(kind: LetterKind) -> str:
    """The pattern of « l’objet »: the matter, then what this letter is."""
    return joined("Demande d’entraide : {matter}", _TITLES[kind], by=" – ")


def _acknowledgement(facts: LetterFacts) -> list[Paragraph]:
    registered = (
        f"Elle a été enregistrée sous notre référence {facts.our_reference}, que nous vous prions de "
        "rappeler dans toute correspondance ultérieure."
    )
    return letter(
        facts,
        said(
            "Nous accusons réception de {the_request}. {registered}",
            the_request=the_request(facts),
            registered=registered if facts.our_reference else "Elle a été enregistrée par nos services.",
        ),
        block(
            "measures_asked",
            listed(
                number(
                    facts.measures,
                    "Selon notre compréhension, vous sollicitez la mesure suivante :",
                    "Selon notre compréhension, vous sollicitez les mesures suivantes :",
                ),
                (measure.title for measure in facts.measures),
            ),
        ),
        block(
            "put_us_right",
            "Si cela ne correspond pas à ce que vous attendez, nous vous saurions gré de nous en aviser sans "
            "délai."
            if facts.measures
            else "",
        ),
        said(
            "Nous avons pris note du caractère urgent de l’affaire. {urgent_because}",
            urgent_because=sentence(facts.urgency),
        ),
        block(
            "when_we_reply",
            "Nous prévoyons être en mesure de vous répondre au plus tard le "
            f"{in_words(facts.reply_by, 'fr')}."
            if facts.reply_by
            else "Nous vous écrirons de nouveau dès que la demande aura été examinée.",
        ),
    )


def _question(facts: LetterFacts) -> list[Paragraph]:
    asked = listed(
        "Afin de pouvoir y donner suite, nous vous saurions gré de nous fournir les renseignements "
        "suivants :",
        facts.questions,
    )
    promised = listed(
        "Avant tout envoi, nous vous prions de nous donner par écrit les assurances suivantes :",
        facts.assurances_asked,
    )
    return letter(
        facts,
        said("Nous vous écrivons au sujet de {the_request}.", the_request=the_request(facts)),
        block(
            "questions",
            joined(asked, promised, by="\n\n")
            or "Afin de pouvoir y donner suite, nous devons éclaircir certains points avec vous.",
        ),
        said(
            "{answer_wanted} Le délai d’exécution de la demande est suspendu jusqu’à ce que nous l’ayons reçue.",
            answer_wanted="Nous vous prions de nous faire parvenir votre réponse au plus tard le "
            f"{in_words(facts.answer_by, 'fr')}."
            if facts.answer_by
            else "Nous vous prions de nous faire parvenir votre réponse dans les meilleurs délais.",
        ),
    )


def _partial_reply(facts: LetterFacts) -> list[Paragraph]:
    done, pending = told_apart(facts.measures)
    return letter(
        facts,
        said(
            "Pour faire suite à {the_request}, nous sommes maintenant en mesure de vous apporter une première "
            "réponse, partielle.",
            the_request=the_request(facts),
        ),
        block("outcome", listed("Les résultats obtenus à ce jour sont les suivants :", map(_outcome, done))),
        block("in_progress", listed("Demeurent en cours d’exécution :", map(_pending, pending))),
        block(
            "when_we_reply",
            "Nous prévoyons vous adresser la suite de notre réponse au plus tard le "
            f"{in_words(facts.reply_by, 'fr')}."
            if facts.reply_by
            else "La suite de notre réponse vous parviendra dès que possible.",
        ),
        block("enclosed", enclosed(facts)),
        block("limits", limits(facts)),
    )


def _reply(facts: LetterFacts) -> list[Paragraph]:
    done, pending = told_apart(facts.measures)
    return letter(
        facts,
        said(
            "Pour faire suite à {the_request}, nous sommes maintenant en mesure de vous en communiquer l’issue.",
            the_request=the_request(facts),
        ),
        block(
            "outcome",
            listed(
                number(
                    done,
                    "Le résultat est le suivant :",
                    "Le résultat de chacune des mesures est le suivant :",
                ),
                map(_outcome, done),
            ),
        ),
        block(
            "nothing_to_report",
            listed(
                "Aucun résultat n’est à signaler pour ce qui suit :", (measure.title for measure in pending)
            ),
        ),
        block("enclosed", enclosed(facts)),
        block("limits", limits(facts)),
        words(
            "Nous considérons qu’il a été entièrement répondu à la demande et fermons notre dossier. Nous "
            "demeurons à votre disposition pour toute précision."
        ),
    )


def _refusal(facts: LetterFacts) -> list[Paragraph]:
    return letter(
        facts,
        said(
            "Nous avons examiné avec attention {the_request}. Nous avons le regret de vous informer que nous ne "
            "pouvons pas accorder l’entraide demandée.",
            the_request=the_request(facts),
        ),
        block(
            "measures_concerned", listed("La décision porte sur ce qui suit :", map(_outcome, facts.measures))
        ),
        block("grounds", listed(_grounds(facts, "Cette décision repose sur"), facts.reasons)),
        _basis("La décision", facts),
        words(
            "Cette décision ne vous empêche pas de présenter une nouvelle demande ni de nous transmettre des "
            "renseignements supplémentaires qui nous permettraient de revoir notre position. Nous "
            "examinerions volontiers avec vous toute autre forme d’entraide susceptible de répondre à vos "
            "besoins."
        ),
    )


def _postponement(facts: LetterFacts) -> list[Paragraph]:
    until = f"au {in_words(facts.postponed_until, 'fr')}" if facts.postponed_until else ""
    return letter(
        facts,
        said(
            "Nous avons examiné avec attention {the_request}. Nous devons vous informer que son exécution est "
            "reportée {until}.",
            the_request=the_request(facts),
            until=until,
        ),
        block(
            "measures_concerned",
            listed("Le report porte sur ce qui suit :", (measure.title for measure in facts.measures)),
        ),
        block("grounds", listed(_grounds(facts, "Ce report repose sur"), facts.reasons)),
        _basis("La décision", facts),
        words(
            "La demande demeure ouverte, et son exécution reprendra dès que les circonstances le permettront. "
            "Si une exécution partielle ou assortie de conditions pouvait entre-temps vous être utile, nous "
            "l’examinerions volontiers avec vous."
        ),
    )


def _extension_notice(facts: LetterFacts) -> list[Paragraph]:
    day = facts.extended_until or (None if facts.extended else facts.reply_by)
    until = f" jusqu’au {in_words(day, 'fr')}" if day else ""
    return letter(
        facts,
        said(
            "Nous vous écrivons au sujet de {the_request}. {extension}",
            the_request=the_request(facts),
            extension=f"Nous devons vous informer que ce délai est prolongé{until} : {sentence(facts.extended)}"
            if facts.extended
            else "Nous devons vous informer qu’il nous faut plus de temps ; le délai de notre réponse est "
            f"prolongé{until}.",
        ),
        said("La raison en est la suivante : {delay_reason}", delay_reason=sentence(facts.delay_reason)),
        block(
            "in_progress",
            listed("Demeurent en cours d’exécution :", map(_pending, told_apart(facts.measures)[1])),
        ),
        said(
            "Les données demeurent conservées jusqu’au {preserved_until}.",
            preserved_until=in_words(facts.preserve_until, "fr") if facts.preserve_until else "",
        ),
        words(
            "Si cette prolongation vous met en difficulté, nous vous saurions gré de nous en aviser sans délai, "
            "afin que nous cherchions ensemble une solution."
        ),
    )


def _notice(facts: LetterFacts) -> list[Paragraph]:
    return letter(
        facts, block("message", facts.text.strip() or f"Nous vous écrivons au sujet de {the_request(facts)}.")
    )


def _chaser(facts: LetterFacts) -> list[Paragraph]:
    reminded = f", malgré {_reminders(facts.reminders)}" if facts.reminders else ""
    return letter(
        facts,
        said(
            "Nous nous référons à {the_request}. Sauf erreur de notre part, elle est à ce jour demeurée sans "
            "réponse{reminded}.",
            the_request=our_request(facts),
            reminded=reminded,
        ),
        block(
            "measures_outstanding",
            listed(
                number(
                    facts.measures,
                    "La mesure suivante reste à exécuter :",
                    "Les mesures suivantes restent à exécuter :",
                ),
                (measure.title for measure in facts.measures),
            ),
        ),
        said("{urgent_because}", urgent_because=sentence(facts.urgency)),
        said(
            "{answer_wanted} Si vous nous avez déjà répondu, veuillez ne pas tenir compte de la présente et nous "
            "adresser une copie de votre réponse.",
            answer_wanted="Nous vous saurions gré de nous faire connaître l’état d’avancement de la demande et la "
            "date à laquelle une réponse peut être attendue"
            + (
                f", si possible au plus tard le {in_words(facts.answer_by, 'fr')}."
                if facts.answer_by
                else "."
            ),
        ),
    )


def _transmission(facts: LetterFacts) -> list[Paragraph]:
    what = number(facts.documents, "la pièce suivante", "les pièces suivantes")
    # The name of an authority needs an article, which nobody gives us: hence a sentence without.
    origin = f"Autorité d’origine : {sentence(facts.on_behalf_of)}" if facts.on_behalf_of else ""
    return letter(
        facts,
        block(
            "documents",
            listed(f"Veuillez trouver ci-joint {what}{in_the_matter(facts)} :", facts.documents)
            or f"Nous vous transmettons les pièces ci-jointes{in_the_matter(facts)}.",
        ),
        said("{origin} {purpose}", origin=origin, purpose=sentence(facts.purpose)),
        block("limits", limits(facts)),
        words(
            "Nous vous prions de bien vouloir accuser réception de la présente et des pièces qui l’accompagnent."
        ),
    )


BODIES: dict[LetterKind, Callable[[LetterFacts], list[Paragraph]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.QUESTION: _question,
    LetterKind.PARTIAL_REPLY: _partial_reply,
    LetterKind.REPLY: _reply,
    LetterKind.REFUSAL: _refusal,
    LetterKind.POSTPONEMENT: _postponement,
    LetterKind.EXTENSION_NOTICE: _extension_notice,
    LetterKind.NOTICE: _notice,
    LetterKind.CHASER: _chaser,
    LetterKind.TRANSMISSION: _transmission,
}


def letter(facts: LetterFacts, *paragraphs: Paragraph) -> list[Paragraph]:
    """The paragraphs between their salutation and their closing, with whom to ask."""
    # A name alone makes no French salutation («Cher Monsieur» is for friends): only a form of address does.
    name = one_line(facts.form_of_address) or "Madame, Monsieur"
    return [
        said("{form_of_address},", form_of_address=name),
        *paragraphs,
        said("Pour toute question au sujet de la présente : {contact}", contact=sentence(facts.contact)),
        said(
            "Veuillez agréer, {form_of_address}, l’expression de nos sentiments distingués.",
            form_of_address=name,
        ),
    ]


def the_request(facts: LetterFacts) -> str:
    """«votre demande d’entraide du 1er mars 2026 (votre référence X), reçue le …, dans l’affaire …»."""
    if facts.is_ours:
        return our_request(facts)
    reference = f" (votre référence {one_line(facts.their_reference)})" if facts.their_reference else ""
    received = f", reçue le {in_words(facts.received_on, 'fr')}" if facts.received_on else ""
    matter = in_the_matter(facts)
    comma = "," if received and matter else ""
    return f"votre demande d’entraide{_dated(facts)}{reference}{received}{comma}{matter}"


def our_request(facts: LetterFacts) -> str:
    """«notre demande d’entraide du 1er mars 2026 (notre référence X ; votre référence Y) dans l’affaire …»."""
    return f"notre demande d’entraide{_dated(facts)}{_references(facts)}{in_the_matter(facts)}"


def _basis(what: str, facts: LetterFacts) -> Paragraph:
    return said(
        f"{what} s’appuie sur le fondement juridique suivant : {{legal_basis}}",
        legal_basis=sentence(facts.legal_basis),
    )


def _references(facts: LetterFacts) -> str:
    ours = f"notre référence {one_line(facts.our_reference)}" if facts.our_reference else ""
    theirs = f"votre référence {one_line(facts.their_reference)}" if facts.their_reference else ""
    both = joined(ours, theirs, by=" ; ")
    return f" ({both})" if both else ""


def _dated(facts: LetterFacts) -> str:
    return f" du {in_words(facts.dated, 'fr')}" if facts.dated else ""


def in_the_matter(facts: LetterFacts) -> str:
    """« dans l’affaire « Menaces »», to go on a sentence with; nothing where the matter has no name."""
    return f" dans l’affaire « {one_line(facts.matter)} »" if facts.matter else ""


def _grounds(facts: LetterFacts, lead: str) -> str:
    return f"{lead} le motif suivant :" if len(facts.reasons) == 1 else f"{lead} les motifs suivants :"


def _outcome(measure: MeasureFacts) -> str:
    return joined(
        sentence(joined(one_line(measure.title), one_line(measure.decision), by=" : ")),
        sentence(measure.result),
    )


def _pending(measure: MeasureFacts) -> str:
    expected = f"résultat attendu au plus tard le {in_words(measure.due, 'fr')}" if measure.due else ""
    return joined(one_line(measure.title), expected, by=" : ")


def enclosed(facts: LetterFacts) -> str:
    """What is enclosed, as a list; nothing when nothing is."""
    one = len(facts.documents) == 1
    return listed(
        f"{'La pièce suivante est jointe' if one else 'Les pièces suivantes sont jointes'} :", facts.documents
    )


def limits(facts: LetterFacts) -> str:
    """What may be done with what this letter tells."""
    return listed(
        "Ces renseignements sont fournis sous réserve des restrictions d’utilisation suivantes :",
        facts.limits,
    ) or (
        "Ces renseignements ne sont fournis qu’aux fins énoncées dans la présente correspondance. Ils ne "
        "peuvent être utilisés à d’autres fins ni communiqués à un tiers sans notre consentement écrit "
        "préalable."
    )


def _reminders(days: Iterable[date]) -> str:
    written = [in_words(day, "fr") for day in days]
    return (
        f"nos relances des {series(written, 'et')}" if len(written) > 1 else f"notre relance du {written[0]}"
    )
