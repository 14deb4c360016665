"""List, reach and offer are one predicate: nothing is shown that an offer refuses, or left out that it takes."""

import datetime as dt
from itertools import product

import pytest
from django.db import transaction
from django.http import Http404

from alongside.asks import rules
from alongside.asks.models import Ask, Kind, OpenTo
from alongside.asks.queries import Filters
from alongside.commitments import actions as commitments
from alongside.communities import queries as communities
from alongside.communities.models import Community, Standing
from alongside.core.refusals import Refused
from alongside.home.cast import NAMES, Cast
from alongside.matching import queries
from alongside.people.models import Person

KINDS = [Kind.IN_PERSON, Kind.ACCOMPANY]
VISIBILITIES = ["public", "listed", "hidden"]
TERMS = list(product(OpenTo.values, KINDS, VISIBILITIES, [True, False]))


def set_terms(
    cast: Cast, open_to: str, kind: str, visibility: str, *, is_vouched_for: bool, now: dt.datetime
) -> Ask:
    Ask.objects.filter(pk=cast.ask.pk).update(open_to=open_to, kind=kind)
    Community.objects.filter(pk=cast.harbour.pk).update(visibility=visibility)
    standings = Standing.objects.filter(person=cast.bruno)
    standings.update(vouched_at=now if is_vouched_for else None, level=Standing.Level.TRUSTED)
    return Ask.objects.get(pk=cast.ask.pk)


def is_listed(person: Person, ask: Ask, now: dt.datetime) -> bool:
    page = queries.fits(viewer=person, filters=Filters(), within_km=None, now=now)
    return ask.pk in {one.found.ask.pk for one in page.suggestions}


def is_taken(person: Person, cast: Cast, now: dt.datetime) -> bool:
    try:
        with transaction.atomic():
            commitments.offer(shift=cast.shift, by=person, now=now)
            transaction.set_rollback(True)
    except (Refused, Http404):
        return False
    return True


def may_offer(person: Person, ask: Ask, now: dt.datetime) -> bool:
    group = Community.objects.with_vouched().get(pk=ask.community_id)
    relation = communities.relation(viewer=person, community=group, now=now)
    terms = {"kind": ask.kind, "open_to": ask.open_to, "visibility": group.visibility}
    return rules.may_offer(relation, **terms, is_vouched=group.vouched) and ask.posted_by_id != person.pk


@pytest.mark.parametrize(("open_to", "kind", "visibility", "is_vouched_for"), TERMS)
def test_list_reach_and_offer_agree_for_everybody(
    cast: Cast, now, open_to: str, kind: str, visibility: str, *, is_vouched_for: bool
) -> None:
    ask = set_terms(cast, open_to, kind, visibility, is_vouched_for=is_vouched_for, now=now)
    group = Community.objects.with_vouched().get(pk=ask.community_id)
    ask.community = group
    reached = set(queries.who_may(ask, now).values_list("pk", flat=True))
    for name in NAMES:
        person = getattr(cast, name)
        taken = is_taken(person, cast, now)
        assert taken == may_offer(person, ask, now), name
        assert (person.pk in reached) == taken, name
        is_shown = is_listed(person, ask, now)
        assert is_shown or not taken, name
        assert taken or not is_shown or waits(person, ask, now), name


def waits(person: Person, ask: Ask, now: dt.datetime) -> bool:
    """A newcomer reads what is open to anybody, as the public does, before they may offer to it."""
    relation = communities.relation(viewer=person, community=ask.community, now=now)
    return relation.is_newcomer and ask.open_to == OpenTo.ANYONE
