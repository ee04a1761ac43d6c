"""`entraide conversation verify` checks an exported conversation, `entraide card show` a card; neither needs a node."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import click

from entraide.exchange.domain.cards import CARD_BYTES, KnownCard, read_card
from entraide.exchange.domain.conversations import EXPORT_BYTES, Conversation, verify
from entraide.exchange.domain.encoding import moment_of
from entraide.exchange.domain.standing import LABELS, PartnerStanding
from entraide.exchange.errors import TooLarge
from entraide.kernel.canonical import canonical
from entraide.kernel.clock import now
from entraide.kernel.languages import LANGUAGES, Language, Text

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SIGNED_BY = Text(
    en="Exported by [{card}] at {at}. Signed, and nothing taken out, added or changed since.",
    fr="Exporté par [{card}] le {at}. Signé, et rien n’a été retiré, ajouté ou modifié depuis.",
)
COUNTED = Text(
    en="Conversation {conversation}: messages {messages}, attestations {attestations}.",
    fr="Conversation {conversation} : messages {messages}, attestations {attestations}.",
)
TRUSTED = Text(en="card given by you", fr="carte donnée par vous")
ON_THEIR_WORD = Text(
    en="NOT A CARD OF YOURS: taken on the exporter’s word, compare the fingerprint",
    fr="CARTE QUI N’EST PAS DE VOUS : reprise de l’exportateur, comparez l’empreinte",
)
# The verdict and what cannot be chosen stand before the name, which its bearer chose.
NODE = Text(
    en="[{card}] {word}: {fingerprint}, node {node}, «{name}»",
    fr="[{card}] {word} : {fingerprint}, nœud {node}, « {name} »",
)
MESSAGE = Text(
    en="{number}. [{sender}] → [{recipient}] {created} {type} {digest}",
    fr="{number}. [{sender}] → [{recipient}] {created} {type} {digest}",
)
ATTESTED = Text(en="   by [{card}] {at} {kind}", fr="   par [{card}] {at} {kind}")
UNATTESTED = Text(en="   THE RECIPIENT ATTESTS NOTHING OF IT", fr="   LE DESTINATAIRE N’EN ATTESTE RIEN")
OURS = Text(
    en="Card {version} of this node. Its fingerprint, for the telephone: {fingerprint}",
    fr="Carte {version} de ce nœud. Son empreinte, pour le téléphone : {fingerprint}",
)
INTRODUCED = Text(
    en="Introduced: {node}\nFingerprint, to be compared over the telephone: {fingerprint}",
    fr="Présenté : {node}\nEmpreinte, à comparer au téléphone : {fingerprint}",
)
CONFIRMED = Text(en="Confirmed: {name}.", fr="Confirmé : {name}.")
VOUCHED = Text(en="Vouched for by {count}.", fr="Garanti par {count}.")
TWO_HISTORIES = Text(
    en="TWO HISTORIES of this ledger are signed: a witness holds one that is not there any more. See: entraide verify",
    fr="DEUX HISTOIRES de ce registre sont signées : un témoin en détient une qui n’y est plus. Voir : entraide verify",
)
LISTED = Text(
    en="{node}  {standing}  waiting {waiting}  {name}", fr="{node}  {standing}  en attente {waiting}  {name}"
)
CARD = Text(en="{fingerprint}  «{name}» ({country})", fr="{fingerprint}  « {name} » ({country})")


def conversation_commands(language: Language) -> click.Group:
    """The commands of `entraide conversation`, their help in one language."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.group(
        "conversation",
        help=say("Conversations with other nodes.", "Les conversations avec d’autres nœuds."),
    )
    def conversation() -> None:
        pass

    @conversation.command(
        "verify",
        help=say(
            "Check an exported conversation, without a node and without a network.",
            "Vérifier une conversation exportée, sans nœud et sans réseau.",
        ),
    )
    @click.argument("file", type=FILE)
    @click.option(
        "--card",
        "cards",
        type=FILE,
        multiple=True,
        required=True,
        help=say(
            "Card of a node that you trust: the exporter’s at least; may be repeated.",
            "Carte d’un nœud auquel vous vous fiez : au moins celle de l’exportateur ; peut être répétée.",
        ),
    )
    @click.option("--json", "for_programs", is_flag=True, help=say("Print JSON.", "Imprimer du JSON."))
    @click.option(
        "--language",
        "said",
        type=click.Choice(LANGUAGES),
        default=language,
        help=say("Language of what is printed.", "Langue de ce qui est imprimé."),
    )
    def verify_(file: Path, cards: tuple[Path, ...], for_programs: bool, said: str) -> None:
        trusted = [read_card(_read(path, 2 * CARD_BYTES), path.name) for path in cards]
        found = verify(_read(file, EXPORT_BYTES), trusted)
        if for_programs:
            click.echo(json.dumps(as_json(found, trusted), indent=2))
        else:
            click.echo("\n".join(as_text(found, trusted, said)))

    return conversation


