"""The two records, and what was signed of the ledger. Triggers in the database refuse to change or delete any row of a
model that is `append_only`."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One act: its canonical bytes and their leaf hash. `seq` has no gaps; the tree is built over it."""

    append_only: ClassVar[bool] = True
    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=80)
    actor = models.UUIDField(null=True)
    case = models.UUIDField(null=True)
    subject = models.UUIDField(null=True)
    canonical = models.BinaryField()
    leaf_hash = models.BinaryField()

    class Meta:
        indexes = (
            models.Index(fields=["case", "-seq"], name="ledger_entry_of_case"),
            models.Index(fields=["subject", "-seq"], name="ledger_entry_of_subject"),
            models.Index(fields=["actor", "-seq"], name="ledger_entry_of_actor"),
            models.Index(fields=["act", "-seq"], name="ledger_entry_of_act"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"


class Detail(models.Model):
    """What may one day have to be erased, held beside its entry and bound to it by a salted digest."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="detail")
    salt = models.BinaryField()
    body = models.JSONField()

    def __str__(self) -> str:
        return f"detail of {self.entry_id}"


class Look(models.Model):
    """One look at a case by one person: when, at what, through which door, and why when they said it."""

    append_only: ClassVar[bool] = True
    at = models.DateTimeField()
    person = models.UUIDField()
    case = models.UUIDField()
    subject = models.UUIDField(null=True)
    what = models.CharField(max_length=80)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["case", "-id"], name="ledger_look_of_case"),
            models.Index(fields=["person", "-id"], name="ledger_look_of_person"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"


class Subtree(models.Model):
    """The hash of a whole subtree above the entries: its level, and its number among those of its level.

    `place` is level * 2^56 + number. What the entries say can be counted again at any time; this is kept so that a
    proof costs the same however many there are.
    """

    append_only: ClassVar[bool] = True
    place = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"subtree {self.place}"


class Checkpoint(models.Model):
    """What this node has signed of its ledger: that it had so many entries, and their root."""

    append_only: ClassVar[bool] = True
    origin = models.CharField(max_length=200)
    size = models.BigIntegerField()
    at = models.DateTimeField()
    root = models.BinaryField()
    note = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["origin", "size"], name="a_size_is_signed_once"),)
        indexes = (models.Index(fields=["size"], name="ledger_checkpoint_at_size"),)

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"


class Vouched(models.Model):
    """A partner has seen that a checkpoint of ours goes on from those before it, and has signed it."""

    append_only: ClassVar[bool] = True
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="vouched")
    witness = models.CharField(max_length=200)
    at = models.DateTimeField()
    lines = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["checkpoint", "witness"], name="a_witness_vouches_once"),
        )

    def __str__(self) -> str:
        return f"{self.witness} for {self.checkpoint_id}"


class Watched(models.Model):
    """What this node has seen of another's ledger, and vouched for: the largest says what it must go on from."""

    append_only: ClassVar[bool] = True
    origin = models.CharField(max_length=200)
    size = models.BigIntegerField()
    root = models.BinaryField()
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["origin", "size"], name="a_size_is_watched_once"),)

    def __str__(self) -> str:
        return f"{self.origin} at {self.size}"


class Contradiction(models.Model):
    """Two checkpoints of one ledger of which the later does not go on from the earlier: a history was rewritten.

    Both are signed by the node whose ledger it is; together they prove it to anybody.
    """

    append_only: ClassVar[bool] = True
    origin = models.CharField(max_length=200)
    at = models.DateTimeField()
    # Whether it is the ledger of this node.
    ours = models.BooleanField()
    held = models.TextField()
    shown = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["origin", "-id"], name="ledger_contradiction_of"),)

    def __str__(self) -> str:
        return f"{self.origin}: two histories"
