"""What remains of somebody's promises when they leave for good: the community's record, without them."""

import datetime as dt

from django.db import transaction

from alongside.commitments import queries, rules
from alongside.commitments.actions import offering, promising
from alongside.commitments.actions.locking import locked
from alongside.commitments.models import Commitment, Release, SharedNeed
from alongside.people.models import Person


@transaction.atomic
def erase_person(*, person: Person, now: dt.datetime) -> None:
    """Withdraws open offers, releases open promises, and takes notes and shared needs away. Verdicts stay."""
    for one in Commitment.objects.of(person).open(now):
        commitment = locked(one)
        if rules.may_withdraw(commitment.history, now):
            offering.withdraw(commitment=commitment, by=person, now=now)
        elif rules.may_release(commitment.history, now):
            is_late = queries.would_be_late(commitment=commitment, now=now)
            promising.end_promise(
                commitment, Release(by=None, is_late=is_late, reason=Release.Reason.LEFT), now
            )
            promising.note(commitment, person, now, kind="commitments.release", facts={"late": is_late})
    SharedNeed.objects.filter(commitment__ally=person).delete()
    Commitment.objects.of(person).update(note="", ally=None)
