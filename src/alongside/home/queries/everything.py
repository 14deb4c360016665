"""Everything about one person, over all areas."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from alongside.core import reading
from alongside.core.declaring import Exported
from alongside.home.queries.registry import registered
from alongside.people.models import Person
from alongside.ui import rules as ui

Labels = Mapping[str, Exported]
SHOWN_OF_EACH = 20


def everything(*, person: Person) -> dict[str, dict[str, Any]]:
    """By area, what each keeps about the person; an area that keeps nothing is left out."""
    return {label: kept for label, about in registered("export_of") if (kept := about(person=person))}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept under one name: words in lines, or things with fields of their own, each a name and its words.

    Of many the first are shown, and `more` stand in the file alone: the page must open on a slow line.
    """

    name: str
    lines: list[str]
    things: list[list[tuple[str, str]]]
    more: int


@dataclass(frozen=True, slots=True)
class AreaKept:
    """What one area keeps: first what fits into a line, then what has fields of its own."""

    name: str
    said: list[Kept]
    listed: list[Kept]


def readable(*, person: Person) -> list[AreaKept]:
    """The same for eyes, in the reader's words."""
    labels: dict[str, Labels] = dict(registered("exported"))
    found = []
    for area, kept in everything(person=person).items():
        each = [named(labels[area], *part) for part in parts(kept)]
        found.append(
            AreaKept(
                name=str(labels[area][area].words),
                said=[one for one in each if not one.things],
                listed=[one for one in each if one.things],
            )
        )
    return found


def parts(kept: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A thing with fields of its own becomes one part a field."""
    for name, value in kept.items():
        if isinstance(value, dict):
            yield from value.items()
        else:
            yield name, value


def named(labels: Labels, name: str, value: Any) -> Kept:
    every = [one for one in (value if isinstance(value, list) else [value]) if is_said(one)]
    several = every[:SHOWN_OF_EACH]
    return Kept(
        name=str(labels[name].words),
        lines=[line(labels, name, one) for one in several if not isinstance(one, dict)],
        things=[fields(labels, one) for one in several if isinstance(one, dict)],
        more=len(every) - len(several),
    )


def is_said(value: Any) -> bool:
    return value not in (None, "", [])


def fields(labels: Labels, thing: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The fields that say something to a reader; a field without words is for programs."""
    return [
        (str(labels[key].words), line(labels, key, value))
        for key, value in thing.items()
        if labels[key].words and is_said(value)
    ]


def line(labels: Labels, name: str, value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {said}" for key, said in fields(labels, value))
    if isinstance(value, list):
        return ", ".join(line(labels, name, part) for part in value)
    say = labels[name].say
    return str(say(value)) if say else plain(value)


def plain(value: Any) -> str:
    """A value that needs no list of words, in the reader's habits."""
    locale = ui.habits(reading.locale_code(), timezone.get_current_timezone_name())
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value)
        return f"{ui.day(local, locale)}, {ui.clock(local, locale)}"
    if isinstance(value, dt.date):
        return ui.day(value, locale)
    return ui.clock(value, locale) if isinstance(value, dt.time) else str(value)
