"""A sealed package is asked for, made by the background process, and goes out once it is ready."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.conf import settings
from django.db import transaction

from entraide.evidence import policy
from entraide.evidence.domain.bags import pack
from entraide.evidence.domain.custody import Act, Where
from entraide.evidence.domain.package import contents as going
from entraide.evidence.domain.package.making import Made, make_package
from entraide.evidence.domain.report.writing import custody_report
from entraide.evidence.domain.spoken import PACKAGE
from entraide.evidence.domain.stamps import certificates_in, verify_stamp
from entraide.evidence.errors import CopyNotReleased, GoesToPartner
from entraide.evidence.events import CUSTODY, PackageMade, PackageSent, PackageTaken, PackageWanted
from entraide.evidence.models import (
    Content,
    ContentKey,
    CustodyEvent,
    Exhibit,
    ExhibitStanding,
    Package,
    Stamp,
)
from entraide.evidence.queries import (
    chain_before,
    chain_of,
    described,
    event_of,
    going_along,
    is_marked,
    is_open_offer,
    numbers_of,
    ready_to_go,
    release_in,
    said_of,
)
from entraide.evidence.queries.vault import read
from entraide.exchange.domain.onward import words_of
from entraide.exchange.domain.statement import Handling, require_sayable
from entraide.exchange.queries import conversation_of, conversations_of_case, message, originated
from entraide.exchange.services.consenting import require_may_go_on
from entraide.exchange.services.identity import identity, show_ledger
from entraide.exchange.services.sending import Enclosure, send
from entraide.kernel.canonical import plain
from entraide.kernel.errors import Incomplete, NotFound, Refusal
from entraide.kernel.languages import LANGUAGES, Language, Text
from entraide.ledger.queries.checkpoints import Proved, proved_together
from entraide.ledger.queries.links import written_of_subject
from entraide.ledger.services import record
from entraide.ledger.services.checkpoints import key as ledger_key
from entraide.ledger.services.checkpoints import make_checkpoint

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Case

MEDIA_TYPE = "application/zip"
PURPOSE = Text(en="Purpose", fr="But")
# A package that was made lies ready for so long, in the clear: whoever wants it later asks again.
KEPT_FOR = timedelta(days=30)


@transaction.atomic
def want(
    case: Case,
    exhibits: Sequence[Exhibit],
    *,
    handling: Handling,
    acting: Person,
    at: datetime,
    conversation: UUID | None = None,
) -> Package:
    """Ask for a package of exhibits of a case; with a conversation, it is sent there once it is made.

    Raises `NotFound`, `NotAllowed`, `Incomplete`, `Malformed` for a handling that no message carries,
    `CopyNotReleased`, `GoesToPartner`, `MayNotGoOn`, `IdentityMissing`.
    """
    policy.require_keeper(acting, case.pk)
    identity()
    if not exhibits or any(one.case_id != case.pk for one in exhibits):
        raise NotFound
    if conversation is not None and conversation not in {
        one.uuid for one in conversations_of_case(case.uuid)
    }:
        raise NotFound
    if not handling.purpose.strip():
        raise Incomplete({"purpose": PURPOSE})
    require_sayable(handling)
    free = ready_to_go(case)
    unreleased = [one for one in exhibits if one not in free]
    if unreleased:
        raise CopyNotReleased(numbers=numbers_of(unreleased))
    wanted = Package.objects.create(
        case=case,
        wanted_at=at,
        wanted_by=acting,
        handling=plain(_written(handling)),
        releases=[str(free[one].uuid) for one in exhibits],
        conversation=conversation,
    )
    wanted.exhibits.set(exhibits)
    _require_to_partner(wanted, [free[one] for one in exhibits])
    _require_may_go_on(wanted, exhibits)
    facts = {"package": wanted.uuid, "exhibits": [one.uuid for one in exhibits]}
    detail = {"numbers": numbers_of(exhibits)}
    record(
        PackageWanted(case=case.uuid, subject=wanted.uuid, facts=facts, detail=detail),
        by=acting.uuid,
        at=at,
    )
    return wanted


def make_due(*, moment: Callable[[], datetime]) -> int:
    """Make the packages that are wanted, each as of the moment when its turn comes; how many were made.

    One that was broken off is begun anew; one that cannot be made says why, and stops no other.
    """
    made = 0
    for wanted in Package.objects.filter(state=Package.State.WANTED).order_by("wanted_at"):
        try:
            make(wanted, at=moment())
        except (Refusal, OSError) as fault:
            path_of(wanted).unlink(missing_ok=True)
            error = fault.code if isinstance(fault, Refusal) else type(fault).__name__
            Package.objects.filter(pk=wanted.pk).update(state=Package.State.FAILED, error=error[:60])
        else:
            made += 1
    return made


def make(wanted: Package, *, at: datetime) -> Package:
    """Make one package, and send it where it is to go. Raises what `make_package` raises."""
    folder = path_of(wanted).with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    path_of(wanted).unlink(missing_ok=True)
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    exhibits = list(wanted.exhibits.select_related("case", "registered_by").order_by("pk"))
    # Asked again: what was allowed when it was asked for may not be so any more.
    policy.require_keeper(_wanted_by(wanted), wanted.case_id)
    _require_still_offered(wanted, exhibits)
    _require_may_go_on(wanted, exhibits)
    # What is proved must be signed first: the entries of just now too.
    make_checkpoint(at=at)
    # Whoever checks the package finds the keys of the ledger on the card.
    show_ledger(at=at)
    ours = identity()
    contents = replace(_contents(wanted, exhibits), reports=_reports(wanted, exhibits, at=at))
    try:
        done = make_package(contents, folder, ours.signing_at(at), ours.card, at, _progress(wanted))
        pack(folder, path_of(wanted))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    digest = hashlib.sha256()
    for piece in _pieces(path_of(wanted)):
        digest.update(piece)
    wanted = _ready(wanted, exhibits, done, digest.hexdigest(), at=at)
    wanted.refresh_from_db()
    return wanted


@transaction.atomic
def give_out(package: Package, *, acting: Person, at: datetime) -> Iterator[bytes]:
    """A package that lies ready, in pieces; on record before the first. Raises `NotFound`, `NotAllowed`."""
    policy.require_keeper(acting, package.case_id)
    destroyed = ExhibitStanding.objects.filter(exhibit__in=package.exhibits.all(), where=Where.DESTROYED)
    if package.state != Package.State.READY or destroyed.exists():
        raise NotFound
    facts = {"package": package.uuid, "sha256": package.sha256}
    detail = {"numbers": numbers_of(list(package.exhibits.order_by("pk")))}
    record(
        PackageTaken(case=package.case.uuid, subject=package.uuid, facts=facts, detail=detail),
        by=acting.uuid,
        at=at,
    )
    return _pieces(path_of(package))


def drop_packages_of(exhibit: Exhibit) -> None:
    """Take away what lies ready with a copy of an exhibit that is destroyed."""
    for one in Package.objects.filter(exhibits=exhibit, state=Package.State.READY):
        Package.objects.filter(pk=one.pk).update(state=Package.State.GONE)
        transaction.on_commit(partial(path_of(one).unlink, missing_ok=True))


def let_old_go(*, at: datetime) -> int:
    """Take packages away that lie ready for long; how many."""
    old = Package.objects.filter(state=Package.State.READY, made_at__lt=at - KEPT_FOR)
    for one in old:
        path_of(one).unlink(missing_ok=True)
        Package.objects.filter(pk=one.pk).update(state=Package.State.GONE)
    return len(old)


def path_of(package: Package) -> Path:
    """Where a package lies once it is made."""
    folder: Path = settings.ENTRAIDE_EVIDENCE
    return folder / "packages" / f"{package.uuid.hex}.zip"


@transaction.atomic
def _ready(wanted: Package, exhibits: Sequence[Exhibit], done: Made, sha256: str, *, at: datetime) -> Package:
    # Whoever takes an offer back waits until the package is on its way, and recalls it then.
    list(ExhibitStanding.objects.select_for_update().filter(exhibit__in=exhibits).order_by("pk"))
    _require_still_offered(wanted, exhibits)
    wanted.state, wanted.made_at = Package.State.READY, at
    wanted.digest = f"sha256:{done.digest}"
    wanted.size, wanted.sha256 = path_of(wanted).stat().st_size, sha256
    by = _wanted_by(wanted).uuid
    facts = {"package": wanted.uuid, "digest": done.digest, "sha256": wanted.sha256, "size": wanted.size}
    detail = {"numbers": numbers_of(exhibits)}
    record(PackageMade(case=wanted.case.uuid, subject=wanted.uuid, facts=facts, detail=detail), by=by, at=at)
    if wanted.conversation is not None:
        wanted.message = _sent(wanted, exhibits, done, at=at)
    wanted.save(update_fields=["state", "made_at", "digest", "size", "sha256", "message"])
    return wanted


def _sent(wanted: Package, exhibits: Sequence[Exhibit], done: Made, *, at: datetime) -> UUID:
    assert wanted.conversation is not None
    name = f"package-{wanted.uuid}.zip"
    enclosure = Enclosure(path_of(wanted), name, MEDIA_TYPE, wanted.size, f"sha256:{wanted.sha256}")
    body: dict[str, object] = {
        "package": str(wanted.uuid),
        "sealed": f"sha256:{done.digest}",
        "exhibits": [one.number for one in exhibits],
    }
    sent = send(
        conversation_of(wanted.conversation),
        PACKAGE,
        body,
        handling=handling_of(wanted),
        acting=_wanted_by(wanted),
        at=at,
        enclosures=[enclosure],
    )
    record(
        PackageSent(
            case=wanted.case.uuid,
            subject=wanted.uuid,
            facts={"package": wanted.uuid, "message": sent.uuid},
            detail={"numbers": numbers_of(exhibits)},
        ),
        by=_wanted_by(wanted).uuid,
        at=at,
    )
    return sent.uuid


def _contents(wanted: Package, exhibits: Sequence[Exhibit]) -> going.Contents:
    chains = {one.pk: _bound(one) for one in exhibits}
    seqs = [seq for chain in chains.values() for _, seq in chain]
    log = ledger_key()
    proved = {one.entry.seq: one for one in proved_together(seqs, log.name)}
    stamped, authority = _stamps(exhibits)
    return going.Contents(
        case=wanted.case.uuid,
        reference=_reference(wanted),
        made_by=_wanted_by(wanted).name,
        handling=handling_of(wanted),
        exhibits=tuple(_exhibit(one, going_along(wanted, one), chains[one.pk], proved) for one in exhibits),
        ledger=log.public,
        stamps=stamped,
        authority=authority,
    )


def _reports(wanted: Package, exhibits: Sequence[Exhibit], *, at: datetime) -> dict[Language, bytes]:
    """The custody report for people, in both languages."""
    told = [
        (
            described(one),
            tuple(said_of(content) for content in going_along(wanted, one)),
            tuple(chain_of(one)),
        )
        for one in exhibits
    ]
    agency, handling = settings.NODE.agency, handling_of(wanted)
    words = " · ".join(one for one in (words_of(handling), handling.purpose, handling.limits) if one)
    names: dict[Language, str] = {"en": agency.name_en, "fr": agency.name_fr}
    return {
        language: custody_report(
            told, language=language, agency=names[language], case=_reference(wanted), at=at, handling=words
        )
        for language in LANGUAGES
    }


def _reference(wanted: Package) -> str:
    return wanted.case.title or str(wanted.case.uuid)


def _require_to_partner(wanted: Package, releases: Sequence[CustodyEvent]) -> None:
    """What is itself offered to a partner goes to that partner and to nobody else. Raises `GoesToPartner`."""
    node = conversation_of(wanted.conversation).partner.node if wanted.conversation else None
    for one in releases:
        to = event_of(one, one.exhibit).other
        if one.act == Act.OFFERED and to is not None and to.node != node:
            raise GoesToPartner(number=one.exhibit.number, partner=to.name)


def _require_still_offered(wanted: Package, exhibits: Sequence[Exhibit]) -> None:
    """Raises `CopyNotReleased` for what was offered to the partner and is not any more."""
    offers = [one for one in (release_in(wanted, each) for each in exhibits) if one.act == Act.OFFERED]
    gone = [one.exhibit for one in offers if not is_open_offer(one)]
    if gone:
        raise CopyNotReleased(numbers=numbers_of(gone))


def _require_may_go_on(wanted: Package, exhibits: Sequence[Exhibit]) -> None:
    """What came from a partner goes on only as its handling lets it. Raises `MayNotGoOn`, `Recalled`."""
    for exhibit in exhibits:
        before = chain_before(exhibit)
        if before is not None:
            require_may_go_on(message(before[0].message), exhibit.number)
        for content in going_along(wanted, exhibit):
            for came in originated(f"sha256:{content.sha256}"):
                require_may_go_on(came, content.name)


def _stamps(exhibits: Sequence[Exhibit]) -> tuple[dict[UUID, bytes], bytes]:
    """The time-stamps that hold by the certificates trusted now, and these: others would have the package refused."""
    path: Path = settings.ENTRAIDE_STAMPS_TRUSTED
    if not path.exists():
        return {}, b""
    authority, found = path.read_bytes(), {}
    rows = Stamp.objects.filter(content__exhibit__in=exhibits, stamped_at__isnull=False)
    for row in rows.select_related("content").order_by("pk"):
        token = bytes(row.token or b"")
        with suppress(Refusal):
            verify_stamp(token, bytes(row.digest), certificates_in(authority))
            found[cast("Content", row.content).uuid] = token
    return found, authority if found else b""


def _exhibit(
    exhibit: Exhibit,
    contents: Sequence[Content],
    chain: Sequence[tuple[CustodyEvent, int]],
    proved: dict[int, Proved],
) -> going.Exhibit:
    kept = set(ContentKey.objects.filter(content__in=contents).values_list("content_id", flat=True))
    # Marked material stays: its digests go along, and its custody.
    along = not is_marked(exhibit)
    return going.Exhibit(
        described(exhibit),
        tuple(
            going.File(said_of(one), partial(read, one) if along and one.pk in kept else None)
            for one in contents
        ),
        tuple(
            going.Link(
                event_of(row, exhibit),
                bytes(row.salt),
                bytes(proved[seq].entry.canonical),
                proved[seq].proof,
            )
            for row, seq in chain
        ),
    )


def _bound(exhibit: Exhibit) -> list[tuple[CustodyEvent, int]]:
    """The events of an exhibit, each with the number of its entry."""
    codes = {act.code for act in CUSTODY.values()}
    entries = {one.facts["event"]: one.seq for one in written_of_subject(exhibit.uuid) if one.act in codes}
    rows = CustodyEvent.objects.filter(exhibit=exhibit).order_by("number")
    return [(row, entries[str(row.uuid)]) for row in rows]


def _wanted_by(wanted: Package) -> Person:
    return cast("Person", wanted.wanted_by)


def _progress(wanted: Package) -> Callable[[int, int, int, int], None]:
    told = 0

    def progress(_files: int, _all_files: int, done: int, whole: int) -> None:
        nonlocal told
        # Now and then: a row for every piece would cost more than the piece.
        if told < done == whole or done - told > 64 * 1024 * 1024:
            told = done
            Package.objects.filter(pk=wanted.pk).update(done=done, whole=whole)

    return progress


def handling_of(wanted: Package) -> Handling:
    """How a package is to be handled."""
    said = wanted.handling
    until = date.fromisoformat(said["keep_until"]) if said["keep_until"] else None
    return Handling(said["tlp"], said["purpose"], said["code"], said["limits"], until)


def _written(handling: Handling) -> dict[str, object]:
    return {
        "tlp": handling.tlp,
        "purpose": handling.purpose,
        "code": handling.code,
        "limits": handling.limits,
        "keep_until": handling.keep_until,
    }


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece
