"""Every address of the node."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("entraide.accounts.web.sign_in_urls")),
]
