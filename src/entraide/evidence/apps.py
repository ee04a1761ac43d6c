from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "entraide.evidence"
    verbose_name = _("exhibits")

    def ready(self) -> None:
        from entraide.evidence import policy, tasks
        from entraide.evidence.domain import spoken
        from entraide.evidence.domain.looked import LABELS
        from entraide.evidence.queries import numbers, on_record
        from entraide.evidence.services import answering, arriving
        from entraide.exchange.services import hooks
        from entraide.kernel import jobs
        from entraide.ledger.queries import register_looks
        from entraide.ledger.queries.links import register_link
        from entraide.ledger.queries.things import register_things
        from entraide.ui import navigation

        register_looks(LABELS)
        register_things(numbers.exhibit_of, numbers.numbers_of)
        for table, compare in on_record.LINKS.items():
            register_link(table, compare)
        hooks.take(spoken.PACKAGE, arriving.take_package)
        hooks.take(spoken.TAKEN, answering.hear_taken)
        hooks.take(spoken.DECLINED, answering.hear_declined)
        hooks.name(spoken.LABELS)
        hooks.describe(Path(self.path) / "schemas")
        for job in tasks.JOBS:
            jobs.register(job)
        jobs.register_queue(tasks.STAMPS)
        navigation.register(
            navigation.Item(
                _("Exhibits"), "evidence:register", 30, policy.may_see_exhibits, icon="lock", key="x"
            )
        )
