"""What the desk refuses about a request."""

from entraide.kernel.errors import Conflict, Incomplete, Refusal
from entraide.kernel.languages import Text


class ActNotOpen(Refusal):
    """The lifecycle has no such act from the state the request is in."""

    code = "assistance.act_not_open"
    sentence = Text(
        en="«{act}» cannot be done while the request is «{state}».",
        fr="« {act} » est impossible tant que la demande est « {state} ».",
    )

    def in_language(self, language: str) -> str:
        words = {
            name: value.in_language(language) if isinstance(value, Text) else value
            for name, value in self.facts.items()
        }
        return self.sentence.in_language(language, **words)


class SecondPersonNeeded(Refusal):
    code = "assistance.second_person_needed"
    sentence = Text(
        en="Somebody else must review this: nobody approves their own work.",
        fr="Une autre personne doit réviser ceci : nul n’approuve son propre travail.",
    )


class LetterNotThere(Refusal):
    """The letter is not in the standing that the act needs."""

    code = "assistance.letter_not_there"
    sentence = Text(
        en="This letter is not at a point where that can be done.",
        fr="Cette lettre n’est pas à une étape où cela est possible.",
    )


class NoAddress(Refusal):
    code = "assistance.no_address"
    sentence = Text(
        en="The letter has no e-mail address to go to. Write one, or record another channel.",
        fr="La lettre n’a pas d’adresse de courriel. Inscrivez-en une, ou consignez une autre voie.",
    )


class NoMailServer(Refusal):
    code = "assistance.no_mail_server"
    sentence = Text(
        en="This node has no mail server to send through. Your administrator can set one; or record another channel.",
        fr="Ce nœud n’a pas de serveur de courriel. Votre administrateur peut en configurer un ; "
        "ou consignez une autre voie.",
    )


class GroundNeeded(Refusal):
    code = "assistance.ground_needed"
    sentence = Text(
        en="A refusal or a postponement names its ground.",
        fr="Un refus ou un report nomme son motif.",
    )


class ConsultationNeeded(Refusal):
    code = "assistance.consultation_needed"
    sentence = Text(
        en="The requester is consulted before a refusal: record that it was done.",
        fr="Le requérant est consulté avant un refus : consignez que c’est fait.",
    )


class ReasonNeeded(Refusal):
    code = "assistance.reason_needed"
    sentence = Text(en="Give a reason.", fr="Donnez une raison.")


class AssuranceAwaited(Incomplete):
    """An assurance asked of the partner is not here: nothing of substance leaves before it is."""

    code = "assistance.assurance_awaited"
    sentence = Text(
        en="An assurance asked of the partner is still awaited: {names}. Record that it came, or that it is no longer "
        "needed.",
        fr="Une assurance demandée au partenaire est encore attendue : {names}. Inscrivez qu’elle est reçue, ou "
        "qu’elle n’est plus nécessaire.",
    )


class RequesterNotVerified(Refusal):
    """No emergency disclosure leaves without a second-channel check of who asks."""

    code = "assistance.requester_not_verified"
    sentence = Text(
        en="No emergency disclosure leaves before the requester is confirmed by a second channel.",
        fr="Aucune communication d’urgence ne part avant que le requérant soit confirmé par une seconde voie.",
    )


class NumberFromTheMessage(Refusal):
    """Whoever forges a request writes their own number into it."""

    code = "assistance.number_from_the_message"
    sentence = Text(
        en="This number stands in the request itself, and the directory does not have it for this partner. Call "
        "another one: from the directory, or known from before.",
        fr="Ce numéro figure dans la demande elle-même, et le répertoire ne l’a pas pour ce partenaire. Appelez-en un "
        "autre : du répertoire, ou déjà connu.",
    )


class ContactElsewhere(Refusal):
    """Who answers for another state cannot say whether this one asked."""

    code = "assistance.contact_elsewhere"
    sentence = Text(
        en="This contact of the directory is not of the state that the request comes from.",
        fr="Ce contact du répertoire n’est pas de l’État d’où vient la demande.",
    )


class NothingToRelease(Refusal):
    """A glass is broken for one letter, which must be there to be read."""

    code = "assistance.nothing_to_release"
    sentence = Text(
        en="No letter of this request waits for the requester to be verified. Write it and hand it to a second person "
        "first.",
        fr="Aucune lettre de cette demande n’attend que le requérant soit vérifié. Rédigez-la et soumettez-la d’abord "
        "à une seconde personne.",
    )


class RequesterDenied(Refusal):
    """No glass is broken for somebody of whom it is known that they are another."""

    code = "assistance.requester_denied"
    sentence = Text(
        en="The agency said that it did not ask: nothing is disclosed, by break-glass neither.",
        fr="Le service dit n’avoir rien demandé : rien n’est communiqué, pas même par bris de glace.",
    )


class GlassBrokenAlready(Conflict):
    code = "assistance.glass_broken_already"
    sentence = Text(
        en="The glass is already broken for this letter.",
        fr="Le bris de glace est déjà décidé pour cette lettre.",
    )


