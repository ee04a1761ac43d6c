"""Why a message, a card or an exported conversation is refused: one code each, and where in it the fault stands."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class Malformed(Refusal):
    """Bytes that are not what the protocol writes."""

    code = "exchange.malformed"
    sentence = Text(
        en="{where} is not written as the protocol demands.",
        fr="{where} n’est pas écrit comme le protocole l’exige.",
    )


class TooLarge(Refusal):
    """More than this node takes."""

    code = "exchange.too_large"
    sentence = Text(en="{where} is larger than {most} bytes.", fr="{where} dépasse {most} octets.")


class UnknownProtocol(Refusal):
    """Another protocol, or another version of it."""

    code = "exchange.unknown_protocol"
    sentence = Text(
        en="{where} speaks «{protocol}», which this node does not.",
        fr="{where} parle « {protocol} », que ce nœud ne parle pas.",
    )


class UnknownCritical(Refusal):
    """The sender demands that a field be understood, and it is not."""

    code = "exchange.unknown_critical"
    sentence = Text(
        en="{where}: the field «{field}» must be understood, and this node does not know it.",
        fr="{where} : le champ « {field} » doit être compris, et ce nœud ne le connaît pas.",
    )


class SignatureMissing(Refusal):
    """Not both signatures of each key are there, in their order."""

    code = "exchange.signature_missing"
    sentence = Text(
        en="{where}: a signature is missing. Each key signs twice, with Ed25519 and with ML-DSA-65.",
        fr="{where} : une signature manque. Chaque clé signe deux fois, par Ed25519 et par ML-DSA-65.",
    )


class SignerUnknown(Refusal):
    """Signed by a key that the card of the sender does not hold."""

    code = "exchange.signer_unknown"
    sentence = Text(
        en="{where}: the key «{key}» is not on the card of the one who is said to have signed.",
        fr="{where} : la clé « {key} » ne figure pas sur la carte du signataire annoncé.",
    )


class SignatureWrong(Refusal):
    """A signature does not fit what it stands under."""

    code = "exchange.signature_wrong"
    sentence = Text(
        en="{where}: this signature does not fit the content.",
        fr="{where} : cette signature ne correspond pas au contenu.",
    )


class KeyNotInForce(Refusal):
    """Signed at a time at which the key was not in force."""

    code = "exchange.key_not_in_force"
    sentence = Text(
        en="{where}: the key «{key}» was not in force then.",
        fr="{where} : la clé « {key} » n’était pas en vigueur à ce moment.",
    )


class NotOpened(Refusal):
    """It was not encrypted to a key of this node, or was changed on its way."""

    code = "exchange.not_opened"
    sentence = Text(
        en="{where} cannot be decrypted: it is for another key, or was changed on its way.",
        fr="{where} ne peut être déchiffré : c’est pour une autre clé, ou il a été modifié en chemin.",
    )


class WrongRecipient(Refusal):
    """Meant for another node."""

    code = "exchange.wrong_recipient"
    sentence = Text(en="{where} is meant for another node.", fr="{where} est destiné à un autre nœud.")


class WrongSender(Refusal):
    """Outside and inside name different senders or messages, or nobody known."""

    code = "exchange.wrong_sender"
    sentence = Text(
        en="{where}: the sender is not a partner of this node, or not the one that it says.",
        fr="{where} : l’expéditeur n’est pas un partenaire de ce nœud, ou n’est pas celui qu’il dit.",
    )


class Expired(Refusal):
    """Arrived after the time until which the sender let it count."""

    code = "exchange.expired"
    sentence = Text(en="{where} expired at {until}.", fr="{where} a expiré le {until}.")


class FromTheFuture(Refusal):
    """Its time lies further ahead than clocks differ."""

    code = "exchange.from_the_future"
    sentence = Text(
        en="{where} bears a time in the future: {created}.", fr="{where} porte une heure à venir : {created}."
    )


class BodyChanged(Refusal):
    """The body is not the one that was signed."""

    code = "exchange.body_changed"
    sentence = Text(
        en="{where} is not the body that was signed.", fr="{where} n’est pas le contenu qui a été signé."
    )


class NotDone(Refusal):
    """What a message says broke something here: a fault of ours, told to its sender so that what follows can come."""

    code = "exchange.not_done"
    sentence = Text(
        en="This node could not do what the message says. The fault is its own; its log names it.",
        fr="Ce nœud n’a pas pu faire ce que dit le message. La faute est la sienne ; son journal la nomme.",
    )


class BodyRefused(Refusal):
    """The body is authentic, and not what its type describes."""

    code = "exchange.body_refused"
    sentence = Text(
        en="{where} is not as this type of message describes it.",
        fr="{where} n’est pas comme ce type de message le décrit.",
    )


class AttachmentChanged(Refusal):
    """A part of an attachment is not what was sent, or not at its place."""

    code = "exchange.attachment_changed"
    sentence = Text(
        en="{where} is not what was sent, or stands at another place.",
        fr="{where} n’est pas ce qui a été envoyé, ou n’est pas à sa place.",
    )


class WrongConversation(Refusal):
    """Taken from another conversation."""

    code = "exchange.wrong_conversation"
    sentence = Text(
        en="{where} belongs to another conversation.", fr="{where} appartient à une autre conversation."
    )


class OutOfSequence(Refusal):
    """A message is missing, doubled or at another place."""

    code = "exchange.out_of_sequence"
    sentence = Text(
        en="{where} does not follow what this sender said before: something is missing, doubled or moved.",
        fr="{where} ne suit pas ce que cet expéditeur a dit avant : quelque chose manque, est doublé ou déplacé.",
    )


class AttestationWrong(Refusal):
    """An attestation about nothing that is here, or by one who could not give it."""

    code = "exchange.attestation_wrong"
    sentence = Text(
        en="{where} attests something else than what is here, or is not its signatory’s to attest.",
        fr="{where} atteste autre chose que ce qui est ici, ou ce que son signataire ne peut attester.",
    )


class CardRefused(Refusal):
    """A card that does not follow the one that is known."""

    code = "exchange.card_refused"
    sentence = Text(
        en="{where} is not the card of this partner: it follows no card that is known, or was changed on its way.",
        fr="{where} n’est pas la carte de ce partenaire : elle ne suit aucune carte connue, ou fut modifiée en route.",
    )


class NotTheWhole(Refusal):
    """An exported conversation from which something was taken, or to which something was added."""

    code = "exchange.not_the_whole"
    sentence = Text(
        en="{where} is not what the exporter listed: something was taken out, added or moved.",
        fr="{where} n’est pas ce que l’exportateur a recensé : quelque chose a été retiré, ajouté ou déplacé.",
    )


class IdentityMissing(Refusal):
    """This node has no keys and no card yet."""

    code = "exchange.identity_missing"
    sentence = Text(
        en="This node has no card yet. Make one with: entraide card make --address https://…",
        fr="Ce nœud n’a pas encore de carte. Créez-la avec : entraide card make --address https://…",
    )


class IdentityThere(Refusal):
    """The node has a card already."""

    code = "exchange.identity_there"
    sentence = Text(
        en="This node has a card already. To change it: entraide card rotate, revoke or move.",
        fr="Ce nœud a déjà une carte. Pour la changer : entraide card rotate, revoke ou move.",
    )


class IdentityUnreadable(Refusal):
    """The file with the keys of this node cannot be read, or holds no key in force."""

    code = "exchange.identity_unreadable"
    sentence = Text(
        en="The keys of this node cannot be used. Restore exchange/identity.json from a backup, then: entraide doctor.",
        fr="Les clés de ce nœud sont inutilisables. Restaurez exchange/identity.json d’une sauvegarde, puis : "
        "entraide doctor.",
    )


class AddressRefused(Refusal):
    """Not an address under which a node can be reached, or one inside a network."""

    code = "exchange.address_refused"
    sentence = Text(
        en="«{address}» is no address at which this node may call a partner: it must be https and public.",
        fr="« {address} » n’est pas une adresse où ce nœud peut joindre un partenaire : elle doit être publique et en "
        "https.",
    )


class LinkDown(Refusal):
    """The partner's node does not answer, or not as it should."""

    code = "exchange.link_down"
    sentence = Text(
        en="The partner’s node does not answer: {reason}.",
        fr="Le nœud du partenaire ne répond pas : {reason}.",
    )


