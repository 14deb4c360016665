"""A date moved: what was promised for it counts in the four weeks where it is now, or goes back."""

import datetime as dt

from django.urls import reverse

from alongside.commitments import queries, rules
from alongside.commitments.actions import answering, promising
from alongside.commitments.models import Commitment, Decline, Release
from alongside.communities import queries as communities
from alongside.guards import capacity
from alongside.ledger.actions import CLOCK
from alongside.notices import actions as notices
from alongside.people import actions as people
from alongside.people.actions import AtCapacity


def rebook(commitment: Commitment, now: dt.datetime) -> bool:
    """Whether it stands. The hours are booked anew first: whoever moves a date books nobody beyond what they set."""
    period = capacity.period_start(queries.day_of_hours(commitment=commitment))
    ally = commitment.ally
    if ally is None or period == commitment.period_on:
        return True
    try:
        people.book_minutes(person=ally, starts_on=period, minutes=commitment.minutes)
    except AtCapacity:
        return not let_go_of_moved(commitment, now)
    people.give_back_minutes(person=ally, starts_on=commitment.period_on, minutes=commitment.minutes)
    Commitment.objects.filter(pk=commitment.pk).update(period_on=period)
    return True


def let_go_of_moved(commitment: Commitment, now: dt.datetime) -> bool:
    """Its ally is told why on their own page; the stewards hear that the place is free, and never why."""
    if rules.may_answer(commitment.history, now):
        answering.turn_down(commitment, CLOCK, now, Decline.Reason.CHANGED)
        return True
    if not rules.may_be_released_by_community(commitment.history, now):
        return False
    promising.let_go(commitment, CLOCK, now, Release.Reason.HOURS)
    url = reverse("commitments:date", args=[commitment.shift_id])
    for steward in communities.stewards(community=commitment.shift.ask.community, now=now):
        if steward.pk != commitment.ally_id:
            notices.tell(to=steward, kind="commitment.released", about=commitment.about, url=url, now=now)
    return True
