"""The report's own words, in both languages."""

from entraide.kernel.languages import Text

TITLE = Text(en="Custody report", fr="Rapport sur la chaîne de possession")
TITLE_OF = Text(en="Custody report, case {case}", fr="Rapport sur la chaîne de possession, dossier {case}")
CASE = Text(en="Case", fr="Dossier")
AGENCY = Text(en="Agency", fr="Service")
MADE = Text(en="Made", fr="Établi")
HANDLING = Text(en="Handling and limits on use", fr="Traitement et limites d’utilisation")
NO_HANDLING = Text(en="None stated", fr="Aucune indication")
HANDLING_FIRST = Text(
    en="Handling and limits on use: see the first page",
    fr="Traitement et limites d’utilisation : voir la page 1",
)
COUNT = Text(en="Number of exhibits", fr="Nombre de pièces")
ABOUT_TIMES = Text(
    en="All times are in coordinated universal time (UTC+00:00): the date, then the hour on a clock of 24 hours.",
    fr="Toutes les heures sont en temps universel coordonné (UTC+00:00) : la date, puis l’heure sur 24 heures.",
)
ABOUT_SIGNS = Text(
    en="A sign that cannot be printed stands as its Unicode number in square brackets, such as [U+1F600].",
    fr="Un signe qui ne peut pas être imprimé figure par son numéro Unicode entre crochets, comme [U+1F600].",
)
EXHIBITS = Text(en="Exhibits", fr="Pièces")
NO_EXHIBITS = Text(en="No exhibit.", fr="Aucune pièce.")
EXHIBIT = Text(en="Exhibit {number}: {title}", fr="Pièce {number} : {title}")

NUMBER = Text(en="Number", fr="Numéro")
WHAT = Text(en="What it is", fr="Désignation")
KIND = Text(en="Kind", fr="Nature")
STATE = Text(en="Where it stands now", fr="Situation actuelle")
PAGE = Text(en="Page", fr="Page")

DESCRIPTION = Text(en="Description", fr="Description")
SOURCE = Text(en="Where it comes from", fr="Provenance")
MARKING = Text(en="Marking", fr="Marquage")
REGISTERED = Text(en="Put on the register", fr="Inscription au registre")
REGISTERED_BY = Text(en="{at}, by {by}", fr="{at}, par {by}")
ALSO_SAID = Text(en="Also said", fr="Autre précision")
NAMED = Text(en="{name}: {value}", fr="{name} : {value}")
NOT_SAID = Text(en="Not said", fr="Non précisé")
CUSTODY = Text(en="Custody", fr="Garde")
NOT_BEGUN = Text(
    en="Not known: its custody has not begun here", fr="Inconnue : sa garde n’a pas commencé ici"
)
HOLDER = Text(en="Held by", fr="Détenue par")
PLACE = Text(en="Place", fr="Lieu")
SEALS_ON = Text(en="Seals on it", fr="Scellés en place")
NO_SEALS = Text(en="None", fr="Aucun")
HOLD = Text(en="Legal hold", fr="Conservation obligatoire")
ON_HOLD = Text(
    en="Yes: neither released nor destroyed while it lasts",
    fr="Oui : ni remise ni destruction tant qu’elle dure",
)
WAITS = Text(en="Waits for an answer", fr="En attente d’une réponse")
EVENT = Text(en="{act}, number {number}", fr="{act}, numéro {number}")

FILES = Text(en="Files", fr="Fichiers")
NO_FILES = Text(en="No file was taken in.", fr="Aucun fichier n’a été versé.")
PART = Text(en="What it holds", fr="Contenu")
NAME = Text(en="Name", fr="Nom")
SIZE = Text(en="Size", fr="Taille")
DIGEST = Text(en="SHA-256", fr="SHA-256")
TAKEN = Text(en="Taken in", fr="Versement")
BYTES = Text(en="{count} bytes", fr="{count} octets")
ONE_BYTE = Text(en="{count} byte", fr="{count} octet")
UNITS = (
    Text(en="kB", fr="ko"),
    Text(en="MB", fr="Mo"),
    Text(en="GB", fr="Go"),
    Text(en="TB", fr="To"),
    Text(en="PB", fr="Po"),
)

CHAIN = Text(en="Chain of custody", fr="Chaîne de possession")
ON_THIS_PAGE = Text(en="Exhibit {number}", fr="Pièce {number}")
NO_CHAIN = Text(en="Nothing is recorded.", fr="Rien n’est consigné.")
LINK = Text(en="No.", fr="N°")
WHEN = Text(en="When", fr="Quand")
ACT = Text(en="What happened", fr="Fait")
WHO = Text(en="Who", fr="Qui")
WHERE = Text(en="Where", fr="Où")
SEALS = Text(en="Seals", fr="Scellés")
REASON = Text(en="Reason", fr="Motif")
CONDITION = Text(en="Condition", fr="État")
RECORDED = Text(en="Recorded", fr="Consigné")
HAPPENED = Text(en="Happened", fr="Survenu")
FROM = Text(en="From", fr="Du")
UNTIL = Text(en="Until", fr="Jusqu’au")
TOLD = Text(en="As it was told", fr="Selon ce qui est dit")
OF_A_COPY = Text(en="of a copy", fr="d’une copie")
ANSWERS = Text(en="answers number {number}", fr="répond au numéro {number}")
SECOND = Text(en="Second signatory", fr="Second signataire")
OFFERED_TO = Text(en="Offered to", fr="Offerte à")
CAME_FROM = Text(en="Came from", fr="Revenue de")
SIGNED_IN = Text(en="stands for it by sign-in", fr="en répond par sa session")
SIGNATURE = Text(en="Handwritten signature of {name}", fr="Signature manuscrite de {name}")

GAP = Text(en="Gap", fr="Lacune")
GAP_SAID = Text(
    en="Gap in the chain of custody: nobody can say where the exhibit was.",
    fr="Lacune dans la chaîne de possession : nul ne peut dire où se trouvait la pièce.",
)
NOT_KNOWN_WHEN = Text(en="At a time that is not known", fr="À un moment inconnu")
BEFORE = Text(en="Before", fr="Avant")
AFTER = Text(en="After", fr="Après")
