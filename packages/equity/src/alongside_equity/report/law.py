"""The numbers that a text of law asks for: what each is, how sure, and where the text says so."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from alongside_equity.release import Release
from alongside_equity.release.law import Figure, ProfileResult, Unit
from alongside_equity.report.markup import Table, paragraph, section, table
from alongside_equity.report.voice import Voice

HEADS = ("law.number", "column.group", "column.people", "law.value", "law.range")
TAILS = ("law.flagged", "law.detail", "law.article")


def law(release: Release, voice: Voice) -> str:
    """What is over a line of that law is marked in words; nobody is said to comply."""
    profile = release.profile
    if profile is None:
        return ""
    columns = [voice.say(name) for name in (*HEADS, *TAILS)]
    rows = [_figure(figure, voice) for figure in profile.figures]
    caption = voice.say("law.caption", title=voice.name(voice.profile(f"title.{profile.id}")))
    made = Table("law-table", caption, columns, rows, 2, frozenset({2, 3}))
    said = "".join(paragraph(sentence) for sentence in _said(profile, voice))
    return section("law", voice.say("section.law"), said + table(made))


def _said(profile: ProfileResult, voice: Voice) -> list[str]:
    said = [voice.say("law.about", source=voice.name(profile.source), version=profile.version)]
    if profile.reference:
        names = voice.listed([voice.name(name) for name in profile.reference])
        said.append(voice.say("law.reference", group=names))
    return said + [voice.profile(f"note.{note}") for note in profile.notes]


def _figure(figure: Figure, voice: Voice) -> list[str]:
    write = _writer(figure.unit, voice)
    value = "–" if figure.value is None else write(figure.value)
    if figure.value is None and figure.why:
        value = voice.say(f"cell.{figure.why}")
    spread = "–"
    if figure.interval is not None and figure.value is not None:
        spread = voice.say("cell.to", low=write(figure.interval[0]), high=write(figure.interval[1]))
    labels = " · ".join(voice.band(label) for label in figure.labels)
    detail = voice.say("comma").join(_detail(name, number, voice) for name, number in figure.detail)
    flag = voice.say("law.flag") if figure.flag else ""
    told = [
        voice.profile(f"figure.{figure.key}"),
        labels,
        _people(figure.n, voice),
        value,
        spread,
        flag,
        detail,
    ]
    return [text or "–" for text in (*told, figure.article)]


def _people(n: tuple[int, ...], voice: Voice) -> str:
    people = [voice.whole(number) for number in n]
    return (
        voice.say("law.people_two", group=people[0], rest=people[1]) if len(people) > 1 else "".join(people)
    )


def _detail(name: str, number: float, voice: Voice) -> str:
    """What a reader of the law asks next: how sure, and how many people it is about."""
    if isnan(number):
        return "–"
    places = {"people_to_change": 0, "shortfall": 1, "deviations": 2}
    written = voice.decimal(number, places[name]) if name in places else voice.chance(number)
    return voice.say(f"law.details.{name}", value=written)


def _writer(unit: Unit, voice: Voice) -> Callable[[float], str]:
    """Ratios with three decimals, shares and gaps in per cent with one."""
    if unit is Unit.PERCENT:
        return lambda value: voice.percent(value / 100)
    if unit is Unit.SHARE:
        return voice.percent
    return voice.whole if unit is Unit.PEOPLE else lambda value: voice.decimal(value, 3)
