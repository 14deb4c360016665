"""Who may say whether it helped, in a steward's place."""

import datetime as dt

from django.db import transaction

from alongside.asks import rules
from alongside.asks.actions import refusals
from alongside.asks.actions.checks import allowed
from alongside.asks.models import Ask, Delegate
from alongside.communities import queries as communities
from alongside.ledger.actions import record
from alongside.people.models import Person


@transaction.atomic
def delegate(*, ask: Ask, person: Person, by: Person, now: dt.datetime) -> Delegate:
    """A member may give the verdict on this ask for 30 days, and for 30 more when they are named again.

    Never on their own commitment; commitments sees to that.
    """
    ask = allowed(ask, by=by, now=now, even_closed=True)
    if not rules.may_post(communities.relation(viewer=person, community=ask.community, now=now)):
        raise refusals.NotAMember
    made, _is_new = Delegate.objects.update_or_create(
        ask=ask, person=person, defaults={"at": now, "by": by, "until": now + rules.DELEGATED_FOR}
    )
    record(kind="asks.delegate", subject=ask.pk, by=by, about=person, now=now, community=ask.community_id)
    return made


@transaction.atomic
def undelegate(*, delegate: Delegate, by: Person, now: dt.datetime) -> None:
    ask = allowed(delegate.ask, by=by, now=now, even_closed=True)
    person = delegate.person
    delegate.delete()
    record(kind="asks.undelegate", subject=ask.pk, by=by, about=person, now=now, community=ask.community_id)
