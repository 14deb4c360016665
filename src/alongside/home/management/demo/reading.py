"""The town in words, as `data/` has it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class AskWords:
    """One thing that a group asks for, once or again. `on` holds, for each ask, its days counted from today.

    `state` is what becomes of the last of them; `offers` are (name, fate, day) of people whose story is fixed.
    `repeats` lets the one date of the last repeat: how often, and how many times; `left_out` is a day without it.
    `said` has its words in other languages, by their codes.
    """

    kind: str
    what: str
    on: tuple[tuple[int, ...], ...]
    why: str = ""
    good: str = ""
    place: str = ""
    at: str = "18:00"
    minutes: int = 120
    places: int = 1
    role: str = ""
    flexible: bool = False
    open_to: str = ""
    acceptance: str = ""
    needed: tuple[str, ...] = ()
    welcome: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    on_behalf: bool = False
    by: str = "steward"
    state: str = "open"
    offers: tuple[tuple[str, str, int], ...] = ()
    repeats: tuple[str, int] | None = None
    left_out: int | None = None
    said: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlaceWords:
    key: str
    name: str
    area: str
    exact: str
    at: tuple[float, float]
    opens: int = 48
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupWords:
    """`founded` is days ago; `vouched_by` is "operator", the names of two groups, or nothing yet."""

    name: str
    language: str
    visibility: str
    area: str
    purpose: str
    boundary: str
    founded: int
    vouched_by: str | tuple[str, ...]
    stewards: tuple[str, ...]
    more_members: int
    more_allies: int
    places: tuple[PlaceWords, ...]
    asks: tuple[AskWords, ...]
    members: tuple[str, ...] = ()
    newcomers: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    late_hours: int = 24
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Readers:
    """People whose pages are in one language, with what else they speak."""

    language: str
    speaks: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TownWords:
    name: str
    time_zone: str
    areas: tuple[tuple[str, float, float], ...]
    groups: tuple[GroupWords, ...]
    readers: tuple[Readers, ...]
    notes: dict[str, tuple[str, ...]]
    questions: dict[str, tuple[str, ...]]
    answers: dict[str, tuple[str, ...]]


def town() -> TownWords:
    read = toml("town")
    read["groups"] = tuple(group(toml(name)) for name in read["groups"])
    return TownWords(**read, readers=tuple(Readers(**one) for one in toml("people")["readers"]))


def group(read: dict[str, Any]) -> GroupWords:
    read["places"] = tuple(PlaceWords(**one) for one in read["places"])
    read["asks"] = tuple(AskWords(**one) for one in read["asks"])
    read["links"] = tuple((one["purpose"], one["title"], one["url"]) for one in read.get("links", ()))
    return GroupWords(**{**read, "boundary": read["boundary"].strip()})


def toml(name: str) -> dict[str, Any]:
    read = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return dict(frozen(read))


def frozen(read: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Lists as tuples, all the way down, so that nothing of the words can change."""
    for key, value in read.items():
        yield key, still(value)


def still(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(still(one) for one in value)
    return dict(frozen(value)) if isinstance(value, dict) else value
