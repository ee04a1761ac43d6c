"""A folder of party tables read file by file, and a summary that a person can check against the depositary's page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from entraide.instruments.domain.party_tables.declarations import Declarations, read_declarations
from entraide.instruments.domain.party_tables.refusals import FolderMissing, TableTooBig
from entraide.instruments.domain.party_tables.table import (
    MAX_BYTES,
    Count,
    PartyTable,
    count,
    parties_on,
    read_table,
)
from entraide.instruments.domain.party_tables.titles import TreatyTitle, read_titles
from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text

# The tables the house was tried on were collected by then. Some of them end earlier: see `PartyTable.newest`.
AS_OF = date(2015, 3, 31)
_TABLE = re.compile(r"\d{1,2}-\d{1,2}(?:-[a-z])?\.csv")
_DECLARATIONS = re.compile(r"decl-(\d{1,2}-\d{1,2}(?:-[a-z])?)\.txt")
_INDEX = "index.csv"


@dataclass(frozen=True, slots=True)
class TableImported:
    """One table read: `parties` on the day asked for, `signed_only` those who stopped at the signature."""

    table: PartyTable
    title: TreatyTitle | None
    parties: Count
    signed_only: int


@dataclass(frozen=True, slots=True)
class DeclarationsImported:
    declarations: Declarations
    title: TreatyTitle | None


@dataclass(frozen=True, slots=True)
class FileRefused:
    file: str
    refusal: Refusal


Progress = TableImported | DeclarationsImported | FileRefused


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a folder held. `passed_over` are the files whose names are none of a party table's."""

    on: date
    tables: tuple[TableImported, ...]
    declarations: tuple[DeclarationsImported, ...]
    refused: tuple[FileRefused, ...]
    passed_over: tuple[str, ...]


def import_tables(folder: Path, *, on: date = AS_OF) -> Summary:
    """Read every table of a folder. Raises `FolderMissing`; a file that cannot be read is in the summary."""
    done = list(importing(folder, on=on))
    return Summary(
        on=on,
        tables=tuple(one for one in done if isinstance(one, TableImported)),
        declarations=tuple(one for one in done if isinstance(one, DeclarationsImported)),
        refused=tuple(one for one in done if isinstance(one, FileRefused)),
        passed_over=tuple(path.name for path in _files(folder) if not _is_ours(path.name)),
    )


def importing(folder: Path, *, on: date = AS_OF) -> Iterator[Progress]:
    """The same, one file at a time, in the order of their names, for whoever shows the progress."""
    ours = [path for path in _files(folder) if _is_ours(path.name)]
    if not any(_TABLE.fullmatch(path.name) for path in ours):
        raise FolderMissing(folder=folder.name)
    titles: dict[str, TreatyTitle] = {}
    for path in sorted(ours, key=lambda path: (path.name != _INDEX, path.name)):
        try:
            content = _content(path)
            if path.name == _INDEX:
                titles = read_titles(content)
            elif found := _DECLARATIONS.fullmatch(path.name):
                yield DeclarationsImported(read_declarations(found[1], content), titles.get(found[1]))
            else:
                table = read_table(path.stem, content)
                signed = sum(party.signed is not None and party.bound is None for party in table.rows)
                yield TableImported(table, titles.get(path.stem), count(parties_on(table, on)), signed)
        except Refusal as refusal:
            yield FileRefused(path.name, refusal)


