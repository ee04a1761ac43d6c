"""What happens to a request: one class per act, with what an auditor and what a member reads of it."""

from entraide.kernel.languages import Text
from entraide.ledger.events import Act


class Registered(Act):
    code = "assistance.registered"
    label = Text(en="Request registered", fr="Demande enregistrée")
    sentence = Text(en="Registered as {reference}", fr="Enregistrée sous {reference}")


class Drafted(Act):
    code = "assistance.drafted"
    label = Text(en="Outgoing request drafted", fr="Projet de demande créé")
    sentence = Text(en="Drafted as {reference}", fr="Projet créé sous {reference}")


class Arrived(Act):
    code = "assistance.arrived"
    label = Text(en="Letter arrived", fr="Lettre arrivée")
    sentence = Text(en="Arrived: {name}", fr="Arrivée : {name}")


class ArrivalRefused(Act):
    code = "assistance.arrival_refused"
    label = Text(en="Arrival could not be read", fr="Arrivée illisible")
    sentence = Text(en="Could not be read: {name} ({reason})", fr="Illisible : {name} ({reason})")


class ArrivalSettled(Act):
    code = "assistance.arrival_settled"
    label = Text(en="Arrival set aside", fr="Arrivée mise de côté")
    sentence = Text(en="Set aside: {name}. {reason}", fr="Mise de côté : {name}. {reason}")


class ArrivalJoined(Act):
    code = "assistance.arrival_joined"
    label = Text(en="Arrival joined to a request", fr="Arrivée jointe à une demande")
    sentence = Text(en="{name} joined to {reference}", fr="{name} jointe à {reference}")


class SuggestionAccepted(Act):
    code = "assistance.suggestion_accepted"
    label = Text(en="Suggestion accepted", fr="Suggestion acceptée")
    sentence = Text(
        en="Accepted from the letter: {field} = {label}", fr="Repris de la lettre : {field} = {label}"
    )


class SuggestionDismissed(Act):
    code = "assistance.suggestion_dismissed"
    label = Text(en="Suggestion dismissed", fr="Suggestion écartée")
    sentence = Text(en="Dismissed: {field} = {label}", fr="Écartée : {field} = {label}")


class RecordChanged(Act):
    code = "assistance.record_changed"
    label = Text(en="Record changed", fr="Fiche modifiée")
    sentence = Text(en="Changed: {fields}", fr="Modifié : {fields}")


class PartAdded(Act):
    code = "assistance.part_added"
    label = Text(en="Part of the record added", fr="Élément ajouté à la fiche")
    sentence = Text(en="Added: {what}", fr="Ajouté : {what}")


class PartChanged(Act):
    code = "assistance.part_changed"
    label = Text(en="Part of the record changed", fr="Élément de la fiche modifié")
    sentence = Text(en="Changed: {what}", fr="Modifié : {what}")


class PartRemoved(Act):
    code = "assistance.part_removed"
    label = Text(en="Part of the record removed", fr="Élément retiré de la fiche")
    sentence = Text(en="Removed: {what}", fr="Retiré : {what}")


class Verified(Act):
    code = "assistance.verified"
    # Also where nobody answered, or where it is not theirs: the result says so.
    label = Text(en="Requester called back", fr="Requérant rappelé")
    sentence = Text(
        en="Requester called back: {person} on {number} (from {source}): {result}",
        fr="Requérant rappelé : {person} au {number} (pris dans : {source}) : {result}",
    )


class CrossChecked(Act):
    code = "assistance.cross_checked"
    label = Text(en="Cross-checked", fr="Recoupée")
    sentence = Text(en="Cross-checked: {text}", fr="Recoupée : {text}")


class Triaged(Act):
    code = "assistance.triaged"
    label = Text(en="Triaged", fr="Triée")
    sentence = Text(en="Triaged: {kind}, {urgency}", fr="Triée : {kind}, {urgency}")


class Routed(Act):
    code = "assistance.routed"
    label = Text(en="Routed", fr="Acheminée")
    sentence = Text(en="Routed to {to}", fr="Acheminée à {to}")


class Submitted(Act):
    code = "assistance.submitted"
    label = Text(en="Submitted for review", fr="Soumise à la révision")


class Validated(Act):
    code = "assistance.validated"
    label = Text(en="Approved by a second person", fr="Approuvée par une seconde personne")


