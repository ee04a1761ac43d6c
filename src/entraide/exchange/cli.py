"""`entraide conversation verify` checks an exported conversation, `entraide card show` a card; neither needs a node."""

import json
from collections import defaultdict
from pathlib import Path

import click

from entraide.exchange.domain.cards import CARD_BYTES, KnownCard, read_card
from entraide.exchange.domain.conversations import EXPORT_BYTES, Conversation, verify
from entraide.exchange.domain.encoding import moment_of
from entraide.exchange.errors import TooLarge
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


def card_commands(language: Language) -> click.Group:
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
        known = read_card(_read(file, 2 * CARD_BYTES), file.name)
        facts = {"name": _name(known, language), "country": known.card.agency.country}
        click.echo(CARD.in_language(language, fingerprint=known.fingerprint, **facts))
        for address in known.card.addresses:
            click.echo(f"  {address}")

    return card


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
