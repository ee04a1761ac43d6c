"""What nodes say to each other about exhibits."""

from entraide.kernel.languages import Text

PACKAGE = "evidence.package/1"
TAKEN = "evidence.taken/1"
DECLINED = "evidence.declined/1"
LABELS = {
    PACKAGE: Text(en="Sealed package", fr="Paquet scellé"),
    TAKEN: Text(en="Exhibits taken over", fr="Pièces prises en charge"),
    DECLINED: Text(en="Exhibits not taken over", fr="Pièces non prises en charge"),
}
