"""What happens on the way of somebody who is helped back into their account: the steps that tests begin with."""

import datetime as dt

from django.urls import reverse

from alongside.communities import actions
from alongside.notices.models import Notice

DAY = dt.timedelta(days=1)
FRESH = "velvet anchor pickle sunrise"


def start(cast, now, by=None, person=None):
    by, person = by or cast.amal, person or cast.chidi
    return actions.start_return(community=cast.harbour, person=person.pk, by=by, now=now)


def agreed(cast, now):
    one = start(cast, now)
    actions.confirm_return(one=one, by=cast.jun, now=now)
    one.refresh_from_db()
    return one


def at(page, cast, one):
    return reverse(page, args=[cast.harbour.pk, one.pk])


def refusal(one):
    return reverse("communities:refusal", args=[one.pk])


def code_for(cast, one, now, by=None):
    return actions.make_return_code(one=one, by=by or cast.amal, now=now)


def told(somebody, kind):
    return Notice.objects.filter(to=somebody, kind=kind).count()
