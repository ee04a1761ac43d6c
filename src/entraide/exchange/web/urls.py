"""The pages of the exchange."""

from django.urls import path

from entraide.exchange.web import views

app_name = "exchange"
urlpatterns = [
    path("", views.links, name="links"),
    path("introduce/", views.introduce, name="introduce"),
    path("refused/", views.incidents, name="incidents"),
    path("partners/<uuid:node>/", views.partner, name="partner"),
    path("partners/<uuid:node>/confirm/", views.confirm, name="confirm"),
    path("partners/<uuid:node>/stand/", views.stand, name="stand"),
    path("partners/<uuid:node>/test/", views.test, name="test"),
    path("messages/<uuid:uuid>/", views.message, name="message"),
    path("messages/<uuid:uuid>/drive/", views.drive, name="drive"),
]