def card_commands(language: Language, set_up: Callable[[], None]) -> click.Group:
    """The commands of `entraide card`, their help in one language."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.group("card", help=say("Cards of nodes.", "Les cartes de nœuds."))
    def card() -> None:
        pass

    @card.command(
        "show",
        help=say(
            "Show a card and the fingerprint that is compared over the telephone.",
            "Montrer une carte et l’empreinte qui se compare au téléphone.",
        ),
    )
    @click.argument("file", type=FILE)
    def show(file: Path) -> None:
        # As `export` writes them: one to a line, the newest last.
        known = read_card(_read(file, 32 * CARD_BYTES).strip().rpartition(b"\n")[2], file.name)
        facts = {"name": _name(known, language), "country": known.card.agency.country}
        click.echo(CARD.in_language(language, fingerprint=known.fingerprint, **facts))
        for address in known.card.addresses:
            click.echo(f"  {address}")

    def told(known: KnownCard) -> None:
        click.echo(OURS.in_language(language, version=known.card.version, fingerprint=known.fingerprint))

    address_option = click.option(
        "--address",
        "addresses",
        multiple=True,
        required=True,
        help=say(
            "Where partners reach this node: https://…/exchange",
            "Où les partenaires joignent ce nœud : https://…/exchange",
        ),
    )

    @card.command(
        help=say("Make the keys and the card of this node.", "Créer les clés et la carte de ce nœud.")
    )
    @address_option
    def make(addresses: tuple[str, ...]) -> None:
        set_up()
        from entraide.exchange.services import identity

        told(identity.make_identity(addresses, acting=None, at=now()))

    @card.command(
        help=say(
            "New keys; the old ones end in 31 days.",
            "De nouvelles clés ; les anciennes prennent fin dans 31 jours.",
        )
    )
    def rotate() -> None:
        set_up()
        from entraide.exchange.services import identity

        told(identity.rotate(acting=None, at=now()))

    @card.command(
        help=say(
            "New keys, the old ones end now: when somebody else may have them. Then telephone every partner.",
            "De nouvelles clés, les anciennes prennent fin maintenant : quand un tiers peut les avoir. Puis appelez "
            "chaque partenaire.",
        )
    )
    def revoke() -> None:
        set_up()
        from entraide.exchange.services import identity

        told(identity.revoke(acting=None, at=now()))

    @card.command(help=say("The same keys at another address.", "Les mêmes clés à une autre adresse."))
    @address_option
    def move(addresses: tuple[str, ...]) -> None:
        set_up()
        from entraide.exchange.services import identity

        told(identity.move(addresses, acting=None, at=now()))

    @card.command(
        "export",
        help=say(
            "Write the cards of this node, to be given to a partner.",
            "Écrire les cartes de ce nœud, à remettre.",
        ),
    )
    def export_() -> None:
        set_up()
        from entraide.exchange.services import identity

        for known in identity.identity().cards:
            click.echo(canonical(known.envelope.as_json()))

    return card


def partner_commands(language: Language, set_up: Callable[[], None]) -> click.Group:
    """The commands of `entraide partner`, their help in one language; `set_up` readies Django."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.group("partner", help=say("Other nodes with which this one exchanges.", "Les nœuds partenaires."))
    def partner() -> None:
        pass

    @partner.command(
        "add",
        help=say(
            "Introduce a node by its address or the file of its cards. Nothing passes before it is confirmed.",
            "Présenter un nœud par son adresse ou le fichier de ses cartes. Rien ne passe avant confirmation.",
        ),
    )
    @click.argument("source", metavar=say("ADDRESS|FILE", "ADRESSE|FICHIER"))
    def add(source: str) -> None:
        set_up()
        from entraide.exchange.services import partners

        if source.startswith(("http://", "https://")):
            cards = partners.fetch_cards(source)
        else:
            cards = partners.read_line(_read(Path(source), 2 * CARD_BYTES))
        made = partners.introduce(cards, acting=None, at=now())
        click.echo(INTRODUCED.in_language(language, node=made.node, fingerprint=cards[-1].fingerprint))

    @partner.command(
        "confirm",
        help=say(
            "Let a partner in, once its fingerprint was compared over the telephone.",
            "Admettre un partenaire, une fois son empreinte comparée au téléphone.",
        ),
    )
    @click.argument("node", type=click.UUID)
    @click.option("--fingerprint", "heard", required=True, help=say("As heard.", "Telle qu’entendue."))
    @click.option("--person", required=True, help=say("Who was called.", "Qui a été appelé."))
    @click.option("--number", required=True, help=say("On which number.", "À quel numéro."))
    @click.option(
        "--number-from",
        required=True,
        help=say("Where that number is from.", "D’où vient ce numéro."),
    )
    def confirm(node: UUID, heard: str, person: str, number: str, number_from: str) -> None:
        set_up()
        from entraide.exchange import queries
        from entraide.exchange.services import partners

        found = partners.confirm(
            queries.partner(node),
            heard=heard,
            person=person,
            number=number,
            number_from=number_from,
            acting=None,
            at=now(),
        )
        click.echo(CONFIRMED.in_language(language, name=found.name(language)))

    @partner.command(
        "list", help=say("The partners, and how the links stand.", "Les partenaires et leurs liens.")
    )
    def list_() -> None:
        set_up()
        from entraide.exchange import queries

        for one in queries.partners():
            standing = LABELS[PartnerStanding(one.standing)].in_language(language)
            waits = queries.queue_of(one).count()
            click.echo(
                LISTED.in_language(
                    language, node=one.node, name=one.name(language), standing=standing, waiting=waits
                )
            )

    @partner.command(
        "vouch",
        help=say(
            "Sign what the ledger holds now, and have the partners vouch for it. A node also does so by itself.",
            "Signer ce que le registre contient et le faire garantir par les partenaires. Un nœud le fait de lui-même.",
        ),
    )
    def vouch() -> None:
        set_up()
        from entraide.exchange.services.witnessing import ask_witnesses
        from entraide.ledger.queries.checkpoints import contradictions
        from entraide.ledger.services.checkpoints import key

        made = ask_witnesses(at=now())
        click.echo(VOUCHED.in_language(language, count=made))
        if any(one.ours and one.origin == key().name for one in contradictions()):
            click.echo(TWO_HISTORIES.in_language(language))
            sys.exit(1)

    return partner


