"""Asking around in the town, by the rules that the product's worker asks around by.

Every group has a round for all that it has open, and begins the next one when one is over.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from alongside.matching import rules
from benchmarks.town import people
from benchmarks.town.policy import Ranking, WithStandIns

AT_MOST = 50
"""As many as a steward may choose."""
LASTS = 7
REMEMBERED = 56
"""Days."""


@dataclass
class Round:
    begun: int
    left: int = AT_MOST


class WithNotes(Ranking):
    """The list, and one note about one ask to whom the group let in, whom it fits and who wants to be asked."""

    name = "alongside, with notes"

    def reset(self, town: Any) -> None:
        super().reset(town)
        self.rounds: dict[int, Round] = {}
        self.asked: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.answered: set[tuple[int, int]] = set()
        self.inside = [
            sorted((town.trained[one] | town.members[one]) - town.blocked[one])
            for one in range(town.communities)
        ]

    def notify(self, state: Any) -> Iterator[tuple[int, list[int]]]:
        self.look(state)
        self.answered |= {
            (ask, ally)
            for ally, notes in self.asked.items()
            for _day, ask in notes
            if promised(state, ask, ally)
        }
        groups = defaultdict(list)
        for ask in state.open.values():
            if self.wanted(state, ask).free > 0:
                groups[ask.community].append(ask)
        for group in sorted(groups, key=self.turn):
            yield from self.go_on(state, group, groups[group])

    def turn(self, group: int) -> tuple[int, int]:
        return self.rounds[group].begun if group in self.rounds else -1, group

    def go_on(self, state: Any, group: int, wanting: list[Any]) -> Iterator[tuple[int, list[int]]]:
        round = self.rounds.get(group)
        if round is None or round.left <= 0 or state.today >= round.begun + LASTS:
            round = self.rounds[group] = Round(begun=state.today)
        allies = self.pool(group)
        options = list(self.options(state, wanting, allies))
        plan = rules.greedy(options, at_most=[round.left] * len(wanting), in_all=round.left)
        round.left -= len(plan)
        for place, turn in plan:
            self.asked[allies[turn]].append((state.today, wanting[place].id))
            yield allies[turn], [wanting[place].id]

    def pool(self, group: int) -> list[int]:
        """Whoever was not asked for longest comes first."""
        return sorted(self.inside[group], key=lambda one: (self.last(one), one))[: rules.LOOKED_AT]

    def last(self, ally: int) -> int:
        return self.asked[ally][-1][0] if self.asked[ally] else -1

    def options(self, state: Any, wanting: list[Any], allies: list[int]) -> Iterator[rules.Option]:
        now = people.NOON + dt.timedelta(days=state.today)
        pressing = [self.is_pressing(state, one, now) for one in wanting]
        for turn, id in enumerate(allies):
            ally, attention = state.world.allies[id], self.attention(state, id)
            if not any(rules.may_be_asked(attention, now=now, is_pressing=one) for one in (False, True)):
                continue
            known = {ask for _day, ask in self.asked[id]}
            reader = people.now(state, ally, wanting)
            for place, ask in enumerate(wanting):
                gain = rules.gain_of_asking(self.weight(state, ally, ask))
                is_worth_it = rules.is_to_be_asked(attention, gain=gain, now=now, is_pressing=pressing[place])
                if is_worth_it and ask.id not in known and self.fits(state, ally, reader, ask):
                    yield place, turn, gain * rules.rested(attention.last_at, now)

    def is_pressing(self, state: Any, ask: Any, now: dt.datetime) -> bool:
        due_at = people.NOON + dt.timedelta(days=ask.deadline)
        return rules.is_pressing(due_at=due_at, taken=state.committed(ask), now=now)

    def attention(self, state: Any, ally: int) -> rules.Attention:
        """Whoever wants no more notes wants none a week."""
        notes = [one for one in self.asked[ally] if one[0] > state.today - REMEMBERED]
        a_week = 0 if ally in state.muted else state.world.allies[ally].max_notes_per_week
        return rules.Attention(
            a_week=a_week,
            last_at=people.NOON + dt.timedelta(days=notes[-1][0]) if notes else None,
            in_week=sum(day > state.today - LASTS for day, _ask in notes),
            unanswered=silent((ask, ally) in self.answered for _day, ask in reversed(notes)),
        )


def promised(state: Any, ask: int, ally: int) -> bool:
    return ally in state.commitments[ask]


def silent(answers: Iterable[bool]) -> int:
    """How many in a row, the last first, had no answer."""
    number = 0
    for is_answered in answers:
        if is_answered:
            break
        number += 1
    return number


class WithAll(WithNotes, WithStandIns):
    """With notes, and with one more where that is what it takes to be sure."""

    name = "alongside, with stand-ins and notes"
