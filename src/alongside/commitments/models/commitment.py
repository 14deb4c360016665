"""The commitment itself: one ally, one date, and the filters by which it is found."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q

from alongside.asks.models import Shift
from alongside.commitments import rules
from alongside.communities.models import Community
from alongside.core import access
from alongside.core.declaring import UNLINKED, UNLINKED_OF_ASK, Declaration, Erasure, Kept
from alongside.core.fields import IdField, SealedTextField
from alongside.people.models import Person

FOR_30_DAYS = UNLINKED.but(erasure=Erasure.DELETE, kept=Kept.DAYS_30_OR_FEWER)
STEPS = ("acceptance", "decline", "expiry", "keep", "release", "doneclaim", "verdict")
"""The steps that a commitment may have, by the name under which it knows each of them."""


def still_offered(now: dt.datetime) -> Q:
    """An offer that nobody has answered, and that time has not ended: `rules.state` calls it offered."""
    return Q(
        closed_at__isnull=True,
        acceptance__isnull=True,
        offered_at__gt=now - rules.EXPIRES_AFTER,
        shift__ends_at__gt=now,
        shift__ask__closed_at__isnull=True,
    )


class Commitments(models.QuerySet["Commitment"]):
    def with_history(self) -> Self:
        """Everything that `Commitment.history` reads, in one query."""
        return self.select_related("shift__ask__community", *STEPS)

    def of(self, ally: Person) -> Self:
        return self.filter(ally=ally)

    def for_community(self, community: Community) -> Self:
        return self.filter(shift__ask__community=community)

    def unanswered(self, now: dt.datetime) -> Self:
        """Offers that wait for a steward's yes or no."""
        return self.filter(still_offered(now))

    def promised(self) -> Self:
        """Accepted, and neither released nor judged."""
        return self.filter(closed_at__isnull=True, acceptance__isnull=False)

    def holding_a_place(self) -> Self:
        """Accepted and not released, whatever was said of it later."""
        return self.filter(acceptance__isnull=False, release__isnull=True)

    def open(self, now: dt.datetime) -> Self:
        """Offered, accepted, kept or done claimed: what occupies somebody. "No answer" is not open."""
        still_promised = Q(acceptance__isnull=False, shift__ends_at__gt=now - rules.ANSWERED_WITHIN)
        return self.filter(still_promised | still_offered(now), closed_at__isnull=True)

    def waiting_for_verdict(self, now: dt.datetime) -> Self:
        """Started, promised and not judged, however long ago: a late verdict still counts."""
        return self.promised().filter(shift__starts_at__lte=now)

    def silent_to_ally(self, now: dt.datetime) -> Self:
        """Judged otherwise than *it helped*, while their ally must take them for unanswered."""
        others = [one for one in rules.VERDICTS if one is not rules.State.HELPED]
        return self.filter(verdict__outcome__in=others, shift__ends_at__gt=now - rules.ANSWERED_WITHIN)

    def as_one_more(self) -> Self:
        """Of those who agreed to come as one more: who is still that, or waits for an answer."""
        return self.filter(one_more_at__isnull=False, needed_at__isnull=True, closed_at__isnull=True)

    def judged(self) -> Self:
        """What the people who asked have answered, and nobody gave back: its state is the outcome."""
        return self.filter(verdict__isnull=False, release__isnull=True, decline__isnull=True)

    def helped(self) -> Self:
        return self.filter(verdict__outcome=rules.State.HELPED)


