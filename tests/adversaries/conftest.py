"""The world in which the adversaries move, and the switch that makes a build weak."""

import datetime as dt
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

import pytest

from alongside.home.cast import Cast
from tests.world import World, build

Guards = Iterable[tuple[str, Any]]


@pytest.fixture
def world(cast: Cast, now: dt.datetime) -> World:
    return build(cast, now)


@pytest.fixture
def weaken(monkeypatch: pytest.MonkeyPatch) -> Callable[[Guards], None]:
    """Puts something weaker in the place of each named guard, for this test alone.

    A colon stands after a module that its package hides behind a function of the same name.
    """

    def weak(guards: Guards) -> None:
        for guard, weaker in guards:
            module, _, name = guard.partition(":")
            if name:
                monkeypatch.setattr(import_module(module), name, weaker)
            else:
                monkeypatch.setattr(guard, weaker)

    return weak
