"""Who somebody is to a community: the questions that every other area asks."""

import contextlib
import datetime as dt

import pytest
from django.http import Http404

from alongside.communities import queries, rules
from alongside.communities.models import Community, Membership, Vouch
from alongside.home.cast import belongs, community, person

EVERYBODY = ["amal", "jun", "bruno", "chidi", "dara", "edda", "farid", "gita", "olu"]


def test_each_of_the_cast_is_what_they_are(cast, now):
    def to_harbour(somebody):
        return queries.relation(viewer=somebody, community=cast.harbour, now=now)

    assert to_harbour(None) == rules.STRANGER
    assert to_harbour(cast.amal) == rules.Relation(is_signed_in=True, is_member=True, is_steward=True)
    assert to_harbour(cast.bruno) == rules.Relation(
        is_signed_in=True, standing=rules.ALLY_KNOWN, is_vouched_for=True
    )
    assert to_harbour(cast.chidi) == rules.Relation(is_signed_in=True, is_member=True)
    assert to_harbour(cast.dara) == rules.Relation(is_signed_in=True, is_newcomer=True)
    assert to_harbour(cast.gita) == to_harbour(cast.olu) == rules.Relation(is_signed_in=True)
    assert to_harbour(cast.farid) == rules.Relation(is_signed_in=True, is_shut_out=True)


def test_whoever_is_shut_out_is_nothing_else(cast, now):
    belongs(cast.harbour, cast.farid, now, vouched_at=now, steward_since=now)
    relation = queries.relation(viewer=cast.farid, community=cast.harbour, now=now)
    assert relation == rules.Relation(is_signed_in=True, is_shut_out=True)
    assert cast.harbour not in queries.stewarded(viewer=cast.farid, now=now)
    assert cast.farid not in queries.stewards(community=cast.harbour, now=now)
    later = now + dt.timedelta(days=5)
    assert queries.relation(viewer=cast.farid, community=cast.harbour, now=later).is_steward
    assert cast.farid in queries.stewards(community=cast.harbour, now=later)


@pytest.mark.parametrize("who", [None, *EVERYBODY])
@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize("is_vouched", [False, True])
def test_lists_and_single_pages_give_the_same_answer(cast, now, who, is_closed, is_vouched):
    viewer = getattr(cast, who) if who else None
    if not is_vouched:
        Vouch.objects.all().delete()
    if is_closed:
        Community.objects.update(closed_at=now)
    belongs(cast.listed, cast.farid, now)
    listed = set(queries.visible_communities(viewer=viewer, now=now).values_list("pk", flat=True))
    alone = set()
    for each in (cast.harbour, cast.rainbow, cast.listed):
        with contextlib.suppress(Http404):
            alone.add(queries.community(viewer=viewer, id=each.pk, now=now).pk)
    assert listed == alone


def test_relations_cost_one_query_for_one_and_for_thirty(cast, now, django_assert_num_queries):
    many = [community(f"Circle {number}", "hidden", cast.edda, now) for number in range(30)]
    related = Community.objects.with_relation(cast.edda, now)
    with django_assert_num_queries(1):
        assert related.get(pk=many[0].pk).relation.is_steward
    with django_assert_num_queries(1):
        found = [each.relation for each in related.filter(pk__in=[each.pk for each in many])]
    assert len(found) == 30
    assert all(relation.is_steward for relation in found)


def test_a_community_needs_the_operator_or_two_others(cast, now):
    new = community("New Circle", "public", person("Hana", now), now)
    new.vouches.all().delete()

    def vouched():
        return Community.objects.with_vouched().get(pk=new.pk).vouched

    assert vouched() is False
    Vouch.objects.create(community=new, voucher=cast.harbour, by=cast.amal, at=now)
    assert vouched() is False
    Vouch.objects.create(community=new, voucher=cast.rainbow, by=cast.edda, at=now)
    assert vouched() is True


def test_without_a_steward_a_community_does_not_run(cast):
    assert cast.harbour in Community.objects.running()
    Membership.objects.filter(community=cast.harbour).update(steward_since=None)
    assert cast.harbour not in Community.objects.running()
    assert cast.harbour in Community.objects.unsteered()
