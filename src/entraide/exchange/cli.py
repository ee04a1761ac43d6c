"""`entraide conversation verify` checks an exported conversation, `entraide card show` a card; neither needs a node."""

import json
from pathlib import Path

import click

from entraide.exchange.domain.cards import CARD_BYTES, KnownCard, read_card
from entraide.exchange.domain.conversations import EXPORT_BYTES, Conversation, newest, verify
from entraide.exchange.domain.encoding import moment_of
from entraide.exchange.errors import TooLarge
from entraide.kernel.languages import LANGUAGES, Language, Text

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SIGNED_BY = Text(
    en="Exported by {name} at {at}. Signed, and nothing taken out, added or changed since.",
    fr="Exporté par {name} le {at}. Signé, et rien n’a été retiré, ajouté ou modifié depuis.",
)
COUNTED = Text(
    en="Conversation {conversation}: messages {messages}, attestations {attestations}.",
    fr="Conversation {conversation} : messages {messages}, attestations {attestations}.",
)
TRUSTED = Text(en="card given by you", fr="carte donnée par vous")
ON_THEIR_WORD = Text(
    en="card taken on the exporter’s word: compare its fingerprint",
    fr="carte reprise de l’exportateur : comparez son empreinte",
)
MESSAGE = Text(
    en="{number}. {created}  {type}  {sender} → {recipient}  ({digest})",
    fr="{number}. {created}  {type}  {sender} → {recipient}  ({digest})",
)
ATTESTED = Text(en="   {kind}  {at}  by {node}", fr="   {kind}  {at}  par {node}")
CARD = Text(en="{name} ({country})", fr="{name} ({country})")


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
            click.echo(json.dumps(as_json(found, trusted), ensure_ascii=False, indent=2))
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
        click.echo(CARD.in_language(language, name=_name(known, language), country=known.card.agency.country))
        for address in known.card.addresses:
            click.echo(f"  {address}")
        click.echo(f"  {known.fingerprint}")

    return card


def as_text(found: Conversation, trusted: list[KnownCard], language: str) -> list[str]:
    """What was proved, line by line."""
    names = {known.card.node: _name(known, language) for known in (*found.cards, *trusted)}
    exporter = names[found.exporter]
    lines = [SIGNED_BY.in_language(language, name=exporter, at=moment_of(found.exported))]
    lines.append(
        COUNTED.in_language(
            language,
            conversation=found.conversation,
            messages=len(found.messages),
            attestations=len(found.attested),
        )
    )
    for known in _shown(found):
        word = TRUSTED if newest(trusted, known.card.node) else ON_THEIR_WORD
        lines.append(f"{names[known.card.node]}: {known.fingerprint} ({word.in_language(language)})")
    for number, message in enumerate(found.messages, 1):
        said = message.statement
        lines.append(
            MESSAGE.in_language(
                language,
                number=number,
                created=moment_of(said.created),
                type=said.type,
                sender=names[said.sender],
                recipient=names[said.recipient],
                digest=message.digest,
            )
        )
        for one in found.attested:
            about = one.attestation
            if about.message == said.message:
                lines.append(
                    ATTESTED.in_language(
                        language, kind=about.kind.value, at=moment_of(about.at), node=names[about.node]
                    )
                )
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
                "trusted": newest(trusted, known.card.node) is not None,
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


def _shown(found: Conversation) -> list[KnownCard]:
    """The newest card of every node in it."""
    nodes = dict.fromkeys(known.card.node for known in found.cards)
    return [known for known in found.cards if known.card == newest(found.cards, known.card.node)][
        : len(nodes)
    ]


def _name(known: KnownCard, language: str) -> str:
    agency = known.card.agency
    return agency.name_fr if language == "fr" else agency.name_en


def _read(path: Path, most: int) -> bytes:
    if path.stat().st_size > most:
        raise TooLarge(where=path.name, most=most)
    return path.read_bytes()
