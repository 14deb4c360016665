"""What is unsafe about this installation, in plain words."""

import datetime as dt
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import check_for_language

from alongside.home import copies
from alongside.home.models import Lease
from alongside.home.rules import WORKER
from alongside.notices.queries import given_up_since
from alongside.people.models import Person

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def unsafe(*, backed_up_at: dt.datetime | None, now: dt.datetime) -> Iterator[str]:
    """Everything that the operator should change, one sentence each; nothing when all is well."""
    yield from unsafe_settings()
    yield from open_files(Path(settings.ALONGSIDE_DATA_DIR))
    yield from unsafe_backups(backed_up_at, now)
    try:
        yield from unsafe_running(now)
    except DatabaseError:
        yield "The database cannot be read. Run `alongside migrate`, and check DATABASE_URL."


def unsafe_settings() -> Iterator[str]:
    if settings.ALONGSIDE_MODE != "production":
        yield f"ALONGSIDE_MODE is {settings.ALONGSIDE_MODE}. Set it to production before real people come."
    if not settings.ALONGSIDE_ORIGIN.startswith("https://"):
        yield "ALONGSIDE_ORIGIN does not begin with https://. Without TLS, everybody on the line can read along."
    if not settings.ALONGSIDE_SENDS_MAIL:
        yield "ALONGSIDE_MAIL_URL is not set. Nobody gets mail, and nobody can reset a passphrase."
    for code in settings.ALONGSIDE_ADDED_LANGUAGES:
        if not check_for_language(code):
            yield f"ALONGSIDE_LANGUAGES names {code}, which is not ready. Run `alongside compile_messages`."
    if not settings.ALONGSIDE_CONTACT:
        yield "ALONGSIDE_CONTACT is not set. People cannot see whom to ask for help."


def open_files(folder: Path) -> Iterator[str]:
    """Files that other accounts on this machine can read."""
    if not folder.is_dir():
        yield f"The data folder {folder} does not exist."
        return
    if folder.stat().st_mode & OTHERS:
        yield f"Others on this machine can open the data folder. Run `chmod 700 {folder}`."
    keys = folder / "keys.json"
    if keys.exists() and keys.stat().st_mode & OTHERS:
        yield f"Others on this machine can read the keys. Run `chmod 600 {keys}`."
    if keys.exists() and settings.ALONGSIDE_IN_PRODUCTION:
        yield "The data folder holds a keys.json. Move the keys to the settings, so that a copied disk is not enough."


def unsafe_backups(backed_up_at: dt.datetime | None, now: dt.datetime) -> Iterator[str]:
    if backed_up_at is None:
        yield "There is no backup. Run `alongside backup_server`."
    if not settings.ALONGSIDE_BACKUP_KEY:
        yield (
            "Backups are not encrypted: whoever finds one can read it. Run `alongside make_keys --backup`, and set"
            " ALONGSIDE_BACKUP_KEY."
        )
    if backed_up_at and now - backed_up_at > dt.timedelta(days=7):
        yield f"The last backup is {(now - backed_up_at).days} days old. Run `alongside backup_server`."


def unsafe_running(now: dt.datetime) -> Iterator[str]:
    if not Lease.objects.filter(name=WORKER, until__gt=now).exists():
        yield "No worker is running: offers do not end and no mail goes out. Start the server."
    if not Person.objects.filter(is_operator=True).exists():
        yield "There is no operator, so nobody can vouch for a new group. Run `alongside appoint_operator NAME`."
    for name in copies.databases_set_aside():
        yield f"The database {name} still holds whoever left since it was set aside. Drop it when you are sure."
    if count := given_up_since(since=now - dt.timedelta(days=7)):
        yield f"{count} mails could not be delivered in the last 7 days. Check ALONGSIDE_MAIL_URL."
