"""Keeping less: for fewer days than usual, and nothing once a group has been closed for long."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from alongside.communities import queries, rules
from alongside.communities.actions.refusals import NeverLonger
from alongside.communities.actions.telling import tell_stewards
from alongside.communities.models import Community, Term
from alongside.communities.rules import Keeping
from alongside.core import erasing
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def keep_for(*, community: Community, by: Person, days: Mapping[str, int], now: dt.datetime) -> None:
    """What became shorter begins in two weeks, and the other stewards hear of it. Raises `NeverLonger`."""
    community = queries.stewarded_community(viewer=by, id=community.pk, now=now)
    if not all(number in rules.KEPT_DAYS[Keeping(what)] for what, number in days.items()):
        raise NeverLonger
    said = {one.what: one.days for one in community.terms.all()}
    usual = {what: rules.KEPT_DAYS[Keeping(what)][-1] for what in days}
    changed = {what: number for what, number in days.items() if number != said.get(what, usual[what])}
    for what, number in changed.items():
        community.terms.filter(what=what).delete()
        if number < usual[what]:
            Term.objects.create(community=community, what=what, days=number, at=now)
    if changed:
        ledger.record(
            kind="communities.keep_for",
            subject=community.pk,
            community=community.pk,
            by=by,
            now=now,
            facts=changed,
        )
        tell_stewards(community, "community.keeps", "keeping", now, but=[by.pk])


@transaction.atomic
def tell_of_end(*, community: Community, by: None, now: dt.datetime) -> bool:
    """Tells the stewards of a closed group, a month before, that everything of it goes."""
    del by
    untold = Community.objects.filter(pk=community.pk, closed_at__isnull=False, end_told_at=None)
    if not untold.update(end_told_at=now):
        return False
    tell_stewards(community, "community.ends", "closing", now)
    return True


@transaction.atomic
def empty(*, community: Community, by: None, now: dt.datetime) -> None:
    """Deletes a closed group with all that points to it. Areas above took theirs away before.

    The ledger keeps what happened: what its numbers were can be counted from there.
    """
    ledger.record(kind="communities.empty", subject=community.pk, community=community.pk, by=by, now=now)
    notices.forget_mutes(of=f"community:{community.pk}")
    community.delete()
    erasing.wipe_after_commit()
