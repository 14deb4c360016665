"""An insider organiser runs the group and uses it.

One steward alone can keep somebody out for a few days and no longer; cannot make that last, nor do it again and
again to another steward; cannot get into an account; gives no verdict on their own promise; reads no report
about themselves, and none about what they run; and reads what people need only where they ticked it. Their own
group is all that they reach.
"""

import datetime as dt

import pytest
from django.http import Http404

from alongside.accountability import actions as accountability
from alongside.commitments import actions as commitments
from alongside.communities import actions as communities
from alongside.communities.models import Restriction, Return
from alongside.communities.rules import Relation
from alongside.core.refusals import Refused
from alongside.people.models import AccessNeed
from tests.adversaries.reach import pages, text
from tests.adversaries.weak import builds

DAY = dt.timedelta(days=1)


def leaks(world, client_of, now):
    yield from of_keeping_out(world, now)
    yield from of_keeping_out_a_steward(world, now)
    yield from of_an_account(world, now)
    yield from of_a_verdict(world, now)
    yield from of_reports(world, client_of, now)
    yield from of_other_groups(world, client_of)


def attempt(act):
    try:
        return act()
    except (Http404, Refused):
        return None


def of_keeping_out(world, now):
    """Amal against an ally. Jun, the other steward, says nothing."""
    cast = world.cast
    attempt(lambda: accountability.make_last(restriction=world.restriction, by=cast.amal, now=now))
    made = attempt(
        lambda: accountability.restrict(
            community=cast.harbour, person=cast.bruno, reason="other", by=cast.amal, now=now
        )
    )
    if made:
        attempt(lambda: accountability.make_last(restriction=made, by=cast.amal, now=now + 4 * DAY))
    if Restriction.objects.filter(until__gt=now + 6 * DAY).exists():
        yield "somebody kept out for long, by one steward"


def of_keeping_out_a_steward(world, now):
    cast = world.cast
    first = attempt(
        lambda: accountability.restrict(
            community=cast.harbour, person=cast.jun, reason="other", by=cast.amal, now=now
        )
    )
    for day in (4, 5, 9, 20):
        attempt(
            lambda day=day: accountability.restrict(
                community=cast.harbour, person=cast.jun, reason="other", by=cast.amal, now=now + day * DAY
            )
        )
        attempt(
            lambda day=day: accountability.make_last(restriction=first, by=cast.amal, now=now + day * DAY)
        )
    if (
        Restriction.objects.filter(person=cast.jun).count() > 1
        or Restriction.objects.filter(person=cast.jun, lasting_at__isnull=False).exists()
    ):
        yield "another steward kept out by repeating it"
    Restriction.objects.filter(person=cast.jun).delete()


def of_an_account(world, now):
    """Amal began to help dara back in; dara named this group, and asked for nothing."""
    attempt(lambda: communities.confirm_return(one=world.lost, by=world.cast.amal, now=now))
    attempt(lambda: communities.make_return_code(one=world.lost, by=world.cast.amal, now=now + 30 * DAY))
    if Return.objects.get(pk=world.lost.pk).confirmed_at:
        yield "an account"


def of_a_verdict(world, now):
    """Jun, on their own promise."""
    cast = world.cast
    own = commitments.offer(shift=world.twin.shifts.get(), by=cast.jun, now=now)
    attempt(lambda: commitments.accept(commitment=own, by=cast.amal, now=now))
    attempt(
        lambda: commitments.judge(
            commitment=own, outcome="helped", by=cast.jun, now=world.twin.shifts.get().ends_at + DAY
        )
    )
    if hasattr(type(own).objects.get(pk=own.pk), "verdict"):
        yield "a verdict on their own promise"


def of_reports(world, client_of, now):
    """About themselves, and about the group that they run."""
    cast = world.cast
    words = "Canary-of-a-report-5519"
    accountability.report(
        by=cast.bruno, about=f"community:{cast.harbour.pk}", words=words, language="en", now=now
    )
    accountability.report(
        by=cast.chidi,
        about=f"person:{cast.amal.pk}",
        within=cast.harbour.pk,
        words=words,
        language="en",
        now=now,
    )
    for route, page in pages(world, client_of(cast.amal)):
        if words in text(page):
            yield f"a report about themselves, on {route}"
    browser = client_of(cast.amal)
    for matter in cast.harbour.matters.all():
        if browser.get(f"/reports/{matter.pk}/").status_code != 404:
            yield "a report about themselves"


def of_other_groups(world, client_of):
    """Edda steers two other groups, and neither is this one. What bruno needs was ticked for nothing."""
    cast = world.cast
    AccessNeed.objects.get_or_create(person=cast.bruno, fact="step_free")
    words = (f">{cast.bruno.display_name}<", f">{cast.dara.display_name}<", world.offer.note)
    for route, page in pages(world, client_of(cast.edda)):
        if any(word in text(page) for word in words):
            yield f"people of another group, on {route}"


def test_nothing_leaks(world, client_of, now):
    assert [*leaks(world, client_of, now)] == []


EVERYBODYS_STEWARD = Relation(is_signed_in=True, is_member=True, is_steward=True)
WEAK = {
    "one steward makes it last": [
        ("alongside.accountability.rules.may_make_last", lambda *_told, **_terms: True)
    ],
    "a steward is kept out again and again": [
        ("alongside.accountability.rules.may_restrict_again", lambda **_told: True)
    ],
    "reports stay in the group": [
        ("alongside.accountability.rules.goes_to_operator", lambda **_told: False),
        ("alongside.accountability.models.MatterQuerySet.handled_by", lambda self, _person: self),
    ],
    "stewards reach every group": [
        ("alongside.communities.queries.knowing.made_of", lambda *_told: EVERYBODYS_STEWARD)
    ],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, world, client_of, now):
    weaken(WEAK[weakness])
    assert any(leaks(world, client_of, now))
