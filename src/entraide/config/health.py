"""The two addresses for whoever watches the node: is it well, and what does it count."""

import hmac
import ipaddress

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from entraide import __version__
from entraide.config import heartbeat, metrics

# A proxy says for whom it asks in one of these; then the address we see is the proxy's own.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the node can work; 503 when it cannot reach its tables or they are not of this version.

    A late background process leaves 200, since pages still work; `status` is then «degraded».
    """
    database = database_answers()
    migrated = database and nothing_to_migrate()
    background = background_state()
    able = database and migrated
    status = "failing" if not able else "ok" if background == "ok" else "degraded"
    body = {
        "status": status,
        "version": __version__,
        "checks": {
            "database": "ok" if database else "unreachable",
            "migrations": "ok" if migrated else "pending" if database else "unknown",
            "background": background,
        },
    }
    return JsonResponse(body, status=200 if able else 503)


@never_cache
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Counts for Prometheus: to this machine itself, or to whoever knows the token of node.toml."""
    if not may_see_metrics(request):
        return HttpResponse(status=404)
    return HttpResponse(metrics.exposition(), content_type=metrics.CONTENT_TYPE)


def may_see_metrics(request: HttpRequest) -> bool:
    """Whether the caller knows the token, or is this machine speaking for nobody else."""
    token = settings.NODE.metrics_token
    given = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    if any(name in request.META for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def nothing_to_migrate() -> bool:
    """Whether the tables are those of this version; once found so it stays so for this process."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def background_state() -> str:
    age = heartbeat.age()
    if age is None:
        return "starting"
    return "ok" if age <= heartbeat.LATE_AFTER_SECONDS else "late"


_migrated = False
