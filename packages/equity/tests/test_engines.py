"""Every engine brings the same cells, to 1e-12, and the same values for medians."""

import math
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import ibis
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from people import PAY, RATE, Columns, csv_file, everybody, frame, parquet_file, workbook

from alongside_equity.cells import Cells, Floats
from alongside_equity.engines import columns_of, listed, read, read_values
from alongside_equity.engines.arrays import cells as array_cells
from alongside_equity.engines.coded import coded
from alongside_equity.engines.held import Held
from alongside_equity.identities import Answer
from alongside_equity.middles import medians
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.values import placed

Make = Callable[[Path], Any]
MAKERS: dict[str, Make] = {
    "csv": csv_file,
    "parquet": parquet_file,
    "parquet in memory": lambda folder: Held("people.parquet", parquet_file(folder).read_bytes()),
    "xlsx": workbook,
    "pandas": lambda _: frame(),
    "polars": lambda _: pl.DataFrame({name: list(values) for name, values in everybody().items()}),
    "polars lazy": lambda _: pl.LazyFrame({name: list(values) for name, values in everybody().items()}),
    "arrow": lambda _: pa.table({name: list(values) for name, values in everybody().items()}),
    "ibis": lambda _: ibis.memtable(frame()),
}
POSTGRESQL = os.environ.get("ALONGSIDE_TEST_DATABASE", "")


def assert_equal(found: Cells, expected: Cells) -> None:
    assert found.axes == expected.axes
    assert found.codes.tolist() == expected.codes.tolist()
    for name in ("n", "known", "k"):
        assert getattr(found, name).tolist() == getattr(expected, name).tolist(), name
    for name in ("y", "ss", "top", "x", "xx", "xy"):
        one, two = getattr(found, name), getattr(expected, name)
        near = np.abs(one - two) <= 1e-12 * np.maximum(np.abs(two), np.abs(two).max(initial=1.0) * 1e-3)
        assert near.all(), name


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("question", [RATE, PAY], ids=["rate", "pay"])
def test_engine_equals_exact_sums(kind: str, question: Question, tmp_path: Path) -> None:
    assert_equal(read(MAKERS[kind](tmp_path), question), listed.cells(everybody(), question))


def middles(source: Any, question: Question) -> Floats:
    """Median and limits (3, C) of every cell."""
    cells = read(source, question)
    values = placed(cells, question.reading, read_values(source, question))
    found = medians(values, np.eye(len(cells), dtype=bool), 0.9)
    return np.stack([found.median, found.low, found.high])


