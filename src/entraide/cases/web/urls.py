"""The addresses of a case file."""

from django.urls import path

from entraide.cases.web.views import files, originals

app_name = "cases"

urlpatterns = [
    path("<uuid:uuid>/members/", files.members, name="members"),
    path("<uuid:uuid>/members/<uuid:member>/remove/", files.remove_member, name="member_remove"),
    path("<uuid:uuid>/tasks/", files.tasks, name="tasks"),
    path("tasks/<uuid:uuid>/done/", files.finish_task, name="task_done"),
    path("<uuid:uuid>/notes/", files.notes, name="notes"),
    path("<uuid:uuid>/correspondence/", files.correspondence, name="correspondence"),
    path("originals/<uuid:uuid>/", originals.original, name="original"),
]
