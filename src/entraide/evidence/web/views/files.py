"""Files of exhibits: taken in by a plain form, and handed out as they came."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entraide.evidence.domain.exhibits import Kind
from entraide.evidence.queries import content_for
from entraide.evidence.services import giving
from entraide.evidence.services.registering import Incoming, add_files
from entraide.evidence.web.forms.registering import FilesForm
from entraide.evidence.web.views.asking import held, looked_at, tell
from entraide.evidence.web.views.exhibits import shown
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal
from entraide.ui.downloads import to_keep


@require_POST
def add(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take files in with an exhibit."""
    person, found = held(http, uuid)
    form = FilesForm(http.POST, http.FILES, kind=Kind(found.kind))
    if form.is_valid():
        files = form.cleaned_data["files"]
        try:
            coming = [Incoming(one.name or "", one.content_type or "", one.chunks()) for one in files]
            add_files(found, coming, part=form.part_chosen(), acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            said = ngettext("%(count)d file is taken in.", "%(count)d files are taken in.", len(files))
            messages.success(http, said % {"count": len(files)})
            return redirect("evidence:exhibit", uuid=uuid)
    looked_at(http, found, "exhibit")
    return render(http, "evidence/exhibit.html", shown(person, found, form), status=422)


@require_POST
def download(http: HttpRequest, uuid: UUID, content: UUID) -> HttpResponseBase:
    """A file as it came, with whoever asks for it; on record before the first byte."""
    person, found = held(http, uuid)
    file = content_for(person, content, of=found)
    given = giving.download(file, acting=person, at=now())
    looked_at(http, found, "download", file.uuid)
    answer = StreamingHttpResponse(given, content_type="application/octet-stream")
    return to_keep(answer, file.name, size=file.size)
