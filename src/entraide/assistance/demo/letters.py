"""Letters that came in as files in the last hours, and what the duty desk has done with them so far."""

from __future__ import annotations

from entraide.assistance.demo.bureau import Bureau, Story
from entraide.assistance.demo.post import accept, arrive, mail, request_of
from entraide.assistance.domain.kinds import Channel
from entraide.assistance.services import arriving, describing

LOTTERY = """Parquet de Hautebruyère
Section économique
Hautebruyère, Belgique

N/Réf. : HB/3301/E

Objet : demande de renseignements sur l’abonné d’une ligne téléphonique

Madame, Monsieur,

Quatorze personnes de notre ressort ont versé des « frais de dossier » pour toucher le gain d’une loterie qui
n’existe pas. Le préjudice s’élève à 96 000 €. Les appels venaient du numéro +1 555 0166, attribué à un exploitant
de Valmont.

Nous vous prions de bien vouloir nous indiquer le titulaire de cette ligne depuis le 1er janvier et l’adresse
d’installation, ainsi que les antécédents de cette personne.

L’audience étant fixée au mois prochain, une réponse dans les quinze jours nous obligerait.

Veuillez agréer, Madame, Monsieur, l’expression de notre considération distinguée.

Wout Delmarche
Substitut du procureur
desk@hautebruyre.example
+32 555 0108
"""
WATCHES = """# Polizia cantonale di Hochtal / Police cantonale de Hochtal

**Réf. HO-PE 131** — suite de HO-PE 118

Un témoin nous apprend que l’expéditeur des montres contrefaites se nomme Corentin Valbrise, né le 3 mai 1982, et qu’il
habite Valmont. Il utiliserait l’adresse corentin.v@post.example.

Pouvez-vous :

1. vérifier cette identité ;
2. nous dire si cette personne est connue de vos services.

Reto Amsler-Vogt, sergent, +41 555 0114
"""
CHARGERS = """Kriminalamt Lindenau
Lindenau, Germany
Central Office for Cybercrime

File number: LKA-L 91/6

Request for police information (English version)

Charging stations in four towns were switched off at once on the night of the 14th. The commands came from the address
192.0.2.201, which your carrier assigns. We do not yet know whether a person or a fault was the cause.

Please identify the subscriber of 192.0.2.201 on the 14th between 01:00 and 03:00 UTC.

There is no danger to persons.

Jorinde Falkenrath
desk@lindenau.example
+49 555 0109
"""
COURIER = """Federal Desk
Okeluwa, Nigeria

Ref. FDO/155/24

We hold a courier with nine passports of Valmont. Five are in the name of persons who, according to him, sold them.
Please check the five numbers of the enclosed list and tell us whether they were reported stolen.

Tunde Adekoyin
desk@okeluwa.example
"""


def lottery(bureau: Bureau) -> Story:
    """A letter nobody has worked on, and the same letter again by another channel."""
    yield bureau.ago(hours=6, minutes=10)
    content = mail(
        sender="Wout Delmarche <desk@hautebruyre.example>",
        subject="HB/3301/E : demande de renseignements",
        sent=bureau.ago(hours=6, minutes=20),
        text=LOTTERY,
    )
    arrive(bureau, content, "HB-3301-E.eml")
    yield bureau.ago(hours=1, minutes=30)
    again = LOTTERY.replace(
        "Madame, Monsieur,", "Par télécopie, copie du courriel de ce jour.\n\nMadame, Monsieur,", 1
    )
    arrive(bureau, again.encode(), "telecopie-0042.txt", channel=Channel.FAX)


def watches(bureau: Bureau) -> Story:
    """Half of what was read off it is taken over."""
    yield bureau.ago(hours=4)
    arrival = arrive(bureau, WATCHES.encode(), "HO-PE-131.md", by="liaison", channel=Channel.SECURE_MAIL)
    yield bureau.after(minutes=20)
    accept(bureau, arrival, {"sending_state", "language"}, by="liaison")
    fields = {"title": "Expéditeur de montres contrefaites"}
    bureau.do(describing.change_record, request_of(arrival), by="liaison", fields=fields)


def chargers(bureau: Bureau) -> Story:
    """Just in."""
    yield bureau.ago(minutes=50)
    arrive(bureau, CHARGERS.encode(), "LKA-L-91-6.txt", channel=Channel.INTERPOL)


def courier(bureau: Bureau) -> Story:
    """A reminder of a letter that was here already: joined to its request, its own gives way."""
    yield bureau.ago(days=2)
    first = arrive(
        bureau,
        mail(
            sender="Tunde Adekoyin <desk@okeluwa.example>",
            subject="FDO/155/24 nine passports",
            sent=bureau.ago(days=2, hours=1),
            text=COURIER,
        ),
        "FDO-155-24.eml",
    )
    accept(bureau, first, {"sending_state", "language", "partner_reference"})
    request = request_of(first)
    fields = {"title": "Nine passports of Valmont in a courier’s bag", "partner_state": "NG"}
    bureau.do(describing.change_record, request, fields=fields)
    yield bureau.ago(hours=10)
    reminder = arrive(
        bureau,
        mail(
            sender="Tunde Adekoyin <desk@okeluwa.example>",
            subject="Reminder: FDO/155/24 nine passports",
            sent=bureau.ago(hours=10, minutes=8),
            text=f"Reminder. We would be glad to hear from you.\n\n{COURIER}",
        ),
        "FDO-155-24-reminder.eml",
    )
    yield bureau.after(minutes=15)
    arriving.join(reminder, request, acting=bureau.people["duty"], at=bureau.now)


def cut_short(bureau: Bureau) -> Story:
    """A scan of which the end is missing: a person must look at it."""
    yield bureau.ago(hours=3, minutes=20)
    arrive(bureau, b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "scan_0117.pdf")


STORIES = (lottery, watches, chargers, courier, cut_short)
