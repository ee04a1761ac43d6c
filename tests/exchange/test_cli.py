"""`entraide conversation verify` and `entraide card show`: a judge's machine has no node and no network."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from entraide.config.cli import commands
from entraide.exchange.domain.conversations import export
from entraide.kernel.canonical import canonical
from tests.exchange.nodes import Node, node, talk

OURS, THEIRS = node("valmont"), node("northmark")
TALK = talk(OURS, THEIRS, 2)


def card_file(folder: Path, of: Node) -> Path:
    path = folder / f"{of.card.agency.country}.card"
    path.write_bytes(canonical(of.known.envelope.as_json()))
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "conversation.json"
    path.write_bytes(export(TALK, OURS.signing))
    return path


def ran(*arguments: object, language: str = "en") -> Result:
    return CliRunner().invoke(commands(language), [str(one) for one in arguments])


def test_it_says_what_was_proved_and_on_whose_word(file, tmp_path):
    done = ran("conversation", "verify", file, "--card", card_file(tmp_path, OURS))
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Exported by Valmont Regional Police Service at 2026-03-05T14:30")
    assert lines[1] == f"Conversation {TALK.conversation}: messages 2, attestations 8."
    assert lines[2] == f"Valmont Regional Police Service: {OURS.known.fingerprint} (card given by you)"
    assert lines[3].startswith(
        f"Northmark State Police: {THEIRS.known.fingerprint} (card taken on the exporter’s word"
    )
    assert "Valmont Regional Police Service → Northmark State Police" in lines[4]
    assert [line.split()[0] for line in lines[5:9]] == [
        "submission_accepted",
        "relayed",
        "delivered",
        "retrieved",
    ]


def test_it_speaks_french_and_json(file, tmp_path):
    card = card_file(tmp_path, OURS)
    done = ran("conversation", "verify", file, "--card", card, language="fr")
    assert done.stdout.startswith("Exporté par Sûreté régionale de Valmont le 2026-03-05")
    told = json.loads(ran("conversation", "verify", file, "--card", card, "--json").stdout)
    assert [one["trusted"] for one in told["cards"]] == [True, False]
    assert told["messages"][0]["body"] == TALK.messages[0].body
    assert told["attestations"][0]["kind"] == "submission_accepted"


def test_a_tampered_file_is_refused_with_a_code_and_the_place(file, tmp_path):
    tree = json.loads(file.read_bytes())
    tree["messages"][1]["body"]["text"] = "Otherwise"
    file.write_bytes(canonical(tree))
    done = ran("conversation", "verify", file, "--card", card_file(tmp_path, OURS))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "entraide: file.messages[1] is not what the exporter listed: something was taken out, added or moved."
        " [exchange.not_the_whole]\n"
    )


def test_a_file_that_is_no_card_is_named(file):
    done = ran("conversation", "verify", file, "--card", file, language="fr")
    assert done.exit_code == 1
    assert "conversation.json" in done.stderr
    assert "[exchange.malformed]" in done.stderr


def test_a_card_is_shown_with_what_is_compared(tmp_path):
    done = ran("card", "show", card_file(tmp_path, THEIRS), language="fr")
    assert done.stdout.splitlines() == [
        "Police d’État de Northmark (DE)",
        "  https://northmark.example/exchange",
        f"  {THEIRS.known.fingerprint}",
    ]
