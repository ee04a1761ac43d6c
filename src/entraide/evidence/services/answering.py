"""What a partner says of a package of ours: that they took over what is in it, or that they will not."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from entraide.evidence.domain.custody import Act, Event, Signatory
from entraide.evidence.errors import CustodyForbids, PackageAnswered, PackageNotBelieved
from entraide.evidence.events import PackageDeclined, PackageTakenOver
from entraide.evidence.models import Exhibit, Package
from entraide.evidence.queries import standing_of
from entraide.evidence.services.telling import next_event, tell
from entraide.kernel.errors import NotFound
from entraide.ledger.services import record

if TYPE_CHECKING:
    from datetime import datetime

    from entraide.exchange.services.hooks import Arrived as Came


def hear_taken(came: Came) -> None:
    """The partner has taken over what is in it: each chain here says so, once; the originals that were offered are
    theirs from now on. Raises `NotFound`, `PackageNotBelieved`, `PackageAnswered`."""
    package = _ours(came)
    if came.body["sealed"] != package.digest:
        raise PackageNotBelieved
    if package.declined_at is not None:
        raise PackageAnswered
    if package.taken_at is not None:
        return
    package.taken_at = came.at
    package.save(update_fields=["taken_at"])
    _record(PackageTakenOver, package, came)
    listed = cast("list[dict[str, str]]", came.body["numbers"])
    numbers = {one["theirs"]: one["ours"] for one in listed}
    said = {
        "place": str(came.body["place"])[:300],
        "condition": str(came.body.get("condition", "")),
    }
    for exhibit in package.exhibits.select_related("case").order_by("pk"):
        facts = {"package": package.uuid, "number": str(numbers.get(exhibit.number, ""))}
        # What was destroyed here meanwhile has no chain that goes on; the package says it all the same.
        with suppress(CustodyForbids):
            _tell_taken(exhibit, package, _by(came), at=came.at, facts=facts, **said)


def hear_declined(came: Came) -> None:
    """The partner will not take over what is in it: what was offered stays ours. Raises `NotFound`,
    `PackageAnswered`."""
    package = _ours(came)
    if package.taken_at is not None:
        raise PackageAnswered
    if package.declined_at is not None:
        return
    package.declined_at = came.at
    package.save(update_fields=["declined_at"])
    reason = str(came.body["reason"])
    _record(PackageDeclined, package, came, reason=reason)
    for exhibit in package.exhibits.select_related("case").order_by("pk"):
        offer = _offer_in(package, exhibit)
        if offer is not None:
            event = next_event(exhibit, Act.REFUSED, _by(came), at=came.at, reason=reason, about=offer.id)
            tell(exhibit, event, by=None)


def _tell_taken(
    exhibit: Exhibit,
    package: Package,
    by: Signatory,
    *,
    at: datetime,
    place: str,
    condition: str,
    facts: dict[str, object],
) -> None:
    said: dict[str, Any] = {"place": place, "facts": facts}
    offer = _offer_in(package, exhibit)
    if offer is None:
        event = next_event(exhibit, Act.COPY_TAKEN, by, at=at, **said)
    else:
        said |= {"other": by, "condition": condition, "seals": offer.seals, "about": offer.id}
        event = next_event(exhibit, Act.ACCEPTED, offer.by, at=at, **said)
    tell(exhibit, event, by=None)


def _offer_in(package: Package, exhibit: Exhibit) -> Event | None:
    """The offer of the exhibit itself that went with the package, where it still stands."""
    offer = standing_of(exhibit).offer
    return offer if offer is not None and str(offer.id) in package.releases else None


def _ours(came: Came) -> Package:
    """The package that a message of its own conversation is about, held. Raises `NotFound`."""
    named = Package.objects.select_for_update(of=("self",)).select_related("case")
    package = named.filter(message=UUID(str(came.body["message"]))).first()
    if package is None or package.conversation != came.message.conversation.uuid:
        raise NotFound
    return package


def _by(came: Came) -> Signatory:
    return Signatory(
        name=str(came.body["by"])[:200],
        function=str(came.body.get("function", ""))[:200],
        agency=came.message.partner.name_en,
        node=came.message.partner.node,
    )


def _record(act: type[PackageTakenOver | PackageDeclined], package: Package, came: Came, **more: str) -> None:
    record(
        act(
            case=package.case.uuid,
            subject=package.uuid,
            facts={"package": package.uuid, "message": came.message.uuid, "node": came.message.partner.node},
            detail={"agency": came.message.partner.name_en, **more},
        ),
        by=None,
        at=came.at,
    )
