"""One reading of a source: cells, the settings that fit them, and the values that no cell can hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from alongside_equity import engines, profiles
from alongside_equity.cells import Cells
from alongside_equity.engines.coded import Amounts
from alongside_equity.engines.grouped import rate_cells
from alongside_equity.middles import medians
from alongside_equity.profiles import Profile
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.settings import Settings, with_question
from alongside_equity.values import Values, placed

TOLD = 12
"""So many answers are named when one was looked for in vain."""


@dataclass(frozen=True, eq=False)
class Data:
    """Cells read from a source, the settings that fit them, and the values for medians of an amount.

    `asked` are the settings as they were given: a score may be read as a rate, a level as a column.

    `paid` holds, for each role of a profile about pay, amounts by sex and category. `was_score` says that the
    rate is the share above the median score.
    """

    cells: Cells
    settings: Settings
    asked: Settings
    values: Values | None = None
    profile: Profile | None = None
    paid: dict[str, Amounts] = field(default_factory=dict)
    was_score: bool = False


def data_of(source: Any, settings: Settings) -> Data:
    """Read a source. A level is read as one more column that people are grouped by.

    Refused for what an engine refuses, when the profile is not about this kind of outcome, and when a group
    that others are set beside is nobody's answer.
    """
    source, question = engines.opened(source), settings.question
    if question.outcome is None:
        raise Refused("no_outcome")
    profile = profiles.read(settings.profile) if settings.profile else None
    if profile is not None:
        _fits(profile, settings)
    if question.kind is Kind.LEVEL:
        wider = with_question(settings, within=(*question.within, question.outcome))
        cells = _referred(engines.read(source, replace(wider.question, outcome=None)), settings)
        return Data(cells, wider, settings, None, profile)
    cells = _referred(engines.read(source, question), settings)
    if not question.kind.is_amount:
        return Data(cells, settings, settings, None, profile)
    values = placed(cells, question.reading, engines.read_values(source, question))
    if profile is not None and profile.kind == "selection":
        rate = _above_median(cells, values)
        return Data(rate, with_question(settings, kind=Kind.RATE), settings, None, profile, was_score=True)
    paid = _paid(source, settings, profile) if profile else {}
    return Data(cells, settings, settings, values, profile, paid)


def _referred(cells: Cells, settings: Settings) -> Cells:
    """The same cells. Refused when a reference is on no axis or nobody's answer, alone or grouped."""
    for name, label in settings.reference.items():
        if name not in settings.question.by:
            raise Refused("no_column", column=name, found=", ".join(settings.question.by))
        axis = cells.axes[cells.axis(name)]
        grouped = settings.rollup.get(name, {})
        terms = {term for level in axis.levels for term in (level.label, *level.terms)}
        _among(label, name, terms | {grouped.get(term, term) for term in terms})
    return cells


def _among(label: str, column: str, found: Iterable[str]) -> None:
    there = sorted(set(found))
    if label not in there:
        raise Refused("nobodys_answer", answer=label, column=column, found=", ".join(there[:TOLD]))


def _fits(profile: Profile, settings: Settings) -> None:
    kind, roles = settings.question.kind, settings.roles
    allowed = {Kind.PAY} if profile.kind == "pay" else {Kind.RATE, Kind.SCORE}
    if kind not in allowed:
        raise Refused("profile_kind", name=profile.id, expected=", ".join(sorted(allowed)), kind=kind)
    for role in profile.roles:
        if role not in roles:
            raise Refused("no_role", name=profile.id, role=role)


def _above_median(cells: Cells, values: Values) -> Cells:
    """Scores as a rate: who lies above the median of everybody (6 RCNY 5-301 (c))."""
    everybody = np.ones((1, len(cells)), bool)
    k = values.above(float(medians(values, everybody, 0.95).median[0]))
    return rate_cells(cells.axes, cells.codes, cells.n, cells.known, k)


def _paid(source: Any, settings: Settings, profile: Profile) -> dict[str, Amounts]:
    roles = settings.roles
    within = (roles["category"],) if "category" in roles else ()
    amounts = {"pay": settings.question.outcome} | {
        role: roles[role] for role in ("basic", "variable") if role in profile.optional and role in roles
    }
    asked = Question((roles["sex"],), kind=Kind.PAY, within=within, weight=settings.question.weight)
    found = {
        role: engines.read_values(source, replace(asked, outcome=column)) for role, column in amounts.items()
    }
    sexes = [settings.question.reading.answer(label).label for label in found["pay"].by[0].labels]
    for role in ("women", "men"):
        _among(roles[role], roles["sex"], sexes)
    return found
