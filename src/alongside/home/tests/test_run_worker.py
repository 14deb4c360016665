"""The worker: one at a time, never stopped by one bad job, and never left behind."""

import datetime as dt
import logging
import os
import signal
from pathlib import Path

import pytest
from django.db import connection

from alongside.core.models import SentForm
from alongside.core.written import stamp
from alongside.home import actions, jobs, queries
from alongside.home.models import Lease
from alongside.home.tests.installation import Installation, fetched, free_port, wait_until

MINUTE = dt.timedelta(minutes=1)


def test_two_workers_never_hold_the_lease_together(db, now):
    assert actions.take_lease(name="worker", holder="a", now=now)
    assert not actions.take_lease(name="worker", holder="b", now=now)
    assert actions.take_lease(name="worker", holder="a", now=now + MINUTE / 2)
    assert not actions.take_lease(name="worker", holder="b", now=now + MINUTE)
    assert actions.take_lease(name="worker", holder="a", now=now + MINUTE)
    assert not actions.take_lease(name="worker", holder="b", now=now + 2 * MINUTE)


def test_lease_of_a_killed_worker_ends(db, now):
    actions.take_lease(name="worker", holder="a", now=now)

    assert actions.take_lease(name="worker", holder="b", now=now + 2 * MINUTE)
    assert not actions.take_lease(name="worker", holder="a", now=now + 2 * MINUTE)


def test_lease_is_given_back_only_by_its_holder(db, now):
    actions.take_lease(name="worker", holder="a", now=now)
    actions.give_back_lease(name="worker", holder="b")
    assert Lease.objects.count() == 1
    actions.give_back_lease(name="worker", holder="a")
    assert Lease.objects.count() == 0


def test_round_without_the_lease_does_nothing(cast, now):
    SentForm.objects.create(key="x" * 20, sender="s", answered_to="/", sent_at=now - 3 * 1440 * MINUTE)
    actions.take_lease(name="worker", holder="somebody else", now=now)

    assert jobs.work_round(holder="me") is None
    assert SentForm.objects.count() == 1


def test_round_runs_the_jobs_of_every_area(cast, now):
    SentForm.objects.create(key="x" * 20, sender="s", answered_to="/", sent_at=now - 3 * 1440 * MINUTE)
    SentForm.objects.create(key="y" * 20, sender="s", answered_to="/", sent_at=now - 1440 * MINUTE)

    assert jobs.work_round(holder="me") >= 1
    assert [sent.key for sent in SentForm.objects.all()] == ["y" * 20]


@pytest.mark.django_db(transaction=True)
def test_round_with_nothing_due_ends_nothing_that_is_kept(cast, now):
    """An idle server's pages are read from memory. A commit of the worker, each five seconds, would end that."""
    jobs.work_round(holder="worker-1")
    before = written()
    assert jobs.work_round(holder="worker-1") == 0
    assert written() == before


def written() -> object:
    """Another one after each commit. The stamp of PostgreSQL is that of all its databases; this one counts its rows."""
    if connection.vendor == "sqlite":
        return stamp(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT tup_inserted, tup_updated, tup_deleted FROM pg_stat_database WHERE datname = current_database()"
        )
        found: object = cursor.fetchone()
    return found


def test_registered_jobs_are_functions_of_now(db, now):
    named = dict(queries.jobs())

    assert {"home.purge_sent_forms", "notices.send_due_mail", "notices.make_digests"} <= set(named)
    for job in named.values():
        assert isinstance(job(now), int)


def test_job_that_fails_is_noted_and_does_not_stop_the_others(cast, now, monkeypatch, caplog):
    done = []

    def breaks(_now):
        raise ValueError("Amal at 14 Sailmaker Row")

    monkeypatch.setattr(
        queries, "jobs", lambda: [("x.breaks", breaks), ("x.works", lambda at: done.append(at) or 1)]
    )
    with caplog.at_level(logging.ERROR):
        assert jobs.work_round(holder="me") == 1

    assert len(done) == 1
    assert "x.breaks" in caplog.records[0].getMessage()
    assert "Sailmaker" not in caplog.records[0].getMessage()


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    direct = [int(child) for child in found.split()]
    return direct + [lower for child in direct for lower in children(child)]


@pytest.mark.sqlite
@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM])
def test_worker_and_server_end_with_their_parent(installation: Installation, kill):
    """SIGKILL gives the parent no chance to tell anybody, and a worker left behind would send mail twice."""
    port = free_port()
    parent = installation.start("serve", "--port", str(port))

    def has_lease() -> bool:
        return "True" in installation.python(
            "from alongside.home.models import Lease\nprint(Lease.objects.exists())"
        )

    assert wait_until(lambda: fetched(port, "/holdings/")), parent.stdout.read()
    assert wait_until(has_lease)
    family = children(parent.pid)
    assert len(family) >= 2
    os.kill(parent.pid, kill)
    parent.wait(timeout=60)

    assert wait_until(lambda: all(gone(pid) for pid in family))
    output = parent.stdout.read()
    assert "127.0.0.1 -" not in output
    assert "/holdings/" not in output
