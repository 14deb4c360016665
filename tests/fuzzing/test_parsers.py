"""Whatever reads what came from outside: it answers, or refuses in its own words, and breaks in no other way."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import trans_real
from hypothesis import given
from hypothesis import strategies as st

from alongside.asks.rules import sheets
from alongside.asks.rules.sheets import Habits, SheetBroken
from alongside.asks.rules.sheets.dates import read_days
from alongside.asks.rules.sheets.times import read_hours
from alongside.communities.rules import is_safe_address
from alongside.core import fields, fresh, reading
from alongside.home import leavers
from alongside.home.management import backups, envelopes
from alongside.home.management.exports import CannotImport
from alongside.home.management.exports.reading import checked
from alongside.notices import queries as notices
from alongside.notices.queries.addresses import mail_of_token
from alongside.people import passphrases
from alongside.people.rules import tidied_name
from alongside.ui.templatetags.ui import words as in_words
from alongside.ui.templatetags.ui import words_inline
from tests.fuzzing.odd import BYTES, CANARY, SCRIPT, is_escaped, is_utf8, tried, words

NOW = dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC)
SHEET = b"What,When,How many,Place\nCarry tables,14/03/2026 10-12,3,Hall\nServe,21 & 28 March,,\n"
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


@st.composite
def spoilt(draw: Any, whole: bytes) -> bytes:
    """Something that was whole, with a few pieces of it taken out, put elsewhere, or replaced by what is odd."""
    content = whole
    for _time in range(draw(st.integers(1, 4))):
        first, last = sorted(draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
        last = min(last, first + draw(st.sampled_from([0, 1, 8, 200])))
        odd = draw(
            st.one_of(
                words.map(lambda one: one.encode(errors="surrogatepass")),
                st.sampled_from(BYTES),
                st.binary(max_size=9),
            )
        )
        content = (
            content[:first]
            + draw(st.sampled_from([odd, b"", content[first:last] * 2, content[:40]]))
            + content[last:]
        )
    return content


@st.composite
def books(draw: Any) -> bytes:
    """A workbook, one of whose parts is spoilt while the archive around it is whole; or the archive itself."""
    if draw(st.booleans()):
        return draw(spoilt(book()))
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as whole, zipfile.ZipFile(kept, "w") as made:
        chosen = draw(st.sampled_from(whole.namelist()))
        for name in whole.namelist():
            content = whole.read(name)
            made.writestr(name, draw(spoilt(content)) if name == chosen else content)
    return kept.getvalue()


def read(content: bytes) -> None:
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


@tried(150)
@given(st.one_of(st.binary(max_size=300), spoilt(SHEET)))
def test_no_sheet_breaks_its_reader(content: bytes) -> None:
    read(content)


@tried(60)
@given(books())
def test_no_workbook_breaks_its_reader(content: bytes) -> None:
    read(content)


@tried(250)
@given(spoilt(CALENDAR))
def test_no_calendar_breaks_its_reader(content: bytes) -> None:
    read(content)


@tried(300)
@given(words)
def test_no_cell_breaks_the_reader_of_days_and_hours(cell: str) -> None:
    for day_first in (None, True, False):
        read_days(cell, day_first=day_first, today=NOW.date())
    read_hours(cell)


def is_refused(act: Callable[[], object], *reasons: type[Exception]) -> bool:
    try:
        act()
    except reasons:
        return True
    return False


@st.composite
def tokens(draw: Any) -> str:
    """One that this server sealed for something else, whole or spoilt."""
    sealed = fields.seal(draw(st.sampled_from(["", "a", "ask:x", "amal 9 secret", "x" * 17])))
    return draw(st.one_of(st.just(sealed), spoilt(sealed.encode()).map(lambda one: one.decode("latin-1"))))


@pytest.mark.django_db
@tried(200)
@given(st.one_of(words.filter(is_utf8), tokens()))
def test_no_token_but_our_own_opens_anything(token: str) -> None:
    is_refused(lambda: fields.unseal(token), fields.SealBroken)
    assert is_refused(lambda: fresh.unwrapped(token, maker="amal", now=NOW), Http404)
    assert is_refused(lambda: notices.person_of_token(token), Http404)
    assert is_refused(lambda: mail_of_token(token=token), Http404)
    assert not notices.is_from_mail(path="/", key=token)


@tried(300)
@given(words, words)
def test_no_words_become_markup(text: str, language: str) -> None:
    for written in (f"{text}{SCRIPT}", SCRIPT + text):
        for shown in (in_words(written, language), words_inline(written, written)):
            assert CANARY in shown
            assert is_escaped(shown)


@tried(300)
@given(words)
def test_no_name_and_no_address_breaks_what_judges_it(text: str) -> None:
    tidied_name(text[:1000])
    assert not is_safe_address(text) or text.strip().startswith(("http://", "https://"))


@tried(100)
@given(st.text(max_size=500))
def test_no_passphrase_breaks_what_judges_it(text: str) -> None:
    for rule in (passphrases.LongEnough(), passphrases.NotWellKnown(), passphrases.NotAboutThisPlace()):
        is_refused(lambda rule=rule: rule.validate(text), ValidationError)


@tried(200)
@given(st.one_of(words, st.lists(words).map(";q=,".join)))
def test_no_wanted_language_breaks_the_order_of_them(header: str) -> None:
    codes = [code for code, _weight in trans_real.parse_accept_lang_header(header)]
    assert reading.order_of([*codes, header])[-1] == "en"


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), words),
    lambda one: st.one_of(st.lists(one), st.dictionaries(words, one)),
)
NAMES = ["files", "made_at", "format", "migrations", "rows", "ledger_head", "engine", "mode", "versions"]


def as_json(said: Any) -> bytes:
    return json.dumps(said).encode()


MANIFESTS = st.one_of(
    JSON.map(as_json),
    st.dictionaries(st.sampled_from(NAMES), JSON, min_size=3).map(as_json),
    st.fixed_dictionaries(
        {name: JSON for name in NAMES if name not in {"format", "rows", "ledger_head"}}
    ).map(as_json),
    st.sampled_from([b"", b"\xff", b"[" * 100_000, b"9" * 5_000]),
)


@tried(60)
@given(content=MANIFESTS)
def test_no_archive_breaks_what_reads_it(content: bytes, tmp_path: Path) -> None:
    for name in ("manifest.json", "schema.json"):
        (tmp_path / name).write_bytes(content)
    assert is_refused(lambda: checked(tmp_path), CannotImport)
    is_refused(lambda: backups.read(tmp_path), backups.BackupBroken)


@pytest.mark.parametrize("read", [envelopes.identities, envelopes.recipients])
def test_key_with_half_a_letter_is_refused(read: Callable[[str], Any]) -> None:
    assert is_refused(lambda: read("\ud800"), envelopes.KeyUnusable)


@tried(200)
@given(text=words, content=spoilt(b"12 2026-03-04T10:00:00+00:00\n2026-03-04 abcdef\n"))
def test_no_key_envelope_or_list_breaks_what_reads_it(text: str, content: bytes, tmp_path: Path) -> None:
    assert is_refused(lambda: envelopes.identities(text), envelopes.KeyUnusable)
    is_refused(lambda: envelopes.recipients(text), envelopes.KeyUnusable)
    file = tmp_path / "list"
    file.write_bytes(content)
    is_refused(lambda: leavers.read(file), leavers.ListBroken)
    keys = [envelopes.new_identity()]
    assert is_refused(lambda: envelopes.open_into(file, tmp_path, keys), envelopes.KeyUnusable)
