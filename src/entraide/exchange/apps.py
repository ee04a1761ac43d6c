from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "entraide.exchange"
    verbose_name = _("exchange between nodes")

    def ready(self) -> None:
        from entraide.exchange import policy, queries, tasks
        from entraide.exchange.domain import spoken
        from entraide.exchange.services import consenting, hooks, recalling
        from entraide.exchange.services.testing import take_test
        from entraide.kernel import jobs
        from entraide.ledger.queries.checkpoints import register_ledger_names
        from entraide.ledger.queries.links import register_link
        from entraide.ui import navigation

        jobs.register(tasks.CARRY)
        jobs.register(tasks.TIME_OUTS)
        jobs.register(tasks.VOUCH)
        jobs.register_queue(tasks.QUEUE)
        hooks.take(spoken.TEST, take_test)
        hooks.take(spoken.RECALL, recalling.take_recall)
        hooks.take(spoken.CORRECTION, recalling.take_correction)
        hooks.take(spoken.NARROWING, recalling.take_narrowing)
        hooks.take(spoken.CONSENT_ASKED, consenting.take_asked)
        hooks.take(spoken.CONSENT_GIVEN, consenting.take_given)
        hooks.name(spoken.LABELS)
        register_ledger_names(queries.names_of_ledgers)
        register_link("exchange_message", queries.messages_not_on_record)
        hooks.describe(Path(self.path) / "schemas")
        navigation.register(
            navigation.Item(_("Links"), "exchange:links", 65, policy.may_see_links, icon="send", key="n")
        )
