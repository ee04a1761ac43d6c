"""Health and metrics: what they say, and to whom."""

import dataclasses
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client

from entraide.config import health, heartbeat
from entraide.kernel import jobs
from entraide.kernel.jobs import Queue


@pytest.mark.django_db
def test_a_node_whose_background_process_works_is_well(client: Client, node_home: Path) -> None:
    heartbeat.beat()
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.headers["Cache-Control"].startswith("max-age=0")


@pytest.mark.django_db
def test_a_late_background_process_degrades_the_node_and_leaves_it_working(
    client: Client, node_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "age", lambda: 61.0)
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["background"] == "late"


@pytest.mark.django_db
def test_a_node_without_its_tables_is_failing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "database_answers", lambda: False)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["checks"] | {"background": ""} == {
        "database": "unreachable",
        "migrations": "unknown",
        "background": "",
    }


@pytest.mark.django_db
def test_tables_of_another_version_are_failing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "nothing_to_migrate", lambda: False)
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["checks"]["migrations"]) == (503, "pending")


def test_a_database_that_raises_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("the server closed the connection")

    monkeypatch.setattr(health.connection, "cursor", refuse)
    assert health.database_answers() is False


@pytest.mark.django_db
def test_nothing_is_written_to_health(client: Client) -> None:
    assert client.post("/health").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("203.0.113.9", {}, 404),
        ("127.0.0.1", {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 404),
        ("127.0.0.1", {"HTTP_FORWARDED": "for=203.0.113.9"}, 404),
        ("", {}, 404),
        ("203.0.113.9", {"HTTP_AUTHORIZATION": "Bearer lantern-7"}, 200),
        ("203.0.113.9", {"HTTP_AUTHORIZATION": "Bearer lantern-8"}, 404),
        ("203.0.113.9", {"HTTP_AUTHORIZATION": "lantern-7"}, 404),
        ("203.0.113.9", {"HTTP_AUTHORIZATION": "Bearer é"}, 404),
    ],
)
def test_metrics_are_told_to_the_machine_itself_or_for_the_token(
    client: Client, settings: object, address: str, headers: dict[str, str], status: int
) -> None:
    settings.NODE = dataclasses.replace(settings.NODE, metrics_token="lantern-7")  # type: ignore[attr-defined]
    assert client.get("/metrics", REMOTE_ADDR=address, **headers).status_code == status


@pytest.mark.django_db
def test_without_a_token_in_the_settings_an_empty_one_opens_nothing(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION="Bearer ").status_code == 404


@pytest.mark.django_db
def test_metrics_count_queues_and_requests_by_route(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_queues", {"letters": Queue("letters", lambda: 4)})
    client.generic("BREW", "/no/such/page")
    told = client.get("/metrics").content.decode()
    assert 'entraide_queue_length{queue="letters"} 4.0' in told
    assert 'entraide_requests_total{method="OTHER",route="unmatched",status="404"}' in told
    assert "BREW" not in told
    assert "no/such" not in told
