"""The whole way, once: engine, cells, groups, decision, rows, release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from secrets import token_bytes
from typing import Any

from alongside_equity import VERSION, extras
from alongside_equity.counted import count
from alongside_equity.data import Data, data_of
from alongside_equity.disclosure.decide import decide
from alongside_equity.profiles import figures
from alongside_equity.release import Protection, Release
from alongside_equity.rows import Told, exact, noisy
from alongside_equity.settings import Settings

Step = Callable[[str], None]


def audit(
    source: Any, settings: Settings, *, step: Step = lambda _: None, secret: bytes | None = None
) -> Release:
    """Audit a file, frame, table or mapping of columns. `step` hears what is being done.

    `secret` keys the noise of the cell-key method: the same secret gives the same noise, in every report of
    the same data. Without one the noise is new each time. Refused, with nothing written, when the data or the
    settings cannot be used.
    """
    step("reading")
    return audit_data(data_of(source, settings), step=step, secret=secret)


def audit_data(data: Data, *, step: Step = lambda _: None, secret: bytes | None = None) -> Release:
    """The same from what `data_of` read."""
    counted = count(data.cells, data.settings, data.values)
    step("deciding")
    if data.settings.rules.method == "cell_key":
        told = noisy(counted, secret or token_bytes(32))
    else:
        told = exact(counted, decide([counted.problem], counted.seen.order, data.settings.rules))
    step("comparing")
    release = release_of(told, data, step)
    unkept = data.settings.rules.method == "cell_key" and secret is None
    return replace(release, notes=(*release.notes, "secret_not_kept")) if unkept else release


def release_of(told: Told, data: Data, step: Step = lambda _: None) -> Release:
    """Measures of what may be shown."""
    rows, size = told.rows()
    step("modelling")
    counted, settings = told.counted, told.counted.settings
    asked = data.asked
    unknown = int(counted.cells.n.sum() - counted.cells.known.sum())
    may_tell = told.is_shown(0) and (unknown == 0 or unknown >= settings.rules.threshold)
    return Release(
        version=VERSION, settings=asked.written, settings_hash=asked.hash,
        kind=settings.question.kind.value, outcome=str(settings.question.outcome),
        people=int(told.n[0]) + unknown if may_tell else None, unknown_outcome=unknown if may_tell else None,
        rows=rows, family=size, protection=_protection(told),
        model=extras.model_of(told), stratified=extras.stratified_of(told),
        decomposition=extras.decomposition_of(told), profile=figures.result_of(told, data),
        notes=_notes(told),
    )  # fmt: skip


def _notes(told: Told) -> tuple[str, ...]:
    cells, groups, settings = told.counted.cells, told.counted.groups, told.counted.settings
    found = {
        "overlapping_groups": any(len(level.terms) > 1 for axis in cells.axes for level in axis.levels),
        "finest_tables_dropped": told.decision.dropped > 0,
        "depth_lowered": told.counted.seen.depth < min(settings.family.depth, len(settings.question.by)),
        "silences_kept": any(group.silence for group in groups),
        "noise_added": settings.rules.method == "cell_key",
    }
    return tuple(name for name, holds in found.items() if holds)


def _protection(told: Told) -> Protection:
    d, rules = told.decision, told.counted.settings.rules
    shown = int(d.count.sum() + d.value.sum())
    return Protection(
        method=rules.method, shown=shown, withheld=d.count.size + d.value.size - shown, by_rule=d.rules_hid,
        attacked=d.attack.withheld, recovered=len(d.attack.recovered), narrowest=d.attack.narrowest,
        dropped=d.dropped, noise=rules.noise if rules.method == "cell_key" else 0,
    )  # fmt: skip
