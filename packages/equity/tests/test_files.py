"""Files as people have them: broken ones named with their line, odd ones read, and the same from a list."""

import math
import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_engines import middles

from alongside_equity.engines import columns_of, read
from alongside_equity.engines.text import columns
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused

BROKEN = {
    "ragged": (b"g,y\nw,1\nm\nw,0\n", "ragged_line", 3),
    "too long": (b"g,y\nw,1\nm,0,5\n", "ragged_line", 3),
    "open quote": (b'g,y\nw,1\n"m,0\nw,0\n', "broken_line", 3),
    "nul": (b"g,y\nw,1\nm\x00,0\n", "broken_line", 3),
    "not utf-8": ("g,y\nw,1\né,0\n".encode("latin1"), "not_utf8", 3),
    "a word": (b"g,y\nw,1\nm,\nm,maybe\n", "outcome_word", 4),
    "old line ends": (b"g,y\rw,1\rm,0\r", "old_lines", None),
    "open quote in the header": (b'g,"y\nw,1\nm,0\n', "broken_line", 1),
    "a header without an end": (b"g" * 300_000 + b",y\nw,1\n", "broken_line", 1),
    "header twice": (b"g,g,y\nw,w,1\n", "column_twice", None),
    "header twice but for capitals": (b"g,G,y\nw,w,1\n", "column_twice", None),
    "header alone": (b"g,y\n", "no_rows", None),
    "blank lines": (b"\n\n\n", "empty_file", None),
    "nothing": (b"", "empty_file", None),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_is_refused_with_its_line(fault: str, tmp_path: Path) -> None:
    content, code, line = BROKEN[fault]
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read(path, Question(by=("g",), outcome="y"))
    assert refused.value.code == code
    assert refused.value.facts.get("line") == line


@pytest.mark.parametrize("count", ["-1", "2.5", "", " "])
def test_a_weight_that_is_no_count_names_its_line(count: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"g,y,n\nw,1,5\nm,0,{count}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read(path, Question(by=("g",), outcome="y", weight="n"))
    assert (refused.value.code, refused.value.facts["line"]) == ("not_a_count", 3)


def test_a_file_from_a_spreadsheet_is_read(tmp_path: Path) -> None:
    """Semicolons, a byte order mark, Windows line ends, blank lines, quotes."""
    path = tmp_path / "people.csv"
    path.write_bytes(b'\xef\xbb\xbf\r\ng ; y\r\n"a; b";yes\r\n\r\nc;no\r\n')
    cells = read(path, Question(by=("g",), outcome="y"))
    assert [level.terms for level in cells.axes[0].levels] == [("a", "b"), ("c",)]
    assert cells.n.tolist() == [1, 1]


def test_a_name_may_go_over_two_lines(tmp_path: Path) -> None:
    """As where somebody broke a heading in a spreadsheet."""
    path = tmp_path / "people.csv"
    path.write_bytes(b'"gender\r\n(own words)",y\r\nw,1\r\nm,0\r\n')
    assert columns_of(path) == ["gender (own words)", "y"]
    assert read(path, Question(by=("gender (own words)",), outcome="y")).n.tolist() == [1, 1]


def test_empty_rows_below_a_table_are_nobody(tmp_path: Path) -> None:
    """Spreadsheets leave them. An empty row between others is a person who answered nothing."""
    path = tmp_path / "people.csv"
    question = Question(("g",), "y")
    for ending in ("", ";;\r\n", '"";"";\r\n', ";;\r\n \t;; \r\n\r\n;;", "\r\n;;\r\n"):
        content = f'g;y;z\r\na;1;2\r\n;;\r\nb;0;"1;\r\n;;"\r\n{ending}'
        path.write_text(content, encoding="utf-8", newline="")
        for source in (path, columns(content.encode(), path.name)):
            cells = read(source, question)
            assert [level.label for level in cells.axes[0].levels] == ["not_answered", "a", "b"]
            assert cells.n.tolist() == [1, 1, 1]
            assert middles(source, Question(("g",), "y", kind=Kind.PAY))[0].tolist()[1:] == [1.0, 0.0]
    path.write_text('g;y\na;1\n";";\n', encoding="utf-8")
    assert read(path, question).n.tolist() == [1, 1], "a semicolon is an answer"


@pytest.mark.parametrize("name", ["people[1]", "pe*ple", "peop?e", "o'ne"])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_name_of_a_file_is_no_pattern(name: str, ending: str, tmp_path: Path) -> None:
    """Beside a file that the pattern would mean."""
    for at, size in ((tmp_path / name, 3), (tmp_path / re.sub(r"\W", "", name.replace("[1]", "1")), 5)):
        data = pd.DataFrame({"g": ["a"] * size, "y": [1] * size})
        path = at.with_name(f"{at.name}.{ending}")
        data.to_csv(path, index=False) if ending == "csv" else data.to_parquet(path)
    for other in ("peXple", "peopXe"):
        shutil.copy(path, tmp_path / f"{other}.{ending}")
    assert read(tmp_path / f"{name}.{ending}", Question(("g",), "y")).n.tolist() == [3]


def test_a_column_may_have_any_name(tmp_path: Path) -> None:
    """Also those that the database has for its own."""
    for name in ("rowid", "?0", "?key", "?rows", 'a "b" c', "select"):
        path = tmp_path / "people.csv"
        pd.DataFrame({name: ["a", "b"] * 20, "y": np.arange(40)}).to_csv(path, index=False)
        question = Question((name,), "y", kind=Kind.PAY)
        assert middles(path, question)[0].tolist() == [19.0, 20.0]


ODD = ["nan", "NaN", "inf", "1e400", "1,5", "1 000", "0x10", "\u0661\u0662", "\uff11", "5%", "-", "n/a"]
NUMBERS = {
    "+5": 5.0,
    ".5": 0.5,
    "5.": 5.0,
    "1e3": 1000.0,
    " 12 ": 12.0,
    "5\u00a0": 5.0,
    "-0": 0.0,
    "": math.nan,
}


@pytest.mark.parametrize("word", [*ODD, *NUMBERS])
def test_text_is_a_number_from_a_file_and_from_a_list_alike(word: str, tmp_path: Path) -> None:
    """Or the page, which reads lists, would make another report than the command line."""
    path = tmp_path / "people.csv"
    path.write_text(f'g,y\na,7\na,"{word}"\n', encoding="utf-8")
    question = Question(("g",), "y", kind=Kind.PAY)
    for source in (path, {"g": ["a", "a"], "y": ["7", word]}):
        if word in NUMBERS:
            assert read(source, question).y.tolist() == [7 + np.nan_to_num(NUMBERS[word])]
        else:
            with pytest.raises(Refused) as refused:
                read(source, question)
            assert (refused.value.code, refused.value.facts["line"]) == ("not_a_number", 3)


def test_a_broken_parquet_file_or_workbook_is_refused(tmp_path: Path) -> None:
    for name in ("people.parquet", "people.xlsx"):
        path = tmp_path / name
        path.write_bytes(b"not what it says")
        with pytest.raises(Refused) as refused:
            read(path, Question(by=("g",), outcome="y"))
        assert refused.value.code == "broken_file"


FIELDS = [
    "a",
    " a b",
    "",
    "é",
    '"a,b"',
    '"a""b"',
    '"a\nb"',
    '"a\r\nb"',
    '"";x',
    "a;b",
    "\t",
    '""',
    'a"b',
    '"',
    "\\",
    "NULL",
]
LINES = st.lists(
    st.tuples(st.sampled_from(FIELDS), st.sampled_from(["1", "0", "", '"1"', " 0"])), min_size=1, max_size=4
)


@settings(max_examples=120, deadline=None)
@given(
    people=LINES,
    separator=st.sampled_from(",;"),
    end=st.sampled_from(["\n", "\r\n"]),
    ends=st.sampled_from([0, 1, 2]),
)
def test_a_file_is_read_as_the_same_text_in_memory(
    people: list[tuple[str, str]],
    separator: str,
    end: str,
    ends: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """By two readers that share no code: the same people, or the same refusal on the same line."""
    content = end.join(separator.join(fields) for fields in [("g", "y"), *people]) + end * ends
    path = tmp_path_factory.mktemp("text") / "people.csv"
    path.write_text(content, encoding="utf-8", newline="")

    def told(in_memory: bool) -> object:
        try:
            cells = read(columns(content.encode(), path.name) if in_memory else path, Question(("g",), "y"))
        except Refused as refused:
            return refused.code, refused.facts.get("line")
        return cells.axes, cells.codes.tolist(), cells.n.tolist(), cells.known.tolist(), cells.k.tolist()

    assert told(in_memory=False) == told(in_memory=True)
