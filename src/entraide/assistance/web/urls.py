"""The addresses of the desk."""

from django.urls import path

from entraide.assistance.web.views import (
    acts,
    arrivals,
    desk,
    letters,
    measures,
    parts,
    registering,
    requests,
)

app_name = "assistance"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("search/", desk.search, name="search"),
    path("requests/", desk.requests, name="requests"),
    path("requests/new/", registering.new, name="new"),
    path("requests/draft/", registering.draft, name="draft"),
    path("requests/<uuid:uuid>/", requests.overview, name="request"),
    path("requests/<uuid:uuid>/original/", requests.beside, name="beside"),
    path("requests/<uuid:uuid>/record/", requests.record, name="record"),
    path("requests/<uuid:uuid>/record/edit/", registering.record_edit, name="record_edit"),
    path("requests/<uuid:uuid>/kind/", registering.kind, name="kind"),
    path("requests/<uuid:uuid>/letters/", requests.letters, name="letters"),
    path("requests/<uuid:uuid>/letters/new/", letters.new, name="letter_new"),
    path("requests/<uuid:uuid>/work/", requests.work, name="work"),
    path("requests/<uuid:uuid>/timeline/", requests.timeline, name="timeline"),
    path("requests/<uuid:uuid>/people/", requests.people, name="people"),
    path("requests/<uuid:uuid>/acts/<slug:code>/", acts.act, name="act"),
    path("requests/<uuid:uuid>/measures/<uuid:measure>/decide/", measures.decide, name="measure_decide"),
    path(
        "requests/<uuid:uuid>/measures/<uuid:measure>/conditions/",
        measures.conditions,
        name="measure_conditions",
    ),
    path("requests/<uuid:uuid>/measures/<uuid:measure>/result/", measures.result, name="measure_result"),
    path("requests/<uuid:uuid>/<slug:part>/add/", parts.add, name="part_add"),
    path("requests/<uuid:uuid>/<slug:part>/<uuid:which>/change/", parts.change, name="part_change"),
    path("requests/<uuid:uuid>/<slug:part>/<uuid:which>/remove/", parts.remove, name="part_remove"),
    path("letters/<uuid:uuid>/", letters.letter, name="letter"),
    path("letters/<uuid:uuid>/paper.pdf", letters.paper, name="letter_paper"),
    path("letters/<uuid:uuid>/submit/", letters.submit, name="letter_submit"),
    path("letters/<uuid:uuid>/approve/", letters.approve, name="letter_approve"),
    path("letters/<uuid:uuid>/send-back/", letters.send_back, name="letter_send_back"),
    path("letters/<uuid:uuid>/discard/", letters.discard, name="letter_discard"),
    path("letters/<uuid:uuid>/send/", letters.send, name="letter_send"),
    path("letters/<uuid:uuid>/sent/", letters.sent, name="letter_sent"),
    path("arrivals/", arrivals.arrivals, name="arrivals"),
    path("arrivals/drop/", arrivals.drop, name="drop"),
    path("arrivals/<uuid:uuid>/", arrivals.arrival, name="arrival"),
    path("arrivals/<uuid:uuid>/original/", arrivals.original_view, name="original_view"),
    path("arrivals/<uuid:uuid>/accept/", arrivals.accept_ticked, name="accept_ticked"),
    path("arrivals/<uuid:uuid>/join/", arrivals.join, name="arrival_join"),
    path("arrivals/<uuid:uuid>/set-aside/", arrivals.set_aside, name="arrival_set_aside"),
    path("arrivals/<uuid:uuid>/by-hand/", arrivals.by_hand, name="arrival_by_hand"),
    path("suggestions/<uuid:uuid>/accept/", arrivals.accept, name="suggestion_accept"),
    path("suggestions/<uuid:uuid>/dismiss/", arrivals.dismiss, name="suggestion_dismiss"),
]
