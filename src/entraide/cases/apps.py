from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "entraide.cases"
    verbose_name = _("cases")

    def ready(self) -> None:
        from entraide.cases import queries
        from entraide.cases.domain.looked import LABELS
        from entraide.ledger.queries import register_looks
        from entraide.ledger.queries.links import register_link

        register_looks(LABELS)
        register_link("cases_membership", queries.memberships_not_on_record)
