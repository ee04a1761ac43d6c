"""What is refused of time-stamps, and of the authorities that give them."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class StampTooLarge(Refusal):
    """An answer is longer than any time-stamp has to be; it was not read."""

    code = "evidence.stamp_too_large"
    sentence = Text(
        en="The answer of the time-stamping authority is larger than {most} bytes and was not read.",
        fr="La réponse de l’autorité d’horodatage dépasse {most} octets et n’a pas été lue.",
    )


class StampUnreadable(Refusal):
    """An answer is not written as RFC 3161 has it; `where` says which part."""

    code = "evidence.stamp_unreadable"
    sentence = Text(
        en="This is not a time-stamp that can be read: {where}.",
        fr="Ceci n’est pas un horodatage lisible : {where}.",
    )


class StampNotGranted(Refusal):
    """The authority answered, and gave no time-stamp; `reason` is its own."""

    code = "evidence.stamp_not_granted"
    sentence = Text(
        en="The time-stamping authority gave no time-stamp: {reason}.",
        fr="L’autorité d’horodatage n’a pas donné d’horodatage : {reason}.",
    )


class StampOfOther(Refusal):
    """A time-stamp is of other bytes than those it is shown for."""

    code = "evidence.stamp_of_other"
    sentence = Text(
        en="This time-stamp is not of this exhibit: it was given for another digest.",
        fr="Cet horodatage n’est pas celui de cette pièce : il a été donné pour un autre condensat.",
    )


class StampNotAnswering(Refusal):
    """A time-stamp does not answer the question that was asked: its nonce is missing or another."""

    code = "evidence.stamp_not_answering"
    sentence = Text(
        en="This time-stamp was given for another question than the one that was asked.",
        fr="Cet horodatage répond à une autre question que celle qui a été posée.",
    )


class StampSignerMissing(Refusal):
    """The certificate that is said to have signed is neither in the time-stamp nor among those that are trusted."""

    code = "evidence.stamp_signer_missing"
    sentence = Text(
        en="The certificate of the one who signed this time-stamp is missing.",
        fr="Le certificat de celui qui a signé cet horodatage manque.",
    )


class StampSignerUnbound(Refusal):
    """What is signed does not name the certificate: another with the same key could have been put in its place."""

    code = "evidence.stamp_signer_unbound"
    sentence = Text(
        en="This time-stamp is not bound to the certificate that it comes with.",
        fr="Cet horodatage n’est pas lié au certificat qui l’accompagne.",
    )


class StampSignatureWrong(Refusal):
    """The signature does not fit what the time-stamp says."""

    code = "evidence.stamp_signature_wrong"
    sentence = Text(
        en="The signature of this time-stamp does not fit what it says.",
        fr="La signature de cet horodatage ne correspond pas à ce qu’il dit.",
    )


class StampSignatureWeak(Refusal):
    """The time-stamp is signed in a way that counts for nothing any more, or that this node does not know."""

    code = "evidence.stamp_signature_weak"
    sentence = Text(
        en="This time-stamp is signed in a way that does not count: {algorithm}.",
        fr="Cet horodatage est signé d’une manière qui ne compte pas : {algorithm}.",
    )


class StampPurposeWrong(Refusal):
    """The certificate that signed is not one for time-stamps, and for them alone (RFC 3161, 2.3)."""

    code = "evidence.stamp_purpose_wrong"
    sentence = Text(
        en="The certificate of «{name}» may not be used to sign time-stamps.",
        fr="Le certificat de « {name} » ne peut pas servir à signer des horodatages.",
    )


class StampNotInForce(Refusal):
    """The certificate that signed was not in force at the moment that the time-stamp gives."""

    code = "evidence.stamp_not_in_force"
    sentence = Text(
        en="The certificate of «{name}» was not in force at {at}, when it signed.",
        fr="Le certificat de « {name} » n’était pas en vigueur le {at}, au moment de signer.",
    )


class StampAuthorityUnknown(Refusal):
    """The certificate that signed does not go back to an authority that is trusted here; `reason` is for the log."""

    code = "evidence.stamp_authority_unknown"
    sentence = Text(
        en="«{name}», who signed this time-stamp, does not go back to an authority that is trusted here.",
        fr="« {name} », qui a signé cet horodatage, ne remonte à aucune autorité reconnue ici.",
    )


class StampRootsUnreadable(Refusal):
    """The certificates of the authorities that are trusted cannot be read."""

    code = "evidence.stamp_roots_unreadable"
    sentence = Text(
        en="The certificates of the trusted time-stamping authorities cannot be read.",
        fr="Les certificats des autorités d’horodatage reconnues sont illisibles.",
    )


class AuthorityAddressWrong(Refusal):
    """Not an address under which an authority can be asked."""

    code = "evidence.stamp_authority_address_wrong"
    sentence = Text(
        en="«{address}» is no address of a time-stamping authority: it must begin with https:// or http://.",
        fr="« {address} » n’est pas l’adresse d’une autorité d’horodatage : elle doit commencer par https:// ou "
        "http://.",
    )


class AuthorityAway(Refusal):
    """The authority cannot be reached, or cannot answer now: it is asked again later."""

    code = "evidence.stamp_authority_away"
    sentence = Text(
        en="The time-stamping authority does not answer at present: {reason}.",
        fr="L’autorité d’horodatage ne répond pas pour l’instant : {reason}.",
    )


class AuthorityRefused(Refusal):
    """What is at the address answers, and not as a time-stamping authority does: somebody has to look at it."""

    code = "evidence.stamp_authority_refused"
    sentence = Text(
        en="What was asked for a time-stamp does not answer as an authority does: {reason}.",
        fr="Ce qui a été interrogé pour un horodatage ne répond pas comme une autorité : {reason}.",
    )
