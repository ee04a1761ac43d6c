"""`entraide conversation verify` and `entraide card show`: a judge's machine has no node and no network."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from entraide.config.cli import commands
from entraide.exchange.domain import dsse
from entraide.exchange.domain.cards import CARD_TYPE
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
    assert lines[0].startswith("Exported by [1] at 2026-03-05T14:30")
    assert lines[1] == f"Conversation {TALK.conversation}: messages 2, attestations 8."
    assert lines[2] == (
        f"[1] card given by you: {OURS.known.fingerprint}, node {OURS.id}, «Valmont Regional Police Service»"
    )
    not_yours = "[2] NOT A CARD OF YOURS: taken on the exporter’s word, compare the fingerprint: "
    assert lines[3].startswith(not_yours + THEIRS.known.fingerprint)
    assert lines[4].startswith("1. [1] → [2] 2026-03-02T14:30")
    assert [line.split()[-1] for line in lines[5:9]] == [
        "submission_accepted",
        "relayed",
        "delivered",
        "retrieved",
    ]
    assert [line.split()[1] for line in lines[5:9]] == ["[1]", "[1]", "[2]", "[2]"]
    assert "NOTHING" not in done.stdout


def test_a_message_that_its_recipient_attests_nothing_of_is_marked(tmp_path):
    own = tuple(one for one in TALK.attested if one.attestation.node == OURS.id)
    path = tmp_path / "own.json"
    path.write_bytes(export(replace(TALK, attested=own), OURS.signing))
    done = ran("conversation", "verify", path, "--card", card_file(tmp_path, OURS))
    marked = [line for line in done.stdout.splitlines() if "NOTHING" in line]
    assert marked == ["   THE RECIPIENT ATTESTS NOTHING OF IT"]


def test_two_nodes_of_one_name_are_told_apart(tmp_path):
    """An exporter invents a partner that bears the name of a trusted one."""
    invented = node("northmark")
    made = talk(OURS, invented, 2)
    path = tmp_path / "invented.json"
    path.write_bytes(export(replace(made, cards=(OURS.known, THEIRS.known, invented.known)), OURS.signing))
    cards = ("--card", card_file(tmp_path, OURS), "--card", card_file(tmp_path, THEIRS))
    lines = ran("conversation", "verify", path, *cards).stdout.splitlines()
    yours = ["[1] card given by you:", "[2] card given by you:", "[3] NOT A CARD OF YOURS:"]
    assert [line.split(":")[0] + ":" for line in lines[2:5]] == yours
    assert lines[5].startswith("1. [1] → [3]")


def test_it_speaks_french_and_json(file, tmp_path):
    card = card_file(tmp_path, OURS)
    done = ran("conversation", "verify", file, "--card", card, language="fr")
    assert done.stdout.startswith("Exporté par [1] le 2026-03-05")
    said = ran("conversation", "verify", file, "--card", card, "--json").stdout
    assert said.isascii()
    told = json.loads(said)
    assert [one["trusted"] for one in told["cards"]] == [True, False]
    assert told["messages"][0]["body"] == TALK.messages[0].body
    assert told["attestations"][0]["kind"] == "submission_accepted"


def test_what_a_terminal_would_obey_is_written_out(tmp_path):
    fields = json.loads(OURS.known.envelope.payload) | {"protocol": "\x1b[2J\x1b[1;1HVALID CARD"}
    path = tmp_path / "hostile.card"
    path.write_bytes(canonical(dsse.sign(CARD_TYPE, canonical(fields), OURS.signing).as_json()))
    hostile = ran("card", "show", path)
    assert (hostile.exit_code, hostile.stdout) == (1, "")
    assert hostile.stderr.isprintable() or "\x1b" not in hostile.stderr
    renamed = tmp_path / "a\x1b[2Jb.card"
    renamed.write_bytes(b"{}")
    assert "\x1b" not in ran("card", "show", renamed).stderr


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
        f"{THEIRS.known.fingerprint}  « Police d’État de Northmark » (DE)",
        "  https://northmark.example/exchange",
    ]
