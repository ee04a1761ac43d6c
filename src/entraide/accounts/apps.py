from typing import Any

from django.apps import AppConfig
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "entraide.accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from entraide.accounts import policy, queries
        from entraide.ledger.queries import register_names, register_people
        from entraide.ledger.queries.links import register_link
        from entraide.ui import navigation

        register_names(queries.names)
        register_people(queries.everybody)
        register_link("accounts_rolegrant", queries.roles_not_on_record)
        navigation.name_roles_with(_role_names)
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


def _role_names(person: Any) -> list[str]:
    from entraide.accounts.domain.roles import LABELS

    language = get_language() or "en"
    return [text.in_language(language) for role, text in LABELS.items() if role in person.roles]
