"""Which asks a viewer may know of."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, prefetch_related_objects
from django.http import Http404

from alongside.asks import rules
from alongside.asks.models import Ask, OpenTo, Shift
from alongside.asks.models.ask import Asks, details
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.communities.rules import Relation
from alongside.people import queries as people
from alongside.people.models import Block, Person


def open_asks(*, viewer: Person | None, now: dt.datetime) -> Asks:
    """Every open ask that the viewer may know of, ready for cards, soonest first."""
    known = list(communities.visible_communities(viewer=viewer, now=now))
    found = Ask.objects.open(now).filter(visible(known))
    if viewer is not None:
        named = [one.pk for one in known if may_read_who_asks(one.relation)]
        found = found.exclude(kept_away(viewer, named))
    return found.with_next_date(now).for_cards(viewer, now).order_by("next_at", "id")


def visible(known: Sequence[Community]) -> Q:
    """For each answer to "who may offer", the groups whose asks of that sort this viewer may see."""
    condition = Q(pk__in=[])
    for open_to in OpenTo.values:
        ids = [
            one.pk
            for one in known
            if rules.may_see(
                one.relation,
                open_to=open_to,
                visibility=one.visibility,
                is_vouched=one.vouched,
            )
        ]
        if ids:
            condition |= Q(open_to=open_to, community_id__in=ids)
    return condition


def may_read_who_asks(relation: Relation) -> bool:
    """Where a block hides asks from the blocker: only a member reads who wrote one, and so learns nothing.

    To anybody else the gap would say who wrote it. Stewards see all of their group's.
    """
    return relation.is_member and not relation.is_steward


def kept_away(viewer: Person, named: Sequence[str]) -> Q:
    """Asks written by somebody whom the viewer blocks, in the groups that name their writers.

    Except what the public may read, where leaving it out would show who wrote it. Whoever is blocked sees what
    they saw before.
    """
    blocked = Block.objects.filter(by=viewer).values("against")
    return Q(posted_by__in=blocked, community_id__in=named) & ~Q(open_to=OpenTo.ANYONE)


def ask(*, viewer: Person | None, id: str, now: dt.datetime, is_locked: bool = False) -> Ask:
    """One ask, or `Http404` when the viewer may not know of it. Its community carries `vouched` and `relation`.

    With `is_locked` it stays as it is until the transaction ends. For one that never was, the same is read: the time
    must not tell it from one that is hidden.
    """
    asks = Ask.objects.select_for_update(of=("self",), no_key=True) if is_locked else Ask.objects.all()
    there = list(asks.with_place().select_related("community", "posted_by").filter(pk=id))
    group = there[0].community if there else Community(pk="")
    communities.known(viewer=viewer, community=group, now=now)
    if not there or not may_know_of(there[0], viewer):
        raise Http404
    prefetch_related_objects(there, *details(Shift.objects.remembered(now)))
    if there[0].published_at and not group.relation.is_inside and not is_open(there[0], now):
        raise Http404
    return there[0]


def may_know_of(found: Ask, viewer: Person | None) -> bool:
    """Whether the viewer is somebody to whom it is shown, while it is open at least."""
    relation = found.community.relation
    if found.published_at is None:
        return rules.may_edit(relation, is_poster=is_poster(found, viewer))
    may_see = rules.may_see(
        relation,
        open_to=found.open_to,
        visibility=found.community.visibility,
        is_vouched=found.community.vouched,
    )
    return may_see and not is_kept_away(found, viewer)


def is_kept_away(found: Ask, viewer: Person | None) -> bool:
    """The same as `kept_away`, for one ask."""
    if viewer is None or found.posted_by is None or not is_hidden_by_blocks(found):
        return False
    return people.has_blocked(person=viewer, other=found.posted_by)


def is_hidden_by_blocks(found: Ask) -> bool:
    """The same as in `kept_away`: for members who read who asks, except what the public may read."""
    return found.open_to != OpenTo.ANYONE and may_read_who_asks(found.community.relation)


def is_poster(found: Ask, viewer: Person | None) -> bool:
    return viewer is not None and found.posted_by_id == viewer.pk


def is_open(found: Ask, now: dt.datetime) -> bool:
    """The same as `Asks.open`, for an ask that is at hand with all its details."""
    goes_on = found.published_at and not found.paused_at and not found.closed_at
    goes_on = goes_on and not rules.rests(found.asked_again_at, now)
    group = found.community
    has_date = any(one.cancelled_at is None and one.ends_at > now for one in found.dates)
    return bool(goes_on and has_date and group.has_stewards and not group.paused_at and not group.closed_at)
