"""What must be true of the chain at every moment; `verify_ledger` asks on a live server."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from django.db.models import Count, F, Q, Sum

from alongside.asks.models import Shift
from alongside.commitments import rules
from alongside.commitments.models import Commitment, Verdict
from alongside.ledger import rules as tokens
from alongside.ledger.models import Entry, Key
from alongside.people.models import BookedHours


def broken_promises() -> Iterator[str]:
    yield from places_that_do_not_add_up()
    yield from hours_that_do_not_add_up()
    yield from people_left_on_cancelled_dates()
    yield from people_twice_on_one_date()
    yield from people_in_two_places()
    yield from steps_outside_the_table()
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


def people_left_on_cancelled_dates() -> Iterator[str]:
    """Calling a date off ends every offer that still stood, and every promise that was not done already."""
    cancelled_at = F("shift__cancelled_at")
    stood = Q(acceptance__isnull=True, offered_at__gt=cancelled_at - rules.EXPIRES_AFTER)
    stood &= Q(shift__ask__closed_at__isnull=True) | Q(shift__ask__closed_at__gt=cancelled_at)
    promised = Q(acceptance__isnull=False, doneclaim__isnull=True)
    left = Commitment.objects.filter(
        stood | promised, closed_at__isnull=True, shift__cancelled_at__isnull=False
    )
    for pk in left.values_list("pk", flat=True):
        yield f"Commitment {pk} goes on, and its date was cancelled."


def people_twice_on_one_date() -> Iterator[str]:
    held = Commitment.objects.filter(closed_at__isnull=True, ally__isnull=False).values("ally", "shift")
    for twice in held.annotate(number=Count("pk")).filter(number__gt=1):
        yield f"Somebody holds {twice['number']} open commitments on date {twice['shift']}."


def people_in_two_places() -> Iterator[str]:
    """Dates that collide, unless one of them was moved after the offer: then its ally was told, and may leave."""
    held = (
        Commitment.objects.filter(closed_at__isnull=True, ally__isnull=False, shift__ask__is_flexible=False)
        .exclude(shift__changed_at__gt=F("offered_at"))
        .exclude(shift__ends_at__lte=F("offered_at"))
        .order_by("ally", "shift__starts_at")
        .values_list("ally", "shift__starts_at", "shift__ends_at", "pk")
    )
    for (ally, _starts_at, ends_at, one), (same, starts_at, _ends_at, other) in pairwise(held):
        if ally == same and starts_at < ends_at:
            yield f"Commitments {one} and {other} are of one person, and at the same time."


def steps_outside_the_table() -> Iterator[str]:
    """Steps that no path through the published table puts together."""
    after_a_yes = Q(keep__isnull=False) | Q(release__isnull=False)
    after_a_yes |= Q(doneclaim__isnull=False) | Q(verdict__isnull=False)
    before_a_yes = Q(decline__isnull=False) | Q(expiry__isnull=False)
    impossible = {
        "has steps that come after a yes, and there was none": after_a_yes & Q(acceptance__isnull=True),
        "was accepted, and ended as an offer": before_a_yes & Q(acceptance__isnull=False),
        "was declined, and expired": Q(decline__isnull=False, expiry__isnull=False),
        "was released, and goes on": Q(release__isnull=False)
        & (Q(doneclaim__isnull=False) | Q(verdict__isnull=False)),
    }
    for words, rows in impossible.items():
        for pk in Commitment.objects.filter(rows).values_list("pk", flat=True):
            yield f"Commitment {pk} {words}."


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
    """Each standing verdict is the last one that the ledger holds for its commitment, by the same hand."""
    entries = Entry.objects.filter(kind="commitments.judge").order_by("number")
    last = {entry.subject: entry for entry in entries.iterator()}
    secrets = dict(Key.objects.values_list("holder", "secret").iterator())
    for verdict in Verdict.objects.iterator():
        entry = last.pop(verdict.commitment_id, None)
        if entry is None or entry.facts["outcome"] != verdict.outcome:
            yield f"The verdict on commitment {verdict.commitment_id} is not the one in the ledger."
        elif entry.by != token_of(verdict, secrets, entry):
            yield f"The verdict on commitment {verdict.commitment_id} is by another hand than the ledger says."
    for commitment in last:
        yield f"The ledger holds a verdict on commitment {commitment} that is gone."


def token_of(verdict: Verdict, secrets: Mapping[str, str], entry: Entry) -> str:
    """What the ledger should call whoever gave it: nobody for a link, and of those who left it knows best."""
    if verdict.is_by_link:
        return ""
    if verdict.by_id is None:
        return entry.by or "nobody"
    return tokens.token(secrets.get(verdict.by_id, ""), entry.community)
