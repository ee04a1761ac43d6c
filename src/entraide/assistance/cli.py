"""`entraide letters`: taking in letters from the node's own machine."""

from pathlib import Path

import click
from tqdm import tqdm


@click.group()
def letters() -> None:
    """Letters that arrive as files."""


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