class PartnerThere(Refusal):
    """That node is a partner already, or is this one."""

    code = "exchange.partner_there"
    sentence = Text(
        en="This node is a partner already, or your own.", fr="Ce nœud est déjà un partenaire, ou le vôtre."
    )


class PartnerNotConfirmed(Refusal):
    """Nobody has compared its fingerprint yet, or it is suspended."""

    code = "exchange.partner_not_confirmed"
    sentence = Text(
        en="Nothing passes to or from this partner: its fingerprint is not confirmed, or it is suspended.",
        fr="Rien ne passe vers ce partenaire ni de lui : son empreinte n’est pas confirmée, ou il est suspendu.",
    )


class FingerprintDiffers(Refusal):
    """What was heard over the telephone is not the fingerprint of the card."""

    code = "exchange.fingerprint_differs"
    sentence = Text(
        en="This is not the fingerprint of the card that we have. Do not go on: somebody may stand between you.",
        fr="Ce n’est pas l’empreinte de la carte que nous avons. N’allez pas plus loin : quelqu’un peut s’interposer.",
    )


class UnknownType(Refusal):
    """A message of a type that this node does not know."""

    code = "exchange.unknown_type"
    sentence = Text(
        en="A message of the type «{type}» is not known to this node.",
        fr="Un message du type « {type} » n’est pas connu de ce nœud.",
    )