def by_hand(columns: Columns, question: Question) -> Floats:
    """The same from plain lists of everybody's amounts."""
    cells, read_as = listed.cells(columns, question), question.reading.answer
    amounts = listed.values(columns, question)
    people = [1] * len(amounts.amount) if amounts.people is None else amounts.people.tolist()
    own: dict[tuple[Answer, ...], list[float]] = {}
    for row, amount in enumerate(amounts.amount.tolist()):
        key = tuple(read_as(columns[name][row]) for name in question.columns)
        own.setdefault(key, []).extend([amount] * people[row] if amount == amount else [])
    found = []
    for code in cells.codes:
        values = sorted(own.get(tuple(axis.levels[c] for axis, c in zip(cells.axes, code, strict=True)), []))
        n = len(values)
        few = [k for k in range(n // 2 + 1) if sum(math.comb(n, i) for i in range(k + 1)) <= 0.05 * 2**n]
        ends = (values[few[-1]], values[n - 1 - few[-1]]) if few else (math.nan, math.nan)
        found.append((np.median(values) if n else math.nan, *ends))
    return np.array(found).T


@pytest.mark.parametrize("kind", MAKERS)
def test_engine_gives_the_same_medians(kind: str, tmp_path: Path) -> None:
    found, expected = middles(MAKERS[kind](tmp_path), PAY), by_hand(everybody(), PAY)
    assert np.isfinite(expected).any()
    assert np.array_equal(found, expected, equal_nan=True)


def test_arrays_equal_exact_sums() -> None:
    columns = everybody()
    question = Question(by=("gender", "race", "dept"), outcome="pay", kind=Kind.PAY)
    by = {name: coded(columns[name]) for name in question.by}
    outcome = np.array([np.nan if v is None else v for v in columns["pay"]], float)
    assert_equal(array_cells(by, outcome, Kind.PAY), listed.cells(columns, question))
    yes = np.array([v in {"yes", "1"} for v in columns["hired"]])
    told = {**columns, "hired": [int(v) for v in yes]}
    rate = Question(by=question.by, outcome="hired")
    assert_equal(array_cells(by, yes, Kind.RATE), listed.cells(told, rate))


def test_arrays_beyond_a_dense_table_equal_exact_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alongside_equity.engines.coded.DENSE", 4)
    test_arrays_equal_exact_sums()


def test_arrays_in_many_parts_equal_exact_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    """Maxima are sought among the highest; nobody of "c" is among them, and one of them is unknown."""
    monkeypatch.setattr("alongside_equity.engines.coded.CHUNK", 32)
    test_arrays_equal_exact_sums()
    pay = [float(i * 37 % 401) for i in range(2000)] + [-3.0, math.nan, -7.0]
    columns: Columns = {"g": [*(["a", "b"] * 1000), "c", "c", "c"], "pay": pay}
    question = Question(by=("g",), outcome="pay", kind=Kind.PAY)
    by, outcome = {"g": coded(columns["g"])}, np.array(columns["pay"])
    found = array_cells(by, outcome, Kind.PAY)
    assert_equal(found, listed.cells(columns, question))
    assert found.top.tolist() == [400.0, 400.0, -3.0]


def test_duckdb_itself_counts_the_same(tmp_path: Path) -> None:
    """An oracle that shares no code with ours: SQL written by hand."""
    path = parquet_file(tmp_path)
    sql = f"select race, count(*), sum(pay), max(pay) from '{path}' group by race order by race"
    found = duckdb.connect().execute(sql).fetchall()
    cells = read(path, Question(by=("race",), outcome="pay", kind=Kind.PAY))
    ours = [
        (cells.axes[0].levels[code[0]].label, int(n), float(y), float(top))
        for code, n, y, top in zip(cells.codes, cells.n, cells.y, cells.top, strict=True)
    ]
    for one, two in zip(sorted(ours), sorted(found), strict=True):
        assert one[:2] == two[:2]
        assert one[2:] == pytest.approx(two[2:], rel=1e-12)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_missing_column_is_refused_by_its_name(kind: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(MAKERS[kind](tmp_path), Question(by=("gender",), outcome="height"))
    assert (refused.value.code, refused.value.facts["column"]) == ("no_column", "height")


@pytest.mark.parametrize("kind", ["csv", "parquet", "parquet in memory", "xlsx", "pandas", "ibis"])
def test_columns_are_listed_in_their_order(kind: str, tmp_path: Path) -> None:
    assert columns_of(MAKERS[kind](tmp_path)) == list(everybody())


@pytest.fixture
def in_postgresql() -> Iterator[Any]:
    server = ibis.connect(POSTGRESQL)
    server.create_table("equity_people", frame(), temp=True)
    yield server.table("equity_people")
    server.disconnect()


@pytest.mark.skipif(
    not POSTGRESQL,
    reason="no PostgreSQL: ALONGSIDE_TEST_DATABASE=postgresql://... make -C packages/equity unit",
)
@pytest.mark.parametrize("question", [RATE, PAY], ids=["rate", "pay"])
def test_postgresql_equals_exact_sums(in_postgresql: Any, question: Question) -> None:
    assert_equal(read(in_postgresql, question), listed.cells(everybody(), question))
    assert np.array_equal(middles(in_postgresql, PAY), by_hand(everybody(), PAY), equal_nan=True)


@pytest.mark.skipif(
    not POSTGRESQL,
    reason="no PostgreSQL: ALONGSIDE_TEST_DATABASE=postgresql://... make -C packages/equity unit",
)
def test_postgresql_drops_no_infinite_amount() -> None:
    server = ibis.connect(POSTGRESQL)
    endless = pd.DataFrame({"g": ["a", "b"], "pay": [1.0, math.inf]})
    server.create_table("equity_endless", endless, temp=True)
    with pytest.raises(Refused, match="is not a number"):
        read(server.table("equity_endless"), Question(("g",), "pay", kind=Kind.PAY))
    server.disconnect()


@pytest.mark.long
@pytest.mark.parametrize("question", [RATE, PAY], ids=["rate", "pay"])
def test_spark_equals_exact_sums(question: Question, tmp_path: Path) -> None:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only the long run has it

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        table = ibis.pyspark.connect(session).read_parquet(str(parquet_file(tmp_path)))
        assert_equal(read(table, question), listed.cells(everybody(), question))
        if question.amount:
            assert np.array_equal(middles(table, question), by_hand(everybody(), question), equal_nan=True)
    finally:
        session.stop()


def nested() -> pd.DataFrame:
    """What other programs write: lists of terms, whole numbers with gaps, and missing values of pandas."""
    said = [["woman", "trans"], ["man"], [], None, ["woman"]] * 8
    grade = pd.array([1, 2, None, 2, 1] * 8, dtype="Float64")
    hired = pd.array([True, False, None, True, False] * 8, dtype="boolean")
    return pd.DataFrame({"said": said, "grade": grade, "hired": hired, "pay": np.arange(40.0)})


@pytest.mark.parametrize("outcome", ["hired", "pay"])
@pytest.mark.parametrize("kind", ["parquet", "polars", "arrow", "pandas", "lists"])
def test_lists_and_missing_values_are_read(kind: str, outcome: str, tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    nested().to_parquet(path)
    read_from: dict[str, Callable[[], Any]] = {
        "parquet": lambda: path, "polars": lambda: pl.read_parquet(path),
        "arrow": lambda: pq.read_table(path), "pandas": nested,
        "lists": lambda: {name: values.tolist() for name, values in nested().items()},
    }  # fmt: skip
    question = Question(("said", "grade"), outcome, kind=Kind.RATE if outcome == "hired" else Kind.PAY)
    cells = read(read_from[kind](), question)
    assert [level.label for level in cells.axes[0].levels] == [
        "not_answered",
        "man",
        "trans + woman",
        "woman",
    ]
    assert [level.label for level in cells.axes[1].levels] == ["not_answered", "1", "2"]
    assert (int(cells.n.sum()), int(cells.known.sum())) == (40, 32 if outcome == "hired" else 40)
    if outcome == "pay":
        found = middles(read_from[kind](), question)[0]
        assert sorted(found[np.isfinite(found)].tolist()) == [17.0 + i + 0.5 for i in range(5)]


GIVEN: dict[str, Callable[[pd.DataFrame, Path], Any]] = {
    "pandas": lambda data, _: data,
    "polars": lambda data, _: pl.from_pandas(data),
    "ibis": lambda data, _: ibis.memtable(data),
    "arrays": lambda data, _: {name: data[name].to_numpy() for name in data},
    "parquet": lambda data, path: data.to_parquet(path) or path,
}


@pytest.mark.parametrize("kind", GIVEN)
def test_an_infinite_amount_is_never_dropped_in_silence(kind: str, tmp_path: Path) -> None:
    data = pd.DataFrame({"g": ["a", "b"] * 20, "pay": [1.0] * 39 + [math.inf]})
    source = GIVEN[kind](data, tmp_path / "people.parquet")
    with pytest.raises(Refused) as refused:
        read(source, Question(("g",), "pay", kind=Kind.PAY))
    assert refused.value.code in {"not_a_number", "not_finite"}


@pytest.mark.parametrize("count", [-1.0, 2.5, math.nan])
@pytest.mark.parametrize("kind", GIVEN)
def test_a_weight_that_is_no_count_is_refused(kind: str, count: float, tmp_path: Path) -> None:
    data = pd.DataFrame({"g": ["a", "b"] * 20, "y": ["1", "0"] * 20, "heads": [3.0] * 39 + [count]})
    source = GIVEN[kind](data, tmp_path / "people.parquet")
    with pytest.raises(Refused) as refused:
        read(source, Question(("g",), "y", weight="heads"))
    assert refused.value.code == "not_a_count"


def test_columns_of_one_name_or_of_two_lengths_are_refused() -> None:
    twice = frame().rename(columns={"race": "gender"})
    for source, code in ((twice, "column_twice"), ({"gender": ["a"], "hired": []}, "unequal_columns")):
        with pytest.raises(Refused) as refused:
            read(source, Question(("gender",), "hired"))
        assert refused.value.code == code
