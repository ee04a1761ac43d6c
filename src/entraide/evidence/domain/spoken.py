"""What nodes say to each other about exhibits."""

from entraide.kernel.languages import Text

PACKAGE = "evidence.package/1"
TAKEN = "evidence.taken/1"
LABELS = {
    PACKAGE: Text(en="Sealed package", fr="Paquet scellé"),
    TAKEN: Text(en="Copies taken over", fr="Copies prises en charge"),
}
