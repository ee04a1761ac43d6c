"""Part of every process of a node under test."""

import os

from django.apps import AppConfig


class SoakingConfig(AppConfig):
    name = "tests.exchange.soaking"
    label = "soaking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tests.exchange.soaking import disk, taking, wrong

        taking.register()
        disk.watch()
        wrong.build(os.environ.get("ENTRAIDE_SOAK_WRONG", ""))
