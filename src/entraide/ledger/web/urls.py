"""The addresses of the two records."""

from django.urls import path

from entraide.ledger.web import views

app_name = "ledger"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("<int:seq>/", views.entry, name="entry"),
    path("looks/", views.looks, name="looks"),
]
