"""The doctor: what is well is said to be well, and each planted fault is found with its remedy."""

import shutil
from pathlib import Path

import pytest

from entraide.config import doctor
from entraide.config.doctor import Finding, Level
from entraide.config.home import Agency, Mail, NodeFile
from entraide.kernel.languages import Text
from tests.config.running import run
from tests.config.test_serve import MADE
from tools.postgres import free_port


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("doctor") / "home"
    assert run(made, *MADE).returncode == 0
    return made


def test_a_new_node_is_well_but_for_its_mail(folder: Path) -> None:
    done = run(folder, "doctor")
    assert done.returncode == 0, done.stdout
    levels = [line.split()[0] for line in done.stdout.splitlines() if "→" not in line]
    assert levels.count("ok") == len(levels) - 1
    assert "warn  Mail server: -" in done.stdout.splitlines()


def test_the_doctor_speaks_french(folder: Path) -> None:
    done = run(folder, "--language=fr", "doctor")
    assert "bon   Administrateurs : 1" in done.stdout.splitlines()


def test_a_folder_without_a_node_is_sent_to_init(tmp_path: Path) -> None:
    done = run(tmp_path / "empty", "doctor")
    assert done.returncode == 1
    assert "Make a node with: entraide init" in done.stdout
    assert not (tmp_path / "empty").exists()


def test_a_database_that_does_not_answer_is_found(folder: Path) -> None:
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    done = run(folder, "doctor", DATABASE_URL=url)
    assert done.returncode == 1
    assert "FAIL  Database: postgresql" in done.stdout.splitlines()


def test_a_folder_open_to_others_is_found(folder: Path, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    shutil.copytree(folder, opened)
    (opened / "secret_key").chmod(0o644)
    done = run(opened, "doctor")
    assert done.returncode == 1
    assert "FAIL  Secret key closed to others: 644" in done.stdout.splitlines()
    assert f"      → chmod go-rwx {opened / 'secret_key'}" in done.stdout.splitlines()


def test_a_mail_server_that_cannot_be_reached_is_found() -> None:
    node = NodeFile(mail=Mail(host="127.0.0.1", port=free_port()))
    assert doctor.mail(node).level is Level.FAIL


def test_a_node_without_mail_is_warned_and_a_demonstration_is_not() -> None:
    assert doctor.mail(NodeFile()).level is Level.WARN
    assert doctor.mail(NodeFile(demo=True)).level is Level.OK


def test_a_time_zone_that_does_not_exist_is_found() -> None:
    assert doctor.time_zone(NodeFile(agency=Agency(time_zone="Mars/Olympus"))).level is Level.FAIL
    assert doctor.time_zone(NodeFile(agency=Agency(time_zone="America/Iqaluit"))).level is Level.OK


def test_a_node_that_others_reach_without_tls_is_warned() -> None:
    reached = ("node.northmark.example",)
    assert doctor.addresses(NodeFile(hosts=reached, https=False)).level is Level.WARN
    assert doctor.addresses(NodeFile(hosts=reached, https=True)).level is Level.OK
    assert doctor.addresses(NodeFile(https=False)).level is Level.OK


def test_a_disk_that_fills_up_is_warned_and_then_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def left(free: int) -> Level:
        usage = shutil._ntuple_diskusage(10**12, 10**12 - free, free)
        monkeypatch.setattr("entraide.config.doctor.shutil.disk_usage", lambda folder: usage)
        return doctor.disk(tmp_path).level

    assert left(3 * 1024**3) is Level.OK
    assert left(1024**3) is Level.WARN
    assert left(100 * 1024**2) is Level.FAIL


@pytest.mark.parametrize("text", ["hosts = [", "agency = 3", "hosts = 3"])
def test_settings_that_cannot_be_read_are_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "node.toml").write_text(text, "utf-8")
    finding, node = doctor.settings_file(tmp_path)
    assert finding.level is Level.FAIL
    assert node is None


def test_a_remedy_stands_on_its_own_line() -> None:
    finding = Finding(Level.FAIL, Text(en="Clock", fr="Horloge"), "1970", Text(en="Set it.", fr="Réglez-la."))
    assert doctor.line(finding, "en") == "FAIL  Clock: 1970\n      → Set it."
    assert doctor.line(finding, "fr") == "MAL   Horloge : 1970\n      → Réglez-la."
