"""What the access log calls the pages of exhibits."""

from entraide.kernel.languages import Text

LABELS: dict[str, Text] = {
    "evidence.register": Text(en="Register of exhibits", fr="Registre des pièces"),
    "evidence.exhibit": Text(en="Exhibit", fr="Pièce"),
    "evidence.form": Text(en="Form of an exhibit", fr="Formulaire d’une pièce"),
    "evidence.label": Text(en="Label of an exhibit", fr="Étiquette d’une pièce"),
    "evidence.preview": Text(en="Preview of a file of an exhibit", fr="Aperçu d’un fichier d’une pièce"),
    "evidence.download": Text(en="File of an exhibit", fr="Fichier d’une pièce"),
    "evidence.package": Text(en="Sealed package", fr="Paquet scellé"),
}
