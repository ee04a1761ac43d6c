"""Where other nodes knock."""

from django.urls import path

from entraide.exchange.web import wire

app_name = "wire"
urlpatterns = [
    path("cards", wire.cards, name="cards"),
    path("deliveries", wire.deliveries, name="deliveries"),
    path("checkpoints", wire.checkpoints, name="checkpoints"),
    path("messages/<uuid:message>/files/<uuid:attachment>/<int:first>", wire.file_chunks, name="file_chunks"),
]
