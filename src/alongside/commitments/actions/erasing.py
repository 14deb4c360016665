"""What remains of somebody's promises when they leave for good: the community's record, without them."""

import datetime as dt

from django.db import transaction

from alongside.asks.models import Runner, Shift
from alongside.commitments import queries, rules
from alongside.commitments.actions import offering, promising
from alongside.commitments.actions.locking import hold, locked
from alongside.commitments.models import Calendar, Commitment, Release, SharedNeed, Stint
from alongside.communities import queries as communities
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def erase_person(*, person: Person, now: dt.datetime) -> None:
    """Withdraws open offers, releases open promises, and takes notes and shared needs away. Verdicts stay."""
    open_ones = list(Commitment.objects.of(person).open(now))
    hold(Shift, *(one.shift_id for one in open_ones))
    for one in open_ones:
        commitment = locked(one)
        if rules.may_withdraw(commitment.history, now):
            offering.withdraw(commitment=commitment, by=person, now=now)
        elif rules.may_release(commitment.history, now):
            is_late = queries.would_be_late(commitment=commitment, now=now)
            promising.end_promise(
                commitment, Release(by=None, is_late=is_late, reason=Release.Reason.LEFT), now
            )
            promising.note(commitment, person, now, kind="commitments.release", facts={"late": is_late})
    forget_runs(person, now)
    Calendar.objects.filter(person=person).delete()
    Stint.objects.filter(ally=person).delete()
    SharedNeed.objects.filter(commitment__ally=person).delete()
    Commitment.objects.of(person).update(note="", ally=None)


def forget_runs(person: Person, now: dt.datetime) -> None:
    """What was written with them while they ran an ask: without them nobody has a page that shows it."""
    held = communities.held(now=now)
    for runner in Runner.objects.filter(person=person):
        with_whom = Commitment.objects.filter(shift__ask=runner.ask_id)
        about = [queries.run_about(runner=runner, commitment=one) for one in with_whom]
        notices.forget(about=about, before=now, but=held)
