"""What time does to the chain. Each job may be killed at any point; the next run goes on."""

import datetime as dt

from django.db.models import F, Q

from alongside.asks import queries as asks
from alongside.commitments import actions, queries, rules
from alongside.commitments.models import Commitment, Stint
from alongside.ledger.actions import CLOCK

AT_ONCE = 500


def expire_offers(now: dt.datetime) -> int:
    """Closes offers that nobody answered within four days, or before their date ended."""
    due = queries.overdue(now=now)[:AT_ONCE]
    return sum(actions.expire(commitment=one, by=CLOCK, now=now) for one in due)


def escalate_offers(now: dt.datetime) -> int:
    """Tells a second steward of offers that have waited for two days."""
    due = Commitment.objects.unanswered(now).filter(
        escalated_at__isnull=True, offered_at__lte=now - rules.ESCALATES_AFTER
    )
    return sum(actions.escalate(commitment=one, by=CLOCK, now=now) for one in due[:AT_ONCE])


def tell_of_offers(now: dt.datetime) -> int:
    """Tells whoever runs an ask that somebody offers there."""
    untold = queries.untold_of_offers(now=now)
    for one in untold:
        actions.tell_of_offers(runner=one, now=now)
    return len(untold)


def ask_for_verdicts(now: dt.datetime) -> int:
    """Asks, once for each commitment, whether it helped, when its date has ended."""
    due = Commitment.objects.promised().filter(
        verdict_asked_at__isnull=True,
        shift__ends_at__lte=now,
        shift__ends_at__gt=now - rules.ANSWERED_WITHIN,
    )
    return sum(actions.ask_for_verdict(commitment=one, by=CLOCK, now=now) for one in due[:AT_ONCE])


def ask_to_keep(now: dt.datetime) -> int:
    """Asks whoever promised, shortly before, whether they come."""
    due = queries.to_ask_to_keep(now=now)[:AT_ONCE]
    return sum(actions.ask_to_keep(commitment=one, by=CLOCK, now=now) for one in due)


def give_back_in_rest(now: dt.datetime) -> int:
    """Gives back what falls into the rest of somebody who chose that when it began."""
    held = queries.in_rest(now=now).with_history().select_related("ally")
    due = [one for one in held if queries.falls_into_rest(commitment=one, now=now)]
    return sum(actions.give_back_in_rest(commitment=one, by=CLOCK, now=now) for one in due[:AT_ONCE])


def tell_changes(now: dt.datetime) -> int:
    """Tells everybody who offered or promised that time or place has changed since they offered."""
    changed = Commitment.objects.open(now).filter(
        Q(told_change_at__isnull=True) | Q(told_change_at__lt=F("shift__changed_at")),
        shift__changed_at__gt=F("offered_at"),
        shift__ends_at__gt=now,
    )
    return sum(actions.tell_change(commitment=one, by=CLOCK, now=now) for one in changed[:AT_ONCE])


def let_go_of_shut_out(now: dt.datetime) -> int:
    """Ends the open promises and offers of people whom a community keeps out."""
    due = queries.shut_out(now=now)
    return sum(actions.let_go_of_shut_out(commitment=one, by=CLOCK, now=now) for one in due[:AT_ONCE])


def let_go_of_left(now: dt.datetime) -> int:
    """Gives back what people had promised to a group that they have left since."""
    due = queries.left_behind(now=now)[:AT_ONCE]
    return sum(actions.let_go_of_left(commitment=one, by=CLOCK, now=now) for one in due)


def settle_one_more(now: dt.datetime) -> int:
    """Tells who came as one more that they are needed, or lets them go two days before."""
    return sum(actions.settle_one_more(shift=one, now=now) for one in queries.to_settle(now=now)[:AT_ONCE])


def go_on_with_stints(now: dt.datetime) -> int:
    """Promises the dates that were made since, of whoever offered every date; closes what ended."""
    settled = actions.settle_stints(now=now)
    due = Stint.objects.due(now).order_by("offered_at")[:AT_ONCE]
    return settled + sum(actions.go_on(stint=one, by=CLOCK, now=now) for one in due)


def review_stints(now: dt.datetime) -> int:
    """Asks whoever offered every date, two weeks before the last, whether to go on."""
    due = Stint.objects.to_review(now).order_by("until")[:AT_ONCE]
    return sum(actions.review_stint(stint=one, by=CLOCK, now=now) for one in due)


def forget_calendars(now: dt.datetime) -> int:
    return actions.forget_calendars(now=now)


def forget_needs(now: dt.datetime) -> int:
    return actions.forget_needs(now=now)


def forget_notes(now: dt.datetime) -> int:
    return actions.forget_notes(now=now)


def forget_messages(now: dt.datetime) -> int:
    return actions.forget_messages(now=now)


def empty_asks(now: dt.datetime) -> int:
    """Takes the words and the names from asks that have been over for long."""
    due = asks.to_empty(now=now)
    for one in due:
        actions.empty_ask(ask=one, by=CLOCK, now=now)
    return len(due)


def forget_links(now: dt.datetime) -> int:
    return actions.forget_links(now=now)
