"""Keeping somebody out of a group. Communities keeps the fact; here is who may bring it about."""

import datetime as dt

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from alongside.accountability import queries, rules
from alongside.accountability.actions import refusals
from alongside.accountability.queries.answering import steers
from alongside.communities import actions as communities
from alongside.communities import queries as community_queries
from alongside.communities.models import Community, Invitation, Membership, Restriction, VouchLink
from alongside.communities.rules import LASTING, SUSPENSION
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def restrict(
    *, community: Community, person: Person, reason: str, by: Person, now: dt.datetime
) -> Restriction:
    """Keeps somebody out at once, for five days. Raises `AlreadyRestricted`, `NotAgainAlone`, Http404."""
    found = queries.restrictable(viewer=by, community=community.pk, person=person.pk, now=now)
    check_repetition(community, person, by, now, target_steers=found.steers)
    made = Restriction.objects.create(
        community=community,
        person=person,
        reason=Restriction.Reason(reason),
        at=now,
        by=by,
        until=now + SUSPENSION,
    )
    community.requests.filter(person=person).delete()
    for links in (Invitation.objects, VouchLink.objects):
        links.filter(community=community, by=person, used_at=None).delete()
    communities.end_ally_vouches(community=community, by=person, now=now)
    notices.withdraw(to=person, about=queries.unread_work(community=community, person=person))
    record("restrict", made, by, now, reason=made.reason)
    tell_person("restriction.made", made, now)
    tell_second(made, by, now, target_steers=found.steers)
    return made


def check_repetition(
    community: Community, person: Person, by: Person, now: dt.datetime, *, target_steers: bool
) -> None:
    earlier = Restriction.objects.of(community).filter(person=person, lifted_at=None)
    last = earlier.order_by("-until").first()
    if last is None:
        return
    is_same = last.by_id == by.pk and last.lasting_at is None
    if rules.may_restrict_again(
        target_steers=target_steers, is_same_actor=is_same, until=last.until, now=now
    ):
        return
    if target_steers and is_same and rules.is_nearly_over(until=last.until, now=now):
        raise refusals.NotAgainAlone
    raise refusals.AlreadyRestricted


@transaction.atomic
def make_last(*, restriction: Restriction, by: Person, now: dt.datetime) -> None:
    """Keeps somebody out for 180 days. A steward who is kept out so long is no steward any more.

    Raises `NotYetLasting`, Http404.
    """
    page = queries.restriction_page(viewer=by, id=restriction.pk, now=now)
    if page.is_mine:
        raise Http404
    if page.restriction.lasting_at is not None:
        return
    if not page.may_make_last:
        raise refusals.NotYetLasting
    found = page.restriction
    Restriction.objects.filter(pk=found.pk, lasting_at=None).update(
        lasting_at=now, lasting_by=by, until=now + LASTING
    )
    record("make_last", found, by, now)
    if steers(found.community, found.person):
        Membership.objects.filter(community=found.community, person=found.person).update(steward_since=None)
        communities.end_stewardship(community=found.community, person=found.person, now=now)
    tell_person("restriction.lasting", found, now)


@transaction.atomic
def lift(*, restriction: Restriction, by: Person, now: dt.datetime) -> None:
    """Lets somebody in again, to where they stood before."""
    page = queries.restriction_page(viewer=by, id=restriction.pk, now=now)
    if page.is_mine:
        raise Http404
    if Restriction.objects.active(now).filter(pk=restriction.pk).update(lifted_at=now, lifted_by=by):
        record("lift", page.restriction, by, now)
        tell_person("restriction.lifted", page.restriction, now)


def record(verb: str, restriction: Restriction, by: Person, now: dt.datetime, **facts: object) -> None:
    ledger.record(
        kind=f"accountability.{verb}",
        subject=restriction.pk,
        community=restriction.community_id,
        by=by,
        about=restriction.person,
        now=now,
        facts=facts,
    )


def tell_person(kind: str, restriction: Restriction, now: dt.datetime) -> None:
    tell(restriction.person, kind, restriction, now)


def tell_second(restriction: Restriction, by: Person, now: dt.datetime, *, target_steers: bool) -> None:
    """The other stewards may make it last or lift it; where a steward is kept out, operators hear of it too."""
    others = list(community_queries.stewards(community=restriction.community, now=now))
    if target_steers:
        others += list(Person.objects.filter(is_operator=True))
    for other in {each.pk: each for each in others}.values():
        if other.pk not in {by.pk, restriction.person_id}:
            tell(other, "report.received", restriction, now)


def tell(to: Person, kind: str, restriction: Restriction, now: dt.datetime) -> None:
    notices.tell(
        to=to,
        kind=kind,
        about=f"restriction:{restriction.pk}",
        url=reverse("accountability:restriction", args=[restriction.pk]),
        now=now,
    )