class GlassReviewedAlready(Conflict):
    code = "assistance.glass_reviewed_already"
    sentence = Text(
        en="This break-glass has already been reviewed.",
        fr="Ce bris de glace a déjà été examiné.",
    )


class GlassNotReviewed(Refusal):
    code = "assistance.glass_not_reviewed"
    sentence = Text(
        en="A break-glass of this request has not been reviewed: it is not closed before.",
        fr="Un bris de glace de cette demande n’a pas été examiné : elle n’est pas fermée avant.",
    )


class MeasureNotToExecute(Refusal):
    code = "assistance.measure_not_to_execute"
    sentence = Text(
        en="This measure is not to be executed, or waits for its conditions to be accepted.",
        fr="Cette mesure n’est pas à exécuter, ou attend que ses conditions soient acceptées.",
    )


class NotConditional(Refusal):
    code = "assistance.not_conditional"
    sentence = Text(
        en="This measure was not accepted on conditions.",
        fr="Cette mesure n’a pas été acceptée sous conditions.",
    )


class NoOpenQuestion(Refusal):
    code = "assistance.no_open_question"
    sentence = Text(en="No question awaits an answer.", fr="Aucune question n’attend de réponse.")


class NotExtendable(Refusal):
    """The rule of the clock does not allow this extension; `reason` says why."""

    code = "assistance.not_extendable"
    sentence = Text(en="Not extended: {reason}", fr="Non prolongé : {reason}")

    def in_language(self, language: str) -> str:
        reason = self.facts["reason"]
        assert isinstance(reason, Text)
        return self.sentence.in_language(language, reason=reason.in_language(language))


class BasisUnknown(Refusal):
    code = "assistance.basis_unknown"
    sentence = Text(
        en="The library has no instrument with the code «{code}».",
        fr="La bibliothèque n’a aucun instrument portant le code « {code} ».",
    )


class BasisFixed(Refusal):
    code = "assistance.basis_fixed"
    sentence = Text(
        en="The request has left on the basis it names; another basis is another request.",
        fr="La demande est partie sur le fondement qu’elle nomme ; un autre fondement est une autre demande.",
    )


class DepartureNeedsReason(Refusal):
    """The choice is not the first of the advice; the record keeps why."""

    code = "assistance.departure_needs_reason"
    sentence = Text(
        en="The advice names {first} first. Say why another basis is chosen.",
        fr="L’avis nomme d’abord {first}. Dites pourquoi un autre fondement est choisi.",
    )

    def in_language(self, language: str) -> str:
        first = self.facts["first"]
        assert isinstance(first, Text)
        return self.sentence.in_language(language, first=first.in_language(language))


class RequestEnded(Refusal):
    code = "assistance.request_ended"
    sentence = Text(
        en="The request is closed: reopen it before you change it.",
        fr="La demande est fermée : rouvrez-la avant de la modifier.",
    )


class RequestApproved(Refusal):
    code = "assistance.request_approved"
    sentence = Text(
        en="The request is approved and leaves as it was approved: send it back to its author before you change it.",
        fr="La demande est approuvée et doit partir telle quelle : retournez-la à son auteur avant de la modifier.",
    )


class SuggestionSettled(Refusal):
    code = "assistance.suggestion_settled"
    sentence = Text(
        en="This suggestion was already accepted or dismissed.",
        fr="Cette suggestion a déjà été acceptée ou écartée.",
    )


class SuggestionDoesNotFit(Refusal):
    code = "assistance.suggestion_does_not_fit"
    sentence = Text(
        en="This suggestion cannot be taken over as it stands; fill the field in by hand.",
        fr="Cette suggestion ne peut pas être reprise telle quelle ; remplissez le champ à la main.",
    )


class ArrivalSettled(Refusal):
    code = "assistance.arrival_settled"
    sentence = Text(en="This arrival is already dealt with.", fr="Cette arrivée est déjà traitée.")


class NobodyAtTheDesk(Refusal):
    """Nobody belongs to a unit that receives what arrives."""

    code = "assistance.nobody_at_the_desk"
    sentence = Text(
        en="No unit receives what arrives, or it has no people: an administrator must set one.",
        fr="Aucune unité ne reçoit ce qui arrive, ou elle est vide : un administrateur doit en désigner une.",
    )


class AlreadyHere(Refusal):
    """The same bytes are here already, in a case that the one who brings them can see."""

    code = "assistance.already_here"
    sentence = Text(
        en="The same file is already here, in {reference}.",
        fr="Le même fichier est déjà ici, dans {reference}.",
    )


class FieldsRefused(Incomplete):
    """Some fields cannot be taken as they are; what was typed stays with the one who typed it."""

    code = "assistance.fields_refused"
    sentence = Text(en="To mend: {names}.", fr="À corriger : {names}.")


class OffenceNotOnRecord(Refusal):
    """An answer was given about a category that no offence of the request is in."""

    code = "assistance.offence_not_on_record"
    sentence = Text(
        en="No offence of this request has the code «{offence}».",
        fr="Aucune infraction de cette demande n’a le code « {offence} ».",
    )


