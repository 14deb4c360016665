"""What a program that watches the server learns: whether it is well, and nothing about anybody."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from alongside.home import actions, meters
from alongside.home.cast import Cast
from alongside.home.rules import WORKER

KEY = "a-key-that-only-the-monitor-has"


@pytest.fixture
def monitor(settings: Any, db: None) -> Client:
    settings.ALONGSIDE_METRICS_KEY = KEY
    return Client(headers={"authorization": f"Bearer {KEY}"})


def told(browser: Client) -> dict[str, float]:
    """{name with labels: value}"""
    lines = browser.get("/metrics/").content.decode().splitlines()
    return {name: float(value) for name, value in (one.rsplit(" ", 1) for one in lines if one[0] != "#")}


def test_health_is_one_word(client: Client, cast: Cast, now: dt.datetime) -> None:
    actions.take_lease(name=WORKER, holder="x", now=now)
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"well\n")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_health_without_a_worker_is_not_well(client: Client, db: None) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (503, b"not well\n")


def test_health_without_a_database_is_not_well(client: Client, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE home_lease RENAME TO elsewhere")
    assert client.get("/health/").status_code == 503


def test_metrics_do_not_exist_without_the_key(client: Client, monitor: Client, settings: Any) -> None:
    missing = client.get("/nowhere/")
    for wrong in ({}, {"authorization": "Bearer "}, {"authorization": KEY}, {"authorization": "Bearer x"}):
        answer = client.get("/metrics/", headers=wrong)
        assert (answer.status_code, len(answer.content)) == (404, len(missing.content))
    settings.ALONGSIDE_METRICS_KEY = ""
    assert monitor.get("/metrics/").status_code == 404
    assert client.get("/metrics/", headers={"authorization": "Bearer "}).status_code == 404


def test_metrics_tell_of_the_machine_and_of_nobody(
    monitor: Client, cast: Cast, now: dt.datetime, data_folder: Path
) -> None:
    actions.take_lease(name=WORKER, holder="x", now=now)
    (data_folder / "alongside.sqlite3").write_bytes(bytes(5000))
    figures = told(monitor)
    assert figures["alongside_well"] == 1
    assert figures["alongside_data_bytes"] >= 5000
    assert figures["alongside_free_bytes"] > 0
    assert "process_resident_memory_bytes" in figures
    assert {name for name in figures if name.startswith("alongside_") and "{" not in name} == {
        "alongside_well",
        "alongside_data_bytes",
        "alongside_free_bytes",
    }


def test_answers_are_told_in_steps_and_faults_one_by_one(
    monitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = meters.Meters()
    for _answer in range(meters.STEP - 1):
        counted.count(status=200, seconds=0.02)
    counted.count(status=500, seconds=20.0)

    def told_now() -> dict[tuple[str, ...], float]:
        return {
            (one.name, *one.labels.values()): one.value for each in counted.collect() for one in each.samples
        }

    assert told_now()["alongside_answers_total", "2xx"] == 0
    assert told_now()["alongside_answers_total", "5xx"] == 1
    counted.count(status=204, seconds=0.02)
    assert told_now()["alongside_answers_total", "2xx"] == meters.STEP
    assert told_now()["alongside_answer_seconds_bucket", "0.01"] == 0
    assert told_now()["alongside_answer_seconds_bucket", "0.03"] == meters.STEP
    assert told_now()["alongside_answer_seconds_bucket", "+Inf"] == meters.STEP
