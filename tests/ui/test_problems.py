"""The one table of statuses."""

import pytest

from entraide.kernel.errors import Conflict, Incomplete, NotAllowed, NotFound, Refusal
from entraide.kernel.languages import Text
from entraide.ui.problems import problem, status_of


class SealBroken(Conflict):
    code = "specimen.seal_broken"
    sentence = Text(en="Seal {number} is broken.", fr="Le scellé {number} est brisé.")


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (NotFound(), 404),
        (NotAllowed(), 403),
        (Conflict(), 409),
        (Incomplete({}), 422),
        (SealBroken(number=1), 409),
        (Refusal(), 422),
    ],
)
def test_a_refusal_has_the_status_of_its_nearest_kind(refusal: Refusal, status: int) -> None:
    assert status_of(refusal) == status


def test_a_problem_carries_its_code_and_its_sentence_in_the_readers_language() -> None:
    assert problem(SealBroken(number=7), "fr") == {
        "type": "urn:entraide:problem:specimen.seal_broken",
        "title": "Le scellé 7 est brisé.",
        "status": 409,
        "code": "specimen.seal_broken",
    }


def test_an_incomplete_thing_names_each_field_that_is_missing() -> None:
    refusal = Incomplete({"facts": Text(en="Facts", fr="Faits")})
    assert problem(refusal, "fr")["fields"] == {"facts": "Faits"}
    assert problem(refusal, "en")["title"] == "Fill in first: Facts."
