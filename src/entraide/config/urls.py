"""Every address of the node."""

from django.urls import URLPattern, URLResolver, path
from django.urls.resolvers import RoutePattern

from entraide.config import health
from entraide.config.doors import Door

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health.health, name="health"),
    path("metrics", health.metrics_page, name="metrics"),
    # Before the addresses without a prefix, which are loaded for whatever is not found above them.
    Door("exchange/", "entraide.exchange.web.wire_urls", "wire"),
    Door("api/v1/", "entraide.config.api", "api"),
    Door("cases/", "entraide.cases.web.urls", "cases"),
    Door("exhibits/", "entraide.evidence.web.urls", "evidence"),
    Door("people/", "entraide.accounts.web.urls", "accounts"),
    Door("directory/", "entraide.directory.web.urls", "directory"),
    Door("links/", "entraide.exchange.web.urls", "exchange"),
    Door("instruments/", "entraide.instruments.web.urls", "instruments"),
    Door("ledger/", "entraide.ledger.web.urls", "ledger"),
    # Their names stand in no namespace: they are looked through whenever an address is written out.
    URLResolver(RoutePattern("accounts/"), "entraide.accounts.web.sign_in_urls"),
    URLResolver(RoutePattern(""), "entraide.ui.web.urls"),
    Door("", "entraide.assistance.web.urls", "assistance"),
]
