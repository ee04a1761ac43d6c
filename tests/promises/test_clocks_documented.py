"""Promises about clocks: every shipped rule has its row in the docs, as the data has it."""

from entraide.instruments.domain.clocks.table import rules
from tools.clocks import PAGE, page


def test_the_page_of_clocks_is_equal_to_the_data() -> None:
    assert PAGE.exists(), "make docs"
    assert PAGE.read_text("utf-8") == page(), "make docs"


def test_every_clock_has_its_rows() -> None:
    written = PAGE.read_text("utf-8")
    assert [rule.code for rule in rules() if written.count(f"\n| `{rule.code}` |") < 3] == []
