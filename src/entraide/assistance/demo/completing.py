"""What the authors of the invented requests add before they submit them: the basis, and what it demands."""

from django.conf import settings

from entraide.assistance.demo.bureau import Bureau
from entraide.assistance.domain.kinds import AuthorityRole
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import choosing, describing
from entraide.assistance.services.advising import advice_for
from entraide.assistance.services.demanding import lacking_in_law
from entraide.kernel.languages import Text

ON_A_TREATY = frozenset({"mutual_legal_assistance", "preservation", "extradition"})
SAID: dict[str, object] = {
    "evidence_link": Text(
        en="What is asked for shows who took part, and where the proceeds went.",
        fr="Ce qui est demandé montre qui a participé et où est passé le produit de l’infraction.",
    ),
    "proportionality": Text(
        en="No other means remains, and only what concerns these facts is asked for.",
        fr="Aucun autre moyen ne reste, et seul ce qui touche à ces faits est demandé.",
    ),
    "stage": "investigation",
    "block.purpose": Text(
        en="So that the authorities at the destination can assess the risk on arrival.",
        fr="Pour que les autorités de destination puissent évaluer le risque à l’arrivée.",
    ),
    "block.proportionality": Text(
        en="Only the destination is told, and only what it needs.",
        fr="Seule la destination est informée, et de ce dont elle a besoin.",
    ),
    "block.no_other_means": Text(
        en="The platform alone can tell who it is, and the hours count.",
        fr="Seule la plateforme peut dire de qui il s’agit, et les heures comptent.",
    ),
    "block.necessity": Text(
        en="The provider keeps its logs for a few days only.",
        fr="Le fournisseur ne garde ses journaux que quelques jours.",
    ),
    "block.mla_will_follow": True,
    "block.manufacturer": "Corvane",
    "block.obliterated": True,
}


def complete(bureau: Bureau, request: AssistanceRequest, *, by: str) -> None:
    """Choose the first basis that is advised, then say what is still lacking."""
    request.refresh_from_db()
    if request.kind in ON_A_TREATY and not request.basis:
        advice = advice_for(request)
        if advice and advice.bases:
            bureau.do(choosing.choose_basis, request, by=by, instrument=advice.bases[0].instrument)
    request.refresh_from_db()
    fields: dict[str, object] = {}
    block = dict(request.block)
    for name in lacking_in_law(request):
        said = SAID.get(name)
        value = said.in_language(request.language) if isinstance(said, Text) else said
        if name == "offences":
            title = Text(en="Fraud", fr="Fraude").in_language(request.language)
            bureau.part(
                request, "offences", by=by, title=title, iccs="0701", article="Criminal Code, s. 380(1)(a)"
            )
        elif name == "authorities.requesting":
            bureau.part(
                request,
                "authorities",
                by=by,
                role=AuthorityRole.REQUESTING,
                organisation=settings.NODE.agency.name(request.language),
            )
        elif name.startswith("block."):
            block[name.removeprefix("block.")] = value
        elif value is not None:
            fields[name] = value
    if block != request.block:
        fields["block"] = block
    if fields:
        bureau.do(describing.change_record, request, by=by, fields=fields)