class SentBack(Act):
    code = "assistance.sent_back"
    label = Text(en="Sent back to the author", fr="Retournée à l’auteur")
    sentence = Text(en="Sent back to the author: {comment}", fr="Retournée à l’auteur : {comment}")


class PartnerAcknowledged(Act):
    code = "assistance.partner_acknowledged"
    label = Text(en="Acknowledged by the partner", fr="Réception accusée par le partenaire")
    sentence = Text(
        en="Acknowledged by the partner. {text}", fr="Réception accusée par le partenaire. {text}"
    )


class QuestionRecorded(Act):
    code = "assistance.question_recorded"
    label = Text(en="Question from the partner", fr="Question du partenaire")
    sentence = Text(en="Question from the partner: {text}", fr="Question du partenaire : {text}")


class AnswerRecorded(Act):
    code = "assistance.answer_recorded"
    label = Text(en="Answer to the question", fr="Réponse à la question")
    sentence = Text(en="Answer to the question: {text}", fr="Réponse à la question : {text}")


class MeasureDecided(Act):
    code = "assistance.measure_decided"
    label = Text(en="Measure decided", fr="Mesure décidée")
    sentence = Text(en="{measure}: {decision}. {text}", fr="{measure} : {decision}. {text}")


class ConditionsSettled(Act):
    code = "assistance.conditions_settled"
    label = Text(en="Conditions settled", fr="Conditions réglées")
    sentence = Text(en="{measure}: conditions {answer}", fr="{measure} : conditions {answer}")


class ExecutionBegun(Act):
    code = "assistance.execution_begun"
    label = Text(en="Execution begun", fr="Exécution commencée")


class Preserved(Act):
    code = "assistance.preserved"
    label = Text(en="Data preserved", fr="Données conservées")
    sentence = Text(en="Data preserved. {text}", fr="Données conservées. {text}")


class MlaFiled(Act):
    code = "assistance.mla_filed"
    label = Text(en="Request for mutual legal assistance filed", fr="Demande d’entraide déposée")
    sentence = Text(
        en="Request for mutual legal assistance filed. {text}", fr="Demande d’entraide déposée. {text}"
    )


class Released(Act):
    code = "assistance.released"
    label = Text(en="Preserved data released", fr="Données conservées libérées")
    sentence = Text(en="Preserved data released. {text}", fr="Données conservées libérées. {text}")


class ResultRecorded(Act):
    code = "assistance.result_recorded"
    label = Text(en="Result recorded", fr="Résultat consigné")
    sentence = Text(en="{measure}: {result}. {text}", fr="{measure} : {result}. {text}")


class ResultsRecorded(Act):
    code = "assistance.results_recorded"
    label = Text(en="Results received from the partner", fr="Résultats reçus du partenaire")
    sentence = Text(
        en="Results received from the partner. {text}", fr="Résultats reçus du partenaire. {text}"
    )


class ReceiptRecorded(Act):
    code = "assistance.receipt_recorded"
    label = Text(en="Receipt of the results recorded", fr="Réception des résultats consignée")
    sentence = Text(
        en="Results received by the other side. {text}", fr="Résultats reçus par l’autre partie. {text}"
    )


class FeedbackRecorded(Act):
    code = "assistance.feedback_recorded"
    label = Text(en="Feedback on use recorded", fr="Retour sur l’utilisation consigné")
    sentence = Text(en="Feedback on use: {text}", fr="Retour sur l’utilisation : {text}")


class Withdrawn(Act):
    code = "assistance.withdrawn"
    label = Text(en="Withdrawn", fr="Retirée")
    sentence = Text(en="Withdrawn: {text}", fr="Retirée : {text}")


class Lapsed(Act):
    code = "assistance.lapsed"
    label = Text(en="Lapsed", fr="Caduque")
    sentence = Text(en="Lapsed: {text}", fr="Caduque : {text}")


class Superseded(Act):
    code = "assistance.superseded"
    label = Text(en="Replaced by another request", fr="Remplacée par une autre demande")


class Closed(Act):
    code = "assistance.closed"
    label = Text(en="Closed", fr="Fermée")
    sentence = Text(en="Closed: {text}", fr="Fermée : {text}")


class Reopened(Act):
    code = "assistance.reopened"
    label = Text(en="Reopened", fr="Rouverte")
    sentence = Text(en="Reopened: {text}", fr="Rouverte : {text}")