def as_text(found: Conversation, trusted: list[KnownCard], language: str) -> list[str]:
    """What was proved, line by line; nodes by the number of their card, because two can bear one name."""
    newest = found.newest_cards()
    cards = {known.card.node: number for number, known in enumerate(newest, 1)}
    about = defaultdict(list)
    for one in found.attested:
        about[one.attestation.message].append(one.attestation)
    lines = [
        SIGNED_BY.in_language(language, card=cards[found.exporter], at=moment_of(found.exported)),
        COUNTED.in_language(
            language,
            conversation=found.conversation,
            messages=len(found.messages),
            attestations=len(found.attested),
        ),
    ]
    for known in newest:
        word = TRUSTED if _is_trusted(known, trusted) else ON_THEIR_WORD
        facts = {"fingerprint": known.fingerprint, "node": known.card.node, "name": _name(known, language)}
        card = cards[known.card.node]
        lines.append(NODE.in_language(language, card=card, word=word.in_language(language), **facts))
    for number, message in enumerate(found.messages, 1):
        said = message.statement
        facts = {"created": moment_of(said.created), "type": said.type, "digest": message.digest}
        sender, recipient = cards[said.sender], cards[said.recipient]
        lines.append(
            MESSAGE.in_language(language, number=number, sender=sender, recipient=recipient, **facts)
        )
        for told in about[said.message]:
            facts = {"kind": told.kind.value, "at": moment_of(told.at)}
            lines.append(ATTESTED.in_language(language, card=cards[told.node], **facts))
        if said.recipient not in {told.node for told in about[said.message]}:
            lines.append(UNATTESTED.in_language(language))
    return lines


def as_json(found: Conversation, trusted: list[KnownCard]) -> dict[str, object]:
    """What was proved, for programs."""
    return {
        "conversation": str(found.conversation),
        "exporter": str(found.exporter),
        "exported": moment_of(found.exported),
        "cards": [
            {
                "node": str(known.card.node),
                "version": known.card.version,
                "name_en": known.card.agency.name_en,
                "name_fr": known.card.agency.name_fr,
                "fingerprint": known.fingerprint,
                "trusted": _is_trusted(known, trusted),
            }
            for known in found.cards
        ],
        "messages": [
            {
                "message": str(one.statement.message),
                "type": one.statement.type,
                "sender": str(one.statement.sender),
                "recipient": str(one.statement.recipient),
                "created": moment_of(one.statement.created),
                "digest": one.digest,
                "body": one.body,
            }
            for one in found.messages
        ],
        "attestations": [one.attestation.as_json() for one in found.attested],
    }


def _is_trusted(known: KnownCard, trusted: list[KnownCard]) -> bool:
    # Where a card of a node is trusted, every other of it in the file was seen to be of the same line.
    return known.card.node in {one.card.node for one in trusted}


def _name(known: KnownCard, language: str) -> str:
    agency = known.card.agency
    return agency.name_fr if language == "fr" else agency.name_en


def _read(path: Path, most: int) -> bytes:
    # Its size is not asked for: that of a pipe is nothing.
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise TooLarge(where=path.name, most=most)
    return data
