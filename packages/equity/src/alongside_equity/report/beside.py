"""What is said beside the tables of groups: strata, decomposition, the model."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from alongside_equity.release import Release
from alongside_equity.release.beside import DecompositionRow, Effect, StratifiedRow
from alongside_equity.report.markup import Table, paragraph, section, table
from alongside_equity.report.voice import Voice


def stratified(release: Release, voice: Voice) -> str:
    if not release.stratified:
        return ""
    within = voice.name(release.stratified[0].within)
    columns = [voice.say("column.group"), voice.say("stratified.crude")]
    columns += [voice.say("stratified.common", within=within), voice.say("stratified.reads")]
    alpha = release.settings["family"]["alpha"]
    rows = [_stratum(row, alpha, voice) for row in release.stratified]
    caption = voice.say("stratified.caption", outcome=voice.name(release.outcome), within=within)
    made = Table("stratified-table", caption, columns, rows, 1, frozenset({1, 2}))
    body = paragraph(voice.say("stratified.about", within=within)) + table(made)
    return section("stratified", voice.say("section.stratified", within=within), body)


def _stratum(row: StratifiedRow, alpha: float, voice: Voice) -> list[str]:
    """One ratio for all strata reads well only where the strata agree."""
    low, high = (voice.decimal(end, 2) for end in row.interval)
    reads = "less" if row.interval[1] < 1 else "more" if row.interval[0] > 1 else "same"
    reads = "varies" if row.homogeneity_p < alpha else reads
    common = voice.say("cell.share", rate=voice.decimal(row.common, 2), low=low, high=high)
    name = f"{voice.name(row.axis)}: {voice.name(row.label)}"
    return [
        name,
        voice.decimal(row.crude, 2),
        common,
        voice.say(f"stratified.{reads}", within=voice.name(row.within)),
    ]


def decomposition(release: Release, voice: Voice) -> str:
    if not release.decomposition:
        return ""
    question = release.settings["question"]
    named = voice.listed([voice.name(name) for name in (*question["within"], *question["covariates"])])
    columns = [voice.say("column.group"), voice.say("decomposition.gap")]
    columns += [voice.say("decomposition.explained", named=named), voice.say("decomposition.unexplained")]
    is_rate = release.kind in {"rate", "level"}
    rows = [_part(row, voice.points if is_rate else voice.amount, voice) for row in release.decomposition]
    unit = "decomposition.caption_points" if is_rate else "decomposition.caption"
    caption = voice.say(unit, outcome=voice.name(release.outcome))
    made = Table("decomposition-table", caption, columns, rows, 1, frozenset({1, 2, 3}))
    body = paragraph(voice.say("decomposition.about", named=named)) + table(made)
    return section("decomposition", voice.say("section.decomposition"), body)


def _part(row: DecompositionRow, write: Callable[[float], str], voice: Voice) -> list[str]:
    numbers = [write(value) for value in (row.gap, row.explained, row.unexplained)]
    return [f"{voice.name(row.axis)}: {voice.name(row.label)}", *numbers]


def model(release: Release, voice: Voice) -> str:
    """MAIHDA in words; its numbers are shrunken, and the caption says so."""
    found = release.model
    if found is None:
        return ""
    said = [voice.say("model.about"), voice.say("model.vpc", vpc=voice.percent(found.vpc))]
    pcv = "model.pcv_none" if found.pcv is None or isnan(found.pcv) else "model.pcv"
    said.append(voice.say(pcv, pcv=voice.percent(found.pcv or 0.0, 0)))
    out = [effect for effect in found.effects if effect.low > 0 or effect.high < 0]
    names = voice.listed([_combination(effect, voice) for effect in out])
    said.append(voice.say("model.stand_out", groups=names) if out else voice.say("model.none_stand_out"))
    columns = [
        voice.say("column.group"),
        voice.say("column.people"),
        voice.say("model.effect"),
        voice.say("model.range"),
    ]
    rows = [_effect(effect, voice) for effect in found.effects]
    made = Table("model-table", voice.say("model.caption"), columns, rows, 1, frozenset({1, 2, 3}))
    shown = table(made) if rows else ""
    return section("model", voice.say("section.model"), "".join(map(paragraph, said)) + shown)


def _combination(effect: Effect, voice: Voice) -> str:
    return " · ".join(voice.name(label) for label in effect.labels)


def _effect(effect: Effect, voice: Voice) -> list[str]:
    low, high = voice.amount(effect.low, 3), voice.amount(effect.high, 3)
    spread = voice.say("cell.to", low=low, high=high)
    return [_combination(effect, voice), voice.whole(effect.n), voice.amount(effect.u, 3), spread]
