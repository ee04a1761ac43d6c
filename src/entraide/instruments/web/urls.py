"""The addresses of the law desk."""

from django.urls import path

from entraide.instruments.web import edit_views, offence_views, substance_views, views

app_name = "instruments"
urlpatterns = [
    path("", views.instruments, name="instruments"),
    path("advice/", views.advice, name="advice"),
    path("offences/", offence_views.offences, name="offences"),
    path("offences/<slug:code>/", offence_views.offence, name="offence"),
    path("substances/", substance_views.substances, name="substances"),
    path("new/", edit_views.add_agreement, name="add_agreement"),
    path("<slug:code>/", views.instrument, name="instrument"),
    path("<slug:code>/history/", views.history, name="history"),
    path("<slug:code>/write/", edit_views.revise, name="revise"),
    path("<slug:code>/withdraw/", edit_views.withdraw, name="withdraw"),
    path("<slug:code>/parties/add/", edit_views.add_party, name="add_party"),
    path("<slug:code>/parties/<str:state>/", edit_views.correct_party, name="correct_party"),
    path("<slug:code>/parties/<str:state>/confirm/", edit_views.confirm_party, name="confirm_party"),
]
