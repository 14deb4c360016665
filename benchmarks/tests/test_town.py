"""What the product's own predicate says of the people of a simulated town, which is no part of this repository."""

from dataclasses import dataclass, field, replace

import pytest

from alongside.asks import rules
from benchmarks.town import __main__, people, policy


@dataclass(frozen=True)
class Ally:
    id: int = 1
    x: float = 0.0
    y: float = 0.0
    radius_km: float = 10.0
    skills: frozenset[int] = frozenset({2})
    languages: frozenset[int] = frozenset({0})
    access_needs: frozenset[int] = frozenset()
    declines: frozenset[int] = frozenset()
    hours_per_28d: int = 4


@dataclass(frozen=True)
class Ask:
    id: int = 7
    community: int = 0
    kind: int = 3
    hours: float = 2.0
    x: float = 6.0
    y: float = 6.0
    remote: bool = False
    skill_required: int = -1
    language: int = 0
    access_provided: frozenset[int] = frozenset()
    boundary: str = "open"


@dataclass(frozen=True)
class Town:
    trained: list[set[int]] = field(default_factory=lambda: [set()])
    members: list[set[int]] = field(default_factory=lambda: [set()])
    blocked: list[set[int]] = field(default_factory=lambda: [set()])


@pytest.mark.parametrize(
    ("town", "ally", "ask", "suits"),
    [
        (Town(), Ally(), Ask(), True),
        (Town(blocked=[{1}]), Ally(), Ask(), False),
        (Town(), Ally(), Ask(boundary="trained"), False),
        (Town(trained=[{1}]), Ally(), Ask(boundary="trained"), True),
        (Town(trained=[{1}]), Ally(), Ask(boundary="own"), False),
        (Town(members=[{1}]), Ally(), Ask(boundary="own"), True),
        (Town(), Ally(), Ask(skill_required=5), False),
        (Town(), Ally(), Ask(skill_required=2), True),
        (Town(), Ally(), Ask(language=4), False),
        (Town(), Ally(access_needs=frozenset({1})), Ask(), False),
        (Town(), Ally(declines=frozenset({3})), Ask(), False),
        (Town(), Ally(), Ask(x=8.0, y=8.0), False),
        (Town(), Ally(), Ask(x=80.0, y=8.0, remote=True), True),
    ],
)
def test_what_suits_somebody_in_the_town(town: Town, ally: Ally, ask: Ask, suits: bool) -> None:
    assert people.suits(town, ally, ask) is suits


@dataclass
class State:
    left: float = 4.0
    places: int = 1
    commitments: dict[int, dict[int, int]] = field(default_factory=lambda: {7: {}})

    def hours_left(self, _ally: Ally) -> float:
        return self.left

    def accepts(self, _ask: Ask) -> int:
        return self.places

    def committed(self, ask: Ask) -> int:
        return len(self.commitments[ask.id])


def has_room(state: State, ally: Ally, ask: Ask) -> bool:
    ranking = policy.Ranking()
    ranking.reset(None)
    return not rules.misfits(people.now(state, ally, [ask]), ranking.wanted(state, ask))


def test_hours_places_and_own_promises_leave_no_room() -> None:
    assert has_room(State(), Ally(), Ask())
    assert has_room(State(left=2.0), Ally(), Ask())
    assert not has_room(State(left=1.5), Ally(), Ask())
    assert not has_room(State(commitments={7: {9: 0}}), Ally(), Ask())
    assert not has_room(State(places=2, commitments={7: {1: 0}}), Ally(), Ask())
    assert has_room(State(), Ally(), replace(Ask(), hours=4.0))


def test_seeds_are_a_number_or_a_stretch() -> None:
    assert __main__.seeds("3-5") == [3, 4, 5]
    assert __main__.seeds("9") == [9]
