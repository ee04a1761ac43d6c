"""What is said of a person when they are added or changed."""

import re
import secrets
from dataclasses import dataclass

from entraide.kernel.languages import LANGUAGES, Text

ADDRESS = re.compile(r"[^@\s,;<>\"']{1,64}@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]+")
LONGEST, LONGEST_PHONE = 120, 40
# No letters or digits that are mistaken for each other when a password is read out.
LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class PersonFacts:
    """A person's own facts, without roles and unit."""

    email: str
    name: str
    title: str = ""
    phone: str = ""
    language: str = "en"

    def problems(self) -> dict[str, Text]:
        """What must be mended first, field by field; empty when nothing."""
        found: dict[str, Text] = {}
        if not self.name.strip() or len(self.name) > LONGEST:
            found["name"] = Text(en="Name", fr="Nom")
        if len(self.title) > LONGEST:
            found["title"] = Text(en="Title (too long)", fr="Titre (trop long)")
        if len(self.phone) > LONGEST_PHONE:
            found["phone"] = Text(en="Telephone (too long)", fr="Téléphone (trop long)")
        if len(self.email) > 254 or not ADDRESS.fullmatch(self.email.strip()):
            found["email"] = Text(en="E-mail address", fr="Adresse de courriel")
        if self.language not in LANGUAGES:
            found["language"] = Text(en="Language", fr="Langue")
        return found


def address_key(email: str) -> str:
    """The form in which addresses are kept and compared."""
    return email.strip().lower()


def first_password() -> str:
    """A password to hand to a person once: five groups of four legible characters, some 99 bits."""
    return "-".join("".join(secrets.choice(LEGIBLE) for _ in range(4)) for _ in range(5))
