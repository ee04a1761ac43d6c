"""The command line: both languages, a node from nothing, accounts from the console."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from entraide import __version__
from entraide.config.cli import commands, language_of
from tests.config.running import run
from tools.postgres import free_port

INIT = (
    "init",
    '--name-en=Northmark «State» Police \\ "N.S.P."',
    "--name-fr=Police d’État de Northmark",
    "--country=xk",
    "--host=node.northmark.example",
    "--admin-email=Chief@northmark.example",
    "--admin-name=Ada Quill",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("cli") / "home"
    done = run(made, *INIT)
    assert done.returncode == 0, done.stderr
    assert "Chief@northmark.example    password: " in done.stdout
    return made


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "fr_CA.UTF-8"}, "fr"),
        ([], {"LANG": "fr_CA.UTF-8", "LC_ALL": "C"}, "en"),
        (["--language", "fr", "serve"], {"LANG": "en_CA.UTF-8"}, "fr"),
        (["--language=en"], {"LANG": "fr_FR.UTF-8"}, "en"),
        (["--language"], {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_that_of_the_terminal(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert language_of(arguments, environment) == language


def test_help_is_in_both_languages() -> None:
    english = CliRunner().invoke(commands("en"), ["--help"]).output
    french = CliRunner().invoke(commands("fr"), ["--help"]).output
    assert "Run the node until Ctrl-C." in english
    assert "Faire fonctionner le nœud jusqu’à Ctrl-C." in french


def test_the_version_is_that_of_the_package() -> None:
    assert CliRunner().invoke(commands("en"), ["version"]).output == f"entraide {__version__}\n"


def test_help_makes_no_folder(node_home: Path) -> None:
    assert CliRunner().invoke(commands("en"), ["user", "add", "--help"]).exit_code in {0, 1}
    assert CliRunner().invoke(commands("en"), ["--help"]).exit_code == 0
    assert not node_home.exists()


@pytest.mark.parametrize("command", [["serve"], ["migrate"], ["user", "list"], ["letters", "import", "x"]])
def test_without_a_node_a_command_says_how_to_make_one(node_home: Path, command: list[str]) -> None:
    done = CliRunner().invoke(commands("fr"), command, env={"ENTRAIDE_PORT": str(free_port())})
    assert done.exit_code == 1
    assert done.stderr.strip() == (
        f"entraide: Il n’y a pas de nœud dans {node_home}. Créez-en un avec : entraide init. [config.no_node_here]"
    )


def test_init_makes_a_folder_that_its_owner_alone_can_read(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "node.toml").stat().st_mode & 0o777 == 0o600
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    said = tomllib.loads((folder / "node.toml").read_text("utf-8"))
    assert said["agency"]["name_en"] == 'Northmark «State» Police \\ "N.S.P."'
    assert said["agency"]["country"] == "XK"
    assert said["hosts"] == ["node.northmark.example", "127.0.0.1", "localhost", "[::1]"]
    assert said["https"] is True


@pytest.mark.parametrize("command", [INIT, ("demo",)])
def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    done = run(tmp_path / "file" / "node", *command, ENTRAIDE_PORT=str(free_port()))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"entraide: {tmp_path / 'file' / 'node'} cannot be made or written to. Choose another folder: ENTRAIDE_HOME."
        " [config.folder_not_writable]\n"
    )


def test_init_never_writes_over_a_node(folder: Path) -> None:
    before = (folder / "node.toml").read_bytes()
    done = run(folder, *INIT)
    assert (done.returncode, done.stdout) == (1, "")
    assert "[config.node_exists]" in done.stderr
    assert (folder / "node.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "code"),
    [("--time-zone=Mars/Olympus", "config.not_a_time_zone"), ("--admin-email=nobody", "kernel.incomplete")],
)
def test_init_that_is_refused_leaves_nothing(tmp_path: Path, changed: str, code: str) -> None:
    done = run(tmp_path / "node", *INIT, changed)
    assert done.returncode == 1
    assert f"[{code}]" in done.stderr
    assert not (tmp_path / "node").exists()


def test_accounts_are_kept_from_the_console(folder: Path) -> None:
    added = run(folder, "user", "add", "duty@northmark.example", "Sam Roe", "--role=duty_officer")
    assert added.returncode == 0, added.stderr
    assert "duty@northmark.example: " in added.stdout
    assert run(folder, "user", "role", "grant", "duty@northmark.example", "supervisor").returncode == 0
    assert run(folder, "user", "role", "revoke", "duty@northmark.example", "duty_officer").returncode == 0
    assert run(folder, "user", "disable", "duty@northmark.example").stdout == "Done.\n"
    listed = run(folder, "--language=fr", "user", "list").stdout.splitlines()
    assert listed == [
        "chief@northmark.example  Ada Quill  administrator, duty_officer",
        "duty@northmark.example  Sam Roe  supervisor  (fermé)",
    ]


def test_the_last_administrator_cannot_be_closed_from_the_console(folder: Path) -> None:
    done = run(folder, "user", "disable", "chief@northmark.example")
    assert done.returncode == 1
    assert "[accounts.last_administrator]" in done.stderr


def test_a_password_is_read_from_a_file_and_not_printed(folder: Path, tmp_path: Path) -> None:
    given = tmp_path / "password"
    given.write_text("seven-lanterns-in-a-row\n", "utf-8")
    done = run(folder, "user", "password", "chief@northmark.example", f"--password-file={given}")
    assert (done.returncode, done.stdout) == (0, "Done.\n")
    weak = tmp_path / "weak"
    weak.write_text("password1234\n", "utf-8")
    refused = run(folder, "user", "password", "chief@northmark.example", f"--password-file={weak}")
    assert refused.returncode == 1
    assert "[accounts.password_refused]" in refused.stderr


def test_nobody_of_that_address_is_said(folder: Path) -> None:
    done = run(folder, "user", "enable", "nobody@northmark.example")
    assert done.returncode == 1
    assert "[config.nobody_of_that_address]" in done.stderr


def test_a_broken_node_file_is_said_with_the_line(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "node"
    broken.mkdir()
    (broken / "node.toml").write_text("hosts = [\n", "utf-8")
    done = run(broken, "user", "list")
    assert done.returncode == 1
    assert "[config.node_file_broken]" in done.stderr
    assert "Traceback" not in done.stderr
