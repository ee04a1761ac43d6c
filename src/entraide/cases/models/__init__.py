"""The case file and what it holds. A case is the compartment: everything here is seen by its members alone."""

import uuid

from django.conf import settings
from django.db import models


class Case(models.Model):
    """A compartment: its members see what is in it; to anybody else it does not exist."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.uuid)


class Membership(models.Model):
    """That a person belongs to a case, since when, through whom, and why."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "person"], name="a_person_belongs_to_a_case_once"),
        )
        indexes = (models.Index(fields=["person", "case"], name="cases_membership_of_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} in {self.case_id}"


class Original(models.Model):
    """A file as it was received or sent, kept byte for byte in the node's folder under its own uuid."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="originals")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["sha256"], name="cases_original_by_digest"),)

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """Something to do in a case, by somebody, by a date."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    about = models.UUIDField(null=True)
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="tasks"
    )
    due_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = (
            models.Index(
                fields=["assigned_to", "due_at"], name="cases_task_to_do", condition=models.Q(done_at=None)
            ),
        )

    def __str__(self) -> str:
        return self.title


class Note(models.Model):
    """What somebody wrote down for the other members."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    about = models.UUIDField(null=True)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"note {self.uuid}"


class Correspondence(models.Model):
    """A letter, message or call that came in or went out, by any channel."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="correspondence")
    about = models.UUIDField(null=True)
    incoming = models.BooleanField()
    channel = models.CharField(max_length=20)
    at = models.DateTimeField()
    counterpart = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8, blank=True)
    text = models.TextField(blank=True)
    original = models.ForeignKey(Original, null=True, on_delete=models.PROTECT, related_name="+")
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"correspondence {self.uuid}"


class Finding(models.Model):
    """One searchable thing: a request, a letter, a note. Its words stand in the search index under this row's id."""

    class Sort(models.TextChoices):
        REQUEST = "request"
        LETTER = "letter"
        NOTE = "note"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    about = models.UUIDField(null=True)
    sort = models.CharField(max_length=8, choices=Sort.choices)
    source = models.UUIDField(unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sort} {self.source}"
