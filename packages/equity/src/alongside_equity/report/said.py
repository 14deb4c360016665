"""Five plain sentences: what was asked, what was found, how sure, who is too few to tell, what to do next."""

from __future__ import annotations

from math import isfinite

from alongside_equity.release import Release
from alongside_equity.release.compared import GAP, UNSURE, Comparison
from alongside_equity.release.row import Row
from alongside_equity.report.voice import Voice


def five_sentences(release: Release, voice: Voice) -> tuple[str, ...]:
    judged = [(row, row.comparison) for row in release.findings if row.comparison is not None]
    gaps = [(row, found) for row, found in judged if found.verdict == GAP]
    unsure = sum(found.verdict == UNSURE for _, found in judged)
    by = voice.listed([voice.name(name) for name in release.settings["question"]["by"]])
    return (
        voice.say(
            f"said.asked{'_twice' if release.waves else ''}", outcome=voice.name(release.outcome), by=by
        ),
        _found(release, voice, gaps) if judged else voice.say(f"said.found_{_nothing(release)}"),
        _sure(release, voice) if judged else voice.say("said.sure_nothing"),
        _few(voice, unsure, release.protection.withheld, judged=bool(judged)),
        voice.say(f"said.next_{_next(release, bool(judged), bool(gaps), unsure)}"),
    )


def group_name(row: Row, voice: Voice) -> str:
    """The group in words, its level too when one of several levels is counted."""
    if row.silence:
        return voice.listed([silence_name(label, voice) for label in row.labels])
    return " · ".join(voice.name(part) for part in (*row.labels, row.level) if part)


def silence_name(label: str, voice: Voice) -> str:
    return voice.say(f"silence.{label}")


def others(axes: tuple[str, ...], release: Release, voice: Voice) -> str:
    """Whom a group of these questions is compared with: everyone else, or the groups that were asked for."""
    asked = release.settings["reference"]
    named = [voice.name(asked[axis]) for axis in axes if axis in asked]
    return " · ".join(named) or voice.say("others")


def how(comparison: Comparison, voice: Voice, other: str) -> str:
    """`12.2 points lower than everyone else`."""
    if _is_equal(comparison, voice):
        return voice.say("how.equal", other=other)
    kind = "amount" if isfinite(comparison.gap) else "rate"
    which = "less" if comparison.difference < 0 else "more"
    return voice.say(f"how.{kind}_{which}", size=_size(comparison, voice), other=other)


def how_short(comparison: Comparison, voice: Voice, other: str) -> str:
    """`12.2 points lower`, where a heading says than whom."""
    if _is_equal(comparison, voice):
        return voice.say("how.equal", other=other)
    size = _size(comparison, voice)
    written = size if isfinite(comparison.gap) else voice.say("cell.points", size=size)
    return voice.say(f"how.{'less' if comparison.difference < 0 else 'more'}", size=written)


def _size(comparison: Comparison, voice: Voice) -> str:
    if isfinite(comparison.gap):
        return voice.percent(abs(comparison.gap) / 100)
    return voice.points(abs(comparison.difference))


def _is_equal(comparison: Comparison, voice: Voice) -> bool:
    return _size(comparison, voice) in {voice.points(0), voice.percent(0)}


def _found(release: Release, voice: Voice, gaps: list[tuple[Row, Comparison]]) -> str:
    if not gaps:
        return voice.say("said.found_none")
    asked = set(release.settings["question"]["by"])
    of_people = [gap for gap in gaps if asked & set(gap[0].axes)] or gaps
    row, widest = max(of_people, key=lambda gap: (round(abs(gap[1].difference), 9), gap[1].difference < 0))
    judged = voice.whole(release.family)
    facts = {
        "judged": judged,
        "group": group_name(row, voice),
        "how": how(widest, voice, others(row.axes, release, voice)),
    }
    return voice.count("said.found_gaps", len(gaps), **facts)


def _sure(release: Release, voice: Voice) -> str:
    family = release.settings["family"]
    return voice.say(f"said.sure_{family['method']}", alpha=voice.percent(family["alpha"], 0))


def _nothing(release: Release) -> str:
    """Why nothing was compared: there were too few people, or what would compare them is withheld."""
    return "withheld" if release.family else "nothing"


def _few(voice: Voice, unsure: int, withheld: int, *, judged: bool) -> str:
    which = "both" if unsure and withheld else "unsure" if unsure else "withheld" if withheld else "none"
    which = which if judged else "nothing_withheld" if withheld else "nothing"
    comparisons, numbers = voice.count("comparisons", unsure), voice.count("numbers", withheld)
    return voice.say(f"said.few_{which}", comparisons=comparisons, numbers=numbers)


def _next(release: Release, judged: bool, gaps: bool, unsure: int) -> str:
    if not judged:
        return "unsure" if release.family else "nothing"
    return "gap" if gaps else "unsure" if unsure else "clear"
