"""What was signed of the ledger, for auditors: how far, who vouches for it, and what proves a single entry."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from entraide.ledger.policy import require_auditor
from entraide.ledger.queries import checkpoints
from entraide.ledger.services.checkpoints import key
from entraide.ui.actors import actor_of
from entraide.ui.downloads import to_keep

NEWEST = 20


@login_required
@require_http_methods(["GET"])
def signed(request: HttpRequest) -> HttpResponse:
    """How far the ledger is signed, the witnesses, and every history that was seen to be rewritten."""
    require_auditor(actor_of(request))
    standing = checkpoints.standing_of()
    return render(
        request,
        "ledger/signed.html",
        {
            "standing": standing,
            "later": standing.entries - (standing.size or 0),
            "log": key().public,
            "checkpoints": checkpoints.newest(NEWEST),
            "witnesses": checkpoints.witnesses(),
            "watched": checkpoints.watched(),
            "contradictions": checkpoints.contradictions(),
        },
    )


@login_required
@require_http_methods(["GET"])
def proof(request: HttpRequest, seq: int) -> HttpResponse:
    """What proves an entry: its place in a signed checkpoint. Raises `NotFound` where none holds it yet."""
    require_auditor(actor_of(request))
    return _file(checkpoints.proof_of(seq).proof.written().encode(), f"{seq}.tlog-proof")


@login_required
@require_http_methods(["GET"])
def bytes_of_entry(request: HttpRequest, seq: int) -> HttpResponse:
    """The very bytes that the proof is about."""
    require_auditor(actor_of(request))
    return _file(bytes(checkpoints.proof_of(seq).entry.canonical), f"{seq}.entry")


@login_required
@require_http_methods(["GET"])
def keys(request: HttpRequest) -> HttpResponse:
    """With what the proofs of this ledger are checked; the same stands on the node's card."""
    require_auditor(actor_of(request))
    return _file(("\n".join(key().public.written()) + "\n").encode(), "ledger.vkeys")


def _file(data: bytes, name: str) -> HttpResponse:
    return to_keep(HttpResponse(data, content_type="application/octet-stream"), name)
