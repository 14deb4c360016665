"""What an ally promised, and what became of it: one row for each step, with who and when."""

import datetime as dt
from typing import Self

from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Shift
from alongside.commitments import rules
from alongside.communities.models import Community
from alongside.core import access
from alongside.core.declaring import SECRET, UNLINKED, Declaration, Erasure, Kept
from alongside.core.fields import IdField, SealedTextField
from alongside.people.models import Person


class Outcome(models.TextChoices):
    HELPED = "helped", _("It helped")
    NOT_NEEDED = "not_needed", _("Not what we needed")
    DID_NOT_COME = "did_not_come", _("Did not come")


LINK_SALT = "commitments.verdict_link"
STEPS = ("acceptance", "decline", "expiry", "keep", "release", "doneclaim", "verdict")


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
        return self.filter(
            closed_at__isnull=True,
            acceptance__isnull=True,
            offered_at__gt=now - rules.EXPIRES_AFTER,
            shift__ends_at__gt=now,
        )

    def overdue(self, now: dt.datetime) -> Self:
        """Offers that time has ended, and that nothing has settled yet."""
        return self.filter(closed_at__isnull=True, acceptance__isnull=True).filter(
            Q(offered_at__lte=now - rules.EXPIRES_AFTER) | Q(shift__ends_at__lte=now)
        )

    def occupying(self, now: dt.datetime) -> Self:
        """What is open, and what time has ended and nothing has settled yet: all that an offer must look at."""
        return self.filter(
            Q(acceptance__isnull=True) | Q(shift__ends_at__gt=now - rules.ANSWERED_WITHIN),
            closed_at__isnull=True,
        ).select_related("shift__ask", "acceptance")

    def promised(self) -> Self:
        """Accepted, and neither released nor judged."""
        return self.filter(closed_at__isnull=True, acceptance__isnull=False)

    def open(self, now: dt.datetime) -> Self:
        """Offered, accepted, kept or done claimed: what occupies somebody. "No answer" is not open."""
        still_promised = Q(acceptance__isnull=False, shift__ends_at__gt=now - rules.ANSWERED_WITHIN)
        still_offered = Q(
            acceptance__isnull=True, offered_at__gt=now - rules.EXPIRES_AFTER, shift__ends_at__gt=now
        )
        return self.filter(still_promised | still_offered, closed_at__isnull=True)

    def waiting_for_verdict(self, now: dt.datetime) -> Self:
        """Started, promised and not judged, however long ago: a late verdict still counts."""
        return self.promised().filter(shift__starts_at__lte=now)

    def helped(self) -> Self:
        return self.filter(verdict__outcome=Outcome.HELPED)


class Said(models.TextChoices):
    """What a state is called on a page. "Over" is what an ally reads of every verdict but *it helped*."""

    OFFERED = rules.State.OFFERED, _("Offered: the group has not answered yet")
    ACCEPTED = rules.State.ACCEPTED, _("Promised")
    DECLINED = rules.State.DECLINED, _("Not this time")
    EXPIRED = rules.State.EXPIRED, _("Nobody answered in time")
    KEPT = rules.State.KEPT, _("Promised, and confirmed again")
    RELEASED = rules.State.RELEASED, _("Released")
    DONE_CLAIMED = rules.State.DONE_CLAIMED, _("Done, says the ally")
    HELPED = rules.State.HELPED, _("It helped")
    NOT_NEEDED = rules.State.NOT_NEEDED, _("Not what we needed")
    DID_NOT_COME = rules.State.DID_NOT_COME, _("Did not come")
    NO_ANSWER = rules.State.NO_ANSWER, _("No answer yet")
    OVER = "over", _("Over")


def said(state: rules.State, *, to_ally: bool) -> Said:
    """How a state is told. The ally hears of no verdict but *it helped*."""
    if to_ally and state in rules.VERDICTS - {rules.State.HELPED}:
        return Said.OVER
    return Said(state)


STEPS_SHOWN = {
    Said.OFFERED: 1,
    Said.ACCEPTED: 2,
    Said.KEPT: 2,
    Said.DONE_CLAIMED: 3,
    Said.NO_ANSWER: 3,
    Said.HELPED: 4,
}
"""How many of asked, promised, done and helped a state shows as reached."""


