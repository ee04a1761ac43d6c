from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "entraide.accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from entraide.accounts import policy, queries
        from entraide.ledger.queries import register_names
        from entraide.ui import navigation

        register_names(queries.names)
        navigation.register(
            navigation.Item(
                _("People"),
                "accounts:people",
                order=80,
                may_open=policy.may_manage_people,
                icon="people",
                key="p",
            )
        )
