"""What the lab asks of a ranking, answered by the functions that serve the page "What fits me now"."""

from collections import defaultdict
from typing import Any

from alongside.asks import rules as asks
from alongside.matching import rules
from benchmarks.town import people


class Ranking:
    name = "alongside"

    def reset(self, town: Any) -> None:
        self.wants: dict[tuple[int, int], asks.Wanted] = {}
        self.suits: dict[tuple[int, int], bool] = {}
        self.liked: dict[tuple[int, int], float] = {}
        self.worths: dict[tuple[int, int], float] = {}
        self.priorities: dict[int, int] = {}
        self.day, self.comes = -1, 0.0

    def rank(self, ally: Any, open_asks: list[Any], state: Any) -> list[Any]:
        self.look(state)
        reader = people.now(state, ally, open_asks)
        fitting = [ask for ask in open_asks if self.fits(state, ally, reader, ask)]
        return sorted(fitting, key=lambda ask: self.place(state, ally, ask))

    def look(self, state: Any) -> None:
        """What the product's worker counts once a day."""
        if self.day == state.today:
            return
        self.day = state.today
        self.worths.clear()
        made, done = sum(state.made.values()), sum(state.done.values())
        self.comes = rules.chance_of_coming(kept=done, broken=made - done)
        groups = defaultdict(list)
        for ask in state.open.values():
            groups[ask.community].append(ask)
        for group in groups.values():
            order = rules.thirds([one.priority for one in group])
            self.priorities.update({one.id: third for one, third in zip(group, order, strict=True)})

    def fits(self, state: Any, ally: Any, reader: asks.Ally, ask: Any) -> bool:
        pair = ally.id, ask.id
        if pair not in self.suits:
            self.suits[pair] = people.suits(state.world, ally, ask)
        return self.suits[pair] and not asks.misfits(reader, self.wanted(state, ask))

    def wanted(self, state: Any, ask: Any) -> asks.Wanted:
        known = ask.id, state.accepts(ask) - state.committed(ask)
        if known not in self.wants:
            self.wants[known] = people.wanted(ask, free=known[1])
        return self.wants[known]

    def place(self, state: Any, ally: Any, ask: Any) -> tuple[object, ...]:
        return rules.place(weight=self.weight(state, ally, ask), due=ask.deadline, id=ask.id)

    def weight(self, state: Any, ally: Any, ask: Any) -> float:
        known = ask.id, len(state.commit_days[ask.id])
        if known not in self.worths:
            self.worths[known] = rules.likely(self.appeal(state, ask)) * self.worth(state, ask)
        return rules.likely(self.liking(state, ally, ask)) * self.worths[known]

    def worth(self, state: Any, ask: Any) -> float:
        weeks = (ask.deadline - state.today) / 7
        expected = rules.yeses(reach=self.reach(state, ask), weeks=weeks)
        need = rules.Need(
            places=ask.places,
            coming=[self.comes] * state.committed(ask),
            later=rules.later(
                expected=expected, appeal=self.appeal(state, ask), is_begun=state.committed(ask) > 0
            ),
            priority=self.priorities[ask.id],
            filled=state.community_fill(ask.community),
        )
        return rules.worth(need)

    def appeal(self, state: Any, ask: Any) -> float:
        weeks = (state.today - ask.created) / 7
        expected = rules.yeses(reach=self.reach(state, ask), weeks=weeks)
        return rules.appeal(promised=len(state.commit_days[ask.id]), expected=expected)

    def reach(self, state: Any, ask: Any) -> float:
        return float(state.pool(ask)[1])

    def liking(self, state: Any, ally: Any, ask: Any) -> float:
        pair = ally.id, ask.id
        if pair not in self.liked:
            self.liked[pair] = rules.liking(
                km=state.distance_km(ally, ask),
                interest=ally.interests[ask.cause],
                lacks_welcome_skill=ask.skill_preferred >= 0 and ask.skill_preferred not in ally.skills,
            )
        return self.liked[pair]


class WithStandIns(Ranking):
    """The same, where every community agrees that an ask takes one more when that is what it takes to be sure."""

    name = "alongside, with stand-ins"

    def limit(self, ask: Any, state: Any) -> int:
        return rules.taken_at_most(places=ask.places, coming=[self.comes] * state.committed(ask))
