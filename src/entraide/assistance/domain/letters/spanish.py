"""Letters in Spanish, for partners who read it: those that answer a request, and the chaser."""

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
    LetterKind.ACKNOWLEDGEMENT: "acuse de recibo",
    LetterKind.QUESTION: "solicitud de información complementaria",
    LetterKind.REPLY: "respuesta",
    LetterKind.REFUSAL: "denegación de la asistencia",
    LetterKind.CHASER: "recordatorio",
}


def subject(kind: LetterKind) -> str:
    """The pattern of «el asunto»: the matter, then what this letter is."""
    return joined("Solicitud de asistencia: {matter}", _TITLES[kind], by=" – ")


def _acknowledgement(facts: LetterFacts) -> list[Paragraph]:
    registered = (
        f"Ha sido registrada con nuestra referencia {facts.our_reference}, que le rogamos citar en toda "
        "correspondencia posterior."
    )
    return letter(
        facts,
        said(
            "Acusamos recibo de {the_request}. {registered}",
            the_request=the_request(facts),
            registered=registered if facts.our_reference else "Ha sido registrada por nuestros servicios.",
        ),
        block(
            "measures_asked",
            listed(
                number(
                    facts.measures,
                    "Según entendemos, se solicita la medida siguiente:",
                    "Según entendemos, se solicitan las medidas siguientes:",
                ),
                (measure.title for measure in facts.measures),
            ),
        ),
        block(
            "put_us_right",
            "Si no es esto lo que se requiere, le agradeceremos que nos lo comunique sin demora."
            if facts.measures
            else "",
        ),
        said(
            "Hemos tomado nota de que el asunto es urgente. {urgent_because}",
            urgent_because=sentence(facts.urgency),
        ),
        block(
            "when_we_reply",
            f"Prevemos poder responderle a más tardar el {in_words(facts.reply_by, 'es')}."
            if facts.reply_by
            else "Le escribiremos de nuevo en cuanto la solicitud haya sido examinada.",
        ),
    )


def _question(facts: LetterFacts) -> list[Paragraph]:
    asked = listed(
        "Para poder darle curso, le agradeceremos que nos facilite la información que sigue:", facts.questions
    )
    promised = listed(
        "Antes de enviar nada, le rogamos que nos dé por escrito las siguientes garantías:",
        facts.assurances_asked,
    )
    return letter(
        facts,
        said("Nos dirigimos a usted en relación con {the_request}.", the_request=the_request(facts)),
        block(
            "questions",
            joined(asked, promised, by="\n\n")
            or "Para poder darle curso, necesitamos aclarar con usted algunos puntos.",
        ),
        said(
            "{answer_wanted} El plazo de ejecución de la solicitud queda suspendido hasta que la recibamos.",
            answer_wanted="Le rogamos que nos haga llegar su respuesta a más tardar el "
            f"{in_words(facts.answer_by, 'es')}."
            if facts.answer_by
            else "Le rogamos que nos haga llegar su respuesta a la mayor brevedad posible.",
        ),
    )


def _reply(facts: LetterFacts) -> list[Paragraph]:
    done, pending = told_apart(facts.measures)
    return letter(
        facts,
        said(
            "En relación con {the_request}, podemos comunicarle ahora su resultado.",
            the_request=the_request(facts),
        ),
        block(
            "outcome",
            listed(
                number(done, "El resultado es el siguiente:", "El resultado de cada medida es el siguiente:"),
                map(_outcome, done),
            ),
        ),
        block(
            "nothing_to_report",
            listed("No hay nada que comunicar sobre lo que sigue:", (measure.title for measure in pending)),
        ),
        block("enclosed", enclosed(facts)),
        block("limits", limits(facts)),
        words(
            "Consideramos que la solicitud ha sido atendida por completo y cerramos nuestro expediente. Quedamos "
            "a su disposición para cualquier aclaración."
        ),
    )


def _refusal(facts: LetterFacts) -> list[Paragraph]:
    lead = "Esta decisión se funda en"
    return letter(
        facts,
        said(
            "Hemos examinado con atención {the_request}. Lamentamos comunicarle que no podemos prestar la "
            "asistencia solicitada.",
            the_request=the_request(facts),
        ),
        block(
            "measures_concerned",
            listed("La decisión se refiere a lo que sigue:", map(_outcome, facts.measures)),
        ),
        block(
            "grounds",
            listed(
                number(facts.reasons, f"{lead} el motivo siguiente:", f"{lead} los motivos siguientes:"),
                facts.reasons,
            ),
        ),
        said(
            "La decisión tiene el fundamento jurídico que sigue: {legal_basis}",
            legal_basis=sentence(facts.legal_basis),
        ),
        words(
            "Esta decisión no le impide presentar una nueva solicitud ni transmitirnos información adicional que "
            "nos permita reconsiderar nuestra posición. Con mucho gusto examinaremos con usted cualquier otra "
            "forma de asistencia que responda a sus necesidades."
        ),
    )


