"""Why a bag or a collection is refused: one code for each kind of fault, and the file that it was found in."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class BagUnreadable(Refusal):
    """Neither a folder nor a file that could be a bag."""

    code = "evidence.bag_unreadable"
    sentence = Text(
        en="«{where}» is neither a folder nor a zip file that can be read.",
        fr="« {where} » n’est ni un dossier ni un fichier zip lisible.",
    )


class BagThere(Refusal):
    """A bag is made where nothing is, and nothing is written over."""

    code = "evidence.bag_there"
    sentence = Text(
        en="There is something in «{where}» already, and nothing is written over it.",
        fr="Il y a déjà quelque chose dans « {where} », et rien n’est écrit par-dessus.",
    )


class NameUnsafe(Refusal):
    """A name that leads elsewhere, or that another machine would read otherwise."""

    code = "evidence.bag_name_unsafe"
    sentence = Text(
        en="«{where}» is not a name that a file in a bag may have.",
        fr="« {where} » n’est pas un nom permis pour un fichier dans un sac.",
    )


class NameTwice(Refusal):
    """Two names that are one and the same on some machines."""

    code = "evidence.bag_name_twice"
    sentence = Text(
        en="«{where}» is in the bag twice, or beside a name that some machines take for the same.",
        fr="« {where} » est deux fois dans le sac, ou à côté d’un nom que certaines machines tiennent pour le même.",
    )


class NotAFile(Refusal):
    """A link, a device, a socket, or a file with a second name somewhere."""

    code = "evidence.bag_not_a_file"
    sentence = Text(
        en="«{where}» is not a plain file of its own: links and devices are not read.",
        fr="« {where} » n’est pas un simple fichier à part entière : les liens et les périphériques ne sont pas lus.",
    )


class TooMuch(Refusal):
    """More than is read of a stranger."""

    code = "evidence.bag_too_much"
    sentence = Text(
        en="«{where}» holds more than is read: {most} at most.",
        fr="« {where} » contient plus que ce qui est lu : {most} au plus.",
    )


class ZipUnreadable(Refusal):
    """A zip file that is cut off or damaged in what holds it together."""

    code = "evidence.bag_zip_unreadable"
    sentence = Text(
        en="The zip file cannot be read at «{where}»: it is damaged, or cut off.",
        fr="Le fichier zip est illisible à « {where} » : il est endommagé ou tronqué.",
    )


class ZipCompressed(Refusal):
    """What is packed small may be large without end."""

    code = "evidence.bag_zip_compressed"
    sentence = Text(
        en="«{where}» is compressed in the zip file, and compressed files are not read.",
        fr="« {where} » est compressé dans le fichier zip, et les fichiers compressés ne sont pas lus.",
    )


class ZipEncrypted(Refusal):
    """What nobody else can read proves nothing to them."""

    code = "evidence.bag_zip_encrypted"
    sentence = Text(
        en="«{where}» is encrypted in the zip file.", fr="« {where} » est chiffré dans le fichier zip."
    )


class ZipDisagrees(Refusal):
    """A zip file says twice what each file is; one program would believe the one, another the other."""

    code = "evidence.bag_zip_disagrees"
    sentence = Text(
        en="The zip file says two different things of «{where}».",
        fr="Le fichier zip dit deux choses différentes de « {where} ».",
    )


class ZipOverlaps(Refusal):
    """Two files that share bytes."""

    code = "evidence.bag_zip_overlaps"
    sentence = Text(
        en="«{where}» lies over another file in the zip file.",
        fr="« {where} » recouvre un autre fichier dans le fichier zip.",
    )


class ZipHides(Refusal):
    """Bytes that belong to no file."""

    code = "evidence.bag_zip_hides"
    sentence = Text(
        en="The zip file holds bytes that belong to no file, before «{where}».",
        fr="Le fichier zip contient des octets qui n’appartiennent à aucun fichier, avant « {where} ».",
    )


class ZipAdorned(Refusal):
    """Comments and extra fields: room for what nobody checks."""

    code = "evidence.bag_zip_adorned"
    sentence = Text(
        en="The zip file has a comment or an extra field at «{where}».",
        fr="Le fichier zip a un commentaire ou un champ supplémentaire à « {where} ».",
    )


class ZipForeign(Refusal):
    """A time, an attribute, a version or an order that is not the one in which packages are written."""

    code = "evidence.bag_zip_foreign"
    sentence = Text(
        en="The zip file does not write «{where}» in the one way in which packages are written.",
        fr="Le fichier zip n’écrit pas « {where} » de la seule façon dont les dossiers scellés s’écrivent.",
    )


class DeclarationWrong(Refusal):
    """`bagit.txt` has to be exactly what RFC 8493 says for version 1.0."""

    code = "evidence.bag_declaration_wrong"
    sentence = Text(
        en="«{where}» does not declare a bag of version 1.0 in UTF-8.",
        fr="« {where} » ne déclare pas un sac de version 1.0 en UTF-8.",
    )


class InfoUnreadable(Refusal):
    """`bag-info.txt` is lines of a label, a colon, and a value."""

    code = "evidence.bag_info_unreadable"
    sentence = Text(
        en="Line {line} of «{where}» is not a label with its value.",
        fr="La ligne {line} de « {where} » n’est pas une étiquette suivie de sa valeur.",
    )


class OxumWrong(Refusal):
    """The bag says how many bytes and files it carries, and carries others."""

    code = "evidence.bag_oxum_wrong"
    sentence = Text(
        en="«{where}» says that the bag carries {said} (bytes.files), and it carries {found}.",
        fr="« {where} » dit que le sac porte {said} (octets.fichiers), et il porte {found}.",
    )


class ManifestUnreadable(Refusal):
    """A manifest is lines of a digest, two spaces, and a name, each name once."""

    code = "evidence.bag_manifest_unreadable"
    sentence = Text(
        en="Line {line} of «{where}» is not a digest and a name that stands there once.",
        fr="La ligne {line} de « {where} » n’est pas un condensat et un nom qui n’y figure qu’une fois.",
    )


class ManifestForeign(Refusal):
    """A manifest with other digests, or a list of files to be fetched: what it says is not checked here."""

    code = "evidence.bag_manifest_foreign"
    sentence = Text(
        en="«{where}» has no place in this bag: only SHA-256 is checked, and nothing is fetched from elsewhere.",
        fr="« {where} » n’a pas sa place dans ce sac : seul SHA-256 est vérifié, et rien n’est cherché ailleurs.",
    )


class FileMissing(Refusal):
    """A file that has to be there is not."""

    code = "evidence.bag_file_missing"
    sentence = Text(en="«{where}» is missing from the bag.", fr="« {where} » manque dans le sac.")


class FileUnlisted(Refusal):
    """A file that no manifest speaks of, or a folder with nothing in it."""

    code = "evidence.bag_file_unlisted"
    sentence = Text(
        en="«{where}» is in the bag, and no manifest lists it.",
        fr="« {where} » est dans le sac, et aucun manifeste ne l’énumère.",
    )


class FileChanged(Refusal):
    """Other bytes than those that were hashed."""

    code = "evidence.bag_file_changed"
    sentence = Text(
        en="«{where}» is not what it was when the bag was made.",
        fr="« {where} » n’est plus ce qu’il était quand le sac a été fait.",
    )


class RecordUnreadable(Refusal):
    """A record in a collection is not written as it has to be; `place` says where in it."""

    code = "evidence.collection_record_unreadable"
    sentence = Text(
        en="«{where}» is not written as it has to be, at {place}.",
        fr="« {where} » n’est pas écrit comme il le faut, à {place}.",
    )


class RecordContradicts(Refusal):
    """What a collection says of its files is not what it carries."""

    code = "evidence.collection_record_contradicts"
    sentence = Text(
        en="What the collection says of «{where}» is not what it carries.",
        fr="Ce que la collecte dit de « {where} » n’est pas ce qu’elle porte.",
    )


class SealMissing(Refusal):
    """A collection without its whole seal."""

    code = "evidence.collection_seal_missing"
    sentence = Text(
        en="The seal is not whole: «{where}» is missing.",
        fr="Le scellé n’est pas entier : « {where} » manque.",
    )


class SealBroken(Refusal):
    """The signature is not by the key, or the seal does not cover what is there; `where` is what it fails at."""

    code = "evidence.collection_seal_broken"
    sentence = Text(
        en="The seal is broken: «{where}» is not what was sealed.",
        fr="Le scellé est rompu : « {where} » n’est pas ce qui a été scellé.",
    )


class KeyUnreadable(Refusal):
    """The collector's key is damaged, of another kind, or not theirs to read."""

    code = "evidence.collection_key_unreadable"
    sentence = Text(
        en="The key in «{where}» cannot be read, or is not an Ed25519 key.",
        fr="La clé dans « {where} » est illisible, ou n’est pas une clé Ed25519.",
    )


