from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "entraide.instruments"
    verbose_name = _("instruments")

    def ready(self) -> None:
        from entraide.instruments import policy
        from entraide.ui import navigation

        navigation.register(
            navigation.Item(
                _("Law desk"), "instruments:instruments", 55, policy.may_read, icon="book", key="i"
            )
        )
