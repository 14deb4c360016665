"""The same work by Fairlearn and by statsmodels, on as little of it as still tells."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from fairlearn.metrics import MetricFrame, count, selection_rate

from alongside_equity.engines import read
from alongside_equity.models.maihda import maihda
from alongside_equity.question import Kind, Question
from benchmarks.timing import Line, cpu, faster
from benchmarks.workplace import RATE, TABLES, all_tables, groups_in, people

FEW = (["a"], ["a", "b"], ["a", "b", "c"])
"""Three of the 25 tables, one of each depth; Fairlearn's cost on all 25 is extrapolated by cells."""


def fairlearn() -> Iterator[Line]:
    data = people(1_000_000)
    frame = pd.DataFrame({name: coded.codes for name, coded in data.by.items()})
    yes = data.yes.astype(int)

    def theirs() -> None:
        for axes in FEW:
            made = MetricFrame(
                metrics={"n": count, "rate": selection_rate}, y_true=yes, y_pred=yes,
                sensitive_features=frame[axes],
            )  # fmt: skip
            if len(made.by_group) != groups_in(axes):
                raise ValueError("Fairlearn lost a group")

    share = sum(groups_in(axes) for axes in FEW) / sum(map(groups_in, TABLES))
    ours = cpu(lambda: all_tables(read(data.columns, RATE)))
    yield faster("25 tables, 1 M rows", ours, cpu(theirs, 1) / share, "Fairlearn (3 of 25, by cells)", 1000)


def mixed_model() -> Iterator[Line]:
    """Null and additive models over 100,000 rows; ours with the aggregation."""
    data = people(100_000)
    effect = np.random.default_rng(3).normal(0, 2000, (4, 6, 8))
    c, d, e = (data.by[name].codes for name in "cde")
    pay = data.pay + 900.0 * c - 300.0 * d + effect[c, d, e]
    question = Question(by=tuple("cde"), outcome="pay", kind=Kind.PAY)

    def ours() -> None:
        maihda(read({**data.columns, "pay": pay}, question), list("cde"), is_rate=False)

    frame = pd.DataFrame({"c": c, "d": d, "e": e, "pay": pay / 1e4, "stratum": (c * 6 + d) * 8 + e})

    def theirs() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for formula in ("pay ~ 1", "pay ~ C(c) + C(d) + C(e)"):
                smf.mixedlm(formula, frame, groups="stratum").fit(method="powell")

    yield faster("both models of MAIHDA, 100,000 rows", cpu(ours), cpu(theirs, 1), "statsmodels MixedLM", 300)
