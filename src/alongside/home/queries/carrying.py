"""Who carries what in a group: for those who run it alone, so that nothing ends with one of them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Model, Q, Sum
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Ask, Place, Shift
from alongside.commitments.models import Acceptance, Commitment, Decline, Release, Verdict
from alongside.communities import queries as communities
from alongside.communities.models import Community, Membership, Restriction, Standing
from alongside.home.rules import Duty, on_one_person
from alongside.notices.models import Message
from alongside.people.models import Person

LATELY = dt.timedelta(weeks=4)
KNOWS_HOW = dt.timedelta(days=180)
"""Whoever did something within that time can do it again, and show it to somebody."""

WORDS: dict[Duty, str | Promise] = {
    Duty.RUN: _("Running the group"),
    Duty.ANSWER: _("Answering offers"),
    Duty.JUDGE: _("Saying whether it helped"),
    Duty.WRITE: _("Writing what the group asks for"),
    Duty.LET_IN: _("Letting people in"),
    Duty.GETTING_IN: _("Answering questions about getting in"),
    Duty.KEEP_OUT: _("Keeping somebody out"),
}


@dataclass(frozen=True, slots=True)
class Acts:
    """Rows that say who did something when. `community` is the way from such a row to its group."""

    model: type[Model]
    community: str
    by: str
    at: str
    only: Q = field(default_factory=Q)


THERE = "commitment__shift__ask__community"
DONE: dict[Duty, list[Acts]] = {
    Duty.ANSWER: [
        Acts(Acceptance, THERE, "by", "at"),
        Acts(Decline, THERE, "by", "at"),
        Acts(Release, THERE, "by", "at", Q(from_asking_side=True)),
    ],
    Duty.JUDGE: [Acts(Verdict, THERE, "by", "at")],
    Duty.WRITE: [Acts(Ask, "community", "posted_by", "published_at")],
    Duty.LET_IN: [
        Acts(Membership, "community", "vouched_by", "vouched_at"),
        Acts(Standing, "community", "given_by", "given_at"),
    ],
    Duty.KEEP_OUT: [Acts(Restriction, "community", "by", "at")],
}
NO_DECISIONS = frozenset({Duty.WRITE})


@dataclass(frozen=True, slots=True)
class Load:
    """What one steward did for the group in four weeks."""

    steward: Person
    decisions: int
    messages: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Carried:
    """One duty, and who of those who run the group did it lately."""

    duty: Duty
    holders: list[Person]
    is_on_one: bool

    @property
    def words(self) -> str | Promise:
        return WORDS[self.duty]

    @property
    def is_to_run(self) -> bool:
        return self.duty is Duty.RUN

    @property
    def is_about_places(self) -> bool:
        return self.duty is Duty.GETTING_IN


@dataclass(frozen=True, slots=True)
class Carrying:
    community: Community
    loads: list[Load]
    duties: list[Carried]


@dataclass(frozen=True, slots=True)
class Handover:
    """One duty that is on one person. `others` are those who could take a turn."""

    community: Community
    carried: Carried
    others: list[Person]
    is_mine: bool


def carrying(*, viewer: Person, id: str, now: dt.datetime) -> Carrying:
    """For the stewards of that group; 404 for everybody else. They stand in the order in which they began."""
    community = communities.stewarded_community(viewer=viewer, id=id, now=now)
    stewards = list(communities.stewards(community=community, now=now))
    acts = list(done(groups=[community.pk], now=now))
    decisions, messages = Counter[str](), messages_of(community, stewards, now)
    for _group, duty, person, lately in acts:
        if duty not in NO_DECISIONS:
            decisions[person] += lately
    minutes = minutes_of(community, stewards, now)
    loads = [Load(one, decisions[one.pk], messages[one.pk], minutes[one.pk]) for one in stewards]
    return Carrying(community, loads, carried(community, stewards, acts))


def carried(
    community: Community, stewards: Collection[Person], acts: Collection[tuple[str, Duty, str, int]]
) -> list[Carried]:
    by_duty = holders({community.pk: {one.pk for one in stewards}}, acts)[community.pk]
    alone = on_one_person(by_duty)
    return [
        Carried(duty, [one for one in stewards if one.pk in by_duty[duty]], duty in alone)
        for duty in Duty
        if by_duty[duty]
    ]


def handover(*, viewer: Person, id: str, duty: int, now: dt.datetime) -> Handover:
    """Raises Http404 for a duty that is not on one person now: then there is nothing to hand over."""
    page = carrying(viewer=viewer, id=id, now=now)
    for one in page.duties:
        if one.duty == duty and one.is_on_one:
            others = [load.steward for load in page.loads if load.steward not in one.holders]
            return Handover(page.community, one, others, viewer in one.holders)
    raise Http404


def on_one(*, viewer: Person, now: dt.datetime) -> list[tuple[Community, int]]:
    """Groups that the viewer steers with duties on one person, and how many. As many reads for one as for all."""
    steered = list(communities.stewarded(viewer=viewer, now=now).filter(closed_at=None))
    if not steered:
        return []
    stewards: dict[str, set[str]] = defaultdict(set)
    running = Membership.objects.filter(community__in=steered, steward_since__isnull=False)
    for group, person in running.values_list("community", "person"):
        stewards[group].add(person)
    found = holders(stewards, list(done(groups=[one.pk for one in steered], now=now)))
    counted = [(one, len(on_one_person(found[one.pk]))) for one in steered]
    return [(one, number) for one, number in counted if number]


def holders(
    stewards: Mapping[str, Collection[str]], acts: Collection[tuple[str, Duty, str, int]]
) -> dict[str, dict[Duty, set[str]]]:
    """By group and duty. Whoever does not run the group any more holds nothing."""
    found = {group: {duty: set[str]() for duty in Duty} for group in stewards}
    for group, people in stewards.items():
        found[group][Duty.RUN] = {*people}
    for group, duty, person, _lately in acts:
        if person in stewards[group]:
            found[group][duty].add(person)
    return found


def done(*, groups: Collection[str], now: dt.datetime) -> Iterator[tuple[str, Duty, str, int]]:
    """Group, duty, who did it in half a year, and how often in the last four weeks. One read for each kind of row."""
    for duty, sorts in DONE.items():
        for acts in sorts:
            lately = Count("pk", filter=Q(**{f"{acts.at}__gt": now - LATELY}))
            within = Q(**{f"{acts.community}__in": groups, f"{acts.at}__gt": now - KNOWS_HOW})
            rows = acts.model._default_manager.filter(within, acts.only, **{f"{acts.by}__isnull": False})
            counted = rows.order_by().values_list(acts.community, acts.by).annotate(lately=lately)
            for group, person, number in counted:
                yield group, duty, person, number
    places = Place.objects.filter(community__in=groups, contact__isnull=False, archived_at=None)
    for group, person in places.values_list("community", "contact").distinct():
        yield group, Duty.GETTING_IN, person, 0


def messages_of(community: Community, stewards: Collection[Person], now: dt.datetime) -> Counter[str]:
    """How many messages each wrote for the group. A message knows its matter by a reference alone."""
    wrote = Message.objects.filter(by__in=stewards, from_asking_side=True, at__gt=now - LATELY)
    written = list(wrote.values_list("by", "about"))
    abouts = {about.removeprefix("commitment:") for _by, about in written}
    here = Commitment.objects.for_community(community).filter(pk__in=abouts)
    known = {*here.values_list("pk", flat=True)}
    return Counter(by for by, about in written if about.removeprefix("commitment:") in known)


def minutes_of(community: Community, stewards: Collection[Person], now: dt.datetime) -> Counter[str]:
    """The length of the dates that each asked for and those that each came to."""
    over = {"ends_at__gt": now - LATELY, "ends_at__lte": now}
    asked = Shift.objects.filter(
        ask__community=community, ask__posted_by__in=stewards, cancelled_at=None, **over
    )
    came = (
        Commitment.objects.for_community(community)
        .holding_a_place()
        .filter(ally__in=stewards, **{f"shift__{name}": value for name, value in over.items()})
    )
    found = Counter[str]()
    for rows in (
        asked.order_by().values_list("ask__posted_by").annotate(Sum("ask__minutes")),
        came.order_by().values_list("ally").annotate(Sum("minutes")),
    ):
        found.update(dict(rows))
    return found
