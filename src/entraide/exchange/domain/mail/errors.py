"""Why a mail, a certificate for mail or a mailbox is refused: one code each."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class MailTooLarge(Refusal):
    """More than this node takes, in bytes or in parts."""

    code = "exchange.mail_too_large"
    sentence = Text(
        en="This mail is larger than this node takes ({most}).",
        fr="Ce courriel dépasse ce que ce nœud accepte ({most}).",
    )


class MailUnreadable(Refusal):
    """Bytes that are no mail, or one that two programs would read in two ways."""

    code = "exchange.mail_unreadable"
    sentence = Text(en="This mail cannot be read: {where}.", fr="Ce courriel est illisible : {where}.")


class MailNestedTooDeep(Refusal):
    """Signed or encrypted over and over."""

    code = "exchange.mail_nested_too_deep"
    sentence = Text(
        en="This mail is signed or encrypted more than {most} times over.",
        fr="Ce courriel est signé ou chiffré plus de {most} fois de suite.",
    )


class MailNotOpened(Refusal):
    """It was not encrypted to a key of this agency, or was changed on its way. The two are never told apart."""

    code = "exchange.mail_not_opened"
    sentence = Text(
        en="This mail cannot be decrypted: it is for another key, or was changed on its way.",
        fr="Ce courriel ne peut être déchiffré : il est pour une autre clé, ou a été modifié en chemin.",
    )


class MailCertificateUnreadable(Refusal):
    """A file that holds no certificate, or more than one."""

    code = "exchange.mail_certificate_unreadable"
    sentence = Text(
        en="This is not one certificate, in PEM or in DER.",
        fr="Ceci n’est pas un certificat seul, en PEM ou en DER.",
    )


class MailKeyUnreadable(Refusal):
    """A file that is no PKCS#12 file with a key and its certificate, or another pass phrase."""

    code = "exchange.mail_key_unreadable"
    sentence = Text(
        en="This is not a PKCS#12 file with a key and its certificate, or the pass phrase is another.",
        fr="Ceci n’est pas un fichier PKCS#12 contenant une clé et son certificat, ou la phrase secrète est autre.",
    )


class MailCertificateCannotSign(Refusal):
    """A certificate that may not sign mail, or whose key is too weak for it."""

    code = "exchange.mail_certificate_cannot_sign"
    sentence = Text(
        en="The certificate of «{name}» is not one to sign mail with, or its key is too weak.",
        fr="Le certificat de « {name} » n’est pas fait pour signer des courriels, ou sa clé est trop faible.",
    )


class MailCertificateCannotEncrypt(Refusal):
    """A certificate to which mail may not be encrypted, or not by RSA."""

    code = "exchange.mail_certificate_cannot_encrypt"
    sentence = Text(
        en="Nothing can be encrypted to the certificate of «{name}»: that takes an RSA key of 2048 bits or more.",
        fr="On ne peut chiffrer avec le certificat de « {name} » : il y faut une clé RSA d’au moins 2048 bits.",
    )


class MailCertificateNotInForce(Refusal):
    """Before the first day of a certificate, or after its last."""

    code = "exchange.mail_certificate_not_in_force"
    sentence = Text(
        en="The certificate of «{name}» counts from {since} to {until} only.",
        fr="Le certificat de « {name} » ne vaut que du {since} au {until}.",
    )


class MailCertificateForOther(Refusal):
    """A certificate that does not bear the address that it is used for."""

    code = "exchange.mail_certificate_for_other"
    sentence = Text(
        en="The certificate of «{name}» is not for the address {address}.",
        fr="Le certificat de « {name} » n’est pas pour l’adresse {address}.",
    )


class MailSignatureBroken(Refusal):
    """The mail claims to be signed, and what arrived is not what was signed."""

    code = "exchange.mail_signature_broken"
    sentence = Text(
        en="This mail says that it is signed, and its signature does not fit what it says.",
        fr="Ce courriel se dit signé, et sa signature ne correspond pas à son contenu.",
    )


class MailSignerMissing(Refusal):
    """The certificate of the signature is neither in the mail nor on record: nobody can say whether it fits."""

    code = "exchange.mail_signer_missing"
    sentence = Text(
        en="This mail says that it is signed, and the certificate for it is neither in it nor on record.",
        fr="Ce courriel se dit signé, et le certificat correspondant n’y figure pas et n’est pas enregistré.",
    )


class MailSignatureWeak(Refusal):
    """Signed in a way that others can imitate."""

    code = "exchange.mail_signature_weak"
    sentence = Text(
        en="This mail is signed with an algorithm that proves nothing any more: {algorithm}.",
        fr="Ce courriel est signé avec un algorithme qui ne prouve plus rien : {algorithm}.",
    )


class MailSignedInPart(Refusal):
    """A signature that covers a part of the mail, while the mail shows more."""

    code = "exchange.mail_signed_in_part"
    sentence = Text(
        en="A part of this mail is signed, and not the whole.",
        fr="Ce courriel n’est signé qu’en partie.",
    )


class MailSignedByStranger(Refusal):
    """Signed with a certificate that nobody compared and kept for this partner."""

    code = "exchange.mail_signed_by_stranger"
    sentence = Text(
        en="This mail is signed with a certificate that is not on record for this partner: {fingerprint}.",
        fr="Ce courriel est signé avec un certificat qui n’est pas enregistré pour ce partenaire : {fingerprint}.",
    )


class MailSignedAhead(Refusal):
    """Signed at a time that has not come."""

    code = "exchange.mail_signed_ahead"
    sentence = Text(
        en="This mail says that it was signed at {signed_at}, which is still to come.",
        fr="Ce courriel se dit signé le {signed_at}, ce qui est encore à venir.",
    )


