"""The addresses of the directory."""

from django.urls import path

from entraide.directory.web import edit_views, views

app_name = "directory"
urlpatterns = [
    path("", views.agencies, name="agencies"),
    path("map/", views.partners, name="partners"),
    path("export/", views.export, name="export"),
    path("import/", edit_views.import_file, name="import"),
    path("agencies/new/", edit_views.add_agency, name="add_agency"),
    path("agencies/<uuid:uuid>/", views.agency, name="agency"),
    path("agencies/<uuid:uuid>/change/", edit_views.change_agency, name="change_agency"),
    path("agencies/<uuid:uuid>/retire/", edit_views.retire_agency, name="retire_agency"),
    path("agencies/<uuid:uuid>/offices/new/", edit_views.add_office, name="add_office"),
    path("offices/<uuid:uuid>/change/", edit_views.change_office, name="change_office"),
    path("offices/<uuid:uuid>/retire/", edit_views.retire_office, name="retire_office"),
    path("offices/<uuid:uuid>/contacts/new/", edit_views.add_contact, name="add_contact"),
    path("contacts/<uuid:uuid>/change/", edit_views.change_contact, name="change_contact"),
    path("contacts/<uuid:uuid>/retire/", edit_views.retire_contact, name="retire_contact"),
]
