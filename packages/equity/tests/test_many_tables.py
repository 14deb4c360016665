"""Noise on all 25 tables of five identities: the largest release that is protected as one."""

import numpy as np
import pytest

from alongside_equity.audit import audit
from alongside_equity.disclosure.rules import Rules
from alongside_equity.question import Question
from alongside_equity.settings import Settings

SIZES = {"a": 2, "b": 3, "c": 4, "d": 6, "e": 8}


def uneven(people: int) -> dict[str, list[object]]:
    """Every answer half as common as the one before it, so that most crossings are small."""
    rng = np.random.default_rng(7)
    columns: dict[str, list[object]] = {}
    for name, size in SIZES.items():
        share = 0.5 ** np.arange(size)
        columns[name] = [f"{name}{i}" for i in rng.choice(size, people, p=share / share.sum())]
    return {**columns, "y": (rng.random(people) < 0.3).astype(int).tolist()}


@pytest.mark.long
def test_attacker_recovers_nothing_from_25_tables_with_noise() -> None:
    """About 40 CPU seconds, nearly all of them the attack's."""
    settings = Settings(Question(by=tuple(SIZES), outcome="y"), rules=Rules(method="cell_key"), model=False)
    release = audit(uneven(10_000), settings, secret=b"of this test alone")
    assert len(release.rows) == 1 + 1043
    assert "depth_lowered" not in release.notes
    assert release.protection.dropped == 0
    assert release.protection.attacked > 500
    assert release.protection.recovered == 0


@pytest.mark.long
def test_attacker_recovers_nothing_from_four_questions_by_three() -> None:
    """About 200 groups that overlap, and rules that alone withhold a tenth: some five CPU seconds."""
    people = {name: values for name, values in uneven(10_000).items() if name != "e"}
    release = audit(people, Settings(Question(by=("a", "b", "c", "d"), outcome="y"), model=False))
    assert max(len(row.axes) for row in release.rows) == 3
    assert release.protection.dropped == 0
    assert release.protection.withheld > release.protection.by_rule > 10
    assert release.protection.recovered == 0
