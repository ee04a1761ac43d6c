from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "entraide.evidence"
    verbose_name = _("exhibits")

    def ready(self) -> None:
        from entraide.evidence import policy, tasks
        from entraide.evidence.domain.looked import LABELS
        from entraide.evidence.queries import on_record
        from entraide.kernel import jobs
        from entraide.ledger.queries import register_looks
        from entraide.ledger.queries.links import register_link
        from entraide.ui import navigation

        register_looks(LABELS)
        for table, compare in on_record.LINKS.items():
            register_link(table, compare)
        for job in tasks.JOBS:
            jobs.register(job)
        navigation.register(
            navigation.Item(
                _("Exhibits"), "evidence:register", 30, policy.may_see_exhibits, icon="lock", key="x"
            )
        )