class MailUnsigned(Refusal):
    """A partner that signs wrote without a signature."""

    code = "exchange.mail_unsigned"
    sentence = Text(
        en="This partner signs its mail, and this mail is not signed.",
        fr="Ce partenaire signe ses courriels, et celui-ci n’est pas signé.",
    )


class MailSenderUnclear(Refusal):
    """No sender, more than one, or another inside than outside."""

    code = "exchange.mail_sender_unclear"
    sentence = Text(
        en="This mail does not name one sender, the same inside and outside.",
        fr="Ce courriel ne nomme pas un seul expéditeur, le même à l’intérieur et à l’extérieur.",
    )


class MailNotFromPartner(Refusal):
    """It answers a conversation from an address that is not the partner's."""

    code = "exchange.mail_not_from_partner"
    sentence = Text(
        en="This mail comes from {address}, which is not an address of the partner of this conversation.",
        fr="Ce courriel vient de {address}, qui n’est pas une adresse du partenaire de cette conversation.",
    )


class MailReferenceForged(Refusal):
    """It names a message as ours that this node never sent."""

    code = "exchange.mail_reference_forged"
    sentence = Text(
        en="This mail refers to a message that this node did not send.",
        fr="Ce courriel se réfère à un message que ce nœud n’a pas envoyé.",
    )


class MailReferencesDiffer(Refusal):
    """It answers messages of more than one conversation."""

    code = "exchange.mail_references_differ"
    sentence = Text(
        en="This mail refers to more than one conversation.",
        fr="Ce courriel se réfère à plus d’une conversation.",
    )


class MailReferenceMissing(Refusal):
    """Nothing in it says which conversation it belongs to."""

    code = "exchange.mail_reference_missing"
    sentence = Text(
        en="Nothing in this mail says which conversation it belongs to.",
        fr="Rien dans ce courriel ne dit à quelle conversation il appartient.",
    )


class MailReferenceUnknown(Refusal):
    """The conversation that it refers to is not one with a partner by mail."""

    code = "exchange.mail_reference_unknown"
    sentence = Text(
        en="The conversation that this mail refers to is not one that is held by mail.",
        fr="La conversation à laquelle ce courriel se réfère ne se tient pas par courriel.",
    )


class MailReferenceBySubject(Refusal):
    """Only the subject says where it belongs, and anybody can write a subject."""

    code = "exchange.mail_reference_by_subject"
    sentence = Text(
        en="Only the subject of this mail names {reference}: a person must confirm that it belongs there.",
        fr="Seul l’objet de ce courriel nomme {reference} : une personne doit confirmer qu’il en relève.",
    )


class MailBounceNotOurs(Refusal):
    """A report about a message that this node did not send."""

    code = "exchange.mail_bounce_not_ours"
    sentence = Text(
        en="This mail reports on a message that cannot be shown to be one of this node.",
        fr="Ce courriel rend compte d’un message dont rien ne prouve qu’il vient de ce nœud.",
    )


class MailboxUnreachable(Refusal):
    """No connection, or one that broke."""

    code = "exchange.mail_box_unreachable"
    sentence = Text(
        en="The mailbox on {host} cannot be reached: {reason}.",
        fr="La boîte aux lettres sur {host} est injoignable : {reason}.",
    )


class MailboxNotTrusted(Refusal):
    """The server does not prove that it is the one, or offers no encryption."""

    code = "exchange.mail_box_not_trusted"
    sentence = Text(
        en="The mail server {host} does not prove who it is: {reason}.",
        fr="Le serveur de courrier {host} ne prouve pas son identité : {reason}.",
    )


class MailboxLoginRefused(Refusal):
    """The server does not take the name or the pass word."""

    code = "exchange.mail_box_login_refused"
    sentence = Text(
        en="The mail server {host} refuses the login of «{user}».",
        fr="Le serveur de courrier {host} refuse la connexion de « {user} ».",
    )


class MailboxUnsound(Refusal):
    """The folder is not there, cannot be written to, or the server does not answer as it must."""

    code = "exchange.mail_box_unsound"
    sentence = Text(
        en="The folder «{folder}» on {host} cannot be used: {reason}.",
        fr="Le dossier « {folder} » sur {host} est inutilisable : {reason}.",
    )


class MailNotFetched(Refusal):
    """The server lists a message and does not hand it over."""

    code = "exchange.mail_not_fetched"
    sentence = Text(
        en="The mail server lists message {number} and does not hand it over.",
        fr="Le serveur de courrier mentionne le message {number} et ne le remet pas.",
    )


class MailNotSetAside(Refusal):
    """Stored here, and not flagged or moved on the server: it will be fetched again."""

    code = "exchange.mail_not_set_aside"
    sentence = Text(
        en="Message {number} is stored here, but the mail server does not set it aside: {reason}.",
        fr="Le message {number} est conservé ici, mais le serveur de courrier ne le met pas de côté : {reason}.",
    )


class MailKeyDamaged(Refusal):
    """The file in which the node keeps its key for mail is not what was written there."""

    code = "exchange.mail_key_damaged"
    sentence = Text(
        en="The agency’s key for mail cannot be read on this node: it must be set again before mail leaves.",
        fr="La clé du service pour le courriel est illisible sur ce nœud : elle doit être remise avant tout envoi.",
    )


class MailSecretsDamaged(Refusal):
    """Without them no message of ours is known again."""

    code = "exchange.mail_secrets_damaged"
    sentence = Text(
        en="The secrets by which this node knows its own messages again cannot be read: put them back from a copy.",
        fr="Les secrets par lesquels ce nœud reconnaît ses messages sont illisibles : reprenez-les d’une copie.",
    )
