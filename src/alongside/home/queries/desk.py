"""One desk for everybody: what I promised, what came of it, and what waits for me as a steward."""

import datetime as dt
from dataclasses import dataclass

from alongside.asks import queries as asks
from alongside.asks.models import Runner
from alongside.asks.queries import Alike, Question
from alongside.commitments import queries as commitments
from alongside.commitments.queries.desks import AllyDesk, StewardDesk, Waiting
from alongside.commitments.queries.stints import ListedStint
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.home.queries.carrying import on_one
from alongside.matching import queries as matching
from alongside.matching.queries import OwnStandIn
from alongside.people import queries as people
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Desk:
    ally: AllyDesk
    steward: StewardDesk
    verdicts: list[Waiting]
    questions: list[Question]
    alike: list[Alike]
    steers: list[Community]
    rests_until: dt.date | None
    own_stints: list[ListedStint]
    waiting_stints: list[ListedStint]
    on_one: list[tuple[Community, int]]
    runs: list[Runner]
    stand_ins: list[OwnStandIn]

    @property
    def is_steward(self) -> bool:
        return bool(self.steers)

    @property
    def may_be_phoned(self) -> list[Community]:
        """The groups for which the viewer may write down what somebody asks on the phone."""
        return [one for one in self.steers if not one.closed_at]

    @property
    def calls(self) -> list[OwnStandIn]:
        """Those for which the viewer was called, and somebody is missing still."""
        return [one for one in self.stand_ins if one.is_asked]

    @property
    def waits(self) -> bool:
        asked = self.calls or self.verdicts or self.questions or self.alike or self.waiting_stints
        return bool(asked or not self.steward.is_empty)


def desk(*, viewer: Person, now: dt.datetime) -> Desk:
    steers = list(communities.stewarded(viewer=viewer, now=now)) if communities.may_steer(viewer) else []
    empty = StewardDesk(offers=[], verdicts=[], ending=[])
    rest = people.rest(person=viewer, now=now)
    return Desk(
        ally=commitments.ally_desk(viewer=viewer, now=now),
        steward=commitments.steward_desk(viewer=viewer, now=now) if steers else empty,
        verdicts=[] if steers else commitments.verdicts_wanted(viewer=viewer, now=now),
        questions=asks.questions(viewer=viewer, now=now),
        alike=asks.alike_for(viewer=viewer, now=now),
        steers=steers,
        rests_until=rest.until_on if rest else None,
        own_stints=commitments.own_stints(viewer=viewer, now=now),
        waiting_stints=commitments.waiting_stints(viewer=viewer, now=now) if steers else [],
        on_one=on_one(viewer=viewer, now=now) if steers else [],
        runs=commitments.runs(viewer=viewer, now=now),
        stand_ins=matching.own_stand_ins(viewer=viewer, now=now),
    )
