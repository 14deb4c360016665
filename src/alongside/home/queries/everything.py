"""Everything about one person, over all areas."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from alongside.home.queries.registry import registered
from alongside.people.models import Person


def everything(*, person: Person) -> dict[str, dict[str, Any]]:
    """By area, what each keeps about the person; an area that keeps nothing is left out."""
    return {label: kept for label, about in registered("export_of") if (kept := about(person=person))}


def readable(*, person: Person) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """The same for eyes: by area, each thing's name and its lines."""
    return [
        (area, [(named(name), lines(value)) for name, value in parts(kept)])
        for area, kept in everything(person=person).items()
    ]


def parts(kept: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A thing with fields of its own becomes one part a field."""
    for name, value in kept.items():
        if isinstance(value, dict):
            yield from value.items()
        else:
            yield name, value


def named(name: str) -> str:
    return name.replace("_", " ")


def lines(value: Any) -> list[str]:
    if isinstance(value, list):
        return [line(one) for one in value]
    return [] if value in (None, "") else [line(value)]


def line(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(
            f"{named(name)}: {line(part)}" for name, part in value.items() if part not in (None, "")
        )
    if isinstance(value, list):
        return ", ".join(line(part) for part in value)
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes")
    return str(value)
