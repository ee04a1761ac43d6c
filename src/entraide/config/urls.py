"""Every address of the node."""

from django.urls import include, path

from entraide.config import health
from entraide.config.api import api

urlpatterns = [
    path("health", health.health, name="health"),
    path("metrics", health.metrics_page, name="metrics"),
    path("", include("entraide.ui.web.urls")),
    path("", include("entraide.assistance.web.urls")),
    path("cases/", include("entraide.cases.web.urls")),
    path("exhibits/", include("entraide.evidence.web.urls")),
    path("accounts/", include("entraide.accounts.web.sign_in_urls")),
    path("people/", include("entraide.accounts.web.urls")),
    path("directory/", include("entraide.directory.web.urls")),
    path("exchange/", include("entraide.exchange.web.wire_urls")),
    path("links/", include("entraide.exchange.web.urls")),
    path("instruments/", include("entraide.instruments.web.urls")),
    path("ledger/", include("entraide.ledger.web.urls")),
    path("api/v1/", api.urls),
]
