"""Partners, what is said to them and by them, and who attests what of it. No case data but in a message's content."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.standing import MessageStanding, PartnerStanding


def _person() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Partner(models.Model):
    """Another node: who it says it is, who compared its fingerprint with whom, and how the link to it stands."""

    node = models.UUIDField(unique=True)
    name_en = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    standing = models.CharField(max_length=12, choices=[(one.value, one.value) for one in PartnerStanding])
    introduced_at = models.DateTimeField()
    introduced_by = _person()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = _person()
    confirmed_with = models.CharField(max_length=200, blank=True)
    confirmed_number = models.CharField(max_length=60, blank=True)
    confirmed_number_from = models.CharField(max_length=200, blank=True)
    # Limits on what it may send.
    most_bytes = models.BigIntegerField(default=16 * 1024 * 1024)
    per_minute = models.IntegerField(default=6000)
    open_conversations = models.IntegerField(default=100_000)
    # The link.
    failures = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=60, blank=True)
    clock_skew = models.FloatField(null=True, blank=True)
    card_shown = models.CharField(max_length=71, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(standing=PartnerStanding.CONFIRMED)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_with="") & ~Q(confirmed_number="")),
                name="confirmed_partners_say_who_was_called",
            ),
        )

    def __str__(self) -> str:
        return self.name_en

    def name(self, language: str) -> str:
        """The name in the reader's language."""
        return self.name_fr if language.startswith("fr") else self.name_en

    @property
    def shown(self) -> str:
        """The name in the language of the page that is being made."""
        return self.name(get_language() or "en")


class PartnerCard(models.Model):
    """A card of a partner, kept for ever: by it what was signed then is checked."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="cards")
    version = models.IntegerField()
    digest = models.CharField(max_length=71, unique=True)
    content = models.BinaryField()
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(
                fields=["partner", "version"], name="a_partner_has_one_card_of_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"card {self.version}"


class Conversation(models.Model):
    """What two nodes say to each other about one thing, and how far each has come."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="conversations")
    # What it is about on this node: the case, and the request or other thing in it.
    case = models.UUIDField(null=True, blank=True)
    subject = models.UUIDField(null=True, blank=True)
    opened_at = models.DateTimeField()
    our_sequence = models.BigIntegerField(default=0)
    our_digest = models.CharField(max_length=71, blank=True)
    their_sequence = models.BigIntegerField(default=0)
    their_digest = models.CharField(max_length=71, blank=True)

    class Meta:
        indexes = (models.Index(fields=["subject"], name="conversation_about"),)

    def __str__(self) -> str:
        return str(self.uuid)


class Message(models.Model):
    """One message, ours or theirs, as it was signed. Rows come in the order in which this node knew of them."""

    uuid = models.UUIDField(unique=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="messages")
    # That of the conversation: what waits is looked up by partner.
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    outgoing = models.BooleanField()
    sequence = models.BigIntegerField()
    type = models.CharField(max_length=90)
    digest = models.CharField(max_length=71, unique=True)
    # Canonical JSON of the envelope and the body.
    content = models.BinaryField()
    created = models.DateTimeField()
    expires = models.DateTimeField()
    stored_at = models.DateTimeField()
    standing = models.CharField(max_length=10, choices=[(one.value, one.value) for one in MessageStanding])
    # Whoever of ours said it, and with which others it went to several partners.
    by = models.UUIDField(null=True, blank=True)
    group = models.UUIDField(null=True, blank=True)
    attempts = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=60, blank=True)
    # When the next attestation is missed, if it has not come.
    missed_at = models.DateTimeField(null=True, blank=True)
    retrieved_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recall_reason = models.CharField(max_length=1000, blank=True)
    corrected_by = models.UUIDField(null=True, blank=True)
    # What was laid down later in place of the handling that the statement names.
    narrowed = models.JSONField(null=True, blank=True)
    narrowed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["conversation", "outgoing", "sequence"], name="each_side_counts_its_messages"
            ),
        )
        # What is looked for again and again has an index of its own, as small as what waits. The column that its
        # condition names stands in it too: SQLite knows no other way to tell that it is better than a larger one.
        indexes = (
            models.Index(
                fields=["partner", "standing", "id"],
                name="message_to_carry",
                condition=Q(outgoing=True, standing=MessageStanding.QUEUED),
            ),
            models.Index(
                fields=["conversation", "standing"],
                name="message_arriving",
                condition=Q(outgoing=False, standing=MessageStanding.ARRIVING),
            ),
            models.Index(
                fields=["standing", "id"],
                name="message_refused",
                condition=Q(outgoing=True, standing=MessageStanding.REFUSED),
            ),
            models.Index(fields=["missed_at"], name="message_missed", condition=Q(missed_at__isnull=False)),
            models.Index(fields=["group"], name="message_of_group", condition=Q(group__isnull=False)),
            models.Index(
                fields=["conversation", "id"],
                name="message_unread",
                condition=Q(outgoing=False, standing=MessageStanding.DELIVERED, retrieved_at__isnull=True),
            ),
            models.Index(fields=["partner", "stored_at", "outgoing"], name="message_by_partner"),
            models.Index(
                fields=["partner", "sequence", "stored_at"],
                name="conversation_begun",
                condition=Q(outgoing=False, sequence=1),
            ),
        )

    def __str__(self) -> str:
        return f"{self.type} {self.uuid}"


