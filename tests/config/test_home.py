"""ENTRAIDE_HOME and what is kept in it."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.config import installing
from entraide.config.home import Agency, Mail, NodeFile, home, read_node_file, secret_key


def test_home_is_where_the_environment_says(node_home: Path) -> None:
    assert home() == node_home


def test_home_is_below_the_current_folder_when_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ENTRAIDE_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert home() == tmp_path / "var" / "node"


def test_a_node_without_a_file_has_the_defaults(tmp_path: Path) -> None:
    node = read_node_file(tmp_path)
    assert node == NodeFile()
    assert node.https is True
    assert node.demo is False
    assert node.mail.host == ""
    assert node.metrics_token == ""


def test_what_the_file_says_is_what_the_node_reads(tmp_path: Path) -> None:
    (tmp_path / "node.toml").write_text(
        'hosts = ["node.northmark.example"]\nhttps = false\nmetrics_token = "t0ken"\nunknown = 1\n'
        '[agency]\nname_fr = "Sûreté régionale de Valmont"\nlanguage = "fr"\nunknown = 2\n'
        '[mail]\nhost = "mail.example.org"\nport = 25\nstarttls = false\n',
        "utf-8",
    )
    node = read_node_file(tmp_path)
    assert node.hosts == ("node.northmark.example",)
    assert node.https is False
    assert node.metrics_token == "t0ken"
    assert node.agency == Agency(name_fr="Sûreté régionale de Valmont", language="fr")
    assert node.mail == Mail(host="mail.example.org", port=25, starttls=False)


def test_the_secret_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    folder = tmp_path / "node"
    made = secret_key(folder)
    assert len(made) >= 64
    assert secret_key(folder) == made
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert secret_key(tmp_path / "other") != made


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="utf-8"), max_size=40))
def test_whatever_an_agency_is_called_its_file_can_be_read_again(name: str, unit: str) -> None:
    agency = Agency(name_en=name, unit_fr=unit)
    text = installing.node_file(agency, hosts=("localhost",), https=True)
    said = tomllib.loads(text)
    assert {known.name: said["agency"][known.name] for known in fields(Agency)} == vars(agency)


def test_a_demonstration_is_marked_in_its_file() -> None:
    text = installing.node_file(Agency(), hosts=("localhost",), https=False, demo=True)
    assert tomllib.loads(text)["demo"] is True
    assert "demo" not in tomllib.loads(installing.node_file(Agency(), hosts=(), https=True))


def test_a_node_file_is_never_written_over(tmp_path: Path) -> None:
    installing.write_node_file(tmp_path / "node", "https = true\n")
    with pytest.raises(FileExistsError):
        installing.write_node_file(tmp_path / "node", "https = false\n")
    assert (tmp_path / "node" / "node.toml").read_text("utf-8") == "https = true\n"
