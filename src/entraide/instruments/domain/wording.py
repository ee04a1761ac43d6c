"""The sentences of the advice that are the engine's own; what comes from an instrument is in its file."""

from entraide.kernel.languages import Text

OWN = Text(en="rule of this advice", fr="règle du présent conseil")

NOTICE = Text(
    en="This advises and never decides. A jurist of the bureau, or the central authority, settles the legal basis.",
    fr="Ceci conseille et ne décide jamais. Un juriste du bureau, ou l’autorité centrale, arrête le fondement "
    "juridique.",
)
BOTH_PARTIES = Text(
    en="{home} and {partner} are both parties{dates}.",
    fr="Les deux États y sont parties : {home}, {partner}{dates}.",
)
PARTY_DATES = Text(
    en=" ({home}: {home_date}; {partner}: {partner_date})",
    fr=" ({home} : {home_date} ; {partner} : {partner_date})",
)
IN_FORCE = Text(en="in force {date}", fr="en vigueur {date}")
RATIFIED = Text(en="ratified {date}", fr="ratification {date}")
IN_FORCE_BETWEEN = Text(
    en="It binds {home} and {partner}{since}.", fr="Il lie les deux États : {home}, {partner}{since}."
)
SINCE = Text(en=", in force {date}", fr=", en vigueur {date}")
ACT_OF = Text(en="It is an act of {state}.", fr="Loi de cet État : {state}.")
OFFENCE_COVERED = Text(en="It covers this offence: {offence}.", fr="Il vise cette infraction : {offence}.")
ONLY_IF = Text(en="Only if: {condition}.", fr="Seulement si : {condition}.")
GENERAL_CLAUSE = Text(
    en="Nothing in it names this; it is reached by a general clause.",
    fr="Aucune disposition ne le nomme ; seule une clause générale le permet.",
)
OLD_TABLE = Text(
    en="Known only from a table of {month}: that {names} are bound. Check whether it is still so.",
    fr="Connu seulement d’un tableau de {month} : l’engagement de {names}. Vérifiez s’il tient toujours.",
)
OLD_TABLE_ONE = Text(
    en="Known only from a table of {month}: that {names} is bound. Check whether it is still so.",
    fr="Connu seulement d’un tableau de {month} : l’engagement de {names}. Vérifiez s’il tient toujours.",
)
SET_ASIDE = Text(
    en="{instrument}: it does not name this measure, so it is no basis for it here; it serves for the request that "
    "must follow.",
    fr="{instrument} : ne nomme pas cette mesure et n’en est donc pas le fondement ici ; sert pour la demande qui "
    "doit suivre.",
)
NOT_BOUND = Text(
    en="{instrument} is not available: {state} is not known to be a party{how}.",
    fr="{instrument} : non disponible ; rien ici n’indique que cet État y soit partie : {state}{how}.",
)
SIGNED_ONLY = Text(
    en=" (signed {date}, not known to have ratified)", fr=" (signature {date}, ratification non connue)"
)
CHECK_OLD = Text(
    en=" The table read is of {month}: it may have joined since.",
    fr=" Le tableau lu date de {month} : l’adhésion a pu suivre.",
)
BETWEEN_OTHERS = Text(
    en="{instrument}: {bound} is bound, {unbound} is not, so it does not apply between them.",
    fr="{instrument} : ne s’applique pas entre eux ; État lié : {bound} ; État non lié : {unbound}.",
)
NOT_IN_FORCE = Text(
    en="{instrument} covers this, but is not known to be in force: check before you rest anything on it.",
    fr="{instrument} vise ceci, mais on ne sait pas qu’il soit en vigueur : vérifiez avant de vous y fier.",
)
DUAL_UNKNOWN = Text(
    en="Whether dual criminality is needed is not known here: ask the requested authority.",
    fr="On ne sait pas ici si la double incrimination est exigée : demandez à l’autorité requise.",
)
GROUNDS = Text(en="Check: {grounds}.", fr="À vérifier : {grounds}.")
DECLARED = Text(en="Declaration of {state}: {text}", fr="Déclaration ({state}) : {text}")

