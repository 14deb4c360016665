"""Tables that should add up: New York City's own sample table does not."""

import pytest
from published import DATA

from alongside_equity.engines.text import columns
from alongside_equity.margins import Entry, check_margins, entries
from alongside_equity.refused import Refused

SAMPLE = "ll144_rule_select.csv"


def test_new_york_s_sample_table_does_not_add_up() -> None:
    found = check_margins(
        entries(columns((DATA / SAMPLE).read_bytes(), SAMPLE), ["sex", "race"], "applicants", "selected")
    )
    assert [(m.left, m.right, m.labels, m.count, m.left_sum, m.right_sum) for m in found] == [
        (("race",), ("sex",), (), "n", 2584, 2571),
        (("race",), ("sex",), (), "k", 1254, 1222),
        (("race",), ("race", "sex"), ("Hispanic or Latino",), "n", 408, 395),
        (("race",), ("race", "sex"), ("Hispanic or Latino",), "k", 204, 172),
    ]


def test_tables_that_add_up_have_no_misfit() -> None:
    found = [Entry({}, 10, 4), Entry({"a": "x"}, 6, 3), Entry({"a": "y"}, 4, 1)]
    found += [Entry({"a": "x", "b": b}, n, n // 2) for b, n in (("u", 2), ("v", 4))]
    found += [Entry({"a": "y", "b": "u"}, 4, 1)]
    assert check_margins(found) == ()
    broken = check_margins([*found, Entry({"a": "y", "b": "v"}, 1, 0)])
    assert {(m.right, m.labels, m.count, m.left_sum, m.right_sum) for m in broken} == {
        (("a", "b"), (), "n", 10, 11),
        (("a", "b"), ("y",), "n", 4, 5),
    }


def test_a_count_that_is_none_names_its_line() -> None:
    with pytest.raises(Refused, match="Line 3"):
        entries({"a": ["x", "y"], "n": ["1", "2.5"]}, ["a"], "n")
