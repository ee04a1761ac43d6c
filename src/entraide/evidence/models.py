"""Exhibits, their files, and the events of their custody. What happened is never changed; how it stands follows."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from entraide.evidence.domain.custody import Act, Where
from entraide.evidence.domain.exhibits import Kind, Marking, Part


def _person() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")


class Exhibit(models.Model):
    """What was said of an exhibit when it was registered, bound in the ledger by a salted digest."""

    append_only: ClassVar[bool] = True
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="exhibits")
    # The request and the measure of it that it came from, in the package above.
    about = models.UUIDField(null=True)
    measure = models.UUIDField(null=True)
    year = models.IntegerField()
    sequence = models.IntegerField()
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Kind])
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    source = models.CharField(max_length=500, blank=True)
    marking = models.CharField(
        max_length=20, blank=True, choices=[(one.value, one.value) for one in Marking if one]
    )
    details = models.JSONField(default=dict)
    registered_at = models.DateTimeField()
    registered_by = _person()
    salt = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["year", "sequence"], name="an_exhibit_has_a_number_of_its_own"),
        )
        indexes = (
            models.Index(fields=["case", "-id"], name="evidence_exhibit_of_case"),
            models.Index(
                fields=["about"], name="evidence_exhibit_about", condition=models.Q(about__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As people write it: «2026-E-0004»."""
        return f"{self.year}-E-{self.sequence:04d}"


class Content(models.Model):
    """A file of an exhibit. Its bytes lie encrypted in the node's folder under its uuid."""

    append_only: ClassVar[bool] = True
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="contents")
    part = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Part])
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by = _person()

    class Meta:
        indexes = (models.Index(fields=["sha256"], name="evidence_content_by_digest"),)

    def __str__(self) -> str:
        return self.name


class ContentKey(models.Model):
    """The key of one file, wrapped under the master key. Without it the bytes are gone: so they are destroyed."""

    content = models.OneToOneField(Content, on_delete=models.PROTECT, primary_key=True, related_name="key")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"key of {self.content_id}"


class CustodyEvent(models.Model):
    """One link of the chain of custody, bound in the ledger by a salted digest."""

    append_only: ClassVar[bool] = True
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="events")
    number = models.IntegerField()
    act = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Act])
    at = models.DateTimeField()
    by = models.JSONField()
    happened = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    when = models.CharField(max_length=200, blank=True)
    other = models.JSONField(null=True)
    place = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    condition = models.TextField(blank=True)
    seals = models.JSONField(default=list)
    about = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    salt = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["exhibit", "number"], name="a_chain_counts_its_links"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class ExhibitStanding(models.Model):
    """How an exhibit stands: what follows from its events, kept for lists; `verify` counts it again."""

    exhibit = models.OneToOneField(
        Exhibit, on_delete=models.PROTECT, primary_key=True, related_name="standing"
    )
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    where = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Where])
    holder = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=300, blank=True)
    sealed = models.BooleanField(default=False)
    held = models.BooleanField(default=False)
    # Somebody's word is waited for: of the one an offer goes to, or of a second person.
    waits_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="exhibits_offered"
    )
    asked = models.BooleanField(default=False)
    links = models.IntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(fields=["case", "where", "-exhibit"], name="evidence_standing_of_case"),
            models.Index(
                fields=["waits_for"],
                name="evidence_standing_waits",
                condition=models.Q(waits_for__isnull=False),
            ),
            models.Index(fields=["exhibit"], name="evidence_standing_asked", condition=models.Q(asked=True)),
        )

    def __str__(self) -> str:
        return f"{self.exhibit_id} {self.where}"


class Stamp(models.Model):
    """A digest that is to be time-stamped, and the stamp once it is there."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="stamps")
    # None: what was said of the exhibit when it was registered.
    content = models.OneToOneField(Content, null=True, on_delete=models.PROTECT, related_name="stamp")
    digest = models.BinaryField()
    wanted_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, blank=True)
    stamped_at = models.DateTimeField(null=True)
    token = models.BinaryField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["next_try_at"],
                name="evidence_stamp_wanted",
                condition=models.Q(stamped_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"stamp of {self.exhibit_id}"


class Watch(models.Model):
    """When the bytes of a file were last looked at again, and whether they were still those."""

    content = models.OneToOneField(Content, on_delete=models.PROTECT, primary_key=True, related_name="watch")
    looked_at = models.DateTimeField()
    damaged_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = (models.Index(fields=["looked_at"], name="evidence_watch_oldest"),)

    def __str__(self) -> str:
        return f"watch of {self.content_id}"


class Upload(models.Model):
    """A file that is on its way into an exhibit, piece by piece."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="uploads")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Part])
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    begun_at = models.DateTimeField()
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Package(models.Model):
    """A sealed package of exhibits: wanted by somebody, made by the background process, lying ready for a while."""

    class State(models.TextChoices):
        WANTED = "wanted"
        READY = "ready"
        FAILED = "failed"
        GONE = "gone"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    exhibits = models.ManyToManyField(Exhibit, related_name="packages")
    wanted_at = models.DateTimeField()
    wanted_by = _person()
    # The events by which each exhibit was released: one release is for one package.
    releases = models.JSONField(default=list)
    # TLP, code, purpose, limits, until when: as they ride in the package.
    handling = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WANTED)
    done = models.BigIntegerField(default=0)
    whole = models.BigIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    # Of what was signed in it.
    digest = models.CharField(max_length=71, blank=True)
    # When the partner took over what is in it, or would not.
    taken_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    # The conversation it goes out in once it is ready, and the message it went with.
    conversation = models.UUIDField(null=True)
    message = models.UUIDField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["wanted_at"], name="evidence_package_wanted", condition=models.Q(state="wanted")
            ),
            models.Index(fields=["case", "-id"], name="evidence_package_of_case"),
        )

    def __str__(self) -> str:
        return f"package {self.uuid}"


class Arrived(models.Model):
    """A sealed package of a partner, checked whole: what it proves, and who took the copies over."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    message = models.UUIDField(unique=True)
    attachment = models.UUIDField()
    node = models.UUIDField()
    agency = models.CharField(max_length=200)
    arrived_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    # Why it is not believed; empty where all of it holds.
    fault = models.CharField(max_length=80, blank=True)
    where = models.CharField(max_length=300, blank=True)
    # What it says, and the digest of what was signed.
    record = models.BinaryField(default=bytes)
    digest = models.CharField(max_length=71, blank=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = _person()
    declined_at = models.DateTimeField(null=True)
    declined_by = _person()

    class Meta:
        indexes = (
            models.Index(fields=["case", "-id"], name="evidence_arrived_in_case"),
            models.Index(
                fields=["arrived_at"],
                name="evidence_arrived_unchecked",
                condition=models.Q(checked_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"package of {self.agency}"
