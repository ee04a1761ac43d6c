"""What messages did, noted beside the exchange's own books: no constraint keeps a thing from being noted twice."""

from django.db import models


class Applied(models.Model):
    """One message was done, once. In the order in which that happened."""

    message = models.UUIDField()
    conversation = models.UUIDField()
    sequence = models.BigIntegerField()
    # The digests of its files, as their bytes were in that moment.
    files = models.JSONField()

    def __str__(self) -> str:
        return str(self.message)
