"""`entraide advise` on the terminal: both languages, JSON, refusals; without a node."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from entraide.config.cli import commands

ASKED = ("advise", "--from", "CA", "--kind", "preservation", "--offence", "fraud")


@pytest.fixture(autouse=True)
def no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTRAIDE_HOME", str(tmp_path / "nowhere"))


def said(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(commands("fr" if language == "fr" else "en"), arguments)


def test_the_advice_is_printed_with_headings_and_sources() -> None:
    done = said(*ASKED, "--to", "FR")

    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "Advice: Canada → France. Preservation of data."
    assert "LEGAL BASES, IN ORDER" in lines
    first = lines[lines.index("LEGAL BASES, IN ORDER") + 2]
    assert (
        first
        == "1. Convention on Cybercrime, Budapest, 23 November 2001 (CETS 185) — multilateral convention"
    )
    assert "   Articles: Art. 29; Art. 30" in lines
    joined = " ".join(done.output.split())
    assert "[Convention on Cybercrime (CETS 185), Art. 29(7); as of 2026-11-22; not verified]" in joined
    assert "s. 3(2); as of 2026-11-22; verified]" in joined
    assert all(len(line) <= 100 for line in lines)


def test_the_advice_in_french_keeps_its_spaces_together() -> None:
    output = said(*ASKED, "--to", "JP", language="fr").output

    assert output.splitlines()[0] == "Conseil\u00a0: Canada → Japon. Conservation de données."
    assert "Articles\u00a0: art. 29\u00a0; art. 30" in output
    assert " :" not in output
    assert " ;" not in output


def test_the_same_as_json_carries_both_languages_and_the_clocks() -> None:
    done = said(*ASKED, "--to", "ru", "--json")
    advice = json.loads(done.output)

    assert [basis["instrument"] for basis in advice["bases"]] == [
        "ca_ru_mla",
        "untoc",
        "ca_mlacma",
        "interpol",
    ]
    assert advice["question"]["partner"] == "RU"
    assert advice["warnings"][0]["text"]["fr"].startswith(
        "La conservation ne fait que garder les données\u00a0:"
    )
    assert [one["rule"] for one in advice["not_available"]] == ["budapest.not_bound"]
    untoc = advice["bases"][1]
    assert untoc["conditional"] is True
    assert untoc["why"][0]["as_of"] == "2015-03-31"
    assert untoc["why"][0]["verified"] is False
    american = json.loads(said(*ASKED, "--to", "US", "--json").output)["bases"][2]
    assert [(clock["rule"], clock["length"], clock["unit"]) for clock in american["clocks"]] == [
        ("us_2703f_preservation_90d", 90, "days")
    ]


def test_a_treaty_whose_articles_were_not_looked_up_says_so() -> None:
    assert "   Articles: not looked up" in said(*ASKED, "--to", "RU").output.splitlines()


def test_an_unknown_state_is_told_as_a_sentence_with_its_code() -> None:
    done = said(*ASKED, "--to", "ZZ", language="fr")

    assert done.exit_code == 1
    assert "« ZZ » n’est pas le code à deux lettres" in done.output
    assert "[instruments.unknown_state]" in done.output


@pytest.mark.parametrize(("language", "words"), [("en", "Kind of request."), ("fr", "Type de demande.")])
def test_the_help_speaks_the_language(language: str, words: str) -> None:
    assert words in said("advise", "--help", language=language).output