class NotYet(Refusal):
    """What it follows has not arrived: the sender tries again."""

    code = "exchange.not_yet"
    sentence = Text(
        en="{where} comes before what it follows; it will be taken when that is here.",
        fr="{where} arrive avant ce qui le précède ; il sera pris quand cela sera là.",
    )


class TooMany(Refusal):
    """More than this partner may send in the time, or more conversations than it may open."""

    code = "exchange.too_many"
    sentence = Text(
        en="More than this partner may send now; it can try again later.",
        fr="Plus que ce partenaire ne peut envoyer en ce moment ; il peut réessayer plus tard.",
    )


class Busy(Refusal):
    """The same file is being taken in this moment."""

    code = "exchange.busy"
    sentence = Text(en="{where} is being taken in already.", fr="{where} est déjà en cours de réception.")


class Recalled(Refusal):
    """Its originator has recalled it."""

    code = "exchange.recalled"
    sentence = Text(
        en="Its originator has recalled this: {reason}", fr="Son émetteur a rappelé ceci : {reason}"
    )


class MayNotGoOn(Refusal):
    """How it was sent forbids passing it on without the originator's consent."""

    code = "exchange.may_not_go_on"
    sentence = Text(
        en="{what} may not go on without the originator’s consent ({handling}). Ask for it first.",
        fr="{what} ne peut pas aller plus loin sans l’accord de l’émetteur ({handling}). Demandez-le d’abord.",
    )


class NotSaid(Refusal):
    """Who was called, on which number and from where, or the reason, is not said."""

    code = "exchange.not_said"
    sentence = Text(
        en="Say who was called, on which number and where that number is from; or give the reason.",
        fr="Indiquez qui a été appelé, à quel numéro et d’où vient ce numéro ; ou donnez la raison.",
    )


class NotNarrower(Refusal):
    """A handling that lets more be done than the one before."""

    code = "exchange.not_narrower"
    sentence = Text(
        en="This lets more be done with the message than before: handling can only be narrowed.",
        fr="Cela permet davantage qu’avant : le traitement ne peut qu’être restreint.",
    )


class NothingNarrower(Refusal):
    """A handling that is the same as the one before."""

    code = "exchange.nothing_narrower"
    sentence = Text(
        en="Nothing is narrower: choose stricter terms than today’s.",
        fr="Rien n’est restreint : choisissez plus strict qu’aujourd’hui.",
    )


class NotYours(Refusal):
    """A message that this side did not send, or did not receive."""

    code = "exchange.not_yours"
    sentence = Text(
        en="This cannot be said of that message by this side.", fr="Ce côté ne peut dire cela de ce message."
    )
