"""Which asks a viewer may know of."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from alongside.asks import rules
from alongside.asks.models import Ask, Kind, OpenTo, Place
from alongside.asks.models.ask import REMEMBERED
from alongside.asks.queries.filters import EVERYTHING, Filters
from alongside.asks.queries.posted import Posted, by_group
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.communities.rules import Relation
from alongside.core.rows import rows
from alongside.core.written import for_a_minute_of
from alongside.people import queries as people
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Open:
    """An open ask that a viewer may know of, and what the viewer is to its group.

    `is_told`: they may know hours and free places. `reads_hours`: those stand at least on a form that they may open.
    """

    posted: Posted
    relation: Relation
    is_told: bool
    reads_hours: bool

    @property
    def ask(self) -> Ask:
        return self.posted.ask


def open_asks(
    *, viewer: Person | None, now: dt.datetime, filters: Filters = EVERYTHING, community: str = ""
) -> list[Open]:
    """Every open ask that the viewer may know of, or those of one community, soonest first.

    What stands open is the same for all. Of the viewer it reads five plain lists, however many asks there are.
    """
    relations = communities.relations(viewer=viewer, now=now)
    blocked = people.blocked_by(viewer) if viewer else frozenset()
    posted = by_group(now)
    groups = [community] if community else posted
    found = [one for id in groups for one in shown(posted.get(id, []), relations[id], now)]
    if blocked:
        found = [one for one in found if not is_left_out(one, blocked)]
    admitted = [one for one in found if one.posted.is_open(now) and filters.admit(one.posted, now)]
    return sorted(admitted, key=lambda one: (one.posted.next_at(now), one.ask.id))


def shown(posted: Sequence[Posted], relation: Relation, now: dt.datetime) -> Sequence[Open]:
    """Those of one group that everybody with the same relation to it may see, gathered once a minute."""

    def gathered() -> list[Open]:
        return [
            one
            for together in alike(posted)
            if may_see(together[0].ask, relation)
            for one in opened(together, relation)
        ]

    if not posted:
        return []
    group = posted[0].ask.community_id
    return for_a_minute_of(posted, ("shown", group, relation), gathered, now=now)


def alike(found: Iterable[Posted]) -> Iterable[Sequence[Posted]]:
    """Those of one kind and open to the same people together: they are shown to the same ones, who may do the same."""
    together = defaultdict(list)
    for one in found:
        together[one.ask.kind, one.ask.open_to].append(one)
    return together.values()


def opened(alike: Sequence[Posted], relation: Relation) -> list[Open]:
    """Those that are alike, for somebody who may see them."""
    is_told = rules.may_know_hours(relation)
    reads_hours = is_told or may_offer_while_open(ask=alike[0].ask, relation=relation)
    return [Open(one, relation, is_told, reads_hours) for one in alike]


def is_left_out(one: Open, blocked: Collection[str]) -> bool:
    return one.ask.posted_by_id in blocked and is_hidden_by_blocks(one.ask, one.relation)


def may_see(ask: Ask, relation: Relation) -> bool:
    """Whether a published ask is shown to somebody with this relation; its community carries `vouched`."""
    group = ask.community
    return rules.may_see(
        relation,
        kind=ask.kind,
        open_to=ask.open_to,
        visibility=group.visibility,
        is_vouched=group.vouched,
    )


def may_offer_while_open(*, ask: Ask, relation: Relation) -> bool:
    group = ask.community
    return rules.may_offer(
        relation,
        kind=ask.kind,
        open_to=ask.open_to,
        visibility=group.visibility,
        is_vouched=group.vouched,
    )


def visible(group: Community) -> Q:
    """Of the asks of a community at hand, those that its viewer may see."""
    near, others = (
        [
            open_to
            for open_to in OpenTo.values
            if may_see(Ask(community=group, kind=kind, open_to=open_to), group.relation)
        ]
        for kind in (min(rules.CLOSE_KINDS), Kind.IN_PERSON)
    )
    return Q(open_to__in=near) | (Q(open_to__in=others) & ~Q(kind__in=rules.CLOSE_KINDS))


def may_read_who_asks(relation: Relation) -> bool:
    """Where a block hides asks from the blocker: only a member reads who wrote one, and so learns nothing.

    To anybody else the gap would say who wrote it. Stewards see all of their group's.
    """
    return relation.is_member and not relation.is_steward


def ask(*, viewer: Person | None, id: str, now: dt.datetime, is_locked: bool = False) -> Ask:
    """One ask, or `Http404` when the viewer may not know of it. Its community carries `vouched` and `relation`.

    With `is_locked` it stays as it is until the transaction ends. For one that never was, the same is read: the time
    must not tell it from one that is hidden.
    """
    there = rows(Ask, without=("sheet_note",), is_locked=is_locked, id=id)
    found = there[0] if there else Ask(pk="", community_id="")
    groups = rows(Community, id=found.community_id)
    places = rows(Place, without=("exact",), id=found.place_id or "")
    found.community, found.place = groups[0] if groups else Community(pk=""), places[0] if places else None
    communities.known(viewer=viewer, community=found.community, now=now)
    if not there or not may_know_of(found, viewer):
        raise Http404
    found.dates = [one for one in found.dates if one.ends_at > now - REMEMBERED]
    if found.published_at and not found.community.relation.is_inside and not is_open(found, now):
        raise Http404
    return found


def readable(*, viewer: Person, ids: Iterable[str], now: dt.datetime) -> list[str]:
    """Those of many asks whose page is there for the viewer, as `ask` answers for one. As few reads as for one."""
    blocked = people.blocked_by(viewer)

    def is_there(found: Ask) -> bool:
        relation = found.community.relation
        if found.published_at is None:
            return rules.may_edit(relation, is_poster=is_poster(found, viewer))
        is_hidden = found.posted_by_id in blocked and is_hidden_by_blocks(found, relation)
        return may_see(found, relation) and not is_hidden and (relation.is_inside or is_open(found, now))

    return [one.pk for one in Ask.objects.filter(pk__in=set(ids)).for_cards(viewer, now) if is_there(one)]


def may_know_of(found: Ask, viewer: Person | None) -> bool:
    """Whether the viewer is somebody to whom it is shown, while it is open at least."""
    relation = found.community.relation
    if found.published_at is None:
        return rules.may_edit(relation, is_poster=is_poster(found, viewer))
    return may_see(found, relation) and not is_kept_away(found, viewer)


def is_kept_away(found: Ask, viewer: Person | None) -> bool:
    """Whether the viewer blocks whoever wrote it, where a member reads who did."""
    if viewer is None or not is_hidden_by_blocks(found, found.community.relation):
        return False
    return found.posted_by is not None and people.has_blocked(person=viewer, other=found.posted_by)


def is_hidden_by_blocks(found: Ask, relation: Relation) -> bool:
    """For members who read who asks. What the public may read stays: leaving it out would show who wrote it."""
    return found.open_to != OpenTo.ANYONE and may_read_who_asks(relation)


def is_poster(found: Ask, viewer: Person | None) -> bool:
    return viewer is not None and found.posted_by_id == viewer.pk


def is_open(found: Ask, now: dt.datetime) -> bool:
    """The same as `Asks.open`, for an ask that is at hand with all its details."""
    goes_on = found.published_at and not found.paused_at and not found.closed_at
    goes_on = goes_on and not rules.rests(found.asked_again_at, now)
    group = found.community
    has_date = any(one.cancelled_at is None and one.ends_at > now for one in found.dates)
    return bool(goes_on and has_date and group.has_stewards and not group.paused_at and not group.closed_at)
