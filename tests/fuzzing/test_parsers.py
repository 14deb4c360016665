"""Whatever reads what came from outside: it answers, or refuses in its own words, and breaks in no other way."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core import fields
from alongside.home.management import envelopes
from tests.fuzzing import readers
from tests.fuzzing.odd import BYTES, headers, is_utf8, tried, words
from tests.fuzzing.readers import (
    CALENDAR,
    HEAD,
    LISTS,
    SHEET,
    book,
    book_with,
    group,
    is_refused,
    parts_of_book,
)


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
    chosen = draw(st.sampled_from(sorted(parts_of_book())))
    return book_with(chosen, draw(spoilt(parts_of_book()[chosen])))


@tried(150)
@given(st.one_of(st.binary(max_size=300), spoilt(SHEET)))
def test_no_sheet_breaks_its_reader(content: bytes) -> None:
    readers.read_file(content)


@tried(60)
@given(books())
def test_no_workbook_breaks_its_reader(content: bytes) -> None:
    readers.read_file(content)


@tried(250)
@given(spoilt(CALENDAR))
def test_no_calendar_breaks_its_reader(content: bytes) -> None:
    readers.read_file(content)


@tried(300)
@given(words)
def test_no_cell_breaks_the_reader_of_days_and_hours(cell: str) -> None:
    readers.read_cell(cell)


@st.composite
def tokens(draw: Any) -> str:
    """One that this server sealed for something else, whole or spoilt."""
    sealed = fields.seal(draw(st.sampled_from(["", "a", "ask:x", "amal 9 secret", "x" * 17])))
    return draw(st.one_of(st.just(sealed), spoilt(sealed.encode()).map(lambda one: one.decode("latin-1"))))


@pytest.mark.django_db
@tried(200)
@given(st.one_of(words.filter(is_utf8), tokens()))
def test_no_token_but_our_own_opens_anything(token: str) -> None:
    readers.open_with(token)


@tried(300)
@given(words, words)
def test_no_words_become_markup(text: str, language: str) -> None:
    readers.show(text, language)


@tried(300)
@given(words)
def test_no_name_and_no_address_breaks_what_judges_it(text: str) -> None:
    readers.judge_name(text)


@tried(100)
@given(st.text(max_size=500))
def test_no_passphrase_breaks_what_judges_it(text: str) -> None:
    readers.judge_passphrase(text)


@tried(200)
@given(st.one_of(words, st.lists(words).map(";q=,".join)))
def test_no_wanted_language_breaks_the_order_of_them(header: str) -> None:
    readers.read_languages(header)


@tried(200)
@given(headers)
def test_no_header_breaks_what_reads_it(header: str) -> None:
    readers.read_headers(header)


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
    readers.read_archive(content, tmp_path)


@tried(60)
@given(content=st.one_of(spoilt(group()), MANIFESTS))
def test_no_group_breaks_what_takes_it_in(content: bytes, tmp_path: Path) -> None:
    readers.read_group(content, tmp_path)


@tried(60)
@given(content=st.one_of(spoilt(HEAD), MANIFESTS))
def test_no_head_outside_the_database_breaks_what_reads_it(content: bytes) -> None:
    readers.read_witness(content)


@pytest.mark.parametrize("read", [envelopes.identities, envelopes.recipients])
def test_key_with_half_a_letter_is_refused(read: Callable[[str], Any]) -> None:
    assert is_refused(lambda: read("\ud800"), envelopes.KeyUnusable)


@tried(200)
@given(text=words, content=spoilt(LISTS))
def test_no_key_envelope_or_list_breaks_what_reads_it(text: str, content: bytes, tmp_path: Path) -> None:
    readers.read_keys(text)
    readers.read_envelope(content, tmp_path)
