"""Groups are founded, vouched for, joined and trusted."""

import datetime as dt
from functools import partial

from alongside.asks import actions as asks
from alongside.asks.models import Place
from alongside.communities import actions, rules
from alongside.communities.actions.founding import Details, GivenLink
from alongside.communities.models import MembershipRequest, Standing, Visibility
from alongside.core.locations import Location
from alongside.home.cast import NAMES
from alongside.home.management.demo.reading import GroupWords, PlaceWords
from alongside.home.management.demo.town import Group, Town
from alongside.people.models import Person

KNOWN, TRUSTED = Standing.Level.KNOWN, Standing.Level.TRUSTED


def found_all(town: Town) -> None:
    for words in town.words.groups:
        town.timeline.plan(
            town.some_time(-words.founded),
            partial(found, town, words),
        )


def found(town: Town, words: GroupWords, now: dt.datetime) -> None:
    founder = town.people[words.stewards[0]]
    details = Details(
        name=words.name,
        purpose=words.purpose,
        boundary=words.boundary,
        language=words.language,
        time_zone=town.words.time_zone,
        area=words.area,
        visibility=words.visibility,
        late_hours=words.late_hours,
        links=tuple(GivenLink(*link) for link in words.links),
    )
    group = Group(words, actions.found(by=founder, details=details, now=now), [founder], [founder])
    town.groups[words.name] = group
    for place in words.places:
        group.places[place.key] = save_place(group, place, now)
    people_come(town, group)
    town.timeline.plan(now + town.hours(20, 60), partial(be_vouched_for, town, group))
    if words.paused:
        town.timeline.plan(town.some_time(-2), partial(pause, group))


def pause(group: Group, now: dt.datetime) -> None:
    actions.pause(community=group.community, by=group.stewards[0], now=now)


def save_place(group: Group, words: PlaceWords, now: dt.datetime) -> Place:
    return asks.save_place(
        community=group.community,
        by=group.stewards[0],
        now=now,
        name=words.name,
        area=words.area,
        exact=words.exact,
        opens_hours_before=words.opens,
        point=Location(*words.at),
        is_contact=group.words.visibility == "public",
        facts=dict.fromkeys(words.yes, "yes") | dict.fromkeys(words.no, "no"),
    )


def be_vouched_for(town: Town, group: Group, now: dt.datetime) -> None:
    """By the operator, by two established groups through one-time links, or by nobody yet."""
    vouched_by = group.words.vouched_by
    if vouched_by == "operator":
        actions.vouch_as_operator(community=group.community, by=town.people[NAMES["olu"]], now=now)
        return
    for name in vouched_by:
        voucher = town.groups[name]
        secret = actions.make_vouch_link(community=group.community, by=group.stewards[0], now=now)
        actions.vouch(secret=secret, voucher=voucher.community, by=voucher.stewards[-1], now=now)


def people_come(town: Town, group: Group) -> None:
    """Plans who belongs, who steers too, who helps, and how far each ally is trusted after a while."""
    words = group.words
    for day, name in enumerate(words.stewards[1:], -words.founded + 1):
        town.timeline.plan(
            town.some_time(day),
            partial(invite_steward, town, group, name),
        )
    first, last = -words.founded + 4, max(-words.founded + 5, -60)
    for name in (*words.members, *strangers(town, group, words.more_members)):
        town.timeline.plan(
            town.some_time(town.dice.randint(first, last)),
            partial(join, town, group, name),
        )
    for name in words.newcomers:
        town.timeline.plan(
            town.some_time(-4),
            partial(join, town, group, name, vouches=False),
        )
    for name in (*words.known, *strangers(town, group, words.more_allies, any_language=True)):
        level = KNOWN if name in words.known else town.one_of((1, 1, KNOWN, KNOWN, TRUSTED))
        town.timeline.plan(
            town.some_time(town.dice.randint(first, last)),
            partial(help_out, town, group, name, level),
        )


def strangers(town: Town, group: Group, how_many: int, *, any_language: bool = False) -> list[str]:
    """People outside the cast who have nothing to do with this group, and mostly read its language."""
    taken = {*NAMES.values(), *(name for words in town.words.groups for name in words.stewards)}
    taken |= group.planned | set(group.words.known)
    reads = [
        name
        for readers in town.words.readers
        for name in readers.names
        if name not in taken and (any_language or group.words.language in (readers.language, *readers.speaks))
    ]
    drawn = town.some_of(reads, how_many)
    group.planned.update(drawn)
    return drawn


def invite_steward(town: Town, group: Group, name: str, now: dt.datetime) -> None:
    """Comes in by a one-time link, is vouched for, and takes a second link to steer."""
    person = town.people[name]
    founder, community = group.stewards[0], group.community
    actions.use_invitation(
        secret=actions.invite(community=community, role="member", by=founder, now=now), by=person, now=now
    )
    membership = community.memberships.get(person=person)
    actions.vouch_for_member(membership=membership, by=founder, now=now)
    actions.use_invitation(
        secret=actions.invite(community=community, role="steward", by=founder, now=now), by=person, now=now
    )
    group.stewards.append(person)
    group.members.append(person)


def join(town: Town, group: Group, name: str, now: dt.datetime, *, vouches: bool = True) -> None:
    """By a request where people can find the group; by a one-time link where nobody can."""
    person, steward = town.people[name], town.one_of(group.stewards)
    if group.words.visibility == Visibility.HIDDEN:
        secret = actions.invite(community=group.community, role="member", by=steward, now=now)
        actions.use_invitation(secret=secret, by=person, now=now)
        if vouches:
            membership = group.community.memberships.get(person=person)
            actions.vouch_for_member(membership=membership, by=steward, now=now)
    else:
        actions.ask_to_join(community=group.community, by=person, words="", now=now)
        request = MembershipRequest.objects.get(community=group.community, person=person)
        actions.accept_request(request=request, by=steward, now=now, vouches=vouches)
    if vouches:
        group.members.append(person)


def help_out(town: Town, group: Group, name: str, level: int, now: dt.datetime) -> None:
    person, community = town.people[name], group.community
    if group.words.visibility == Visibility.HIDDEN:
        secret = actions.invite(community=community, role="ally", by=town.one_of(group.stewards), now=now)
        actions.use_invitation(secret=secret, by=person, now=now)
    else:
        actions.join_as_ally(community=community, by=person, now=now)
    group.allies.append(person)
    group.levels[person.pk] = Standing.Level.NEW
    if level > Standing.Level.NEW:
        town.timeline.plan(now + town.hours(48, 240), partial(trust, town, group, person, level))


def trust(town: Town, group: Group, person: Person, level: int, now: dt.datetime) -> None:
    standing = Standing.objects.get(community=group.community, person=person)
    actions.give_standing(standing=standing, level=level, by=town.one_of(group.stewards), now=now)
    group.levels[person.pk] = level
    be_let_near(town, group, standing, now)


def be_let_near(town: Town, group: Group, standing: Standing, now: dt.datetime) -> None:
    """Members vouch until it is enough; where too few have belonged for long enough, they are asked a month later."""
    for member in group.members:
        try:
            actions.vouch_for_ally(standing=standing, by=member, now=now)
        except actions.BelongsTooShort:
            continue
        if Standing.objects.filter(pk=standing.pk, vouched_at__isnull=False).exists():
            return
    town.timeline.plan(now + rules.BELONGS_FOR, partial(be_let_near, town, group, standing))
