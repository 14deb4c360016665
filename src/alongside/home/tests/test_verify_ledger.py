import pytest
from django.core.management import call_command

from alongside.core.clock import now
from alongside.home.queries import registry
from alongside.ledger import actions as ledger
from alongside.ledger.models import Entry


@pytest.fixture
def entries(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            ledger.record(kind="home.tested", subject=f"x{number}", by=cast.amal, now=now())


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

    assert "keys" in next(registry.sealed_promises())
