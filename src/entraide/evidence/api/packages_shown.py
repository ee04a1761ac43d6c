"""From what stands in the tables of packages to what an answer shows."""

from uuid import UUID

from entraide.evidence import queries
from entraide.evidence.api.package_shapes import (
    ArrivedPackageOut,
    ArrivedPackageRow,
    PackagedExhibit,
    PackagedFile,
    PackageHandling,
    PackageOut,
    PackageRow,
    PackageSaid,
)
from entraide.evidence.api.showing import event_of, row_of
from entraide.evidence.domain.package.reading import read_record
from entraide.evidence.domain.package.record import Record, Recorded
from entraide.evidence.models import Arrived, Package
from entraide.evidence.services.arriving import offer_in
from entraide.evidence.services.packaging import handling_of
from entraide.exchange.domain.statement import Handling


def package_of(package: Package) -> PackageOut:
    """A package told whole."""
    exhibits = package.exhibits.select_related("standing", "case").order_by("pk")
    return PackageOut(
        **package_row(package, package.case.uuid).dict(),
        done=package.done,
        whole=package.whole,
        size=package.size,
        sha256=package.sha256,
        digest=package.digest,
        handling=_handling(handling_of(package)),
        conversation=package.conversation,
        message=package.message,
        exhibits=[row_of(one) for one in exhibits],
    )


def package_row(package: Package, case: UUID) -> PackageRow:
    """A package as lists show it."""
    return PackageRow(
        uuid=package.uuid,
        case=case,
        wanted_at=package.wanted_at,
        wanted_by=str(package.wanted_by or ""),
        state=Package.State(package.state),
        error=package.error,
        made_at=package.made_at,
        sent=package.message is not None,
        taken_at=package.taken_at,
        declined_at=package.declined_at,
    )


def arrived_of(arrived: Arrived) -> ArrivedPackageOut:
    """A partner's package told whole: what it says only where all of it held."""
    believed = arrived.checked_at is not None and not arrived.fault
    return ArrivedPackageOut(
        **arrived_row(arrived, arrived.case.uuid).dict(),
        digest=arrived.digest,
        can_be_taken_over=queries.can_be_taken_over(arrived),
        said=_said(read_record(bytes(arrived.record))) if believed else None,
        here=[row_of(one) for one in queries.taken_over_from(arrived)],
    )


def arrived_row(arrived: Arrived, case: UUID) -> ArrivedPackageRow:
    """A partner's package as lists show it."""
    return ArrivedPackageRow(
        uuid=arrived.uuid,
        case=case,
        agency=arrived.agency,
        arrived_at=arrived.arrived_at,
        checked_at=arrived.checked_at,
        fault=arrived.fault,
        where=arrived.where,
        taken_at=arrived.taken_at,
        taken_by=str(arrived.taken_by or ""),
        declined_at=arrived.declined_at,
        declined_by=str(arrived.declined_by or ""),
    )


def _said(record: Record) -> PackageSaid:
    return PackageSaid(
        made_at=record.made_at,
        made_by=record.made_by,
        handling=_handling(record.handling),
        exhibits=[_recorded(one) for one in record.exhibits],
    )


def _recorded(one: Recorded) -> PackagedExhibit:
    told = one.described
    return PackagedExhibit(
        uuid=told.id,
        number=told.number,
        kind=told.kind,
        title=told.title,
        description=told.description,
        source=told.source,
        marking=told.marking,
        registered_at=told.registered_at,
        registered_by=told.registered_by,
        details=dict(told.details),
        original=offer_in(one) is not None,
        files=[
            PackagedFile(
                uuid=each.content.id,
                part=each.content.part,
                name=each.content.name,
                media_type=each.content.media_type,
                size=each.content.size,
                sha256=each.content.sha256,
                taken_at=each.content.taken_at,
                along=each.along,
            )
            for each in one.files
        ],
        chain=[event_of(bound.event) for bound in one.chain],
    )


def _handling(handling: Handling) -> PackageHandling:
    return PackageHandling(
        tlp=handling.tlp,
        code=handling.code,
        purpose=handling.purpose,
        limits=handling.limits,
        keep_until=handling.keep_until,
    )
