"""Profiles of law: what a text asks to be computed, as data files with version and source.

A profile says what was computed and where the text asks for it. None says that anybody complies.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from alongside_equity.refused import Refused

LISTS = ("roles", "optional", "notes", "checked")


@dataclass(frozen=True, slots=True)
class Profile:
    """One text of law.

    kind: "selection" for rates of being chosen, "pay" for amounts. `roles` must be named in the settings,
    `optional` may be. `notes` are said in every report; `checked` tells what of the text was read, where and
    when. `numbers` are the text's thresholds; `articles` maps each figure to its place.
    """

    id: str
    version: str
    title: str
    source: str
    url: str
    kind: str
    roles: tuple[str, ...]
    optional: tuple[str, ...]
    notes: tuple[str, ...]
    checked: tuple[str, ...]
    numbers: Mapping[str, float]
    articles: Mapping[str, str]

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys of everything the profile can compute."""
        return tuple(self.articles)


@cache
def known() -> tuple[str, ...]:
    """The ids of all profiles, sorted."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def read(name: str) -> Profile:
    """The profile with this id. Refused when there is none."""
    if name not in known():
        raise Refused("no_profile", name=name, known=", ".join(known()))
    tree = tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return Profile(**tree | {key: tuple(tree[key]) for key in LISTS})