class Attachment(models.Model):
    """A file that goes with a message; its bytes lie in the node's folder under its uuid."""

    uuid = models.UUIDField()
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=71)
    # How many chunks are safely here (theirs) or there (ours).
    chunks = models.BigIntegerField(default=0)
    whole = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["message", "uuid"], name="a_message_has_a_file_once"),)

    def __str__(self) -> str:
        return f"attachment {self.uuid}"


class SignedRoot(models.Model):
    """A signed root over a batch of attestations."""

    digest = models.CharField(max_length=71, unique=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.digest


class Attestation(models.Model):
    """What a node says became of a message, with its proof."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attestations")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Kind])
    node = models.UUIDField()
    ours = models.BooleanField()
    at = models.DateTimeField()
    reason = models.CharField(max_length=100, blank=True)
    root = models.ForeignKey(SignedRoot, on_delete=models.PROTECT, related_name="+")
    # Canonical JSON of the attestation, its place and its path.
    content = models.BinaryField()
    # Ours: when the partner had it; until then, whom it is to go to, once it has the message that it is about. What is
    # to go is looked for again and again: it stands here, and in an index of its own, so that it costs the same however
    # much went before.
    carried_at = models.DateTimeField(null=True, blank=True)
    carry_to = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["message", "kind", "node"], name="a_node_attests_a_thing_once"),
        )
        indexes = (
            models.Index(
                fields=["carry_to", "id"], name="attestation_to_carry", condition=Q(carry_to__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Consent(models.Model):
    """That leave was asked to pass a message on, or to use it otherwise, and what its originator answered.

    `message` is the one that it is about: theirs where we ask, ours where we are asked.
    """

    uuid = models.UUIDField(unique=True)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="consents")
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True, blank=True)
    purpose = models.CharField(max_length=2000)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(granted=None, answered_at=None)
                | Q(granted__isnull=False, answered_at__isnull=False),
                name="an_answered_consent_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"consent {self.uuid}"


class Incident(models.Model):
    """Something that came in and was refused before anybody could be believed to have said it; and how often, within
    the hour that it was first seen in."""

    at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.IntegerField(default=1)
    code = models.CharField(max_length=60)
    place = models.CharField(max_length=200, blank=True)
    # What the first of them claimed: nothing of it is proved.
    sender = models.UUIDField(null=True, blank=True)
    message = models.UUIDField(null=True, blank=True)
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=["-last_at"], name="incident_by_time"),
            models.Index(fields=["code", "partner", "at"], name="incident_of_its_hour"),
        )

    def __str__(self) -> str:
        return self.code


class Export(models.Model):
    """That a conversation was exported: a recall afterwards flags it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="exports")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=71)
    # The row of the last message that is in it.
    last_message = models.BigIntegerField()

    def __str__(self) -> str:
        return f"export {self.at:%Y-%m-%d %H:%M}"
