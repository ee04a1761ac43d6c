"""An import-linter contract: some rooms of a package may be entered only from that package."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OwnRoomContract(Contract):
    """Forbid `a.services` importing `b.models` when a and b are different packages."""

    root = fields.StringField()
    rooms = fields.ListField(subfield=fields.StringField())
    allowed_importers = fields.ListField(subfield=fields.StringField(), required=False)
    open_packages = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        allowed = tuple(self.allowed_importers or ())
        opened = set(self.open_packages or ())
        trespasses = sorted(
            (importer, imported)
            for imported in graph.modules
            if self._room_of(imported) in set(self.rooms) and self._package_of(imported) not in opened
            for importer in graph.find_modules_that_directly_import(imported)
            if self._package_of(importer) != self._package_of(imported) and not importer.startswith(allowed)
        )
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} imports {imported}", bold=False)

    def _package_of(self, module: str) -> str:
        return module.removeprefix(f"{self.root}.").split(".")[0]

    def _room_of(self, module: str) -> str:
        return [*module.removeprefix(f"{self.root}.").split("."), ""][1]
