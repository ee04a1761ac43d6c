"""From the node's own machine: `entraide letters` takes in letters, `entraide figures` writes the annual return."""

from datetime import datetime
from pathlib import Path

import click
from tqdm import tqdm


@click.group()
def letters() -> None:
    """Letters that arrive as files, and samples of those that the bureau writes."""


@letters.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--as", "email", help="E-mail address of the person who brings them; the node itself when left out."
)
@click.option("--language", type=click.Choice(["en", "fr"]), default=None, help="Language of the summary.")
def import_(paths: tuple[Path, ...], email: str | None, language: str | None) -> None:
    """Take in letters: files, or folders with all that is below them."""
    from django.utils import translation
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from entraide.accounts.queries import person_by_email
    from entraide.assistance.services.importing import files_under, import_letters

    with translation.override(language or translation.get_language() or "en"):
        files = files_under(paths)
        acting = person_by_email(email) if email else None
        with tqdm(total=len(files), unit="", desc=_("Letters"), leave=True) as bar:

            def step(_path: Path) -> None:
                bar.update()

            summary = import_letters(files, acting=acting, progress=step)
        taken = len(summary.taken_in)
        click.echo(ngettext("%(n)d letter taken in.", "%(n)d letters taken in.", taken) % {"n": taken})
        if summary.already_here:
            here = len(summary.already_here)
            click.echo(ngettext("%(n)d was here already.", "%(n)d were here already.", here) % {"n": here})
        if summary.refused:
            click.echo(_("Could not be taken in:"))
            for path, reason in summary.refused:
                click.echo(f"  {path.name}: {reason.in_language(translation.get_language() or 'en')}")


@letters.command("samples")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def samples(folder: Path) -> None:
    """Write a sample of every letter in each of its languages, from the cases of the demonstration."""
    from django.conf import settings
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from entraide.assistance.services.sampling import pdf_of, planned
    from entraide.kernel.clock import now

    # They would show cases of a real node to whoever sits at its machine, past members and access log.
    if not settings.NODE.demo:
        raise click.ClickException(_("Samples are made from the cases of a demonstration only."))
    wanted = planned()
    if not wanted:
        raise click.ClickException(_("There are no requests yet: start the demonstration first."))
    folder.mkdir(parents=True, exist_ok=True)
    for sample in tqdm(wanted, unit="", desc=_("Letters")):
        (folder / f"{sample.name}.pdf").write_bytes(pdf_of(sample, at=now()))
    kinds, languages = len({each.kind for each in wanted}), len({each.language for each in wanted})
    click.echo(ngettext("%(n)d letter written.", "%(n)d letters written.", len(wanted)) % {"n": len(wanted)})
    click.echo(_("%(kinds)d kinds, %(languages)d languages.") % {"kinds": kinds, "languages": languages})


@click.command()
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), required=True, help="First day.")
@click.option("--to", "until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Last day.")
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder to write figures.csv, figures.xlsx and figures.pdf to.",
)
@click.option("--language", type=click.Choice(["en", "fr"]), default=None, help="Language of the files.")
def figures(since: datetime, until: datetime, folder: Path, language: str | None) -> None:
    """Write the figures of the whole bureau for a period, both days included."""
    from zoneinfo import ZoneInfo

    from django.conf import settings
    from django.utils import translation

    from entraide.assistance.domain.figures.files import WRITERS
    from entraide.assistance.domain.figures.period import Period
    from entraide.assistance.domain.figures.saying import Scope
    from entraide.assistance.queries import figures_for
    from entraide.kernel.clock import now

    said = language or translation.get_language() or "en"
    agency = settings.NODE.agency
    period = Period(since.date(), until.date(), ZoneInfo(agency.time_zone))
    counted = figures_for(None, period, at=now())
    folder.mkdir(parents=True, exist_ok=True)
    for ending, writer in WRITERS.items():
        path = folder / f"figures.{ending}"
        path.write_bytes(
            writer.written(counted, Scope.BUREAU, "fr" if said.startswith("fr") else "en", agency.name(said))
        )
        click.echo(str(path))
