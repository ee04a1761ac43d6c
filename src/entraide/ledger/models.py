"""The two records. Triggers in the database refuse any update or delete of either (migration 0002)."""

from django.db import models


class Entry(models.Model):
    """One act: its canonical bytes and their leaf hash. `seq` has no gaps; the tree is built over it."""

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
