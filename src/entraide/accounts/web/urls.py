"""The addresses of my account and of the administrator's pages."""

from django.urls import path

from entraide.accounts.web import account_views, people_views

app_name = "accounts"
urlpatterns = [
    path("me/", account_views.me, name="me"),
    path("me/tokens/", account_views.tokens, name="tokens"),
    path("me/tokens/new/", account_views.issue_token, name="issue_token"),
    path("me/tokens/<uuid:uuid>/revoke/", account_views.revoke_token, name="revoke_token"),
    path("", people_views.people, name="people"),
    path("new/", people_views.add_person, name="add_person"),
    path("units/", people_views.units, name="units"),
    path("units/new/", people_views.add_unit, name="add_unit"),
    path("units/<uuid:uuid>/", people_views.unit, name="unit"),
    path("<uuid:uuid>/", people_views.person, name="person"),
    path("<uuid:uuid>/roles/", people_views.roles, name="roles"),
    path("<uuid:uuid>/password/", people_views.new_password, name="new_password"),
    path("<uuid:uuid>/deactivate/", people_views.deactivate, name="deactivate"),
    path("<uuid:uuid>/reactivate/", people_views.reactivate, name="reactivate"),
]
