"""What is found and not known is a failure, and so is what is known and not found."""

import tomllib
from collections import Counter

from tests.architecture.source import ROOT
from tests.scans.__main__ import HERE, compared

KNOWN = [{"by": "bandit", "what": "B1", "where": "src/a.py", "times": 2, "why": "It is none."}]


def test_what_nobody_looked_at_is_open() -> None:
    assert compared(Counter({("bandit", "B1", "src/a.py"): 2}), KNOWN) == []
    assert len(compared(Counter({("bandit", "B1", "src/a.py"): 3}), KNOWN)) == 1
    assert len(compared(Counter({("bandit", "B2", "src/a.py"): 1}), KNOWN)) == 2
    anywhere = [{"by": "bandit", "what": "B1", "where": "src/*", "why": "It is none."}]
    assert compared(Counter({("bandit", "B1", "src/a.py"): 9}), anywhere) == []
    assert len(compared(Counter({("bandit", "B2", "src/a.py"): 9}), anywhere)) == 2


def test_what_is_found_no_more_is_said() -> None:
    assert len(compared(Counter({("bandit", "B1", "src/a.py"): 1}), KNOWN)) == 1


def test_each_finding_that_is_none_has_its_reason_and_its_file() -> None:
    known = tomllib.loads((HERE / "baseline.toml").read_text(encoding="utf-8"))["finding"]
    assert len(known) > 10
    for one in known:
        assert one["why"].endswith("."), one
        assert one["by"] == "wapiti" or (ROOT / one["where"]).is_file(), one
