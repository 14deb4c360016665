"""A group that takes its own words along, to another server or to a drawer."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.communities import queries as communities
from alongside.home import queries
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def export(*, community: str, by: Person, now: dt.datetime) -> bytes:
    """A ZIP file of the group. Every member hears of it: it holds their words, and nobody takes them in silence.

    Raises Http404 for whoever does not run the group.
    """
    group = communities.stewarded_community(viewer=by, id=community, now=now)
    ledger.record(kind="home.export", subject=group.pk, community=group.pk, by=by, now=now)
    url = reverse("communities:community", args=[group.pk])
    for one in Person.objects.filter(memberships__community=group).exclude(pk=by.pk).order_by("pk"):
        notices.tell(to=one, kind="community.exported", about=f"community:{group.pk}", url=url, now=now)
    return queries.zipped(group.pk, now)
