"""Part of every process of a node under test."""

import os

from django.apps import AppConfig


class SoakingConfig(AppConfig):
    name = "tests.exchange.soaking"
    label = "soaking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from entraide.kernel import jobs
        from tests.exchange.soaking import disk, taking, wrong

        # What others do now and then would only take the processor from the exchange.
        for name in [job.name for job in jobs.jobs() if not job.name.startswith("exchange")]:
            del jobs._jobs[name]
        taking.register()
        disk.watch()
        wrong.build(os.environ.get("ENTRAIDE_SOAK_WRONG", ""))
