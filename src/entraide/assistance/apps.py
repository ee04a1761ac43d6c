from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssistanceConfig(AppConfig):
    name = "entraide.assistance"
    verbose_name = _("requests for assistance")

    def ready(self) -> None:
        from entraide.assistance.services.marking import membership_changed
        from entraide.cases.events import on_membership_changed

        on_membership_changed(membership_changed)
