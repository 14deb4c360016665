"""Two waves of data beside each other, and the tables of one that do not add up."""

from __future__ import annotations

from alongside_equity.release import Release
from alongside_equity.release.compared import GAP
from alongside_equity.release.law import Misfit
from alongside_equity.release.waves import Change
from alongside_equity.report.markup import Table, bullets, paragraph, section, table
from alongside_equity.report.said import silence_name
from alongside_equity.report.voice import Voice


def waves(release: Release, voice: Voice) -> str:
    """Each group then and now, and how its difference from everyone else has moved."""
    found = release.waves
    if found is None:
        return ""
    before = voice.say("waves.before", period=voice.name(found.first_period) or voice.say("waves.first"))
    after = voice.say("waves.after", period=voice.name(found.second_period) or voice.say("waves.second"))
    columns = [voice.say("column.group"), before, after]
    columns += [voice.say(f"waves.{name}") for name in ("gap_before", "gap_after", "change")]
    columns.append(voice.say("column.verdict"))
    is_rate = release.kind in {"rate", "level"}
    rows = [_change(change, voice, is_rate=is_rate) for change in found.changes]
    unit = "waves.caption_points" if is_rate else "waves.caption"
    caption = voice.say(unit, outcome=voice.name(release.outcome))
    made = Table("waves-table", caption, columns, rows, 1, frozenset({1, 2, 3, 4}))
    said = paragraph(_changed(release, voice)) + paragraph(voice.say("waves.about"))
    return section("waves", voice.say("section.waves"), said + table(made))


def _changed(release: Release, voice: Voice) -> str:
    """How many gaps have moved by more than chance explains; the same people in two tables count once."""
    changes = release.waves.changes if release.waves else ()
    moved = {(change.same, change.level) for change in changes if change.verdict == GAP}
    return voice.count("waves.moved", len(moved)) if moved else voice.say("waves.unmoved")


def _change(change: Change, voice: Voice, *, is_rate: bool) -> list[str]:
    def level(value: float | None) -> str:
        if value is None:
            return voice.say("cell.withheld")
        return voice.percent(value) if is_rate else voice.amount(value)

    def step(value: float | None) -> str:
        if value is None:
            return "–"
        return voice.points(value) if is_rate else voice.amount(value)

    group = " · ".join(voice.name(part) for part in (*change.labels, change.level) if part)
    if change.view == "silence":
        group = voice.say(
            "margins.of", label=voice.name(change.axes[0]), rest=silence_name(change.labels[0], voice)
        )
    moved = step(change.change)
    if change.change is not None and change.interval is not None:
        moved = voice.say(
            "cell.share", rate=moved, low=step(change.interval[0]), high=step(change.interval[1])
        )
    verdict = voice.say(f"waves.{change.verdict}") if change.verdict else voice.verdict("not_compared")
    gaps = [step(change.gap_before), step(change.gap_after)]
    return [
        group or voice.say("everyone.heading"),
        level(change.before),
        level(change.after),
        *gaps,
        moved,
        verdict,
    ]


def margins(misfits: tuple[Misfit, ...], voice: Voice) -> str:
    """Which tables should agree and do not."""
    return bullets(misfit_sentences(misfits, voice)) if misfits else ""


def misfit_sentences(misfits: tuple[Misfit, ...], voice: Voice) -> list[str]:
    return [*(_misfit(misfit, voice) for misfit in misfits), voice.say("margins.both")]


def _misfit(misfit: Misfit, voice: Voice) -> str:
    def axes(names: tuple[str, ...]) -> str:
        return voice.listed([voice.name(name) for name in names]) or voice.say("margins.total")

    facts = {"left": axes(misfit.left), "right": axes(misfit.right)}
    sums = {"left_sum": voice.whole(misfit.left_sum), "right_sum": voice.whole(misfit.right_sum)}
    said = voice.say(f"margins.{misfit.count}", **facts, **sums)
    label = " · ".join(voice.name(part) for part in misfit.labels)
    return voice.say("margins.of", label=label, rest=said) if label else said
