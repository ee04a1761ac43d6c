"""The record of a glass that was broken."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from entraide.assistance.domain.break_glass import review_due


class BreakGlass(models.Model):
    """That a supervisor let one letter leave though its requester was not verified, why, and what another said of it.

    It names the letter by what it says: once reworded, it is another letter, for which no glass was broken.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(
        "assistance.AssistanceRequest", on_delete=models.PROTECT, related_name="broken_glass"
    )
    letter = models.ForeignKey("assistance.Letter", on_delete=models.PROTECT, related_name="broken_glass")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    tried = models.TextField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    justified = models.BooleanField(null=True, blank=True)
    review = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["letter", "digest"], name="a_glass_is_broken_once_for_a_letter"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(tried=""), name="a_break_glass_says_why_and_what_was_tried"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("by")),
                name="a_break_glass_is_reviewed_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, justified=None, review="")
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False, justified__isnull=False)
                    & ~Q(review="")
                ),
                name="a_review_of_a_break_glass_is_told_whole",
            ),
        )
        indexes = (models.Index(fields=["at"], name="break_glass_to_review", condition=Q(reviewed_at=None)),)

    def __str__(self) -> str:
        return f"break-glass {self.uuid}"

    @property
    def due_at(self) -> datetime:
        """Until when it must have been reviewed."""
        return review_due(self.at)
