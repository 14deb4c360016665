"""What must be true of the chain at every moment; `verify_ledger` asks on a live server."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum

from alongside.asks.models import Shift
from alongside.commitments.models import Commitment, Verdict
from alongside.ledger.models import Entry
from alongside.people.models import BookedHours


def broken_promises() -> Iterator[str]:
    yield from places_that_do_not_add_up()
    yield from hours_that_do_not_add_up()
    yield from verdicts_on_oneself()
    yield from closings_that_do_not_match()
    yield from verdicts_the_ledger_does_not_know()


def places_that_do_not_add_up() -> Iterator[str]:
    shifts = Shift.objects.annotate(
        held=Count(
            "commitments",
            filter=Q(commitments__acceptance__isnull=False, commitments__release__isnull=True),
            distinct=True,
        )
    ).exclude(held=F("places_taken"))
    for pk, taken, held in shifts.values_list("pk", "places_taken", "held"):
        yield f"Date {pk} counts {taken} places taken, and {held} people hold one."


def hours_that_do_not_add_up() -> Iterator[str]:
    """Offers and promises count; declined, expired and early released ones do not."""
    gives_back = Q(decline__isnull=False) | Q(expiry__isnull=False)
    gives_back |= Q(release__is_late=False) | Q(release__from_asking_side=True)
    promised = (
        Commitment.objects.filter(ally__isnull=False)
        .exclude(gives_back)
        .values_list("ally", "period_on")
        .annotate(total=Sum("minutes"))
    )
    sums = Counter({(ally, period): total for ally, period, total in promised})
    for booked in BookedHours.objects.all():
        expected = sums.pop((booked.person_id, booked.starts_on), 0)
        if expected != booked.minutes:
            yield (
                f"Somebody's period from {booked.starts_on} books {booked.minutes} minutes, promised are {expected}."
            )
    for (_ally, period), total in sums.items():
        yield f"Somebody promised {total} minutes in the period from {period}, and nothing is booked."


def verdicts_on_oneself() -> Iterator[str]:
    for verdict in Verdict.objects.filter(by__isnull=False, by=F("commitment__ally")):
        yield f"Commitment {verdict.commitment_id} was judged by its own ally."


def closings_that_do_not_match() -> Iterator[str]:
    ended = (
        Q(decline__isnull=False)
        | Q(expiry__isnull=False)
        | Q(release__isnull=False)
        | Q(verdict__isnull=False)
    )
    for commitment in Commitment.objects.filter(ended, closed_at__isnull=True):
        yield f"Commitment {commitment.pk} has ended, and is not closed."
    for commitment in Commitment.objects.exclude(ended).filter(closed_at__isnull=False):
        yield f"Commitment {commitment.pk} is closed, and nothing ended it."


def verdicts_the_ledger_does_not_know() -> Iterator[str]:
    """Each standing verdict is the last one that the ledger holds for its commitment."""
    last: dict[str, str] = {}
    entries = Entry.objects.filter(kind="commitments.judge").order_by("number")
    for subject, facts in entries.values_list("subject", "facts").iterator():
        last[subject] = facts["outcome"]
    for commitment, outcome in Verdict.objects.values_list("commitment", "outcome").iterator():
        if last.pop(commitment, None) != outcome:
            yield f"The verdict on commitment {commitment} is not the one in the ledger."
    for commitment in last:
        yield f"The ledger holds a verdict on commitment {commitment} that is gone."
