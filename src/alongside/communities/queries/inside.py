"""What stewards see of the people of their group. Nobody else sees a list of people."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from alongside.communities import rules, signals
from alongside.communities.models import Community, Invitation, Membership, MembershipRequest, Standing
from alongside.communities.queries.knowing import stewarded_community
from alongside.communities.queries.trusting import Vouching, vouching
from alongside.people.models import Person

PEOPLE_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Members:
    """`members` come in pages. Of those who wait, the first stand there, and the others when these are answered."""

    community: Community
    requests: list[MembershipRequest]
    newcomers: list[Membership]
    members: Page[Membership]
    stewards: list[Membership]
    requests_later: int
    newcomers_later: int

    @property
    def is_lone(self) -> bool:
        return rules.is_lone(stewards=len(self.stewards))


@dataclass(frozen=True, slots=True)
class Informed:
    """An ally's standing, with what areas above say of them here: for information only."""

    standing: Standing
    words: list[str]
    vouching: Vouching


@dataclass(frozen=True, slots=True)
class Allies:
    """`informed` are those of the page that is `shown`."""

    community: Community
    shown: Page[Standing]
    informed: list[Informed]


def members(*, viewer: Person, id: str, now: dt.datetime, page: str | None = None) -> Members:
    """Three queries, however many people. In the order in which they came."""
    community = stewarded_community(viewer=viewer, id=id, now=now)
    all_of_them = list(community.memberships.select_related("person").order_by("joined_at", "pk"))
    requests = list(community.requests.select_related("person").order_by("at", "pk"))
    newcomers = [each for each in all_of_them if each.vouched_at is None]
    vouched = [each for each in all_of_them if each.vouched_at and not each.steward_since]
    return Members(
        community=community,
        requests=requests[:PEOPLE_A_PAGE],
        newcomers=newcomers[:PEOPLE_A_PAGE],
        members=Paginator(vouched, PEOPLE_A_PAGE).get_page(page),
        stewards=[each for each in all_of_them if each.steward_since],
        requests_later=len(requests[PEOPLE_A_PAGE:]),
        newcomers_later=len(newcomers[PEOPLE_A_PAGE:]),
    )


def allies(*, viewer: Person, id: str, now: dt.datetime, page: str | None = None) -> Allies:
    """In the order in which they came, never in the order of what they did.

    Four queries on top of the group's, and one of each area that says something of those on the page.
    """
    community = stewarded_community(viewer=viewer, id=id, now=now)
    standings = community.standings.select_related("person").order_by("given_at", "pk")
    shown = Paginator(standings, PEOPLE_A_PAGE).get_page(page)
    people = [each.person_id for each in shown]
    asked = {"sender": Community, "community": community, "people": people, "now": now}
    answers = [answer for _receiver, answer in signals.informing.send(**asked) if answer]
    given = vouching(standings=shown, community=community, now=now)
    informed = [
        Informed(
            each, [answer[each.person_id] for answer in answers if each.person_id in answer], given[each.pk]
        )
        for each in shown
    ]
    return Allies(community, shown, informed)


def invitations(*, viewer: Person, id: str, now: dt.datetime) -> tuple[Community, QuerySet[Invitation]]:
    """The group and its links that nobody used yet, newest first."""
    community = stewarded_community(viewer=viewer, id=id, now=now)
    unused = Invitation.objects.filter(community=community, used_at=None, expires_at__gt=now)
    return community, unused.order_by("-at", "pk")
