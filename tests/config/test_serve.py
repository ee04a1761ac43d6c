"""A real node: it starts, answers, is watched, and leaves nothing behind."""

import contextlib
import json
import os
import signal
import sqlite3
import time
from pathlib import Path

import psutil
import pytest

from entraide.config.errors import NodeRunning, NotAPort, PortInUse
from entraide.config.serve import Place, alone_in, port_from, require_free
from tests.config.running import Running, gone, lasting, node, run
from tools.postgres import free_port

MADE = (
    "init",
    "--name-en=Northmark State Police",
    "--name-fr=Police d’État de Northmark",
    "--admin-email=chief@northmark.example",
    "--admin-name=Ada Quill",
    "--no-https",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("node") / "home"
    done = run(made, *MADE)
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_node_answers_and_stops_clean_with_all_its_processes(folder: Path, number: int) -> None:
    with node(folder) as running:
        status, body = running.get("/health")
        assert status == 200
        assert json.loads(body)["checks"]["database"] == "ok"
        assert running.get("/ledger/entries/")[0] in {302, 404}
        family = running.family()
        # The watcher, the server, its worker, the background process; and whatever job is at work just now.
        assert len(lasting(family)) == 4
        # Its server answers a moment before the node says so.
        assert running.process.stdout is not None
        assert running.process.stdout.readline() == f"Ready: http://127.0.0.1:{running.port}\n"
        running.process.send_signal(number)
        printed, complaints = running.process.communicate(timeout=20)
        assert running.process.returncode == 0
        assert printed == "Stopped.\n"
        assert "Traceback" not in complaints
        assert gone(family)


def test_a_node_that_is_killed_takes_its_processes_with_it_and_starts_again_at_once(folder: Path) -> None:
    with node(folder) as running:
        family = running.family()
        running.process.kill()
        assert gone(family, within=5)
    with node(folder) as again:
        assert again.get("/health")[0] == 200


def background_of(running: Running) -> list[psutil.Process]:
    """The background process of a node; not one that is dead and waits to be noticed, and none of its jobs."""
    found = []
    for process in lasting(running.family()):
        with contextlib.suppress(psutil.ZombieProcess, psutil.NoSuchProcess):
            if "entraide.config.scheduler" in process.cmdline():
                found.append(process)
    return found


def test_a_background_process_that_dies_is_started_again(folder: Path) -> None:
    with node(folder) as running:
        [background] = background_of(running)
        background.kill()
        until = time.monotonic() + 20
        while time.monotonic() < until:
            found = background_of(running)
            if found and found[0].pid != background.pid:
                break
            time.sleep(0.2)
        assert [process.pid for process in found] != [background.pid]
        assert len(found) == 1
        assert running.get("/health")[0] == 200


def test_health_says_that_the_background_process_works(folder: Path) -> None:
    with node(folder) as running:
        until = time.monotonic() + 15
        while time.monotonic() < until:
            body = json.loads(running.get("/health")[1])
            if body["checks"]["background"] == "ok":
                break
            time.sleep(0.2)
        assert body == {
            "status": "ok",
            "version": body["version"],
            "checks": {"database": "ok", "migrations": "ok", "background": "ok"},
        }


def test_requests_are_counted_by_route_and_nothing_of_them_is_logged_but_that(folder: Path) -> None:
    log = folder / "requests.jsonl"
    with node(folder, ENTRAIDE_LOG=str(log)) as running:
        running.get("/nowhere/Marguerite-Blanchard?name=Marguerite", Cookie="sessionid=marguerite")
        status, counted = running.get("/metrics")
    assert status == 200
    assert 'entraide_requests_total{method="GET",route="unmatched",status="404"} 1.0' in counted
    assert "entraide_version" in counted
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    [told] = [line for line in lines if line["event"] == "request"]
    assert told.keys() == {
        "event",
        "method",
        "route",
        "status",
        "ms",
        "request",
        "level",
        "logger",
        "timestamp",
    }
    assert (told["method"], told["route"], told["status"]) == ("GET", "unmatched", 404)
    assert "arguerite" not in log.read_text("utf-8")
    assert "arguerite" not in counted


def test_metrics_are_not_for_whoever_comes_through_a_proxy(folder: Path) -> None:
    with node(folder) as running:
        assert running.get("/metrics", **{"X-Forwarded-For": "203.0.113.9"})[0] == 404


def test_a_second_node_in_the_same_folder_is_refused(folder: Path) -> None:
    with node(folder):
        done = run(folder, "serve", ENTRAIDE_PORT=str(free_port()))
    assert done.returncode == 1
    assert done.stderr.strip().endswith("[config.node_running]")


def test_a_busy_port_is_said_with_what_to_do(folder: Path) -> None:
    with node(folder) as running:
        done = run(folder, "--language=fr", "serve", ENTRAIDE_PORT=str(running.port))
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"entraide: Le port {running.port} est occupé. Arrêtez ce qui l’occupe, ou choisissez-en un autre : "
        f"ENTRAIDE_PORT={running.port + 1}. [config.port_in_use]"
    )


