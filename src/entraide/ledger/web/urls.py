"""The addresses of the two records."""

from django.urls import path

from entraide.ledger.web import signed_views, views

app_name = "ledger"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("export/", views.export, name="export"),
    path("<int:seq>/", views.entry, name="entry"),
    path("<int:seq>/proof/", signed_views.proof, name="proof"),
    path("<int:seq>/bytes/", signed_views.bytes_of_entry, name="bytes"),
    path("signed/", signed_views.signed, name="signed"),
    path("signed/keys/", signed_views.keys, name="keys"),
    path("looks/", views.looks, name="looks"),
]