def _chaser(facts: LetterFacts) -> list[Paragraph]:
    reminded = f", pese a {_reminders(facts.reminders)}" if facts.reminders else ""
    return letter(
        facts,
        said(
            "Nos referimos a {the_request}. Salvo error por nuestra parte, hasta la fecha no ha recibido "
            "respuesta{reminded}.",
            the_request=our_request(facts),
            reminded=reminded,
        ),
        block(
            "measures_outstanding",
            listed(
                number(
                    facts.measures,
                    "Queda por ejecutar la medida siguiente:",
                    "Quedan por ejecutar las medidas siguientes:",
                ),
                (measure.title for measure in facts.measures),
            ),
        ),
        said("{urgent_because}", urgent_because=sentence(facts.urgency)),
        said(
            "{answer_wanted} Si ya nos ha respondido, le rogamos que no tenga en cuenta esta carta y nos envíe "
            "una copia de su respuesta.",
            answer_wanted="Le agradeceremos que nos informe del estado en que se encuentra la solicitud y de la "
            "fecha en que cabe esperar una respuesta"
            + (
                f", de ser posible a más tardar el {in_words(facts.answer_by, 'es')}."
                if facts.answer_by
                else "."
            ),
        ),
    )


BODIES: dict[LetterKind, Callable[[LetterFacts], list[Paragraph]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.QUESTION: _question,
    LetterKind.REPLY: _reply,
    LetterKind.REFUSAL: _refusal,
    LetterKind.CHASER: _chaser,
}


def letter(facts: LetterFacts, *paragraphs: Paragraph) -> list[Paragraph]:
    """The paragraphs between their salutation and their closing, with whom to ask."""
    # As in French, a name alone makes no salutation: «Estimado» or «Estimada» cannot be guessed.
    name = one_line(facts.form_of_address) or "Señora, señor"
    return [
        said("{form_of_address}:", form_of_address=name),
        *paragraphs,
        said(
            "Para cualquier consulta sobre esta carta puede dirigirse a: {contact}",
            contact=sentence(facts.contact),
        ),
        words("Le saludamos atentamente,"),
    ]


def in_the_matter(facts: LetterFacts) -> str:
    """« en el asunto «Amenazas»», to go on a sentence with; nothing where the matter has no name."""
    return f" en el asunto «{one_line(facts.matter)}»" if facts.matter else ""


def enclosed(facts: LetterFacts) -> str:
    """What is enclosed, as a list; nothing when nothing is."""
    one = len(facts.documents) == 1
    return listed(
        f"{'Se adjunta el documento siguiente' if one else 'Se adjuntan los documentos siguientes'}:",
        facts.documents,
    )


def limits(facts: LetterFacts) -> str:
    """What may be done with what this letter tells."""
    return listed("Esta información se facilita con las siguientes restricciones de uso:", facts.limits) or (
        "Esta información se facilita únicamente para los fines indicados en esta correspondencia. No podrá "
        "utilizarse para otros fines ni comunicarse a terceros sin nuestro consentimiento previo por escrito."
    )


def the_request(facts: LetterFacts) -> str:
    """«su solicitud de asistencia de 1 de marzo de 2026 (su referencia X), recibida el …, en el asunto …»."""
    if facts.is_ours:
        return our_request(facts)
    reference = f" (su referencia {one_line(facts.their_reference)})" if facts.their_reference else ""
    received = f", recibida el {in_words(facts.received_on, 'es')}" if facts.received_on else ""
    matter = in_the_matter(facts)
    comma = "," if received and matter else ""
    return f"su solicitud de asistencia{_dated(facts)}{reference}{received}{comma}{matter}"


def our_request(facts: LetterFacts) -> str:
    """«nuestra solicitud de asistencia de 1 de marzo de 2026 (nuestra referencia X) en el asunto …»."""
    return f"nuestra solicitud de asistencia{_dated(facts)}{_references(facts)}{in_the_matter(facts)}"


def _references(facts: LetterFacts) -> str:
    ours = f"nuestra referencia {one_line(facts.our_reference)}" if facts.our_reference else ""
    theirs = f"su referencia {one_line(facts.their_reference)}" if facts.their_reference else ""
    both = joined(ours, theirs, by="; ")
    return f" ({both})" if both else ""


def _dated(facts: LetterFacts) -> str:
    return f" de {in_words(facts.dated, 'es')}" if facts.dated else ""


def _outcome(measure: MeasureFacts) -> str:
    return joined(
        sentence(joined(one_line(measure.title), one_line(measure.decision), by=": ")),
        sentence(measure.result),
    )


def _reminders(days: Iterable[date]) -> str:
    written = [in_words(day, "es") for day in days]
    return (
        f"nuestros recordatorios de {series(written, 'y de')}"
        if len(written) > 1
        else f"nuestro recordatorio de {written[0]}"
    )
