"""What an ally promised, and what became of it: one row for each step, with who and when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Shift
from alongside.core import access
from alongside.core.declaring import SECRET, UNLINKED, Declaration, Erasure, Kept
from alongside.core.fields import IdField, SealedTextField
from alongside.people.models import Person


class Outcome(models.TextChoices):
    HELPED = "helped", _("It helped")
    NOT_NEEDED = "not_needed", _("Not what we needed")
    DID_NOT_COME = "did_not_come", _("Did not come")


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
    told_ending_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

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
        "told_ending_at": UNLINKED.but(exported=False),
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


class Verdict(models.Model):
    """What the people who asked say of it. A later one within 14 days replaces it; both stay, one stands.

    `by` is empty for somebody who used a one-time link, and for people who left.
    """

    id = IdField()
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="verdicts")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    is_by_link = models.BooleanField(default=False)
    replaced_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": UNLINKED,
        "commitment": UNLINKED,
        "outcome": UNLINKED,
        "at": UNLINKED,
        "by": UNLINKED.but(exported=False),
        "is_by_link": UNLINKED,
        "replaced_at": UNLINKED,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(replaced_at__isnull=True), name="commitments_one_verdict_stands"
            )
        ]


class VerdictLink(models.Model):
    """A one-time way for the person helped to give the verdict without an account. Opening it uses nothing up."""

    id = IdField()
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="verdict_links")
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": UNLINKED.but(kept=Kept.DAYS_30),
        "commitment": UNLINKED.but(kept=Kept.DAYS_30),
        "digest": SECRET.but(kept=Kept.DAYS_30),
        "by": UNLINKED.but(kept=Kept.DAYS_30),
        "at": UNLINKED.but(kept=Kept.DAYS_30),
        "expires_at": UNLINKED.but(kept=Kept.DAYS_30),
        "used_at": UNLINKED.but(kept=Kept.DAYS_30),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("at")), name="commitments_link_ends_after_it_starts"
            )
        ]
