"""What the package refuses."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text

_STANDS_IN_THE_WAY = {
    "begin": Text(en="its custody must begin first", fr="sa garde doit d’abord commencer"),
    "here": Text(en="not while it is here", fr="pas tant qu’elle est ici"),
    "offered": Text(en="an offer waits for its answer", fr="une offre attend sa réponse"),
    "elsewhere": Text(en="it is in the custody of others", fr="elle est sous la garde d’autrui"),
    "released": Text(en="it was released", fr="elle a été remise"),
    "destroyed": Text(en="it was destroyed", fr="elle a été détruite"),
    "held": Text(en="a legal hold is on it", fr="elle fait l’objet d’une conservation obligatoire"),
    "not_held": Text(en="no legal hold is on it", fr="aucune conservation obligatoire ne la vise"),
    "other_offer": Text(en="this offer is not open", fr="cette offre n’est pas ouverte"),
    "asked": Text(
        en="a release or a destruction waits for a second person",
        fr="une remise ou une destruction attend une deuxième personne",
    ),
    "not_asked": Text(en="nobody has asked for it", fr="personne ne l’a demandé"),
    "same_person": Text(
        en="it takes a second person, another than the one who asked",
        fr="il y faut une deuxième personne, autre que celle qui l’a demandé",
    ),
    "seal_number": Text(
        en="name the numbers of seals: new ones to seal, those on it to open",
        fr="indiquez les numéros de scellés : nouveaux pour sceller, en place pour ouvrir",
    ),
}


class CustodyForbids(Refusal):
    """What the chain of custody does not allow now. `why` names what stands in the way."""

    code = "evidence.custody_forbids"
    sentence = Text(
        en="This cannot come next in the exhibit's custody: {reason}.",
        fr="La garde de la pièce ne le permet pas : {reason}.",
    )

    def in_language(self, language: str) -> str:
        reason = _STANDS_IN_THE_WAY[str(self.facts["why"])].in_language(language)
        return self.sentence.in_language(language, reason=reason)
