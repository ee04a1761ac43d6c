"""Which certificate counts for which address of a partner: kept once two people compared it, removed again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import transaction
from django.db.models import QuerySet

from entraide.assistance.errors import CertificateAlreadyKept, CertificateNotCompared, NoSuchCertificate
from entraide.assistance.events import PartnerCertificateKept, PartnerCertificateRemoved
from entraide.assistance.models import PartnerCertificate
from entraide.exchange.domain.mail.errors import MailCertificateCannotEncrypt
from entraide.exchange.domain.mail.keys import (
    fingerprint,
    name_of,
    read_certificate,
    require_encrypts,
    require_for,
    require_in_force,
    require_signs,
)
from entraide.kernel.errors import Refusal
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


@transaction.atomic
def keep_certificate(
    address: str, certificate: x509.Certificate, *, compared_with: str, acting: Person | None, at: datetime
) -> PartnerCertificate:
    """Let a certificate count for an address from now on, beside others that do.

    `compared_with` says who read its SHA-256 out, and on which number; None acts on the node's console. Raises
    `CertificateNotCompared`, `CertificateAlreadyKept`, `MailCertificateForOther`, `MailCertificateNotInForce`,
    `MailCertificateCannotSign` for one that neither signs nor encrypts.
    """
    address, said = address.strip().lower(), " ".join(compared_with.split())[:300]
    if not said:
        raise CertificateNotCompared
    require_for(certificate, [address])
    require_in_force(certificate, at=at)
    if not _encrypts(certificate):
        require_signs(certificate)
    sha256 = fingerprint(certificate)
    if in_force().filter(address=address, sha256=sha256).exists():
        raise CertificateAlreadyKept(address=address)
    kept = PartnerCertificate.objects.create(
        address=address,
        pem=certificate.public_bytes(Encoding.PEM).decode("ascii"),
        sha256=sha256,
        name=name_of(certificate),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        compared_with=said,
        kept_at=at,
        kept_by=acting,
    )
    facts = {"address": address, "certificate": sha256, "compared_with": said}
    record(PartnerCertificateKept(facts=facts), by=acting.uuid if acting else None, at=at)
    return kept


@transaction.atomic
def remove_certificate(
    address: str, sha256: str, *, acting: Person | None, at: datetime
) -> PartnerCertificate:
    """Let a certificate count no more; what it proved stays proved. Raises `NoSuchCertificate`."""
    address = address.strip().lower()
    wanted = "".join(sign for sign in sha256.lower() if sign in "0123456789abcdef")
    found = in_force().select_for_update().filter(address=address, sha256=wanted).first()
    if found is None:
        raise NoSuchCertificate(address=address)
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    facts = {"address": address, "certificate": found.sha256}
    record(PartnerCertificateRemoved(facts=facts), by=acting.uuid if acting else None, at=at)
    return found


def in_force() -> QuerySet[PartnerCertificate]:
    """The certificates that were not removed, by address; those that expired are among them."""
    return PartnerCertificate.objects.filter(removed_at=None).order_by("address", "valid_until", "pk")


def certificates_of(addresses: Iterable[str]) -> tuple[x509.Certificate, ...]:
    """The certificates on record for these addresses, whether they have expired or not."""
    wanted = {address.lower() for address in addresses}
    rows = in_force().filter(address__in=wanted).values_list("pem", flat=True)
    return tuple(read_certificate(pem.encode("ascii")) for pem in rows)


def to_encrypt_to(address: str, *, at: datetime) -> list[x509.Certificate]:
    """The certificates to which a mail to this address is encrypted; none where none is on record.

    Raises `MailCertificateCannotEncrypt`, `MailCertificateNotInForce` where there are some, and none can be used now.
    """
    held = certificates_of([address])
    able = [one for one in held if _encrypts(one)]
    if held and not able:
        raise MailCertificateCannotEncrypt(name=name_of(held[0]))
    usable = [one for one in able if one.not_valid_before_utc <= at <= one.not_valid_after_utc]
    if able and not usable:
        require_in_force(able[-1], at=at)
    return usable


def signs(certificates: Iterable[x509.Certificate]) -> bool:
    """Whether somebody with one of these signs mail."""
    return any(_passes(one) for one in certificates)


def _encrypts(certificate: x509.Certificate) -> bool:
    try:
        require_encrypts(certificate)
    except Refusal:
        return False
    return True


def _passes(certificate: x509.Certificate) -> bool:
    try:
        require_signs(certificate)
    except Refusal:
        return False
    return True