def summary_lines(summary: Summary, language: str) -> list[str]:
    """The summary as lines to print: the numbers of each treaty, then every refusal with its reason."""
    say = _Saying(language)
    on = say(_MARCH_2015) if summary.on == AS_OF else summary.on.isoformat()
    lines = [say(_HEAD, on=on)]
    for one in summary.tables:
        lines.append(say(_TITLE, table=one.table.name, title=_title(one.title, language)))
        lines.append(
            say(
                _NUMBERS,
                parties=one.parties.all,
                states=one.parties.states,
                organisations=one.parties.organisations,
                signed=one.signed_only,
                newest=one.table.newest.isoformat() if one.table.newest else "—",
            )
        )
        lines.append(
            say(
                _ROWS,
                read=len(one.table.rows),
                explained=len(one.table.explained),
                refused=len(one.table.refused),
            )
        )
        lines += [say(_LINE, line=at.line, why=at.why.in_language(language)) for at in one.table.explained]
        lines += [say(_LINE, line=at.line, why=at.reason.in_language(language)) for at in one.table.refused]
    for each in summary.declarations:
        found = each.declarations
        lines.append(
            say(
                _DECLARED,
                table=found.name,
                read=len(found.read),
                empty=len(found.empty),
                refused=len(found.refused),
            )
        )
        lines += [
            say(_LINE, line=at.line, why=at.reason.in_language(language, name=at.name_as_written))
            for at in (*found.empty, *found.refused)
        ]
    lines += [say(_FILE, file=file.file, why=file.refusal.in_language(language)) for file in summary.refused]
    if summary.passed_over:
        lines.append(say(_PASSED, names=", ".join(summary.passed_over)))
    lines.append(say(_CAUTION))
    return lines


class _Saying:
    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, text: Text, **facts: object) -> str:
        return text.in_language(self._language, **facts)


_HEAD = Text(
    en="Tables of parties of the United Nations Treaty Collection, as of {on}.",
    fr="Tableaux des parties de la Collection des traités des Nations Unies, en date de {on}.",
)
_MARCH_2015 = Text(en="March 2015", fr="mars 2015")
_TITLE = Text(en="{table}  {title}", fr="{table}  {title}")
_NO_TITLE = Text(en="(not in the index)", fr="(absent de l’index)")
_NUMBERS = Text(
    en="    Parties: {parties} (states: {states}, organisations: {organisations}). Signed only: {signed}. "
    "Newest act in the table: {newest}.",
    fr="    Parties : {parties} (États : {states}, organisations : {organisations}). Signature seule : {signed}. "
    "Acte le plus récent du tableau : {newest}.",
)
_ROWS = Text(
    en="    Rows read: {read}. Explained: {explained}. Refused: {refused}.",
    fr="    Lignes lues : {read}. Expliquées : {explained}. Refusées : {refused}.",
)
_LINE = Text(en="      line {line}: {why}", fr="      ligne {line} : {why}")
_DECLARED = Text(
    en="{table}  Declarations as written. Read: {read}. Without text: {empty}. Refused: {refused}.",
    fr="{table}  Déclarations telles qu’écrites. Lues : {read}. Sans texte : {empty}. Refusées : {refused}.",
)
_FILE = Text(en="{file}  Refused: {why}", fr="{file}  Refusé : {why}")
_PASSED = Text(en="Passed over: {names}.", fr="Laissés de côté : {names}.")
_CAUTION = Text(
    en="The dates are those of the deposit of instruments; a treaty’s own text says how long after it binds. "
    "A table can be older than its folder says: check the depositary before you rely on it.",
    fr="Les dates sont celles du dépôt des instruments ; le texte du traité dit combien de temps après il lie. "
    "Un tableau peut être plus ancien que ne le dit son dossier : vérifier auprès du dépositaire avant de s’y fier.",
)


def _title(title: TreatyTitle | None, language: str) -> str:
    return title.title if title else _NO_TITLE.in_language(language)


def _is_ours(name: str) -> bool:
    return bool(name == _INDEX or _TABLE.fullmatch(name) or _DECLARATIONS.fullmatch(name))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise FolderMissing(folder=folder.name)
    return sorted(path for path in folder.iterdir() if path.is_file())


def _content(path: Path) -> bytes:
    # Never more than one byte beyond what is allowed goes into memory.
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TableTooBig(megabytes=MAX_BYTES // 1024**2)
    return content
