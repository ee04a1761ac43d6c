"""States and those in them whom one can ask."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from entraide.directory.domain.sorts import FUNCTION_LABELS, Function


class State(models.Model):
    """A state or territory with its own authorities (ISO 3166-1)."""

    code = models.CharField(max_length=2, primary_key=True)
    alpha3 = models.CharField(max_length=3, unique=True)
    name_en = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)
    region = models.CharField(max_length=12)
    time_zone = models.CharField(max_length=40)
    dial = models.CharField(max_length=5, blank=True)
    un_seat = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name_en

    def name(self, language: str) -> str:
        """The name in the reader's language."""
        return self.name_fr if language.startswith("fr") else self.name_en


class Agency(models.Model):
    """An authority or provider that one can ask, or that asks."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.ForeignKey(
        State, verbose_name=_("state"), on_delete=models.PROTECT, related_name="agencies"
    )
    name_en = models.CharField(_("name in English"), max_length=160)
    name_fr = models.CharField(_("name in French"), max_length=160, blank=True)
    name_original = models.CharField(_("name in its own language"), max_length=160, blank=True)
    sort = models.CharField(_("sort of agency"), max_length=20)
    languages = models.JSONField(_("languages"), default=list)
    notes = models.TextField(_("notes"), blank=True)
    active = models.BooleanField(_("active"), default=True)
    # Names and cities without accents and capitals: what the search looks in, the same on every database.
    folded = models.TextField(default="", editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["state", "name_en"], name="a_state_has_one_agency_of_a_name"),
        )
        indexes = (models.Index(fields=["state", "active", "name_en"], name="directory_agency_of_state"),)

    def __str__(self) -> str:
        return self.name_en

    def name(self, language: str) -> str:
        """The name in the reader's language; the English one where there is no French one."""
        return (self.name_fr if language.startswith("fr") else "") or self.name_en


class Office(models.Model):
    """Where an agency can be reached, and when, by the clock on its own wall."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="offices")
    name = models.CharField(_("name of the office"), max_length=160)
    address = models.CharField(_("address"), max_length=400, blank=True)
    city = models.CharField(_("city"), max_length=160, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40)
    # As domain.hours writes it: «mon-fri 08:30-16:30; sat 09:00-12:00».
    hours = models.CharField(_("opening hours"), max_length=400, blank=True)
    always_open = models.BooleanField(_("always open"), default=False)
    # Days on which it does not open, as ISO dates.
    closures = models.JSONField(_("closed on"), default=list)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["agency", "name"], name="an_agency_has_one_office_of_a_name"),
        )

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """A person or a desk that answers for an agency."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(
        Office, verbose_name=_("office"), on_delete=models.PROTECT, related_name="contacts"
    )
    function = models.CharField(_("function"), max_length=20)
    person = models.CharField(_("name of the person"), max_length=160, blank=True)
    title = models.CharField(_("title"), max_length=160, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    mobile = models.CharField(_("mobile telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    languages = models.JSONField(_("languages"), default=list)
    channels = models.JSONField(_("channels accepted"), default=list)
    preferred_channel = models.CharField(_("preferred channel"), max_length=12, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        indexes = (models.Index(fields=["function", "active"], name="directory_contact_function"),)

    def __str__(self) -> str:
        return self.person or self.function

    def purpose(self, language: str) -> str:
        """What it is there for, in the reader's language."""
        return FUNCTION_LABELS[Function(self.function)].in_language(language)
