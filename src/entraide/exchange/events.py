"""What happens between nodes: who was let in as a partner, what was sent, received and attested."""

from entraide.kernel.languages import Text
from entraide.ledger.events import Act


class CardMade(Act):
    code = "exchange.card_made"
    label = Text(en="Node card made", fr="Carte du nœud créée")


class PartnerIntroduced(Act):
    code = "exchange.partner_introduced"
    label = Text(en="Partner introduced", fr="Partenaire présenté")
    sentence = Text(en="Partner introduced: {name}", fr="Partenaire présenté : {name}")


class PartnerConfirmed(Act):
    code = "exchange.partner_confirmed"
    label = Text(en="Partner confirmed by fingerprint", fr="Partenaire confirmé par son empreinte")
    sentence = Text(
        en="{name} confirmed: fingerprint compared with {person} on {number} (from {source})",
        fr="{name} confirmé : empreinte comparée avec {person} au {number} (pris dans : {source})",
    )


class PartnerSuspended(Act):
    code = "exchange.partner_suspended"
    label = Text(en="Partner suspended", fr="Partenaire suspendu")
    sentence = Text(en="{name} suspended: {reason}", fr="{name} suspendu : {reason}")


class PartnerResumed(Act):
    code = "exchange.partner_resumed"
    label = Text(en="Partner taken up again", fr="Partenaire rétabli")
    sentence = Text(en="{name} taken up again: {reason}", fr="{name} rétabli : {reason}")


class PartnerCardTaken(Act):
    code = "exchange.partner_card_taken"
    label = Text(en="Newer card of a partner taken in", fr="Nouvelle carte d’un partenaire reçue")


class MessageQueued(Act):
    code = "exchange.message_queued"
    label = Text(en="Message given to the exchange", fr="Message confié à l’échange")
    sentence = Text(en="Given to the exchange for {partner}", fr="Confié à l’échange pour {partner}")


class MessageReceived(Act):
    code = "exchange.message_received"
    label = Text(en="Message received over the exchange", fr="Message reçu par l’échange")
    sentence = Text(
        en="Received over the exchange from {partner}", fr="Reçu par l’échange ; partenaire : {partner}"
    )


class MessageRefused(Act):
    code = "exchange.message_refused"
    label = Text(en="Message of a partner refused", fr="Message d’un partenaire refusé")
    sentence = Text(
        en="Refused over the exchange from {partner}: {reason}",
        fr="Refusé par l’échange ; partenaire : {partner}. {reason}",
    )


class Attested(Act):
    code = "exchange.attested"
    label = Text(en="Attested by this node", fr="Attesté par ce nœud")
    sentence = Text(en="We attest: {kind}", fr="Nous attestons : {kind}")


class AttestationReceived(Act):
    code = "exchange.attestation_received"
    label = Text(en="Attestation of the partner received", fr="Attestation du partenaire reçue")
    sentence = Text(en="{partner} attests: {kind}", fr="{partner} atteste : {kind}")


class MessageDriven(Act):
    code = "exchange.message_driven"
    label = Text(en="Message tried again by hand", fr="Message relancé à la main")


class ConversationExported(Act):
    code = "exchange.conversation_exported"
    label = Text(en="Conversation exported", fr="Conversation exportée")
    sentence = Text(en="Conversation with {partner} exported", fr="Conversation avec {partner} exportée")


class Recalled(Act):
    code = "exchange.recalled"
    label = Text(en="Message recalled", fr="Message rappelé")
    sentence = Text(en="Recalled: {reason}", fr="Rappelé : {reason}")


class Corrected(Act):
    code = "exchange.corrected"
    label = Text(en="Message corrected", fr="Message rectifié")
    sentence = Text(en="Corrected: {reason}", fr="Rectifié : {reason}")


class Narrowed(Act):
    code = "exchange.narrowed"
    label = Text(en="Handling of a message narrowed", fr="Traitement d’un message restreint")
    sentence = Text(
        en="Handling narrowed to {handling}: {reason}", fr="Traitement restreint à {handling} : {reason}"
    )


class ConsentAsked(Act):
    code = "exchange.consent_asked"
    label = Text(en="Consent of the originator asked for", fr="Accord de l’émetteur demandé")
    sentence = Text(en="Consent asked for: {purpose}", fr="Accord demandé : {purpose}")


class ConsentAnswered(Act):
    code = "exchange.consent_answered"
    label = Text(en="Answer on consent", fr="Réponse sur l’accord")
    sentence = Text(en="Consent {answer}. {text}", fr="Accord {answer}. {text}")
