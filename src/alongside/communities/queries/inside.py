"""What stewards see of the people of their group. Nobody else sees a list of people."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from alongside.communities import rules, signals
from alongside.communities.models import Community, Invitation, Membership, MembershipRequest, Standing
from alongside.communities.queries.knowing import stewarded_community
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Members:
    community: Community
    requests: list[MembershipRequest]
    newcomers: list[Membership]
    members: list[Membership]
    stewards: list[Membership]

    @property
    def is_lone(self) -> bool:
        return rules.is_lone(stewards=len(self.stewards))


@dataclass(frozen=True, slots=True)
class Informed:
    """An ally's standing, with what areas above say of them here: for information only."""

    standing: Standing
    words: list[str]


@dataclass(frozen=True, slots=True)
class Allies:
    community: Community
    allies: list[Informed]


def members(*, viewer: Person, id: str, now: dt.datetime) -> Members:
    """Three queries, however many people. In the order in which they came."""
    community = stewarded_community(viewer=viewer, id=id, now=now)
    all_of_them = list(community.memberships.select_related("person").order_by("joined_at", "pk"))
    return Members(
        community=community,
        requests=list(community.requests.select_related("person").order_by("at", "pk")),
        newcomers=[each for each in all_of_them if each.vouched_at is None],
        members=[each for each in all_of_them if each.vouched_at and not each.steward_since],
        stewards=[each for each in all_of_them if each.steward_since],
    )


def allies(*, viewer: Person, id: str, now: dt.datetime) -> Allies:
    """In the order in which they came, never in the order of what they did."""
    community = stewarded_community(viewer=viewer, id=id, now=now)
    standings = community.standings.select_related("person").order_by("given_at", "pk")
    answers = [
        answer
        for _receiver, answer in signals.informing.send(sender=Community, community=community, now=now)
        if answer
    ]
    return Allies(
        community,
        [
            Informed(each, [answer[each.person_id] for answer in answers if each.person_id in answer])
            for each in standings
        ],
    )


def invitations(*, viewer: Person, id: str, now: dt.datetime) -> tuple[Community, QuerySet[Invitation]]:
    """The group and its links that nobody used yet, newest first."""
    community = stewarded_community(viewer=viewer, id=id, now=now)
    unused = Invitation.objects.filter(community=community, used_at=None, expires_at__gt=now)
    return community, unused.order_by("-at", "pk")
