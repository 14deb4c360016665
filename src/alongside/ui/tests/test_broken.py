"""What went wrong inside is told to the journal, in the words of the program, and to nobody else."""

import logging

import pytest
from django.test import Client

from alongside.config.logs import Plain

pytestmark = [pytest.mark.urls("alongside.ui.tests.places"), pytest.mark.django_db]


def record(name: str, words: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    trace = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, __file__, 1, words, args, trace)


class TestBroken:
    def test_page_says_nothing_of_what_broke(self) -> None:
        answer = Client(raise_request_exception=False).get("/broken/")
        page = answer.content.decode()
        assert answer.status_code == 500
        for inside in ("Harbour Kitchen", "ZeroDivisionError", "Traceback", ".py", "alongside.", "Django"):
            assert inside not in page

    def test_fault_is_in_the_journal(self, caplog: pytest.LogCaptureFixture) -> None:
        Client(raise_request_exception=False).get("/broken/")
        (kept,) = [one for one in caplog.records if one.exc_info]
        line = Plain().format(kept)
        assert "ZeroDivisionError in broken" in line
        assert "Harbour Kitchen" not in line


class TestLine:
    def test_leaves_out_words_and_addresses(self) -> None:
        try:
            raise ValueError("Amal lives at 203.0.113.9")
        except ValueError as error:
            line = Plain().format(
                record("django.request", "Internal Server Error: %s", "/asks/abc/", error=error)
            )
        assert "ValueError in test_leaves_out_words_and_addresses" in line
        assert not any(said in line for said in ("Amal", "203.0.113.9", "/asks/abc/"))

    def test_begins_with_the_moment_in_utc_and_the_part_of_the_program(self) -> None:
        made = record("alongside.home.jobs", "A job failed.")
        made.created = 0
        assert Plain().format(made) == "1970-01-01T00:00:00+00:00 ERROR alongside.home.jobs A job failed."

    def test_is_one_line(self) -> None:
        forged = record("alongside.home.jobs", "A job failed: %s", "x\r\n1970-01-01 ERROR forged")
        assert len(Plain().format(forged).splitlines()) == 1