class MeasureDecidedAlready(Refusal):
    code = "assistance.measure_decided"
    sentence = Text(
        en="A measure that was decided stays on the record.",
        fr="Une mesure décidée reste au dossier.",
    )


class TemplateUnchanged(Conflict):
    """What is in force says the same already."""

    code = "assistance.template_unchanged"
    sentence = Text(
        en="What is in force already says exactly this.", fr="Le texte en vigueur dit déjà exactement cela."
    )


class NoTemplate(Conflict):
    """There is no template of the bureau's own to withdraw."""

    code = "assistance.no_template"
    sentence = Text(
        en="There is no template of your own to withdraw: the standard letter is in use.",
        fr="Il n’y a pas de modèle propre à retirer : la lettre type est en usage.",
    )


class ResultsMissing(Incomplete):
    """A reply ends the request: what was to be executed has its result first."""

    code = "assistance.results_missing"
    sentence = Text(
        en="No result is recorded yet of: {names}. Record it first, or write a partial reply.",
        fr="Aucun résultat n’est encore consigné pour : {names}. Consignez-le, ou rédigez une réponse partielle.",
    )


class AssuranceStays(Refusal):
    code = "assistance.assurance_stays"
    sentence = Text(
        en="An assurance that was asked for or received stays on the record: say that it is no longer needed, and why.",
        fr="Une assurance demandée ou reçue reste au dossier : indiquez qu’elle n’est plus nécessaire, et pourquoi.",
    )


class BadKey(Refusal):
    """The key with which a list was to be gone on with is none that a list gave out."""

    code = "assistance.bad_key"
    sentence = Text(
        en="This is not a place in the list. Begin the list again.",
        fr="Ceci n’est pas un endroit de la liste. Recommencez la liste.",
    )


class NoPartnerNode(Refusal):
    """No node of a partner to which this letter could go."""

    code = "assistance.no_partner_node"
    sentence = Text(
        en="This letter cannot go over the exchange: no confirmed partner of that state has a node.",
        fr="Cette lettre ne peut pas partir par l’échange : aucun partenaire confirmé de cet État n’a de nœud.",
    )


class NotOfThisPartner(Refusal):
    """A message about no request that this partner could speak of, or not for its side to say."""

    code = "assistance.not_of_this_partner"
    sentence = Text(
        en="This message is about no request of which its sender could say this.",
        fr="Ce message ne porte sur aucune demande dont son expéditeur puisse dire cela.",
    )


class EnclosuresTooLarge(Refusal):
    """More than a mail carries, with its signature and encryption."""

    code = "assistance.enclosures_too_large"
    sentence = Text(
        en="The letter and its files are larger than a mail carries ({most} MiB together): take files off it, or send "
        "it by another channel.",
        fr="La lettre et ses fichiers dépassent ce qu’un courriel peut porter ({most} Mio en tout) : retirez-en, ou "
        "envoyez-la par une autre voie.",
    )


class MailKeyNeeded(Refusal):
    """The partner’s certificate is on record: a mail in the clear would be a step back that nobody decided."""

    code = "assistance.mail_key_needed"
    sentence = Text(
        en="A certificate is on record for {address}, and this agency has no key for mail: nothing goes there in the "
        "clear. Your administrator can set a key, or remove the certificate.",
        fr="Un certificat est enregistré pour {address}, et ce service n’a pas de clé pour le courriel : rien n’y part "
        "en clair. Votre administrateur peut mettre une clé en place, ou retirer le certificat.",
    )


class NoMailKey(Refusal):
    code = "assistance.no_mail_key"
    sentence = Text(
        en="This agency has no key for mail: set one with entraide mail set.",
        fr="Ce service n’a pas de clé pour le courriel : mettez-en une avec entraide mail set.",
    )


class CertificateNotCompared(Refusal):
    """What is believed of a certificate rests on two people who compared it."""

    code = "assistance.certificate_not_compared"
    sentence = Text(
        en="Say with whom the SHA-256 of the certificate was compared, and on which number they were called.",
        fr="Dites avec qui le SHA-256 du certificat a été comparé, et à quel numéro cette personne a été appelée.",
    )


class CertificateAlreadyKept(Refusal):
    code = "assistance.certificate_already_kept"
    sentence = Text(
        en="This certificate counts for {address} already.",
        fr="Ce certificat vaut déjà pour {address}.",
    )


class NoSuchCertificate(Refusal):
    code = "assistance.no_such_certificate"
    sentence = Text(
        en="No certificate with this SHA-256 is on record for {address}.",
        fr="Aucun certificat portant ce SHA-256 n’est enregistré pour {address}.",
    )


class MailNotHandled(Refusal):
    """Reading it ended the process, again and again: it is kept, and a person looks at it."""

    code = "assistance.mail_not_handled"
    sentence = Text(
        en="This mail could not be handled: it was tried {tries} times. It is kept as it came.",
        fr="Ce courriel n’a pas pu être traité : {tries} tentatives ont échoué. Il est conservé tel quel.",
    )
