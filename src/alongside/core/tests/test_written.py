"""What was read is kept until anybody commits anything, whichever thread, process or transaction it was."""

import datetime as dt
import itertools
import subprocess
import sys
from collections.abc import Callable
from threading import Event, RLock, Thread

import pytest
from django.db import connection, transaction
from tests.undisturbed import undisturbed

from alongside.core import snapshots, written
from alongside.core.models import SentForm

NOW = dt.datetime(2026, 3, 4, 10, 0, 59, tzinfo=dt.UTC)
keys = (f"k{number:020}" for number in itertools.count())


@pytest.fixture(autouse=True)
def nothing_kept_yet(transactional_db: None) -> None:
    written._latest[0] = written.Kept()


def write() -> None:
    SentForm.objects.create(key=next(keys), sender="", answered_to="", sent_at=NOW)


def in_another_thread(act: Callable[[], object]) -> None:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


def count() -> int:
    return written.until_written("forms", SentForm.objects.count)


def times_made(meanwhile: Callable[[], object]) -> int:
    made = itertools.count()
    for act in (lambda: None, meanwhile, lambda: None):
        act()
        written.until_written(("made", made), lambda: next(made))
    return next(made)


def test_kept_is_made_once_while_nobody_writes() -> None:
    assert undisturbed(lambda: times_made(meanwhile=count)) == 1


@pytest.mark.parametrize("where", [lambda act: act(), in_another_thread], ids=["here", "another thread"])
def test_kept_is_made_again_after_a_write(where: Callable[[Callable[[], object]], None]) -> None:
    assert count() == 0
    where(write)
    assert count() == 1
    where(SentForm.objects.all().delete)
    assert count() == 0


def test_kept_is_made_again_after_another_process_wrote() -> None:
    """The worker, say, or a command: it shares nothing with this one but the database."""
    assert count() == 0
    of = connection.settings_dict
    if connection.vendor == "sqlite":
        line = f"import sqlite3; one = sqlite3.connect({str(of['NAME'])!r})"
    else:
        where = {name: of[name.upper()] for name in ("user", "host", "port", "password")}
        line = f"import psycopg; one = psycopg.connect(dbname={of['NAME']!r}, **{where!r})"
    row = "INSERT INTO core_sentform (key, sender, answered_to, sent_at) VALUES ('k', '', '', '2026-03-04')"
    subprocess.run([sys.executable, "-c", f"{line}; one.execute({row!r}); one.commit()"], check=True)
    assert count() == 1


def test_nothing_is_kept_of_what_a_transaction_sees() -> None:
    with transaction.atomic():
        write()
        assert count() == 1
        transaction.set_rollback(True)
    assert count() == 0


def test_transaction_reads_its_own_writes_and_not_what_was_kept() -> None:
    assert count() == 0
    with transaction.atomic():
        write()
        assert count() == 1


def test_moment_that_goes_on_is_not_kept_for_those_who_read_later() -> None:
    with snapshots.snapshot():
        assert SentForm.objects.count() == 0
        in_another_thread(write)
        assert count() == 0
    assert count() == 1


def test_nothing_is_kept_that_was_made_while_somebody_wrote() -> None:
    def made() -> int:
        found = SentForm.objects.count()
        in_another_thread(write)
        return found

    assert written.until_written("forms", made) == 0
    assert count() == 1


def test_two_that_are_named_apart_are_kept_apart() -> None:
    assert [written.until_written(name, lambda name=name: name) for name in ("a", "b", "a")] == [
        "a",
        "b",
        "a",
    ]


def test_clock_may_be_a_minute_late_and_no_more() -> None:
    made = itertools.count()
    read = [
        written.for_a_minute("made", lambda: next(made), now=NOW + dt.timedelta(seconds=later))
        for later in (0, 0.5, 1, 60)
    ]
    assert read == [0, 0, 1, 1]


def test_what_is_made_of_something_that_changed_meanwhile_is_not_taken() -> None:
    def taken() -> list[list[str]]:
        old, new = ["old"], ["new"]
        made = [
            written.for_a_minute_of(source, "copies", lambda source=source: [*source], now=NOW)
            for source in (old, new, old)
        ]
        return [*made, written.for_a_minute_of(old, "copies", list, now=NOW)]

    assert undisturbed(taken) == [["old"], ["new"], ["old"], ["old"]]


def test_no_more_is_kept_than_so_many() -> None:
    for number in range(written.AT_MOST + 1):
        written.until_written(number, lambda: None)
    assert 0 < len(written._latest[0].made) < written.AT_MOST, (
        "it began anew; PostgreSQL may have begun sooner"
    )


class Watched:
    """A lock that tells when somebody has come to it while somebody else holds it."""

    def __init__(self) -> None:
        self.lock, self.come, self.second = RLock(), itertools.count(1), Event()

    def __enter__(self) -> None:
        if next(self.come) == 2:
            self.second.set()
        self.lock.acquire()

    def __exit__(self, *_error: object) -> None:
        self.lock.release()


def test_what_two_wait_for_is_made_once() -> None:
    def times() -> int:
        count()
        made, lock = itertools.count(), Watched()
        written._latest[0].making["slow"] = lock

        def make() -> int:
            lock.second.wait(timeout=10)
            return next(made)

        def ask() -> None:
            written.until_written("slow", make)
            connection.close()

        threads = [Thread(target=ask) for _one in range(2)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        return next(made)

    assert undisturbed(times) == 1


def test_page_that_is_only_read_is_of_one_moment() -> None:
    written.hold(environ={"REQUEST_METHOD": "GET"})
    before = count()
    in_another_thread(write)
    assert count() == before
    written.let_go()
    assert count() == before + 1


def test_page_that_is_only_read_takes_nothing_that_is_older_than_what_is_kept() -> None:
    """Somebody else asked meanwhile: what is kept is of a later moment, and so is the rest of the page."""
    written.hold(environ={"REQUEST_METHOD": "GET"})
    before = count()
    in_another_thread(write)
    in_another_thread(count)
    assert count() == before + 1
    written.let_go()


@pytest.mark.parametrize("environ", [{"REQUEST_METHOD": "POST"}, None])
def test_whatever_may_write_sees_each_write(environ: dict[str, str] | None) -> None:
    written.hold(environ=environ)
    before = count()
    write()
    assert count() == before + 1
    written.let_go()