def test_serve_refuses_tables_of_another_version(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "old"
    other.mkdir()
    (other / "node.toml").write_bytes((folder / "node.toml").read_bytes())
    done = run(other, "serve", ENTRAIDE_PORT=str(free_port()))
    assert done.returncode == 1
    assert "[config.not_migrated]" in done.stderr


def test_the_demonstration_keeps_its_data_and_its_sign_ins(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with node(folder, "demo --alone") as first:
        first.process.send_signal(signal.SIGINT)
        printed, _ = first.process.communicate(timeout=20)
        assert first.process.returncode == 0
    sign_ins = (folder / "demo-signins.txt").read_text("utf-8")
    assert len(sign_ins.splitlines()) == 7
    for line in sign_ins.splitlines():
        _, email, password = line.split("\t")
        assert any(email in row and password in row for row in printed.splitlines())
    assert (folder / "demo-signins.txt").stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(folder / "entraide.sqlite3") as tables:
        people = tables.execute("SELECT count(*) FROM accounts_person").fetchone()
    assert people[0] >= 9
    with node(folder, "demo --alone") as second:
        second.process.send_signal(signal.SIGTERM)
        again, _ = second.process.communicate(timeout=20)
    assert [row for row in again.splitlines() if "@demo.example" in row] == [
        row for row in printed.splitlines() if "@demo.example" in row
    ]
    assert (folder / "demo-signins.txt").read_text("utf-8") == sign_ins


def test_the_demonstration_never_touches_a_real_node(folder: Path) -> None:
    done = run(folder, "demo", ENTRAIDE_PORT=str(free_port()))
    assert done.returncode == 1
    assert "[config.not_a_demo]" in done.stderr


def test_one_folder_is_held_by_one_node(tmp_path: Path) -> None:
    with alone_in(tmp_path / "node"):
        with pytest.raises(NodeRunning), alone_in(tmp_path / "node"):
            pass
        assert (tmp_path / "node").stat().st_mode & 0o777 == 0o700
    with alone_in(tmp_path / "node"):
        pass


def test_a_free_port_is_free_and_a_held_one_is_not() -> None:
    import socket

    place = Place("127.0.0.1", free_port())
    require_free(place)
    with socket.create_server(("127.0.0.1", place.port)), pytest.raises(PortInUse) as refused:
        require_free(place)
    assert refused.value.facts["port"] == place.port


@pytest.mark.parametrize("text", ["0", "65536", "80a", "", "-1", "８０", "1e3"])
def test_what_is_not_a_port_is_refused(text: str) -> None:
    with pytest.raises(NotAPort):
        port_from(text)


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("8000", 8000), ("65535", 65535)])
def test_a_port_is_a_number(text: str, port: int) -> None:
    assert port_from(text) == port


def test_every_address_is_asked_at_the_loopback() -> None:
    assert Place("0.0.0.0", 80).asked_at == "127.0.0.1"
    assert Place("::1", 80).url == "http://[::1]:80"


def test_nothing_is_left_of_this_file() -> None:
    mine = psutil.Process(os.getpid()).children(recursive=True)
    assert [child for child in mine if "entraide.config" in " ".join(child.cmdline())] == []
