"""Two letters as a bureau receives them; every person, agency and number in them is invented."""

from email.message import EmailMessage

FRENCH = """\
ROYAUME DE BELGIQUE
Parquet du procureur du Roi de Valcourt
Section criminalité informatique
Rue des Tanneurs 14, 5999 Valcourt, Belgique

Valcourt, le 12 novembre 2026

Notre référence : VL.30.99.1207/2026
URGENT

Objet : demande d’entraide judiciaire en matière pénale – escroquerie au préjudice de personnes âgées

Madame, Monsieur,

Nous enquêtons sur une escroquerie dont ont été victimes dix-sept personnes âgées domiciliées en
Belgique. Entre le 3 mars et le
28 août 2026, un individu se présentant comme conseiller de banque a obtenu leurs codes par
téléphone. Le suspect, M. Anselme Roquebrune,
né le 4 mai 1991, aurait ouvert un compte auprès de la Banque fictive de Valmont.

L’adresse IP 192.0.2.44, port 51544, le 28 août 2026 à 14 h 05 UTC, a servi à ouvrir la session.

Nous vous prions de bien vouloir :
1. obtenir la communication des documents bancaires du compte ouvert au nom du suspect ;
2. faire identifier l’abonné de l’adresse IP ci-dessus.

La demande se fonde sur la Convention sur la cybercriminalité (Budapest). Nous vous saurions gré de
répondre avant le 15 décembre 2026.

Veuillez agréer, Madame, Monsieur, l’expression de nos sentiments distingués.

Odile Verhaegen
Première substitute du procureur du Roi
odile.verhaegen@parquet-valcourt.example.be
Tél. +32 2 555 01 27
"""

ENGLISH = """\
NORTHMARK STATE POLICE
Computer Crime Unit
400 Harbor Street, Port Alder, Northmark, United States of America

November 12, 2026

Our reference: NSP-CCU-2026-04417
URGENT

Subject: Request for assistance – threats posted on a gaming blog

Dear colleagues,

We are investigating threats against the employees of Skyforge Interactive, a games company in Port
Alder, United States. On
November 11, 2026, a player whose account had been suspended wrote on the company's blog that he
would "come with a rifle on Friday".

The post was sent from the IP address 198.51.100.23, port 40112, on November 11, 2026 at 03:14 UTC,
which belongs to a provider
in your jurisdiction. The player uses the name "Grimward_77" at https://blog.skyforge.example.com/post/8812.

We ask you to:
1. obtain the subscriber information for this IP address;
2. identify the person and interview him.

Please reply no later than November 20, 2026.

Sincerely,

Sergeant Dana Whitlock
dana.whitlock@nsp.example.com
Phone: +1 555 010 0147
"""


def as_mail(text: str, *, sender: str, subject: str) -> bytes:
    """The letter as a mail that somebody saved."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "duty@demo.example", subject
    message["Date"] = "Thu, 12 Nov 2026 09:14:00 -0500"
    message.set_content(text)
    return message.as_bytes()


LETTERS = {
    "fr": (
        "demande-valcourt.eml",
        as_mail(
            FRENCH,
            sender="Odile Verhaegen <odile.verhaegen@parquet-valcourt.example.be>",
            subject="Demande d’entraide – escroquerie, réf. VL.30.99.1207/2026",
        ),
    ),
    "en": (
        "northmark-request.eml",
        as_mail(
            ENGLISH,
            sender="Dana Whitlock <dana.whitlock@nsp.example.com>",
            subject="Request for assistance NSP-CCU-2026-04417",
        ),
    ),
}
