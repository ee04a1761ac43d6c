"""`entraide advise` prints the legal bases of a request, without a node: the library ships with the program.

`entraide instruments import` takes tables of parties into a node.
"""

import json
from pathlib import Path

import click

from entraide.instruments.domain.advice import Question
from entraide.instruments.domain.advice_text import as_json, as_text
from entraide.instruments.domain.advising import advise
from entraide.instruments.domain.instrument import KINDS, MEASURES, STAGES, TRACKS, URGENCIES
from entraide.instruments.domain.library import load_library
from entraide.kernel.languages import LANGUAGES, Language, Text


def advise_command(language: Language) -> click.Command:
    """The command `advise`, its help and what it prints in one language."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.command(
        "advise",
        help=say(
            "Advise what a request to another state may rest on, by when, and within what limits.",
            "Conseiller le fondement d’une demande à un autre État, ses délais et ses limites.",
        ),
    )
    @click.option(
        "--from",
        "home",
        required=True,
        help=say("State that asks (ISO 3166 code).", "État qui demande (code ISO 3166)."),
    )
    @click.option(
        "--to",
        "partner",
        required=True,
        help=say("State that is asked (ISO 3166 code).", "État à qui l’on demande (code ISO 3166)."),
    )
    @click.option(
        "--kind", type=click.Choice(KINDS), required=True, help=say("Kind of request.", "Type de demande.")
    )
    @click.option(
        "--offence",
        "offences",
        multiple=True,
        help=say(
            "Offence, such as fraud or homicide; may be repeated.",
            "Infraction, par exemple fraude ou homicide ; peut être répétée.",
        ),
    )
    @click.option(
        "--measure",
        "measures",
        type=click.Choice(MEASURES),
        multiple=True,
        help=say("Measure asked for; may be repeated.", "Mesure demandée ; peut être répétée."),
    )
    @click.option(
        "--track",
        type=click.Choice(TRACKS),
        help=say("One track only; both otherwise.", "Une seule voie ; sinon les deux."),
    )
    @click.option(
        "--stage",
        type=click.Choice(STAGES),
        default="investigation",
        show_default=True,
        help=say("Stage of the matter.", "Stade de l’affaire."),
    )
    @click.option(
        "--urgency",
        type=click.Choice(URGENCIES),
        default="routine",
        show_default=True,
        help=say("How urgent it is.", "Degré d’urgence."),
    )
    @click.option("--json", "for_programs", is_flag=True, help=say("Print JSON.", "Afficher en JSON."))
    @click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=say("Language of what is printed.", "Langue de ce qui est affiché."),
    )
    def command(
        home: str,
        partner: str,
        kind: str,
        offences: tuple[str, ...],
        measures: tuple[str, ...],
        track: str | None,
        stage: str,
        urgency: str,
        for_programs: bool,
    ) -> None:
        question = Question(
            home=home.upper(),
            partner=partner.upper(),
            kind=kind,
            track=track,
            measures=measures,
            offences=offences,
            stage=stage,
            urgency=urgency,
        )
        advice = advise(question, load_library())
        if for_programs:
            click.echo(json.dumps(as_json(advice), ensure_ascii=False, indent=2))
        else:
            click.echo(as_text(advice, language), nl=False)

    return command


IN_THE_LIBRARY = Text(
    en="{table}  {code}: rows not as in the library: {differing}; left as here, newer or confirmed: {kept}.",
    fr="{table}  {code} : lignes autres que dans la bibliothèque : {differing} ; laissées telles qu’ici, plus récentes "
    "ou confirmées : {kept}.",
)
NOT_IN_THE_LIBRARY = Text(
    en="{table}  not in the library: read, and nothing recorded.",
    fr="{table}  absent de la bibliothèque : lu, et rien d’inscrit.",
)
RECORDED = Text(en="Recorded: {number}.", fr="Inscrits : {number}.")
WOULD_RECORD = Text(
    en="Dry run: nothing recorded; it would be {number}.", fr="Essai : rien d’inscrit ; ce serait {number}."
)


@click.group()
def instruments() -> None:
    """The library of instruments of this node."""


@instruments.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only report; record nothing.")
@click.option("--language", type=click.Choice(LANGUAGES), default=None, help="Language of the summary.")
def import_(folder: Path, dry_run: bool, language: str | None) -> None:
    """Take in a folder of party tables, and record what they say otherwise than the library."""
    from django.utils import translation

    from entraide.instruments.domain.party_tables.importing import summary_lines
    from entraide.instruments.services import import_parties
    from entraide.kernel.clock import now

    said = language or translation.get_language() or "en"
    done = import_parties(folder, dry_run=dry_run, acting=None, at=now())
    for line in summary_lines(done.summary, said):
        click.echo(line)
    for one in done.treaties:
        sentence = IN_THE_LIBRARY if one.code else NOT_IN_THE_LIBRARY
        facts = {"table": one.table, "code": one.code, "differing": len(one.differing), "kept": len(one.kept)}
        click.echo(sentence.in_language(said, **facts))
    click.echo((WOULD_RECORD if dry_run else RECORDED).in_language(said, number=done.recorded))
