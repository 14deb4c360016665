"""How open asks stand. What is counted here is a sum over many people, and no page shows it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count, Q, QuerySet, Sum

from alongside.asks import queries as asks
from alongside.asks import rules as fitting
from alongside.asks.models import Ask, Shift
from alongside.commitments.models import Commitment
from alongside.commitments.rules import State
from alongside.communities.models import Community, Membership, Restriction, Standing
from alongside.core.written import until_written
from alongside.matching import rules
from alongside.matching.models import Outlook
from alongside.people.models import AccessNeed, OfferedSkill, Person, SpokenLanguage

COUNTED_ANEW = dt.timedelta(days=1)
FORGOTTEN = dt.timedelta(days=3)
LATELY = dt.timedelta(weeks=12)
AT_ONCE = 20
"""Asks in one pass of the worker: a fraction of a second, in which pages wait for the same processor."""
LOOKED_AT = 300
"""People for each ask: of more, the newest stand for all."""
OF_THE_MOMENT = frozenset(
    {
        fitting.Misfit.NO_HOURS,
        fitting.Misfit.SAME_TIME,
        fitting.Misfit.ONE_FIRST,
        fitting.Misfit.WEEK_FULL,
        fitting.Misfit.COVERED,
    }
)


def outlooks() -> Mapping[str, Outlook]:
    """By the id of the ask. An ask that is new has none yet."""
    return until_written("outlooks", lambda: Outlook.objects.in_bulk())


def uncounted(*, now: dt.datetime) -> QuerySet[Ask]:
    """Open asks that nobody has counted today, with all that they say of themselves."""
    fresh = Outlook.objects.filter(counted_at__gt=now - COUNTED_ANEW)
    open_ones = Ask.objects.open(now).with_details(Shift.objects.coming(now))
    return open_ones.exclude(pk__in=fresh.values("ask"))


def reach_of_uncounted(*, now: dt.datetime) -> dict[str, float]:
    """By the id of the ask, for some of those that nobody has counted today, the oldest first."""
    found = list(uncounted(now=now).order_by("published_at", "pk")[:AT_ONCE])
    known = Community.objects.with_vouched().in_bulk({one.community_id for one in found})
    for ask in found:
        ask.community = known[ask.community_id]
    return {ask.pk: reach(ask=ask, now=now) for ask in found}


def came_lately(*, now: dt.datetime) -> tuple[int, int]:
    """Of the promises of the last weeks that were answered: who came, and who did not without a word."""
    judged = Commitment.objects.filter(shift__ends_at__gt=now - LATELY, shift__ends_at__lte=now).judged()
    outcomes = dict(judged.values_list("verdict__outcome").annotate(Count("pk")))
    broken = outcomes.pop(State.DID_NOT_COME.value, 0)
    return sum(outcomes.values()), broken


def filled_lately(*, now: dt.datetime) -> Mapping[str, float]:
    """By the id of the group: which share of its places got help. A group without a past counts as half."""
    over = Shift.objects.filter(ends_at__gt=now - LATELY, ends_at__lte=now, cancelled_at=None)
    places = dict(over.order_by().values_list("ask__community").annotate(Sum("places")))
    helped = Commitment.objects.helped().filter(shift__ends_at__gt=now - LATELY, shift__ends_at__lte=now)
    filled = dict(helped.values_list("shift__ask__community").annotate(Count("pk")))
    found: dict[str, float] = defaultdict(lambda: rules.share(filled=0, places=0))
    found.update({one: rules.share(filled=filled.get(one, 0), places=all) for one, all in places.items()})
    return found


def reach(*, ask: Ask, now: dt.datetime) -> float:
    """How well it suits everybody who may offer, added up: by the predicate of the list and of the offer."""
    wanted = next((asks.wanted(shift=one, ask=ask) for one in ask.dates if one.ends_at > now), None)
    if wanted is None:
        return 0.0
    people = who_may(ask, now)
    looked_at = list(people.order_by("-pk")[:LOOKED_AT])
    suited = sum(liking(ally, wanted) for ally in allies(looked_at))
    share = people.count() / len(looked_at) if len(looked_at) == LOOKED_AT else 1.0
    return suited * share


def who_may(ask: Ask, now: dt.datetime) -> QuerySet[Person]:
    """Members, and allies whom the group trusts as far as the ask needs; everybody, where it is open to all.

    The same as `asks.rules.may_offer` for each: without newcomers, whoever is kept out, and, where members vouch for
    allies, those for whom too few do.
    """
    group = ask.community
    kept_out = Restriction.objects.active(now).filter(community=group)
    return (
        inside_or_strangers(ask, group).exclude(pk__in=kept_out.values("person")).exclude(pk=ask.posted_by_id)
    )


def inside_or_strangers(ask: Ask, group: Community) -> QuerySet[Person]:
    needed = fitting.standing_to_see(
        open_to=ask.open_to, visibility=group.visibility, is_vouched=group.vouched
    )
    standings = Standing.objects.filter(community=group)
    if needed == 0:
        newcomers = Membership.objects.filter(community=group, vouched_at__isnull=True)
        waiting = newcomers.exclude(person__in=standings.values("person"))
        return Person.objects.exclude(pk__in=waiting.values("person"))
    members = Membership.objects.filter(community=group, vouched_at__isnull=False).values("person")
    may = Q(pk__in=members)
    if needed is not None:
        trusted = standings.filter(level__gte=needed)
        if fitting.is_sensitive(kind=ask.kind, open_to=ask.open_to):
            trusted = trusted.filter(vouched_at__isnull=False)
        may |= Q(pk__in=trusted.values("person"))
    return Person.objects.filter(may)


def allies(people: Iterable[Person]) -> list[fitting.Ally]:
    """What they said about themselves, in three reads however many they are."""
    found = list(people)
    skills, languages, needs = (
        said(model, field, found)
        for model, field in ((OfferedSkill, "skill"), (SpokenLanguage, "code"), (AccessNeed, "fact"))
    )
    return [
        fitting.Ally(
            languages=frozenset(languages[one.pk]),
            skills=frozenset(skills[one.pk]),
            needs=frozenset(needs[one.pk]),
            home=one.home,
            travel_km=one.travel_km,
        )
        for one in found
    ]


def said(
    model: type[OfferedSkill | SpokenLanguage | AccessNeed], field: str, people: list[Person]
) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for person, value in model.objects.filter(person__in=people).values_list("person", field):
        found[person].add(value)
    return found


def liking(ally: fitting.Ally, wanted: fitting.Wanted) -> float:
    if fitting.misfits(ally, wanted) - OF_THE_MOMENT:
        return 0.0
    return rules.liking(km=fitting.distance_km(ally.home, wanted.location) or 0.0)
