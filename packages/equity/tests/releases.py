"""Releases to make reports from: small, whole, and of every kind."""

from __future__ import annotations

from functools import cache

import numpy as np
from published import DATA

from alongside_equity.audit import audit
from alongside_equity.compare import compare
from alongside_equity.disclosure.rules import Rules
from alongside_equity.question import Kind, Question
from alongside_equity.release import Release
from alongside_equity.settings import Settings

GENDERS = ["women", "men", "non-binary", "prefer not to say", ""]
ORIGINS = ["Black", "white", "Asian", "Roma", "Black;Asian"]


def workplace(seed: int = 5, people: int = 900) -> dict[str, list[object]]:
    """A made-up workplace in which only Black women are promoted less."""
    rng = np.random.default_rng(seed)
    gender = rng.choice(GENDERS, people, p=[0.45, 0.44, 0.05, 0.04, 0.02])
    origin = rng.choice(ORIGINS, people, p=[0.2, 0.6, 0.12, 0.03, 0.05])
    chance = np.where((gender == "women") & (origin == "Black"), 0.1, 0.4)
    promoted = (rng.random(people) < chance).astype(int)
    pay = np.round(rng.normal(3000, 400, people) - 300 * (gender == "women"), 0)
    grade = rng.choice(["junior", "senior"], people)
    columns = {"gender": gender, "origin": origin, "promoted": promoted, "pay": pay, "grade": grade}
    return {name: list(values.tolist()) for name, values in columns.items()}


@cache
def promotion() -> Release:
    return audit(workplace(), Settings(Question(by=("gender", "origin"), outcome="promoted")))


@cache
def pay() -> Release:
    question = Question(by=("gender",), within=("grade",), outcome="pay", kind=Kind.PAY)
    return audit(workplace(), Settings(question))


@cache
def levels() -> Release:
    return audit(workplace(), Settings(Question(by=("gender",), outcome="grade", kind=Kind.LEVEL)))


@cache
def berkeley() -> Release:
    question = Question(by=("Gender",), within=("Dept",), outcome="Admit", weight="Freq")
    return audit(DATA / "ucb_admissions_1973.csv", Settings(question))


@cache
def nobody_to_compare() -> Release:
    columns = {"g": ["a"] * 30 + ["b"] * 4, "y": [0, 1] * 17}
    return audit(columns, Settings(Question(by=("g",), outcome="y")))


@cache
def law_of_pay() -> Release:
    question = Question(by=("gender",), within=("grade",), outcome="pay", kind=Kind.PAY)
    roles = {"sex": "gender", "women": "women", "men": "men", "category": "grade"}
    return audit(workplace(), Settings(question, profile="eu-2023-970", roles=roles))


@cache
def parts_of_pay() -> Release:
    """Quarters, a bonus, and a category that is no table of the report."""
    columns = workplace(people=700)
    bonus = np.round(np.random.default_rng(1).normal(50, 20, 700))
    columns["bonus"] = [float(each) if each > 40 else 0.0 for each in bonus]
    question = Question(by=("origin",), outcome="pay", kind=Kind.PAY)
    return audit(columns, Settings(question, roles={"variable": "bonus", "category": "grade"}))


@cache
def law_of_choosing() -> Release:
    settings = Settings(Question(by=("gender", "origin"), outcome="promoted"), profile="us-four-fifths")
    return audit(workplace(), settings)


@cache
def with_noise() -> Release:
    question = Question(by=("gender",), outcome="promoted")
    return audit(workplace(), Settings(question, rules=Rules(method="cell_key")), secret=b"for a test")


@cache
def waves() -> Release:
    question = Question(by=("gender",), outcome="promoted")
    later = workplace()
    first = {name: values[:500] for name, values in later.items()}
    return compare(first, later, Settings(question))


@cache
def with_reference() -> Release:
    """Compared with men, and with origins grouped as somebody decided."""
    settings = Settings(
        Question(by=("gender", "origin"), outcome="promoted"), reference={"gender": "men"},
        rollup={"origin": {"Black": "Black or Roma", "Roma": "Black or Roma"}}, decided_by="the network",
    )  # fmt: skip
    return audit(workplace(), settings)


WHOLE = (promotion, pay, levels, berkeley, nobody_to_compare)
EVERY = (*WHOLE, law_of_pay, parts_of_pay, law_of_choosing, with_noise, waves, with_reference)