class LetterDrafted(Act):
    code = "assistance.letter_drafted"
    label = Text(en="Letter drafted", fr="Lettre rédigée")
    sentence = Text(en="Letter drafted: {subject}", fr="Lettre rédigée : {subject}")


class LetterRevised(Act):
    code = "assistance.letter_revised"
    label = Text(en="Letter revised", fr="Lettre remaniée")
    sentence = Text(en="Letter revised: {subject}", fr="Lettre remaniée : {subject}")


class LetterSubmitted(Act):
    code = "assistance.letter_submitted"
    label = Text(en="Letter submitted for review", fr="Lettre soumise à la révision")
    sentence = Text(
        en="Letter submitted for review: {subject}", fr="Lettre soumise à la révision : {subject}"
    )


class LetterTemplateSaved(Act):
    code = "assistance.letter_template_saved"
    label = Text(en="Wrote a letter template", fr="A rédigé un modèle de lettre")


class LetterTemplateWithdrawn(Act):
    code = "assistance.letter_template_withdrawn"
    label = Text(
        en="Withdrew a letter template: the standard letter is back",
        fr="A retiré un modèle de lettre : retour à la lettre type",
    )


class LetterApproved(Act):
    code = "assistance.letter_approved"
    label = Text(en="Letter approved", fr="Lettre approuvée")
    sentence = Text(en="Letter approved: {subject}. {comment}", fr="Lettre approuvée : {subject}. {comment}")


class LetterSentBack(Act):
    code = "assistance.letter_sent_back"
    label = Text(en="Letter sent back", fr="Lettre retournée")
    sentence = Text(en="Letter sent back: {subject}. {comment}", fr="Lettre retournée : {subject}. {comment}")


class LetterDiscarded(Act):
    code = "assistance.letter_discarded"
    label = Text(en="Letter discarded", fr="Lettre abandonnée")
    sentence = Text(en="Letter discarded: {subject}", fr="Lettre abandonnée : {subject}")


class LetterQueued(Act):
    code = "assistance.letter_queued"
    label = Text(en="Letter handed to the mail", fr="Lettre remise au courrier")
    sentence = Text(
        en="Letter on its way to {address}: {subject}", fr="Lettre en route vers {address} : {subject}"
    )


class LetterSent(Act):
    code = "assistance.letter_sent"
    label = Text(en="Letter sent", fr="Lettre envoyée")
    sentence = Text(en="Letter sent ({channel}): {subject}", fr="Lettre envoyée ({channel}) : {subject}")


class DeliveryFailed(Act):
    code = "assistance.delivery_failed"
    label = Text(en="Mail was not taken", fr="Courriel non accepté")
    sentence = Text(
        en="The mail server did not take the letter: {subject}. {reason}",
        fr="Le serveur n’a pas accepté la lettre : {subject}. {reason}",
    )


class GlassBroken(Act):
    code = "assistance.glass_broken"
    label = Text(en="Break-glass", fr="Bris de glace")
    sentence = Text(
        en="Break-glass: «{subject}» may leave although the requester is not verified. {reason} Tried: {tried}",
        fr="Bris de glace : « {subject} » peut partir bien que le requérant ne soit pas vérifié. {reason} "
        "Tenté : {tried}",
    )


class LeftUnverified(Act):
    code = "assistance.left_unverified"
    label = Text(
        en="Left by break-glass, requester not verified", fr="Partie par bris de glace, requérant non vérifié"
    )
    sentence = Text(
        en="Left by break-glass, requester not verified: {subject}",
        fr="Partie par bris de glace, requérant non vérifié : {subject}",
    )


class GlassReviewed(Act):
    code = "assistance.glass_reviewed"
    label = Text(en="Break-glass reviewed", fr="Bris de glace examiné")
    sentence = Text(
        en="Break-glass reviewed: {finding}. {text}",
        fr="Bris de glace examiné : {finding}. {text}",
    )


class BasisChosen(Act):
    code = "assistance.basis_chosen"
    label = Text(en="Legal basis chosen", fr="Fondement juridique choisi")
    sentence = Text(en="Based on {instrument}. {reason}", fr="Fondée sur {instrument}. {reason}")


class ClockExtended(Act):
    code = "assistance.clock_extended"
    label = Text(en="Clock extended", fr="Délai prolongé")
    sentence = Text(
        en="Extended until {until}: {clock}. {reason}", fr="Prolongé jusqu’au {until} : {clock}. {reason}"
    )


