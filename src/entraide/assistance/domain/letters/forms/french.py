"""The words of the forms of request in French. `typography` finishes the spaces of their punctuation."""

from entraide.assistance.domain.letters import french
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.forms.words import FormWords, Part

WORDS = FormWords(
    language="fr",
    letter=french.letter,
    in_the_matter=french.in_the_matter,
    enclosed=french.enclosed,
    limits_on_ours=french.limits,
    titles={
        LetterKind.OUTGOING_REQUEST: "Demande d’entraide",
        LetterKind.LETTERS_ROGATORY: "Lettre rogatoire",
        LetterKind.PRESERVATION_REQUEST: "Demande de conservation rapide de données",
        LetterKind.SUBSCRIBER_REQUEST: "Demande de renseignements sur l’abonné",
        LetterKind.EMERGENCY_DISCLOSURE: "Demande de communication d’urgence",
        LetterKind.PROVISIONAL_ARREST: "Demande d’arrestation provisoire",
        LetterKind.FIREARM_TRACE: "Demande de dépistage d’une arme à feu",
        LetterKind.TRAVEL_NOTICE: "Préavis de déplacement",
    },
    openings={
        LetterKind.OUTGOING_REQUEST: "Nous avons l’honneur de solliciter l’entraide de vos services{matter}.",
        LetterKind.LETTERS_ROGATORY: "La présente lettre rogatoire est adressée aux autorités judiciaires "
        "compétentes{state}. Dans l’intérêt de la justice, nous avons l’honneur de solliciter leur entraide{matter}.",
        LetterKind.PRESERVATION_REQUEST: "Nous demandons la conservation rapide des données informatiques stockées "
        "décrites ci-dessous{matter}, avant qu’elles ne soient perdues ou modifiées.",
        LetterKind.SUBSCRIBER_REQUEST: "Nous demandons la communication des renseignements sur l’abonné décrits "
        "ci-dessous{matter}.",
        LetterKind.EMERGENCY_DISCLOSURE: "Nous demandons la communication immédiate des renseignements décrits "
        "ci-dessous{matter} : la vie ou la sécurité d’une personne est en danger.",
        LetterKind.PROVISIONAL_ARREST: "Nous demandons l’arrestation provisoire, en vue de son extradition, de la "
        "personne décrite ci-dessous{matter}.",
        LetterKind.FIREARM_TRACE: "Nous sollicitons votre entraide pour le dépistage de l’arme à feu décrite "
        "ci-dessous{matter}.",
        LetterKind.TRAVEL_NOTICE: "Nous vous informons du déplacement de la personne décrite ci-dessous{matter}, afin "
        "que vous puissiez prendre les mesures que vous jugerez indiquées.",
    },
    headings={
        Part.AUTHORITY: "Autorité requérante",
        Part.BASIS: "Fondement juridique",
        Part.PROCEEDING: "Procédure",
        Part.DANGER: "Le danger",
        Part.FACTS: "Faits",
        Part.OFFENCES: "Infractions",
        Part.DUAL_CRIMINALITY: "Double incrimination",
        Part.SUBJECTS: "Personnes et choses visées",
        Part.PARTICULARS: "Précisions",
        Part.DATA: "Données recherchées",
        Part.WITNESSES: "Personnes à entendre",
        Part.ASSISTANCE: "Entraide demandée",
        Part.QUESTIONS: "Questions à poser",
        Part.FORMALITIES: "Formalités à observer",
        Part.NECESSITY: "But et nécessité",
        Part.URGENCY: "Urgence",
        Part.FOLLOW_UP: "Suites prévues",
        Part.CONFIDENTIALITY: "Confidentialité",
        Part.USE: "Restrictions d’utilisation",
        Part.UNDERTAKINGS: "Engagements",
        Part.RELATED: "Demandes connexes à d’autres États",
        Part.TRANSLATION: "Traduction",
        Part.REPLY: "Réponse",
    },
    own_headings={
        (LetterKind.LETTERS_ROGATORY, Part.PROCEEDING): "Instance en cours",
        (LetterKind.LETTERS_ROGATORY, Part.AUTHORITY): "Autorité dont émane la présente",
        (LetterKind.PRESERVATION_REQUEST, Part.DATA): "Données à conserver",
        (LetterKind.EMERGENCY_DISCLOSURE, Part.PARTICULARS): "Comptes et connexions",
        (LetterKind.EMERGENCY_DISCLOSURE, Part.NECESSITY): "Pourquoi aucun autre moyen ne convient",
        (LetterKind.EMERGENCY_DISCLOSURE, Part.ASSISTANCE): "Renseignements demandés",
        (LetterKind.PROVISIONAL_ARREST, Part.SUBJECTS): "Personne recherchée",
        (LetterKind.PROVISIONAL_ARREST, Part.PARTICULARS): "Mandat et peine",
        (LetterKind.FIREARM_TRACE, Part.PARTICULARS): "L’arme à feu",
        (LetterKind.TRAVEL_NOTICE, Part.AUTHORITY): "Autorité qui donne le préavis",
        (LetterKind.TRAVEL_NOTICE, Part.PARTICULARS): "Personne et déplacement",
        (LetterKind.TRAVEL_NOTICE, Part.ASSISTANCE): "Objet du préavis",
        (LetterKind.TRAVEL_NOTICE, Part.REPLY): "Accusé de réception",
    },
    bases={
        LetterKind.PRESERVATION_REQUEST: "Articles 29 et 30 de la Convention sur la cybercriminalité (Budapest, "
        "2001 ; STE n° 185).",
        LetterKind.SUBSCRIBER_REQUEST: "Article 31 de la Convention sur la cybercriminalité (Budapest, 2001 ; STE "
        "n° 185).",
    },
    relations={
        "new": "Il s’agit d’une nouvelle demande",
        "extension": "La présente prolonge une demande antérieure",
        "follow_up": "La présente fait suite à une demande antérieure",
    },
    earlier="(référence {reference})",
    stage="Stade",
    maximum_penalty="Peine maximale",
    limitation="Prescription",
    period="Période : du {begins} au {ends}.",
    period_from="Période : à compter du {begins}.",
    period_to="Période : jusqu’au {ends}.",
    custodian="Détenteur",
    due="au plus tard le {day}",
    measures_lead=(
        "Nous vous saurions gré de bien vouloir exécuter la mesure suivante :",
        "Nous vous saurions gré de bien vouloir exécuter les mesures suivantes :",
    ),
    witnesses_lead="Nous vous prions de faire comparaître les personnes ci-dessous, par les moyens en usage dans "
    "votre ressort, afin qu’elles répondent sous serment ou affirmation solennelle :",
    formalities_lead="Pour que les résultats puissent servir devant nos tribunaux, nous vous prions d’observer ces "
    "formalités, dans la mesure où votre droit le permet :",
    needed_by="L’entraide est nécessaire au plus tard le {day}.",
    preserve_until="Nous demandons qu’elles soient conservées jusqu’au {day}.",
    preserve_sixty_days="Nous demandons qu’elles soient conservées pendant au moins soixante jours (art. 29, par. 7, "
    "de la Convention sur la cybercriminalité).",
    mla_will_follow="Nous avons l’intention de présenter une demande d’entraide en vue de la perquisition, de la "
    "saisie ou de la divulgation des données (art. 29, par. 2, al. f, de la Convention sur la cybercriminalité).",
    paper_follows={
        LetterKind.EMERGENCY_DISCLOSURE: "Une demande officielle vous parviendra au plus tard le {day}.",
        LetterKind.PROVISIONAL_ARREST: "La demande officielle d’extradition sera présentée au plus tard le {day}.",
    },
    keep_confidential="Nous vous prions de garder la présente confidentielle et de nous consulter avant "
    "toute démarche susceptible d’en révéler l’existence.",
    unrevealed="Nous vous prions de garder secrets l’existence et le contenu de la présente, y compris à l’égard "
    "des personnes visées. Si cela n’est pas possible, veuillez nous consulter avant d’y donner suite.",
    person_may_be_told="La personne visée peut être informée de la présente demande.",
    limits_lead="Nous nous engageons à respecter les restrictions d’utilisation suivantes :",
    assurances_lead="Nous donnons les assurances suivantes :",
    only_this_purpose="Ce que vous nous transmettrez ne servira qu’aux fins de la présente demande, sauf si vous "
    "consentez à une autre utilisation.",
    reciprocity="Nous sommes disposés à agir de même envers vous en pareil cas, dans la mesure où notre droit le "
    "permet.",
    translation_certified="La traduction qui accompagne la présente demande est certifiée.",
    reply_by="Nous vous saurions gré de nous faire parvenir votre réponse au plus tard le {day}.",
    reply_soon="Nous vous saurions gré de nous faire parvenir votre réponse dans les meilleurs délais.",
    consult_us="Si d’autres renseignements vous sont nécessaires ou si une partie de la demande ne peut être "
    "exécutée, nous vous prions de nous consulter avant de prendre une décision.",
    acknowledge="Nous vous prions de bien vouloir accuser réception du présent préavis.",
)