class Commitment(models.Model):
    """An ally's offer to one date of an ask, from the offer to its end.

    `minutes` is what it books of the ally's hours in the period that starts on `period_on`. `closed_at` is stored,
    because "one open commitment a person and date" is a constraint; the steps below say how it was closed.
    `one_more_at` is when its ally agreed to come as one more than the date needs, `needed_at` when they became needed.
    `forgotten_at` is when time took the note away, a while after the date.
    """

    id = IdField()
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="commitments")
    ally = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="commitments")
    note = SealedTextField(blank=True)
    language = models.CharField(max_length=12)
    minutes = models.PositiveIntegerField()
    period_on = models.DateField()
    offered_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True, blank=True)
    verdict_asked_at = models.DateTimeField(null=True, blank=True)
    told_change_at = models.DateTimeField(null=True, blank=True)
    keep_asked_at = models.DateTimeField(null=True, blank=True)
    one_more_at = models.DateTimeField(null=True, blank=True)
    needed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = Commitments.as_manager()

    emptied_from = "shift__ends_at"
    declared: dict[str, Declaration] = {
        "id": UNLINKED,
        "shift": UNLINKED,
        "ally": UNLINKED_OF_ASK,
        "note": UNLINKED.but(encrypted=True, erasure=Erasure.DELETE, kept=Kept.DAYS_30_OR_FEWER),
        "language": UNLINKED,
        "minutes": UNLINKED,
        "period_on": UNLINKED,
        "offered_at": UNLINKED,
        "escalated_at": UNLINKED.but(exported=False),
        "verdict_asked_at": UNLINKED.but(exported=False),
        "told_change_at": UNLINKED.but(exported=False),
        "keep_asked_at": UNLINKED.but(exported=False),
        "one_more_at": UNLINKED,
        "needed_at": UNLINKED,
        "closed_at": UNLINKED,
        "forgotten_at": UNLINKED.but(exported=False),
    }

    class Meta:
        indexes = [
            models.Index(fields=["ally", "-offered_at"]),
            models.Index(fields=["shift", "offered_at"]),
            models.Index(
                fields=["offered_at"], condition=Q(closed_at__isnull=True), name="commitments_open_by_age"
            ),
            models.Index(
                fields=["shift"],
                condition=Q(one_more_at__isnull=False, needed_at__isnull=True, closed_at__isnull=True),
                name="commitments_one_more",
            ),
            models.Index(
                fields=["shift"], condition=Q(forgotten_at__isnull=True), name="commitments_with_their_notes"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ally", "shift"], condition=Q(closed_at__isnull=True), name="commitments_one_open"
            ),
        ]

    @property
    def about(self) -> str:
        """The opaque reference by which notices and messages know this commitment."""
        return f"commitment:{self.pk}"

    @property
    def is_one_more(self) -> bool:
        """Whether its ally agreed to come as one more than it needs, and is not needed yet."""
        return self.one_more_at is not None and self.needed_at is None

    @property
    def history(self) -> rules.History:
        """The steps as the rules read them. Load through `with_history()`, or each step costs a query."""
        shift = self.shift
        return rules.History(
            offered_at=self.offered_at,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            is_flexible=shift.ask.is_flexible,
            accepted_at=step_at(self, "acceptance"),
            declined_at=step_at(self, "decline"),
            expired_at=step_at(self, "expiry"),
            kept_at=step_at(self, "keep"),
            released_at=step_at(self, "release"),
            done_at=step_at(self, "doneclaim"),
            outcome=self.outcome or None,
            judged_at=getattr(step(self, "verdict"), "first_at", None),
            ask_closed_at=shift.ask.closed_at,
            changed_at=shift.changed_at,
        )

    @property
    def outcome(self) -> str:
        """What the people who asked said of it, or nothing yet."""
        return str(getattr(step(self, "verdict"), "outcome", ""))

    def state(self, now: dt.datetime) -> rules.State:
        return rules.state(self.history, now)

    def is_overdue(self, now: dt.datetime) -> bool:
        """Whether time has ended an offer that nothing has settled yet."""
        shift = self.shift
        ends_at = rules.offer_ends_at(self.offered_at, shift.ends_at, shift.ask.closed_at)
        return self.closed_at is None and step(self, "acceptance") is None and ends_at <= now


def step(commitment: Commitment, name: str) -> Any:
    """One step of a commitment, or nothing when it was not taken."""
    return getattr(commitment, name, None)


def step_at(commitment: Commitment, name: str) -> dt.datetime | None:
    return getattr(step(commitment, name), "at", None)


class SharedNeed(models.Model):
    """An access need that the ally ticked for the stewards, for this one commitment, until 30 days after it."""

    id = IdField()
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="shared_needs")
    fact = models.CharField(max_length=20, choices=access.Fact.choices)

    kept_from = "commitment__shift__ends_at"
    declared: dict[str, Declaration] = {
        "id": FOR_30_DAYS,
        "commitment": FOR_30_DAYS,
        "fact": FOR_30_DAYS,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "fact"], name="commitments_need_once")]
