"""The shell's addresses. They are open to all: they show no case and change only the reader's own cookies."""

from django.conf import settings
from django.urls import URLPattern, path
from django.views.i18n import set_language

from entraide.ui.web import views

urlpatterns: list[URLPattern] = [
    path("i18n/setlang/", set_language, name="set_language"),
    path("i18n/theme/", views.set_theme, name="set_theme"),
]
if getattr(settings, "ENTRAIDE_STYLE_GUIDE", settings.DEBUG):
    urlpatterns.append(path("style/", views.style_guide, name="style_guide"))
