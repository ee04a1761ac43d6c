"""What stands in the way of a node, with what to do about it."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class PortInUse(Refusal):
    """Somebody else listens there."""

    code = "config.port_in_use"
    sentence = Text(
        en="Port {port} is in use. Stop what uses it, or choose another: ENTRAIDE_PORT={other}.",
        fr="Le port {port} est occupé. Arrêtez ce qui l’occupe, ou choisissez-en un autre : ENTRAIDE_PORT={other}.",
    )


class NotAPort(Refusal):
    """ENTRAIDE_PORT is not a port number."""

    code = "config.not_a_port"
    sentence = Text(
        en="«{port}» is not a port: use a number from 1 to 65535.",
        fr="« {port} » n’est pas un port : donnez un nombre de 1 à 65535.",
    )


class NotATimeZone(Refusal):
    """The tz database does not know it."""

    code = "config.not_a_time_zone"
    sentence = Text(
        en="«{name}» is not a time zone: use a name such as America/Toronto.",
        fr="« {name} » n’est pas un fuseau horaire : donnez un nom comme America/Toronto.",
    )


class NodeRunning(Refusal):
    """Two nodes in one folder would overwrite each other's files."""

    code = "config.node_running"
    sentence = Text(
        en="A node already runs in {folder}. Stop it first, or choose another folder: ENTRAIDE_HOME.",
        fr="Un nœud fonctionne déjà dans {folder}. Arrêtez-le d’abord, ou choisissez un autre dossier : ENTRAIDE_HOME.",
    )


class NoNodeHere(Refusal):
    """There is no node in this folder yet."""

    code = "config.no_node_here"
    sentence = Text(
        en="There is no node in {folder}. Make one with: entraide init.",
        fr="Il n’y a pas de nœud dans {folder}. Créez-en un avec : entraide init.",
    )


class FolderNotWritable(Refusal):
    """The folder of the node can be neither made nor written to."""

    code = "config.folder_not_writable"
    sentence = Text(
        en="{folder} cannot be made or written to. Choose another folder: ENTRAIDE_HOME.",
        fr="{folder} ne peut être ni créé ni modifié. Choisissez un autre dossier : ENTRAIDE_HOME.",
    )


class NodeExists(Refusal):
    """`init` never writes over a node."""

    code = "config.node_exists"
    sentence = Text(
        en="There is already a node in {folder}; its settings are in node.toml there.",
        fr="Il y a déjà un nœud dans {folder} ; ses réglages y sont dans node.toml.",
    )


class NotADemo(Refusal):
    """The demonstration never touches a real node."""

    code = "config.not_a_demo"
    sentence = Text(
        en="{folder} holds a real node. Give the demonstration a folder of its own: ENTRAIDE_HOME.",
        fr="{folder} contient un vrai nœud. Donnez à la démonstration son propre dossier : ENTRAIDE_HOME.",
    )


class NodeFileBroken(Refusal):
    """node.toml cannot be read."""

    code = "config.node_file_broken"
    sentence = Text(
        en="{path} cannot be read: {reason}",
        fr="{path} ne peut pas être lu : {reason}",
    )


class NotMigrated(Refusal):
    """The tables are not those of this version."""

    code = "config.not_migrated"
    sentence = Text(
        en="The database is not up to date. Make a copy of it, then: entraide migrate.",
        fr="La base de données n’est pas à jour. Faites-en une copie, puis : entraide migrate.",
    )


class ServerStopped(Refusal):
    """The server ended by itself."""

    code = "config.server_stopped"
    sentence = Text(
        en="The server ended by itself (code {exit}). Look at the log, then: entraide doctor.",
        fr="Le serveur s’est arrêté de lui-même (code {exit}). Consultez le journal, puis : entraide doctor.",
    )


class NobodyOfThatAddress(Refusal):
    """No account has this address."""

    code = "config.nobody_of_that_address"
    sentence = Text(
        en="Nobody signs in with {email}. The list: entraide user list.",
        fr="Personne n’ouvre de session avec {email}. La liste : entraide user list.",
    )
