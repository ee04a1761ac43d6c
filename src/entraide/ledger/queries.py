"""Reading the two records. Scoping to what a person may see is the caller's: the ledger knows no cases."""

from uuid import UUID

from django.db.models import QuerySet

from entraide.ledger.models import Entry, Look


def entries_of_case(case: UUID) -> QuerySet[Entry]:
    """What was done in a case, newest first, with the details people read."""
    return Entry.objects.filter(case=case).select_related("detail").order_by("-seq")


def entries() -> QuerySet[Entry]:
    """The whole ledger, newest first, without details: what an auditor sees."""
    return Entry.objects.order_by("-seq")


def looks_at_case(case: UUID) -> QuerySet[Look]:
    """Who looked at a case, newest first."""
    return Look.objects.filter(case=case).order_by("-id")


def looks() -> QuerySet[Look]:
    """The whole access log, newest first."""
    return Look.objects.order_by("-id")
