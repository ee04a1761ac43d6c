"""A node's own versions of instruments, and what it was told of their parties. Rows are added, never changed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """One version of an instrument of this node's own. An empty text puts the shipped version back."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=60)
    number = models.PositiveIntegerField(_("version"))
    # TOML, as the files of the library are written.
    text = models.TextField(_("text"), blank=True)
    reason = models.CharField(_("reason"), max_length=1000)
    at = models.DateTimeField(_("written"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("code", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["code", "number"], name="a_version_of_an_instrument_has_one_text"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="own_versions_are_counted_from_one"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_own_version_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class PartyRecord(models.Model):
    """What this node knows of one state and one instrument; the last row of the two counts.

    A date may be only a year («2013»), as in the library; without `ratified` and `in_force` the state is no party.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("instrument"), max_length=60)
    state = models.ForeignKey(
        "directory.State", verbose_name=_("state"), on_delete=models.PROTECT, related_name="+"
    )
    signed = models.CharField(_("signed"), max_length=10, blank=True)
    ratified = models.CharField(_("ratified"), max_length=10, blank=True)
    in_force = models.CharField(_("in force"), max_length=10, blank=True)
    source_en = models.CharField(_("source in English"), max_length=400)
    source_fr = models.CharField(_("source in French"), max_length=400)
    as_of = models.DateField(_("as read on"))
    verified = models.BooleanField(_("verified"), default=False)
    reason = models.CharField(_("reason"), max_length=1000)
    at = models.DateTimeField(_("recorded"))
    # Empty for what the node itself read off a table.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("code", "state", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(source_en="") & ~Q(source_fr=""), name="a_party_record_names_its_source"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_party_record_says_why"),
            models.CheckConstraint(
                condition=Q(verified=False) | Q(by__isnull=False),
                name="a_verified_party_record_was_verified_by_somebody",
            ),
        )
        indexes = (models.Index(F("code"), F("state"), F("id").desc(), name="instruments_party_latest"),)

    def __str__(self) -> str:
        return f"{self.code} {self.state_id}"