class Commitment(models.Model):
    """An ally's offer to one date of an ask, from the offer to its end.

    `minutes` is what it books of the ally's hours in the period that starts on `period_on`. `closed_at` is stored,
    because "one open commitment a person and date" is a constraint; the steps below say how it was closed.
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
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = Commitments.as_manager()

    declared: dict[str, Declaration] = {
        "id": UNLINKED,
        "shift": UNLINKED,
        "ally": UNLINKED,
        "note": UNLINKED.but(encrypted=True, erasure=Erasure.DELETE),
        "language": UNLINKED,
        "minutes": UNLINKED,
        "period_on": UNLINKED,
        "offered_at": UNLINKED,
        "escalated_at": UNLINKED.but(exported=False),
        "verdict_asked_at": UNLINKED.but(exported=False),
        "told_change_at": UNLINKED.but(exported=False),
        "closed_at": UNLINKED,
    }

    class Meta:
        indexes = [
            models.Index(fields=["ally", "-offered_at"]),
            models.Index(fields=["shift", "offered_at"]),
            models.Index(
                fields=["offered_at"], condition=Q(closed_at__isnull=True), name="commitments_open_by_age"
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
    def history(self) -> rules.History:
        """The steps as the rules read them. Load through `with_history()`, or each step costs a query."""
        shift = self.shift
        verdict = step(self, "verdict")
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
            judged_at=verdict.first_at if isinstance(verdict, Verdict) else None,
        )

    @property
    def outcome(self) -> str:
        """What the people who asked said of it, or nothing yet."""
        verdict = step(self, "verdict")
        return verdict.outcome if isinstance(verdict, Verdict) else ""

    def state(self, now: dt.datetime) -> rules.State:
        return rules.state(self.history, now)

    def is_overdue(self, now: dt.datetime) -> bool:
        """Whether time has ended an offer that nothing has settled yet."""
        ended = rules.offer_ends_at(self.offered_at, self.shift.ends_at) <= now
        return self.closed_at is None and step(self, "acceptance") is None and ended


def step(commitment: Commitment, name: str) -> "Step | None":
    """One step of a commitment, or nothing when it was not taken."""
    found: Step | None = getattr(commitment, name, None)
    return found


def step_at(commitment: Commitment, name: str) -> dt.datetime | None:
    found = step(commitment, name)
    return found.at if found else None


class SharedNeed(models.Model):
    """An access need that the ally ticked to be seen by the asking side, for this one commitment."""

    id = IdField()
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="shared_needs")
    fact = models.CharField(max_length=20, choices=access.Fact.choices)

    declared: dict[str, Declaration] = {
        "id": UNLINKED.but(erasure=Erasure.DELETE),
        "commitment": UNLINKED.but(erasure=Erasure.DELETE),
        "fact": UNLINKED.but(erasure=Erasure.DELETE),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "fact"], name="commitments_need_once")]


class Step(models.Model):
    """Who brought a commitment one step on, and when. `by` is empty for the clock, and for people who left."""

    commitment = models.OneToOneField(Commitment, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    declared: dict[str, Declaration] = {"commitment": UNLINKED, "at": UNLINKED, "by": UNLINKED}

    class Meta:
        abstract = True


class Acceptance(Step):
    """A steward took the offer; `by` is empty where the ask's own rule did."""


class Decline(Step):
    """A steward said no, kindly; the reason comes from a list, or there is none."""

    class Reason(models.TextChoices):
        NONE = "", _("No reason given")
        ENOUGH = "enough", _("We have enough people by now")
        CHANGED = "changed", _("Our plans changed")
        SOMEBODY_KNOWN = "known", _("This time we need somebody we know")
        OTHER_TIME = "other_time", _("Another time would suit us better")

    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    declared: dict[str, Declaration] = {**Step.declared, "reason": UNLINKED}


class Expiry(Step):
    """Time ended the offer. The state is derived from the clock; this row is the worker having settled it."""


class Keep(Step):
    """The ally said once more, before the time, that they come."""


class Release(Step):
    """The promise was given back: by the ally, early or late by the group's own window, or by the community."""

    class Reason(models.TextChoices):
        NONE = "", _("No reason given")
        COVERED = "covered", _("Enough people are coming")
        CHANGED = "changed", _("Our plans changed")
        CANCELLED = "cancelled", _("It is not taking place")
        LEFT = "left", _("The person has left")

    is_late = models.BooleanField(default=False)
    from_asking_side = models.BooleanField(default=False)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    declared: dict[str, Declaration] = {
        **Step.declared,
        "is_late": UNLINKED,
        "from_asking_side": UNLINKED,
        "reason": UNLINKED,
    }


class DoneClaim(Step):
    """The ally says that it is done. It counts for nothing until the people who asked say so too."""


class Verdict(Step):
    """What the people who asked say of it; it may be amended for 14 days after it was first given.

    `by` is empty for somebody who used a one-time link, and for people who left.
    """

    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    first_at = models.DateTimeField()
    is_by_link = models.BooleanField(default=False)
    declared: dict[str, Declaration] = {
        **Step.declared,
        "by": UNLINKED.but(exported=False),
        "outcome": UNLINKED,
        "first_at": UNLINKED,
        "is_by_link": UNLINKED,
    }


class FormerVerdict(models.Model):
    """A verdict that its giver's side changed. It is kept so that a change is never silent to the stewards."""

    id = IdField()
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="former_verdicts")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    declared: dict[str, Declaration] = {
        "id": UNLINKED,
        "commitment": UNLINKED,
        "outcome": UNLINKED,
        "at": UNLINKED,
        "replaced_at": UNLINKED,
    }


class VerdictLink(models.Model):
    """A one-time way for the person helped to give the verdict without an account. Opening it uses nothing up.

    The address carries this row's id, signed by the server, so that nothing stored here opens anything.
    """

    id = IdField()
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="verdict_links")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": SECRET.but(kept=Kept.DAYS_30),
        "commitment": UNLINKED.but(kept=Kept.DAYS_30),
        "by": UNLINKED.but(kept=Kept.DAYS_30),
        "at": UNLINKED.but(kept=Kept.DAYS_30),
        "expires_at": UNLINKED.but(kept=Kept.DAYS_30),
        "used_at": UNLINKED.but(kept=Kept.DAYS_30),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(used_at__isnull=True), name="commitments_one_unused_link"
            )
        ]

    @property
    def secret(self) -> str:
        """What stands in the address: the id with the server's signature."""
        return signing.Signer(salt=LINK_SALT).sign(self.pk)

    def is_spent(self, now: dt.datetime) -> bool:
        return self.used_at is not None or self.expires_at <= now
