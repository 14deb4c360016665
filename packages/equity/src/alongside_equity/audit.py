"""The whole way, once: engine, cells, groups, decision, rows, release."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from alongside_equity import extras
from alongside_equity.counted import Counted, count
from alongside_equity.data import Data, data_of
from alongside_equity.disclosure.decide import Decision, decide
from alongside_equity.profiles import figures
from alongside_equity.release import Protection, Release
from alongside_equity.rows import Told, exact
from alongside_equity.settings import Settings

Step = Callable[[str], None]


def audit(source: Any, settings: Settings, *, step: Step = lambda _: None) -> Release:
    """Audit a file, frame, table or mapping of columns. `step` hears what is being done.

    Refused, with nothing written, when the data or the settings cannot be used.
    """
    step("reading")
    return audit_data(data_of(source, settings), step=step)


def audit_data(data: Data, *, step: Step = lambda _: None) -> Release:
    """The same from what `data_of` read."""
    counted = count(data.cells, data.settings, data.runs)
    step("deciding")
    decision = decide([counted.problem], counted.seen.order, data.settings.rules)
    step("comparing")
    return release_of(exact(counted, decision), data, step)


def release_of(told: Told, data: Data, step: Step = lambda _: None) -> Release:
    """Measures of what may be shown."""
    rows, size = told.rows()
    step("modelling")
    counted, settings = told.counted, told.counted.settings
    people = int(counted.cells.n.sum())
    unknown = people - int(counted.cells.known.sum())
    may_tell = told.is_shown(0) and (unknown == 0 or unknown >= settings.rules.threshold)
    return Release(
        version=version("alongside-equity"), settings=settings.written, settings_hash=settings.hash,
        kind=settings.question.kind.value, outcome=str(settings.question.outcome),
        people=people if may_tell else None, unknown_outcome=unknown if may_tell else None,
        rows=rows, family=size, protection=_protection(told.decision),
        model=extras.model_of(told), stratified=extras.stratified_of(told),
        decomposition=extras.decomposition_of(told), profile=figures.result_of(told, data),
        notes=_notes(counted, told.decision),
    )  # fmt: skip


def _notes(counted: Counted, decision: Decision) -> tuple[str, ...]:
    several = any(len(level.terms) > 1 for axis in counted.cells.axes for level in axis.levels)
    found = {
        "overlapping_groups": several,
        "finest_tables_dropped": decision.dropped > 0,
        "silences_kept": any(group.silence for group in counted.groups),
    }
    return tuple(name for name, holds in found.items() if holds)


def _protection(d: Decision) -> Protection:
    shown = int(d.count.sum() + d.value.sum())
    return Protection(
        method="suppression", shown=shown, withheld=d.count.size + d.value.size - shown, by_rule=d.rules_hid,
        attacked=d.attack.withheld, recovered=len(d.attack.recovered), narrowest=d.attack.narrowest,
        dropped=d.dropped,
    )  # fmt: skip
