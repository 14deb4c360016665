"""The steps of a commitment before its verdict: each a row, with who and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.commitments.models.commitment import Commitment
from alongside.core.declaring import UNLINKED, UNLINKED_OF_ASK, Declaration
from alongside.people.models import Person


class Step(models.Model):
    """Who brought a commitment one step on, and when. `by` is empty for the clock, and for people who left."""

    commitment = models.OneToOneField(Commitment, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    declared: dict[str, Declaration] = {"commitment": UNLINKED, "at": UNLINKED, "by": UNLINKED_OF_ASK}

    class Meta:
        abstract = True


class Acceptance(Step):
    """A steward took the offer, or the ask's own rule did: then `yes_at` is empty, and no exact place opens.

    `by` does not tell the two apart once a steward has left.
    """

    yes_at = models.DateTimeField(null=True)
    declared: dict[str, Declaration] = {**Step.declared, "yes_at": UNLINKED}

    @property
    def is_by_rule(self) -> bool:
        return self.yes_at is None


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
        OTHER = "other", _("Another reason")
        CANCELLED = "cancelled", _("It is not taking place")
        LEFT = "left", _("The person has left")
        HOURS = "hours", _("It moved into weeks for which your hours are used up")

    is_late = models.BooleanField(default=False)
    from_asking_side = models.BooleanField(default=False)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    declared: dict[str, Declaration] = {
        **Step.declared,
        "is_late": UNLINKED,
        "from_asking_side": UNLINKED,
        "reason": UNLINKED,
    }


class Attendance(Step):
    """Whoever runs the ask says who came. It counts for nothing: whether it helped is for the asking side to say."""

    came = models.BooleanField()
    declared: dict[str, Declaration] = {
        **Step.declared,
        "by": UNLINKED_OF_ASK.but(exported=False),
        "came": UNLINKED.but(exported=False),
    }


class DoneClaim(Step):
    """The ally says that it is done. It counts for nothing until the people who asked say so too."""
