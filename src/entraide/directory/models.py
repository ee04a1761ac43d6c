"""States and those in them whom one can ask."""

from django.db import models


class State(models.Model):
    """A state or territory with its own authorities (ISO 3166-1)."""

    code = models.CharField(max_length=2, primary_key=True)
    alpha3 = models.CharField(max_length=3, unique=True)
    name_en = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name_en

    def name(self, language: str) -> str:
        """The name in the reader's language."""
        return self.name_fr if language.startswith("fr") else self.name_en
