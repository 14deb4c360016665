"""Everything about one person, over all areas."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext

from alongside.core.declaring import Exported
from alongside.home.queries.registry import registered
from alongside.people.models import Person
from alongside.ui import rules as ui

Labels = Mapping[str, Exported]


def everything(*, person: Person) -> dict[str, dict[str, Any]]:
    """By area, what each keeps about the person; an area that keeps nothing is left out."""
    return {label: kept for label, about in registered("export_of") if (kept := about(person=person))}


def readable(*, person: Person) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """The same for eyes, in the reader's words: by area, each thing's name and its lines."""
    labels: dict[str, Labels] = dict(registered("exported"))
    return [
        (str(labels[area][area].words), [entry(labels[area], *part) for part in parts(kept)])
        for area, kept in everything(person=person).items()
    ]


def parts(kept: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A thing with fields of its own becomes one part a field."""
    for name, value in kept.items():
        if isinstance(value, dict):
            yield from value.items()
        else:
            yield name, value


def entry(labels: Labels, name: str, value: Any) -> tuple[str, list[str]]:
    several = value if isinstance(value, list) else [value]
    return str(labels[name].words), [line(labels, name, one) for one in several if is_said(one)]


def is_said(value: Any) -> bool:
    return value not in (None, "", [])


def line(labels: Labels, name: str, value: Any) -> str:
    if isinstance(value, dict):
        said = [(key, part) for key, part in value.items() if labels[key].words and is_said(part)]
        return "; ".join(f"{labels[key].words}: {line(labels, key, part)}" for key, part in said)
    if isinstance(value, list):
        return ", ".join(line(labels, name, part) for part in value)
    say = labels[name].say
    return str(say(value)) if say else plain(value)


def plain(value: Any) -> str:
    """A value that needs no list of words, in the reader's habits."""
    locale = ui.habits(get_language() or "en", timezone.get_current_timezone_name())
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value)
        return f"{ui.day(local, locale)}, {ui.clock(local, locale)}"
    if isinstance(value, dt.date):
        return ui.day(value, locale)
    return ui.clock(value, locale) if isinstance(value, dt.time) else str(value)
