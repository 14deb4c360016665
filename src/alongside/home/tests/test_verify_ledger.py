from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection

from alongside.commitments import actions as commitments
from alongside.commitments.models import Commitment
from alongside.core import clock
from alongside.home import cast as the_cast
from alongside.home.queries import registry
from alongside.ledger import actions as ledger
from alongside.ledger.models import Entry


@pytest.fixture
def entries(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            ledger.record(kind="home.tested", subject=f"x{number}", by=cast.amal, now=clock.now())


def test_whole_ledger_is_called_whole(entries, capsys):
    call_command("verify_ledger")

    assert "whole" in capsys.readouterr().out


def test_changed_ledger_ends_with_one_and_words(entries, capsys):
    Entry.objects.filter(number=2).update(kind="home.other")

    with pytest.raises(SystemExit) as ended:
        call_command("verify_ledger")

    assert ended.value.code == 1
    assert "Entry 2 was changed" in capsys.readouterr().err


def test_promises_of_every_area_are_asked(entries, monkeypatch, capsys):
    monkeypatch.setattr(
        "alongside.notices.queries.broken_promises", lambda: iter(["A promise."]), raising=False
    )

    with pytest.raises(SystemExit):
        call_command("verify_ledger")

    assert "A promise." in capsys.readouterr().err


def test_other_data_keys_are_noticed(entries, settings):
    settings.ALONGSIDE_DATA_KEYS = ["MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA="]

    assert list(registry.breaks_everywhere()) == ["This server's data keys do not open a stored text."]


@pytest.mark.django_db(transaction=True)
def test_ledger_is_whole_while_others_go_on_writing(now):
    """An offer is made between the moment when promises are summed up and the moment when hours are read."""
    people = the_cast.make(now)

    def offer() -> None:
        commitments.offer(shift=people.shift, by=people.bruno, now=now)
        connection.close()

    def meanwhile(execute, sql, params, many, context):
        if sql.startswith("SELECT") and "people_bookedhours" in sql and not Commitment.objects.exists():
            other_process.submit(offer).result()
        return execute(sql, params, many, context)

    with ThreadPoolExecutor(1) as other_process, connection.execute_wrapper(meanwhile):
        assert list(registry.breaks_everywhere()) == []
    assert Commitment.objects.count() == 1
    assert list(registry.breaks_everywhere()) == []
