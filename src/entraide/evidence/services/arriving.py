"""A partner's sealed package: checked whole before anybody relies on it, then taken over by a person who answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from entraide.cases.queries import case_of
from entraide.evidence import policy
from entraide.evidence.domain.bags import open_bag
from entraide.evidence.domain.custody import Act, Event, Signatory, offered_to
from entraide.evidence.domain.opening import Bag
from entraide.evidence.domain.package.reading import read_record
from entraide.evidence.domain.package.record import Recorded
from entraide.evidence.domain.package.seal import digest_of
from entraide.evidence.domain.package.verifying import verify_package
from entraide.evidence.domain.spoken import DECLINED, TAKEN
from entraide.evidence.domain.stamps import certificates_in, verify_stamp
from entraide.evidence.errors import PackageAnswered, PackageNotBelieved, PackageWithoutCase
from entraide.evidence.events import PackageArrived, PackageChecked, PackageDeclined
from entraide.evidence.models import Arrived, Exhibit
from entraide.evidence.queries import is_answered, is_believed
from entraide.evidence.services import vault
from entraide.evidence.services.keeping import PLACE, WHY
from entraide.evidence.services.registering import Registration, keep_file, put_on_register
from entraide.evidence.services.telling import next_event, signed_in, tell
from entraide.exchange.errors import Recalled
from entraide.exchange.queries import cards_of, handling_of, message, partner
from entraide.exchange.services import files
from entraide.exchange.services.faults import FAULTS, place_of
from entraide.exchange.services.identity import identity
from entraide.exchange.services.sending import send
from entraide.kernel.errors import Incomplete, Refusal
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.exchange.services.hooks import Arrived as Came


@dataclass
class Keeping:
    """Where and in which condition what comes is kept, and its files, by their uuid, once they are in the vault."""

    place: str
    condition: str = ""
    files: dict[UUID, vault.Held] = field(default_factory=dict)


def take_package(came: Came) -> None:
    """A package comes with a message. Raises `PackageWithoutCase`."""
    talk = came.message.conversation
    if talk.case is None or len(came.files) != 1:
        raise PackageWithoutCase
    arrived = Arrived.objects.create(
        case=case_of(talk.case),
        message=came.message.uuid,
        attachment=came.files[0].attachment.uuid,
        node=came.message.partner.node,
        agency=came.message.partner.name_en,
        arrived_at=came.at,
    )
    record(
        PackageArrived(
            case=talk.case,
            subject=arrived.uuid,
            facts={"package": arrived.uuid, "message": arrived.message},
            detail={"agency": arrived.agency},
        ),
        by=None,
        at=came.at,
    )


def check_due(*, at: datetime) -> int:
    """Check the packages that nobody has looked at yet; how many. It takes as long as it takes: nothing is held."""
    waiting = list(Arrived.objects.filter(checked_at=None).select_related("case").order_by("arrived_at"))
    for arrived in waiting:
        _check(arrived, at=at)
    return len(waiting)


def take_over(
    arrived: Arrived, *, place: str, acting: Person, at: datetime, condition: str = ""
) -> list[Exhibit]:
    """Take over what is in a package: each becomes an exhibit here, its chain going on from the partner's. Of the
    originals that the partner has offered to this node, custody is accepted; `condition` is the one they came in.

    Raises `NotFound`, `NotAllowed`, `Incomplete`, `PackageNotBelieved`, `PackageAnswered`, `Recalled`.
    """
    policy.require_keeper(acting, arrived.case_id)
    if not place.strip():
        raise Incomplete({"place": PLACE})
    if not is_believed(arrived):
        raise PackageNotBelieved
    said = read_record(bytes(arrived.record))
    into = Keeping(place.strip(), condition.strip())
    try:
        with open_bag(files.path_of(arrived.message, arrived.attachment)) as bag:
            for one in said.exhibits:
                into.files |= {
                    each.content.id: _in_vault(bag, one, each.content.id) for each in one.files if each.along
                }
        return _taken_over(arrived, said.exhibits, into, acting=acting, at=at)
    except BaseException:
        for lying in into.files.values():
            vault.let_go(lying)
        raise


@transaction.atomic
def decline(arrived: Arrived, *, reason: str, acting: Person, at: datetime) -> None:
    """Not take over what is in a package; its sender is told why, and what was offered stays theirs.

    Raises `NotFound`, `NotAllowed`, `Incomplete`, `PackageAnswered`, `Recalled`.
    """
    policy.require_keeper(acting, arrived.case_id)
    if not reason.strip():
        raise Incomplete({"reason": WHY})
    arrived = _held(arrived)
    arrived.declined_at, arrived.declined_by = at, acting
    arrived.save(update_fields=["declined_at", "declined_by"])
    record(
        PackageDeclined(
            case=arrived.case.uuid,
            subject=arrived.uuid,
            facts={"package": arrived.uuid, "message": arrived.message},
            detail={"agency": settings.NODE.agency.name_en, "reason": reason.strip()},
        ),
        by=acting.uuid,
        at=at,
    )
    body: dict[str, object] = {
        "message": str(arrived.message),
        "by": acting.name,
        "function": acting.title,
        "reason": reason.strip()[:1000],
    }
    came = message(arrived.message)
    send(came.conversation, DECLINED, body, handling=handling_of(came), acting=acting, at=at)


def offer_in(one: Recorded) -> Event | None:
    """The offer of the exhibit itself to this node, where its chain in a package ends with one."""
    return offered_to([link.event for link in one.chain], identity().node)


@transaction.atomic
def _taken_over(
    arrived: Arrived, exhibits: tuple[Recorded, ...], into: Keeping, *, acting: Person, at: datetime
) -> list[Exhibit]:
    arrived = _held(arrived)
    found = [_registered(arrived, one, into, acting=acting, at=at) for one in exhibits]
    arrived.taken_at, arrived.taken_by = at, acting
    arrived.save(update_fields=["taken_at", "taken_by"])
    came = message(arrived.message)
    body: dict[str, object] = {
        "message": str(arrived.message),
        "sealed": arrived.digest,
        "by": acting.name,
        "function": acting.title,
        "place": into.place,
        "condition": into.condition[:1000],
        "numbers": [
            {"theirs": one.described.number, "ours": new.number}
            for one, new in zip(exhibits, found, strict=True)
        ],
    }
    send(came.conversation, TAKEN, body, handling=handling_of(came), acting=acting, at=at)
    return found


def _held(arrived: Arrived) -> Arrived:
    """The package for one who answers it alone. Raises `PackageAnswered`, `Recalled`."""
    held = Arrived.objects.select_for_update(of=("self",)).select_related("case").get(pk=arrived.pk)
    if is_answered(held):
        raise PackageAnswered
    came = message(held.message)
    if came.recalled_at is not None:
        raise Recalled(reason=came.recall_reason)
    return held


def _registered(arrived: Arrived, one: Recorded, into: Keeping, *, acting: Person, at: datetime) -> Exhibit:
    told = one.described
    registration = Registration(
        kind=told.kind,
        title=told.title,
        description=told.description,
        source=f"{arrived.agency}, {told.number}",
        marking=told.marking,
        details=told.details,
        began=(),
    )
    exhibit = put_on_register(arrived.case, registration, acting=acting, at=at)
    offer = offer_in(one)
    chain = {
        "package": arrived.uuid,
        "node": arrived.node,
        "agency": arrived.agency,
        "number": told.number,
        "links": len(one.chain),
        "digest": arrived.digest,
        "original": offer is not None,
    }
    event = next_event(
        exhibit,
        Act.RECEIVED,
        signed_in(acting),
        at=at,
        happened=None if offer else arrived.arrived_at,
        other=Signatory(name=arrived.agency, agency=arrived.agency, node=arrived.node),
        place=into.place[:300],
        condition=into.condition if offer else "",
        seals=offer.seals if offer else (),
        facts={"chain": chain},
    )
    tell(exhibit, event, by=acting.uuid)
    for each in one.files:
        if each.along:
            keep_file(
                exhibit,
                into.files[each.content.id],
                name=each.content.name,
                media_type=each.content.media_type,
                part=each.content.part,
                acting=acting,
                at=at,
            )
    return exhibit


def _in_vault(bag: Bag, one: Recorded, content: UUID) -> vault.Held:
    said = next(each.content for each in one.files if each.content.id == content)
    held = vault.hold(bag.read(one.path(content)))
    # It was checked when it came: what lies there now must be the same.
    if held.sha256 != said.sha256:
        vault.let_go(held)
        raise PackageNotBelieved
    return held


def _check(arrived: Arrived, *, at: datetime) -> None:
    fault = where = digest = ""
    said = b""
    try:
        with open_bag(files.path_of(arrived.message, arrived.attachment)) as bag:
            found = verify_package(bag, cards_of(partner(arrived.node)), check_stamp=_stamped)
        said, digest = found.record.encoded(), f"sha256:{digest_of(found.seal.statement.encoded())}"
        if found.record.node != arrived.node:
            raise PackageNotBelieved
    except Refusal as refusal:
        fault, where = refusal.code, str(refusal.facts.get("where", ""))
    except (*FAULTS, OSError, MemoryError) as wrong:
        # A package that our own code stumbles over is not believed, and stops no other.
        fault, where = type(wrong).__name__, place_of(wrong)
    with transaction.atomic():
        Arrived.objects.filter(pk=arrived.pk).update(
            checked_at=at, fault=fault[:80], where=_printable(where)[:300], record=said, digest=digest
        )
        facts = {
            "package": arrived.uuid,
            "digest": digest,
            "fault": fault,
            "record": sha256(said).hexdigest(),
        }
        record(PackageChecked(case=arrived.case.uuid, subject=arrived.uuid, facts=facts), by=None, at=at)


def _printable(text: str) -> str:
    """A stranger's words as every database keeps them."""
    return "".join(one if one.isprintable() else "�" for one in text)


def _stamped(token: bytes, digest: bytes, trusted: bytes) -> datetime:
    return verify_stamp(token, digest, certificates_in(trusted)).at
