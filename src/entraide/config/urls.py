"""Every address of the node."""

from django.urls import include, path

from entraide.config import health

urlpatterns = [
    path("health", health.health, name="health"),
    path("metrics", health.metrics_page, name="metrics"),
    path("", include("entraide.ui.web.urls")),
    path("accounts/", include("entraide.accounts.web.sign_in_urls")),
]