class KeyOpen(Refusal):
    """A key that others of the machine can read."""

    code = "evidence.collection_key_open"
    sentence = Text(
        en="Others can read the key in «{where}». Take that from them first: chmod 600.",
        fr="D’autres peuvent lire la clé dans « {where} ». Retirez-leur d’abord ce droit : chmod 600.",
    )


class CoordinatesWrong(Refusal):
    """A latitude and a longitude in decimal degrees."""

    code = "evidence.collection_coordinates_wrong"
    sentence = Text(
        en="«{where}» are not coordinates. Write the latitude and the longitude in degrees: 45.5017, -73.5673",
        fr="« {where} » ne sont pas des coordonnées. Écrivez la latitude et la longitude en degrés : 45.5017, -73.5673",
    )


class SourceMissing(Refusal):
    """The folder to collect from is not there, or not readable at all."""

    code = "evidence.collection_source_missing"
    sentence = Text(
        en="The folder «{where}» is not there, or cannot be read.",
        fr="Le dossier « {where} » n’est pas là, ou est illisible.",
    )


class SourceOther(Refusal):
    """What was begun with one folder does not go on with another."""

    code = "evidence.collection_source_other"
    sentence = Text(
        en="This collection was begun from «{where}».",
        fr="Cette collecte a été commencée depuis « {where} ».",
    )


