from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssistanceConfig(AppConfig):
    name = "entraide.assistance"
    verbose_name = _("requests for assistance")

    def ready(self) -> None:
        from entraide.accounts.policy import works_on_cases
        from entraide.assistance import policy, tasks
        from entraide.assistance.domain import exchanged, looked
        from entraide.assistance.queries import numbers
        from entraide.assistance.services.exchanging.heard import listen
        from entraide.assistance.services.exchanging.inward import TAKERS
        from entraide.assistance.services.marking import membership_changed
        from entraide.assistance.web.naming import case_names, measure_names
        from entraide.cases.events import on_membership_changed
        from entraide.evidence.queries.naming import name_cases_with, name_measures_with
        from entraide.exchange.services import hooks
        from entraide.kernel import jobs
        from entraide.ledger.queries import register_looks
        from entraide.ledger.queries.things import register_things
        from entraide.ui import navigation

        for type_, taker in TAKERS.items():
            hooks.take(type_, taker)
        hooks.name({str(type_): label for type_, label in exchanged.LABELS.items()})
        hooks.describe(Path(self.path) / "schemas")
        hooks.listen(listen)
        register_looks(looked.LABELS)
        register_things(numbers.request_of, numbers.references_of)
        name_cases_with(case_names)
        name_measures_with(measure_names)
        jobs.register(tasks.CLOCKS)
        jobs.register(tasks.OUTBOX)
        jobs.register_queue(tasks.OUTBOX_QUEUE)
        jobs.register(tasks.MAILBOX)
        jobs.register_queue(tasks.MAILBOX_QUEUE)
        on_membership_changed(membership_changed)
        navigation.register(
            navigation.Item(_("My desk"), "assistance:desk", 10, lambda person: True, icon="desk", key="d")
        )
        navigation.register(
            navigation.Item(_("Requests"), "assistance:requests", 20, works_on_cases, icon="folder", key="r")
        )
        navigation.register(
            navigation.Item(
                _("Letter templates"),
                "assistance:letter_templates",
                82,
                policy.may_keep_templates,
                icon="file",
                key="t",
            )
        )
        navigation.register(
            navigation.Item(_("Figures"), "assistance:figures", 50, works_on_cases, icon="decision", key="f")
        )
