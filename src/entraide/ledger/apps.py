from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "entraide.ledger"
    verbose_name = _("ledger")

    def ready(self) -> None:
        from entraide.ledger import policy
        from entraide.ui import navigation

        navigation.register(
            navigation.Item(_("Ledger"), "ledger:entries", 90, policy.may_audit, icon="book", key="l")
        )
        navigation.register(
            navigation.Item(_("Signed ledger"), "ledger:signed", 92, policy.may_audit, icon="lock", key="")
        )
        navigation.register(
            navigation.Item(_("Access log"), "ledger:looks", 91, policy.may_audit, icon="search", key="o")
        )
