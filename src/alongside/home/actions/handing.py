"""A duty that is on one person is shown to another one."""

import datetime as dt

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from alongside.home import queries
from alongside.home.rules import Duty
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def ask_for_a_turn(*, community: str, duty: Duty, to: str, by: Person, now: dt.datetime) -> None:
    """Asks another steward to take a turn. Nothing is stored: the duty is on two as soon as they did it once.

    Raises Http404 for whoever does not run the group, and where the duty is not on one person.
    """
    page = queries.handover(viewer=by, id=community, duty=duty, now=now)
    asked = next((one for one in page.others if one.pk == to), None)
    if asked is None:
        raise Http404
    if asked.pk != by.pk:
        url = reverse("home:carrying", args=[community])
        notices.tell(to=asked, kind="duty.shared", about=f"community:{community}", url=url, now=now)
    ledger.record(
        kind="home.ask_for_a_turn",
        subject=community,
        community=community,
        by=by,
        now=now,
        about=asked,
        facts={"duty": duty.name.lower()},
    )