NO_TREATY = Text(
    en="No treaty between {home} and {partner} is known for this: letters rogatory, or an offer of reciprocity, "
    "remain. The requested state is not obliged to answer.",
    fr="Aucun traité n’est connu à cette fin ({home}, {partner}) : restent la commission rogatoire ou "
    "l’offre de réciprocité. L’État requis n’est pas tenu de répondre.",
)
ONLY_CONDITIONAL = Text(
    en="Every treaty found applies only on a condition: say in the request how it is met, and prepare the next "
    "basis as well.",
    fr="Tout traité trouvé ne s’applique que sous condition : dites dans la demande comment elle est remplie, et "
    "préparez aussi le fondement suivant.",
)
NO_TREATY_POLICE = Text(
    en="No treaty between {home} and {partner} is known for this: it rests on police practice and on the law of each.",
    fr="Aucun traité n’est connu à cette fin ({home}, {partner}) : seuls la pratique policière et le droit de chacun "
    "la soutiennent.",
)
NO_UN_SEAT = Text(
    en="{state} is neither a member nor an observer of the United Nations, or its status is disputed: ask the "
    "foreign ministry by which channel, and whether, it may be addressed.",
    fr="{state} : ni membre ni observateur des Nations Unies, ou statut contesté ; demandez au "
    "ministère des Affaires étrangères par quelle voie, et si, l’on peut s’y adresser.",
)
NOWHERE = Text(
    en="{state} stands in none of the tables of parties of this library.",
    fr="{state} : ne figure dans aucun des tableaux de parties de cette bibliothèque.",
)
NOTHING_VERIFIED = Text(
    en="Nobody has confirmed any of the bases below against its source: check before you sign.",
    fr="Personne n’a confirmé à la source aucun des fondements ci-dessous : vérifiez avant de signer.",
)
PRESERVATION_FOLLOWED = Text(
    en="Preservation only keeps the data: a request for its disclosure must follow before it lapses. The bases for "
    "that request are given separately.",
    fr="La conservation ne fait que garder les données : une demande de communication doit suivre avant son "
    "échéance. Les fondements de cette demande sont donnés à part.",
)
EMERGENCY = Text(
    en="Emergency: go to the point of contact that answers day and night, say which act is imminent and by when, "
    "and have the paper follow.",
    fr="Urgence vitale : adressez-vous au point de contact permanent, dites quel acte est imminent et à quelle "
    "heure, et faites suivre l’écrit.",
)
SECOND_CHANNEL = Text(
    en="Verify the requester, or let yourself be verified, by a second channel: a number taken from the directory, "
    "never from the message.",
    fr="Vérifiez le demandeur, ou laissez-vous vérifier, par une seconde voie : un numéro pris dans le répertoire, "
    "jamais dans le message.",
)
WRONG_TRACK = Text(
    en="This kind of request belongs to the judicial track: on the police track it can only be prepared.",
    fr="Ce type de demande relève de la voie judiciaire : la voie policière ne peut que la préparer.",
)
POLICE_COERCION = Text(
    en="On the police track nothing coercive can be asked: {measures}.",
    fr="Par la voie policière, rien de coercitif ne peut être demandé : {measures}.",
)
TOO_EARLY = Text(
    en="At the stage of intelligence most treaties do not apply yet: they ask for an investigation or a proceeding.",
    fr="Au stade du renseignement, la plupart des traités ne s’appliquent pas encore : il leur faut une enquête ou "
    "une procédure.",
)
NOT_COVERED = Text(
    en="No treaty found here names this measure: {measures}.",
    fr="Aucun traité trouvé ici ne nomme cette mesure : {measures}.",
)
OFFENCE_UNKNOWN = Text(
    en="«{offence}» is not a class of offences known here: only instruments for any offence were looked at.",
    fr="« {offence} » n’est pas une catégorie d’infractions connue ici : seuls les instruments visant toute "
    "infraction ont été examinés.",
)
OFFENCE_MISSING = Text(
    en="No offence was named: conventions on one subject (drugs, corruption…) were left out.",
    fr="Aucune infraction n’a été nommée : les conventions spéciales (stupéfiants, corruption…) ont été écartées.",
)
ASSURANCE_BEFORE_SENDING = Text(
    en="Information sent there may serve in a capital case: ask for an assurance before sending it.",
    fr="Le renseignement envoyé peut y servir dans une affaire passible de mort : demandez une assurance avant "
    "l’envoi.",
)
ASSURANCE_WHEN_ASKED = Text(
    en="Whatever goes there (the facts in the request, later a person or evidence) needs an assurance that death "
    "will not be sought or carried out; the assurance is asked for when that state is the one that receives.",
    fr="Ce qui y est transmis (les faits de la demande, plus tard une personne ou une preuve) exige l’assurance que "
    "la mort ne sera ni requise ni exécutée ; elle se demande quand cet État est celui qui reçoit.",
)
ASSURANCE_EXPECTED = Text(
    en="{state}, which asks, has not abolished the death penalty: expect {partner} to ask for an assurance.",
    fr="L’État qui demande ({state}) n’a pas aboli la peine de mort : attendez-vous à ce que l’autre ({partner}) "
    "exige une assurance.",
)
DEATH_PENALTY_UNKNOWN = Text(
    en="Whether {state} has abolished the death penalty is not known here: check.",
    fr="{state} : on ne sait pas ici si la peine de mort y est abolie ; vérifiez.",
)
PROTOCOL_PARTY = Text(
    en="It is a party to the Second Optional Protocol to the International Covenant on Civil and Political Rights.",
    fr="Cet État est partie au Deuxième Protocole facultatif se rapportant au Pacte international relatif aux droits "
    "civils et politiques.",
)
NO_PROTOCOL = Text(
    en="It is not among the parties to the Second Optional Protocol (table of March 2015).",
    fr="Cet État n’est pas parmi les parties au Deuxième Protocole facultatif (tableau de mars 2015).",
)
NO_DOMESTIC_LAW = Text(
    en="The domestic law of {state}, which decides how the request is executed, is not in this library.",
    fr="Le droit interne de l’État requis ({state}), qui règle l’exécution, n’est pas dans cette bibliothèque.",
)
NO_BILATERAL = Text(
    en="No bilateral treaty between {home} and {partner} for this is in this library. It does not hold all of them: "
    "look in the treaty database of your foreign ministry.",
    fr="Aucun traité bilatéral à cette fin ({home}, {partner}) n’est dans cette bibliothèque. Elle ne les contient "
    "pas tous : consultez la base des traités de votre ministère des Affaires étrangères.",
)
