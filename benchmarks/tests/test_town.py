"""What the product's own predicate says of the people of a simulated town, which is no part of this repository."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from alongside.asks import rules
from benchmarks.town import __main__, notes, people, policy


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
    max_notes_per_week: int = 1


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
    deadline: int = 9


@dataclass(frozen=True)
class Town:
    trained: list[set[int]] = field(default_factory=lambda: [set()])
    members: list[set[int]] = field(default_factory=lambda: [set()])
    blocked: list[set[int]] = field(default_factory=lambda: [set()])
    communities: int = 1
    allies: list[Ally] = field(default_factory=list)


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


@dataclass
class Days:
    """As many days of the town as a note needs: one group, one ask, one ally who was let in and one stranger."""

    world: Town
    today: int = 0
    open: dict[int, Ask] = field(default_factory=lambda: {7: Ask()})
    commitments: dict[int, dict[int, int]] = field(default_factory=lambda: {7: {}})
    muted: set[int] = field(default_factory=set)

    def hours_left(self, ally: Ally) -> float:
        return ally.hours_per_28d

    def accepts(self, _ask: Ask) -> int:
        return 1

    def committed(self, ask: Ask) -> int:
        return len(self.commitments[ask.id])


class Worthy(notes.WithNotes):
    """Whose one ask is worth everybody's attention."""

    def look(self, state: Any) -> None:
        del state

    def weight(self, state: Any, ally: Any, ask: Any) -> float:
        del state, ally, ask
        return 1.0


def asked(
    days: Days, *, until: int, before: Callable[[Days], None] = lambda _days: None
) -> list[tuple[int, int]]:
    """When and whom, if each day brings another ask."""
    policy, found = Worthy(), []
    policy.reset(days.world)
    for days.today in range(until):
        days.open = {days.today: replace(Ask(), id=days.today, deadline=days.today + 9)}
        days.commitments.setdefault(days.today, {})
        before(days)
        found += [(days.today, ally) for ally, _asks in policy.notify(days)]
    return found


def town_of_two(**fields: Any) -> Town:
    return Town(trained=[{0}], allies=[Ally(id=0), Ally(id=1)], **fields)


def test_notes_go_to_whom_the_group_let_in_a_week_apart() -> None:
    assert asked(Days(town_of_two()), until=15) == [(0, 0), (7, 0), (14, 0)]


def test_whoever_does_not_answer_is_asked_half_as_often() -> None:
    assert [day for day, _ally in asked(Days(town_of_two()), until=50)] == [0, 7, 14, 21, 35, 49]


def test_whoever_wants_no_notes_gets_none() -> None:
    assert asked(Days(town_of_two()), until=15, before=lambda days: days.muted.add(0)) == []


def test_nobody_is_asked_about_what_is_taken() -> None:
    assert (
        asked(Days(town_of_two()), until=3, before=lambda days: days.commitments[days.today].update({9: 0}))
        == []
    )
