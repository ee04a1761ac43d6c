"""Mail with partners that have no node: whose certificates count, and what came out of the duty mailbox."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from entraide.exchange.domain.mail.verifying import Verdict


class PartnerCertificate(models.Model):
    """A certificate that two people compared: from then on it counts for one address of a partner, until removed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address = models.EmailField()
    pem = models.TextField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    # With whom it was compared, and how they were reached.
    compared_with = models.CharField(max_length=300)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["address", "sha256"],
                condition=Q(removed_at=None),
                name="a_certificate_counts_once_for_an_address",
            ),
            models.CheckConstraint(condition=~Q(compared_with=""), name="a_certificate_was_compared"),
        )

    def __str__(self) -> str:
        return f"{self.address} {self.sha256[:16]}"


class ReceivedMail(models.Model):
    """A mail out of the duty mailbox: stored before anything is done with it, then handled once."""

    class Outcome(models.TextChoices):
        WAITING = "waiting"
        # Put on file with the request that it answers.
        FILED = "filed"
        # An arrival, for a person to look at.
        ARRIVED = "arrived"
        # An arrival that is not believed, kept with the reason.
        REFUSED = "refused"
        # What a mail server reports of a letter of ours.
        REPORT = "report"
        # The same mail again, in another wrapping.
        AGAIN = "again"

    # The name of its bytes in the node's folder, and of the original that they become.
    key = models.UUIDField(unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    stored_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    # What was found: by its content a mail is known that comes again.
    content_sha256 = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=1000, blank=True)
    verdict = models.CharField(
        max_length=20, choices=[(code.value, code.value) for code in Verdict], blank=True
    )
    encrypted = models.BooleanField(default=False)
    automatic = models.BooleanField(default=False)
    # Why a person must decide: code and words of each doubt.
    doubts = models.JSONField(default=list)
    # The request that it answers, or says that it does.
    request = models.ForeignKey(
        "assistance.AssistanceRequest", null=True, blank=True, on_delete=models.PROTECT, related_name="mails"
    )
    dispatch = models.ForeignKey(
        "assistance.Dispatch", null=True, blank=True, on_delete=models.PROTECT, related_name="mails"
    )
    arrival = models.OneToOneField(
        "assistance.Arrival", null=True, blank=True, on_delete=models.PROTECT, related_name="mail"
    )
    # When a member took note of what was filed.
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="waiting", settled_at=None)
                | (~Q(outcome="waiting") & Q(settled_at__isnull=False)),
                name="a_mail_that_waits_is_not_settled",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="filed") | Q(request__isnull=False, arrival__isnull=False),
                name="a_mail_that_is_filed_has_its_request",
            ),
        )
        indexes = (
            models.Index(
                fields=["attempts", "stored_at"],
                name="mail_to_handle",
                condition=Q(outcome="waiting"),
            ),
            models.Index(
                fields=["request", "-stored_at"],
                name="mail_to_take_note_of",
                condition=Q(outcome="filed", noted_at=None),
            ),
            models.Index(fields=["content_sha256"], name="mail_by_content"),
        )

    def __str__(self) -> str:
        return f"{self.outcome} {self.sha256[:16]}"
