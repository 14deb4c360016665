import datetime as dt

import pytest

from alongside.home import actions, queries, rules
from alongside.notices.models import Mail


@pytest.fixture
def safe(settings, data_folder, cast, now):
    """An installation about which there is nothing to say."""
    data_folder.chmod(0o700)
    settings.ALONGSIDE_MODE, settings.ALONGSIDE_IN_PRODUCTION = "production", True
    settings.ALONGSIDE_ORIGIN = "https://calendar.example"
    settings.ALONGSIDE_SENDS_MAIL = True
    settings.ALONGSIDE_BACKUP_KEY = "age1"
    settings.ALONGSIDE_CONTACT = "the desk at the harbour"
    actions.take_lease(name=rules.WORKER, holder="x", now=now)
    return data_folder


def found(now, *, backed_up=dt.timedelta(days=1)):
    return list(queries.unsafe(backed_up_at=now - backed_up if backed_up else None, now=now))


def test_safe_installation_has_nothing_to_say(safe, now):
    assert found(now) == []


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("ALONGSIDE_MODE", "trial", "ALONGSIDE_MODE is trial"),
        ("ALONGSIDE_ORIGIN", "http://calendar.example", "TLS"),
        ("ALONGSIDE_SENDS_MAIL", False, "ALONGSIDE_MAIL_URL"),
        ("ALONGSIDE_CONTACT", "", "ALONGSIDE_CONTACT"),
        ("ALONGSIDE_BACKUP_KEY", "", "Backups are not encrypted"),
        ("ALONGSIDE_ADDED_LANGUAGES", ["rom"], "alongside compile_messages"),
    ],
)
def test_unsafe_setting_is_named(safe, settings, now, setting, value, words):
    setattr(settings, setting, value)

    assert [words in line for line in found(now)] == [True]


def test_open_data_folder_is_named(safe, now):
    safe.chmod(0o755)

    assert "chmod 700" in found(now)[0]


def test_open_keys_are_named(safe, now):
    (safe / "keys.json").write_text("{}")
    (safe / "keys.json").chmod(0o644)

    lines = "\n".join(found(now))
    assert "chmod 600" in lines
    assert "Move the keys" in lines


def test_old_and_missing_backups_are_named(safe, now):
    assert "8 days old" in found(now, backed_up=dt.timedelta(days=8))[0]
    assert "no backup" in found(now, backed_up=None)[0]


def test_stopped_worker_is_named(safe, now):
    assert "No worker" in found(now + dt.timedelta(minutes=2))[0]


def test_missing_operator_is_named(safe, now, cast):
    cast.olu.is_operator = False
    cast.olu.save()

    assert "appoint_operator" in found(now)[0]


def test_mail_that_failed_is_counted_without_an_address(safe, now, cast):
    Mail.objects.create(to=cast.gita, due_at=now, attempts=6, dropped_at=now)

    assert found(now) == ["1 mails could not be delivered in the last 7 days. Check ALONGSIDE_MAIL_URL."]
