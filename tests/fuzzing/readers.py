"""Each function that reads what came from outside, with what must hold of it whatever it reads.

Two seek what breaks them: Hypothesis in `test_parsers.py`, and what covers the most code in `coverage.py`.
"""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import trans_real

from alongside.asks.rules import sheets
from alongside.asks.rules.sheets import Habits, SheetBroken
from alongside.asks.rules.sheets.dates import read_days
from alongside.asks.rules.sheets.times import read_hours
from alongside.communities.forms import LinksField
from alongside.communities.rules import is_safe_address
from alongside.core import fields, fresh, readable, reading, unchanged
from alongside.home import leavers
from alongside.home.management import arrivals, backups, envelopes
from alongside.home.management.exports import CannotImport
from alongside.home.management.exports.reading import checked
from alongside.home.queries import departing
from alongside.ledger import witness
from alongside.notices import queries as notices
from alongside.notices.queries.addresses import mail_of_token
from alongside.people import passphrases
from alongside.people.rules import tidied_name
from alongside.ui.templatetags.ui import words as in_words
from alongside.ui.templatetags.ui import words_inline
from tests.fuzzing.odd import CANARY, SCRIPT, is_escaped

NOW = dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC)
SHEET = b"What,When,How many,Place\nCarry tables,14/03/2026 10-12,3,Hall\nServe,21 & 28 March,,\n"
LISTS = b"12 2026-03-04T10:00:00+00:00\n2026-03-04 abcdef\n"
HEAD = b'{"count": 3, "hash": "ab", "signature": "YWI="}\n'
CALENDAR = b"""BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:Harbour
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:a
SUMMARY:Carry tables
DTSTART;TZID=Harbour:20260314T100000
DURATION:PT2H
RRULE:FREQ=WEEKLY;BYDAY=SA;UNTIL=20260601T000000Z
EXDATE;VALUE=DATE:20260321
END:VEVENT
END:VCALENDAR
""".replace(b"\n", b"\r\n")


@cache
def book() -> bytes:
    made, kept = openpyxl.Workbook(), io.BytesIO()
    for row in (
        ["What", "When"],
        ["Carry", dt.date(2026, 3, 14)],
        ["Serve", dt.time(18)],
        ["=1/0", 1e300],
    ):
        made.active.append(row)
    made.save(kept)
    return kept.getvalue()


@cache
def parts_of_book() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book())) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def book_with(name: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced, in an archive that is whole."""
    return zipped({**parts_of_book(), name: content})


def zipped(files: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return kept.getvalue()


@cache
def group() -> bytes:
    """A group of no version of Alongside, in an archive that is whole."""
    said = {"format": departing.FORMAT, "made_at": NOW.isoformat(), "rows": {}, "files": {}}
    return zipped({departing.MANIFEST: json.dumps(said).encode(), departing.SCHEMA: b"{}"})


def is_refused(act: Callable[[], object], *reasons: type[Exception]) -> bool:
    try:
        act()
    except reasons:
        return True
    return False


def read_file(content: bytes) -> None:
    """As `actions.bring_sheet` and the pages after it read a file, what is kept between them included."""
    try:
        table = (
            sheets.read_calendar(content, now=NOW) if sheets.is_calendar(content) else sheets.read(content)
        )
    except SheetBroken:
        return
    guessed = sheets.guess(table)
    kept = sheets.load(sheets.dump(table))
    assert kept == table
    kept_sealed = fields.unseal(fields.seal(sheets.dump(table)))
    assert sheets.load(kept_sealed) == table
    for day_first in (None, True, False):
        sheets.read_lines(kept, Habits(guessed, day_first, NOW.date(), frozenset()))


def read_cell(cell: str) -> None:
    for day_first in (None, True, False):
        read_days(cell, day_first=day_first, today=NOW.date())
    read_hours(cell)


def open_with(token: str) -> None:
    is_refused(lambda: fields.unseal(token), fields.SealBroken)
    assert is_refused(lambda: fresh.unwrapped(token, maker="amal", now=NOW), Http404)
    assert is_refused(lambda: notices.person_of_token(token), Http404)
    assert is_refused(lambda: mail_of_token(token=token), Http404)
    assert not notices.is_from_mail(path="/", key=token)


def show(text: str, language: str) -> None:
    for written in (f"{text}{SCRIPT}", SCRIPT + text):
        for shown in (in_words(written, language), words_inline(written, written)):
            assert CANARY in shown
            assert is_escaped(shown)


def judge_name(text: str) -> None:
    tidied_name(text[:1000])
    assert not is_safe_address(text) or text.strip().startswith(("http://", "https://"))
    is_refused(lambda: LinksField().clean(text), ValidationError)


def judge_passphrase(text: str) -> None:
    for rule in (passphrases.LongEnough(), passphrases.NotWellKnown(), passphrases.NotAboutThisPlace()):
        is_refused(lambda rule=rule: rule.validate(text), ValidationError)


def read_languages(header: str) -> None:
    codes = [code for code, _weight in trans_real.parse_accept_lang_header(header)]
    assert reading.order_of([*codes, header])[-1] == "en"


def read_headers(header: str) -> None:
    request = HttpRequest()
    request.META.update(HTTP_IF_NONE_MATCH=header)
    readable.keep_content_type(request, {"CONTENT_TYPE": header})
    readable.is_in_utf8(request)
    readable.is_text(header)
    assert not unchanged.has(request, {"ETag": "not sent"}) or "not sent" in header


def read_archive(content: bytes, folder: Path) -> None:
    for name in ("manifest.json", "schema.json"):
        (folder / name).write_bytes(content)
    assert is_refused(lambda: checked(folder), CannotImport)
    is_refused(lambda: backups.read(folder), backups.BackupBroken)


def read_group(content: bytes, folder: Path) -> None:
    """A group that left another server: what came as its archive, then the same as what stands in one."""
    file = folder / "group.zip"
    for whole in (content, zipped({departing.MANIFEST: content, departing.SCHEMA: content})):
        file.write_bytes(whole)
        assert is_refused(lambda: arrivals.checked(arrivals.unpacked(file)), arrivals.CannotArrive)


def read_keys(text: str) -> None:
    assert is_refused(lambda: envelopes.identities(text), envelopes.KeyUnusable)
    is_refused(lambda: envelopes.recipients(text), envelopes.KeyUnusable)


@cache
def own_keys() -> list[Any]:
    return [envelopes.new_identity()]


def read_envelope(content: bytes, folder: Path) -> None:
    file = folder / "list"
    file.write_bytes(content)
    is_refused(lambda: leavers.read(file), leavers.ListBroken)
    assert is_refused(lambda: envelopes.open_into(file, folder, own_keys()), envelopes.KeyUnusable)


def read_witness(content: bytes) -> None:
    witness.path().write_bytes(content)
    is_refused(witness.read, witness.WitnessBroken)
    witness.count_in(content)
