from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "entraide.directory"
    verbose_name = _("directory")

    def ready(self) -> None:
        from entraide.directory import policy
        from entraide.ui import navigation

        navigation.register(
            navigation.Item(_("Directory"), "directory:agencies", 60, policy.may_read, icon="globe", key="a")
        )