class CollectionInside(Refusal):
    """A collection that would take in itself."""

    code = "evidence.collection_inside"
    sentence = Text(
        en="«{where}» lies within the folder to be collected, or around it. Put the collection elsewhere.",
        fr="« {where} » se trouve dans le dossier à collecter, ou l’entoure. Mettez la collecte ailleurs.",
    )


class NothingToResume(Refusal):
    """No collection was begun there."""

    code = "evidence.collection_nothing_to_resume"
    sentence = Text(
        en="No collection was begun in «{where}» that could go on.",
        fr="Aucune collecte n’a été commencée dans « {where} » qui puisse continuer.",
    )


class AlreadySealed(Refusal):
    """A sealed collection does not grow."""

    code = "evidence.collection_already_sealed"
    sentence = Text(
        en="The collection in «{where}» is sealed already. Its seal: {fingerprint}",
        fr="La collecte dans « {where} » est déjà scellée. Son scellé : {fingerprint}",
    )


class JournalBroken(Refusal):
    """The journal of a collection is damaged before its last line."""

    code = "evidence.collection_journal_broken"
    sentence = Text(
        en="Line {line} of «{where}» cannot be read: the collection cannot go on. Begin another.",
        fr="La ligne {line} de « {where} » est illisible : la collecte ne peut continuer. Commencez-en une autre.",
    )


class NothingTold(Refusal):
    """A collection without who, where or why."""

    code = "evidence.collection_nothing_told"
    sentence = Text(
        en="Say first, to begin a collection: {names}.",
        fr="À dire d’abord, pour commencer une collecte : {names}.",
    )


class TargetFailed(Refusal):
    """The place that is collected to cannot be written to: full, unplugged, or not allowed."""

    code = "evidence.collection_target_failed"
    sentence = Text(
        en="The collection cannot be written to «{where}»: {reason}. What was copied stays; go on with --resume.",
        fr="La collecte ne peut s’écrire dans « {where} » : {reason}. Ce qui est copié reste ; reprenez avec --resume.",
    )


class CollectionBusy(Refusal):
    """Another process is collecting into the same folder."""

    code = "evidence.collection_busy"
    sentence = Text(
        en="Somebody is collecting into «{where}» already.", fr="Quelqu’un collecte déjà dans « {where} »."
    )


class PackFailed(Refusal):
    """The one file that a bag is packed into cannot be written; the bag itself is as it was."""

    code = "evidence.bag_pack_failed"
    sentence = Text(
        en="«{where}» cannot be written: {reason}.", fr="« {where} » ne peut être écrit : {reason}."
    )
