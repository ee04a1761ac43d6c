"""What to ask for: cases a person may open, facets and words that are really there, a fresh choice for every run."""

import random
from collections import Counter
from dataclasses import dataclass

from benchmarks.filling.vocabulary import common_words
from entraide.accounts.models import Person
from entraide.assistance.models import AssistanceRequest
from entraide.cases.models import Correspondence, Membership

SAMPLED, PAGE = 1_500, 25


@dataclass(frozen=True)
class Sample:
    """One request that a person may see, and words of its letter: one that few letters hold, two that many do."""

    id: int
    uuid: str
    kind: str
    partner: str
    rare: str
    pair: str


class Samples:
    """Requests of one person, in an order of chance, each used once before any is used again."""

    def __init__(self, person: Person, seed: int) -> None:
        self._made = random.Random(seed)
        self._common = {
            language: [word for word in common_words(language) if len(word) > 4] for language in ("en", "fr")
        }
        self._found = self._read(person)
        self._next = 0
        pairs = Counter((sample.kind, sample.partner) for sample in self._found)
        self._pairs = [pair for pair, count in pairs.items() if count > PAGE] or [pairs.most_common(1)[0][0]]

    def facets(self) -> tuple[str, str]:
        """A kind and a partner state that fill a page, where there are any: a short list is quick by itself."""
        return self._made.choice(self._pairs)

    def halfway(self) -> int:
        """A request deep in the list, with as many behind it as a page needs."""
        ids = sorted(sample.id for sample in self._found)
        return self._made.choice(ids[len(ids) // 2 :])

    def request(self) -> Sample:
        """The next request."""
        found = self._found[self._next % len(self._found)]
        self._next += 1
        return found

    def common(self, words: int = 1) -> str:
        """So many words of one language that most of its letters hold."""
        known = self._common[self._made.choice(("en", "fr"))]
        return " ".join(self._made.sample(known, words))

    def _read(self, person: Person) -> list[Sample]:
        newest = AssistanceRequest.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        # A member of few cases needs a wider look than one of all.
        tries = min(newest, SAMPLED * 20)
        cases = self._made.sample(range(1, newest + 1), tries)
        own: list[int] = []
        for start in range(0, tries, 5_000):
            part = Membership.objects.filter(person=person, case__in=cases[start : start + 5_000])
            own += part.values_list("case_id", flat=True)
            if len(own) >= SAMPLED:
                break
        if len(own) < SAMPLED // 10:
            own = list(Membership.objects.filter(person=person).values_list("case_id", flat=True)[:SAMPLED])
        own = own[:SAMPLED]
        self._made.shuffle(own)
        texts = dict(
            Correspondence.objects.filter(case__in=own, incoming=True).values_list("case_id", "text")
        )
        rows = (
            AssistanceRequest.objects.filter(case__in=own)
            .exclude(kind="")
            .values_list("pk", "uuid", "kind", "partner_state_id", "case_id")
        )
        found = [
            Sample(pk, str(uuid), kind, partner or "", *self._words(texts.get(case, "")))
            for pk, uuid, kind, partner, case in rows
        ]
        self._made.shuffle(found)
        return found

    def _words(self, text: str) -> tuple[str, str]:
        """The name in a letter, and two longer words of it."""
        if not text:
            return "kl000000", "information police"
        body, _, name = text.rpartition(" (")
        longer = [word.strip(".").lower() for word in body.split() if len(word) > 6]
        return name.rstrip(")"), " ".join(self._made.sample(longer, 2))