class LegalTestDone(Act):
    code = "assistance.legal_test_done"
    label = Text(en="Legal test recorded", fr="Examen juridique consigné")
    sentence = Text(en="Legal test: {findings}", fr="Examen juridique : {findings}")


class DualCriminalityWritten(Act):
    code = "assistance.dual_criminality_written"
    label = Text(en="Dual-criminality worksheet written", fr="Fiche de double incrimination remplie")
    sentence = Text(en="Dual criminality: {answers}", fr="Double incrimination : {answers}")


class SealSet(Act):
    code = "assistance.seal_set"
    label = Text(en="Seal of the agency set", fr="Sceau du service mis en place")


class SealRemoved(Act):
    code = "assistance.seal_removed"
    label = Text(en="Seal of the agency removed", fr="Sceau du service retiré")


class PartnerDecided(Act):
    code = "assistance.partner_decided"
    label = Text(en="Decision of the partner received", fr="Décision du partenaire reçue")
    sentence = Text(en="Decision of the partner received. {text}", fr="Décision du partenaire reçue. {text}")


class LetterRefused(Act):
    code = "assistance.letter_refused"
    label = Text(en="Refused by the partner’s node", fr="Refusée par le nœud du partenaire")
    sentence = Text(
        en="The partner’s node refused the letter: {subject}. {reason}",
        fr="Le nœud du partenaire a refusé la lettre : {subject}. {reason}",
    )


class EnclosureAdded(Act):
    code = "assistance.enclosure_added"
    label = Text(en="File added to a letter", fr="Fichier joint à une lettre")
    sentence = Text(en="File added to a letter: {name}", fr="Fichier joint à une lettre : {name}")


class EnclosureRemoved(Act):
    code = "assistance.enclosure_removed"
    label = Text(en="File taken off a letter", fr="Fichier retiré d’une lettre")
    sentence = Text(en="File taken off a letter: {name}", fr="Fichier retiré d’une lettre : {name}")


class MailKeySet(Act):
    code = "assistance.mail_key_set"
    label = Text(en="Key of the agency for mail set", fr="Clé du service pour le courriel mise en place")


class MailKeyRemoved(Act):
    code = "assistance.mail_key_removed"
    label = Text(en="Key of the agency for mail removed", fr="Clé du service pour le courriel retirée")


class PartnerCertificateKept(Act):
    code = "assistance.partner_certificate_kept"
    label = Text(en="Certificate of a partner put on record", fr="Certificat d’un partenaire enregistré")


class PartnerCertificateRemoved(Act):
    code = "assistance.partner_certificate_removed"
    label = Text(en="Certificate of a partner removed", fr="Certificat d’un partenaire retiré")


class MailFiled(Act):
    code = "assistance.mail_filed"
    label = Text(en="Answer by mail filed", fr="Réponse par courriel versée au dossier")
    sentence = Text(
        en="Mail from {sender} filed: {subject} ({verdict})",
        fr="Courriel de {sender} versé au dossier : {subject} ({verdict})",
    )


class MailNoted(Act):
    code = "assistance.mail_noted"
    label = Text(en="Took note of a mail", fr="A pris connaissance d’un courriel")
    sentence = Text(en="Took note of: {subject}", fr="A pris connaissance de : {subject}")


class MailRefused(Act):
    code = "assistance.mail_refused"
    label = Text(en="Mail not believed", fr="Courriel non retenu comme authentique")
    sentence = Text(
        en="Kept, and not believed: {name} ({reason})",
        fr="Conservé, non retenu comme authentique : {name} ({reason})",
    )


class LetterCameBack(Act):
    code = "assistance.letter_came_back"
    label = Text(en="The mail came back", fr="Le courriel est revenu")
    sentence = Text(
        en="The mail came back: {subject}, to {address}. {reason}",
        fr="Le courriel est revenu : {subject}, pour {address}. {reason}",
    )


class MailReported(Act):
    code = "assistance.mail_reported"
    label = Text(en="A mail server reports on a letter", fr="Un serveur de courriel rend compte d’une lettre")
    sentence = Text(
        en="A mail server reports on {subject}, to {address}: {report}. {reason}",
        fr="Un serveur de courriel rend compte de {subject}, pour {address} : {report}. {reason}",
    )
