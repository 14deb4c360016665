"""Copies of the data end by the clock."""

import datetime as dt

from alongside.home import actions, copies

DAY = dt.timedelta(days=1)


def stamp(at: dt.datetime) -> str:
    return at.strftime(copies.STAMP)


def backup_of(at: dt.datetime, *, is_sealed: bool):
    copies.folder().mkdir(exist_ok=True)
    path = copies.folder() / (copies.PREFIX + stamp(at) + (copies.SEALED if is_sealed else ""))
    if is_sealed:
        path.write_text("sealed")
    else:
        path.mkdir()
        (path / copies.MANIFEST).write_text("{}")
    return path


def test_worker_deletes_old_backups_also_the_newest(data_folder, now):
    old = [backup_of(now - 31 * DAY, is_sealed=True), backup_of(now - 40 * DAY, is_sealed=False)]

    assert actions.expire_copies(now=now) == 2
    assert not any(path.exists() for path in old)


def test_backups_of_the_last_thirty_days_stay(data_folder, now):
    kept = [backup_of(now - 29 * DAY, is_sealed=sealed) for sealed in (True, False)]

    assert actions.expire_copies(now=now) == 0
    assert [path for _at, path in copies.backups(copies.folder())] == kept


def test_days_of_a_backup_are_a_setting(data_folder, now, settings):
    settings.ALONGSIDE_BACKUP_DAYS = 7
    backup_of(now - 8 * DAY, is_sealed=True)

    assert actions.expire_copies(now=now) == 1


def test_what_a_restore_set_aside_ends_too(data_folder, now):
    old = data_folder / f"alongside-before-{stamp(now - 31 * DAY)}.sqlite3"
    young = data_folder / f"alongside-before-{stamp(now - DAY)}.sqlite3"
    for file in (old, young):
        file.write_text("canary")

    assert actions.expire_copies(now=now) == 1
    assert not old.exists()
    assert young.read_text() == "canary"


def test_what_a_killed_command_left_ends_after_a_day(data_folder, now):
    left = data_folder / ".backing-up-7"
    left.mkdir()
    begun = dt.datetime.fromtimestamp(left.stat().st_mtime, dt.UTC)

    assert actions.expire_copies(now=begun + 23 * dt.timedelta(hours=1)) == 0
    assert actions.expire_copies(now=begun + 25 * dt.timedelta(hours=1)) == 1
    assert not left.exists()


def test_deleted_copy_is_overwritten_first(data_folder, now):
    """A second name for the same place on the disk shows what is left there."""
    file = data_folder / "copy"
    file.write_text("canary")
    with file.open("rb") as still_there:
        copies.wiped(file)

        assert still_there.read() == bytes(len("canary"))
    assert not file.exists()
