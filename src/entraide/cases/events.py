"""What happens to a case file."""

from collections.abc import Callable
from dataclasses import dataclass

from entraide.kernel.languages import Text
from entraide.ledger.events import Act


class CaseOpened(Act):
    code = "cases.opened"
    label = Text(en="Case opened", fr="Dossier ouvert")


class MembersAdded(Act):
    code = "cases.members_added"
    label = Text(en="Members added", fr="Membres ajoutés")
    sentence = Text(en="Members added: {names}. {reason}", fr="Membres ajoutés : {names}. {reason}")


class MemberRemoved(Act):
    code = "cases.member_removed"
    label = Text(en="Member removed", fr="Membre retiré")
    sentence = Text(en="Member removed: {names}. {reason}", fr="Membre retiré : {names}. {reason}")


class TaskAdded(Act):
    code = "cases.task_added"
    label = Text(en="Task added", fr="Tâche ajoutée")
    sentence = Text(en="Task for {name}: {title}", fr="Tâche pour {name} : {title}")


class TaskDone(Act):
    code = "cases.task_done"
    label = Text(en="Task done", fr="Tâche faite")
    sentence = Text(en="Task done: {title}", fr="Tâche faite : {title}")


class NoteAdded(Act):
    code = "cases.note_added"
    label = Text(en="Note added", fr="Note ajoutée")
    sentence = Text(en="Note: {beginning}", fr="Note : {beginning}")


class CorrespondenceFiled(Act):
    code = "cases.correspondence_filed"
    label = Text(en="Correspondence filed", fr="Correspondance versée")
    sentence = Text(en="{way}: {subject}", fr="{way} : {subject}")


@dataclass(frozen=True)
class MembershipChanged:
    """Told, within the transaction, to packages above that keep something per member of a case."""

    case_id: int
    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()


_listeners: list[Callable[[MembershipChanged], None]] = []


def on_membership_changed(listener: Callable[[MembershipChanged], None]) -> None:
    """Called from a higher package's `apps.py: ready()`."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(event: MembershipChanged) -> None:
    """Let every listener know."""
    for listener in _listeners:
        listener(event)
