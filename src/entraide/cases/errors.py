"""What a case file refuses."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class NotACaseworker(Refusal):
    """Somebody whose roles give no work on cases can be a member of none."""

    code = "cases.not_a_caseworker"
    sentence = Text(
        en="{name} has no role that works on cases and cannot be a member.",
        fr="{name} n’a aucun rôle de travail sur les dossiers et ne peut pas en être membre.",
    )


class LastMember(Refusal):
    """A case without members could never be found again."""

    code = "cases.last_member"
    sentence = Text(
        en="A case keeps at least one member.", fr="Un dossier garde toujours au moins un membre."
    )


class TaskAlreadyDone(Refusal):
    code = "cases.task_already_done"
    sentence = Text(en="This task is already done.", fr="Cette tâche est déjà faite.")


class OriginalDamaged(Refusal):
    """What is on disk is not what was kept."""

    code = "cases.original_damaged"
    sentence = Text(
        en="The file kept on disk is not the one that was received. Do not use it; tell your administrator.",
        fr="Le fichier conservé sur disque n’est pas celui qui a été reçu. Ne l’utilisez pas ; "
        "prévenez votre administrateur.",
    )


class NothingWritten(Refusal):
    code = "cases.nothing_written"
    sentence = Text(en="Write something first.", fr="Écrivez d’abord quelque chose.")
