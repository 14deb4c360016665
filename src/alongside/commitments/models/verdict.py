"""The word of the people who asked, and the one-time link by which it may be given."""

import datetime as dt

from django.core import signing
from django.db import models
from django.db.models import Q

from alongside.commitments.models.commitment import Commitment
from alongside.commitments.models.saying import Outcome
from alongside.commitments.models.steps import Step
from alongside.core.declaring import SECRET, UNLINKED, UNLINKED_OF_ASK, Declaration, Kept
from alongside.core.fields import IdField
from alongside.people.models import Person

LINK_SALT = "commitments.verdict_link"


class Verdict(Step):
    """What the people who asked say of it; it may be amended for 14 days after it was first given.

    `by` is empty for somebody who used a one-time link, and for people who left.
    """

    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    first_at = models.DateTimeField()
    is_by_link = models.BooleanField(default=False)
    declared: dict[str, Declaration] = {
        **Step.declared,
        "by": UNLINKED_OF_ASK.but(exported=False),
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

    kept_from = "at"
    declared: dict[str, Declaration] = {
        "id": SECRET.but(kept=Kept.DAYS_30),
        "commitment": UNLINKED.but(kept=Kept.DAYS_30),
        "by": UNLINKED.but(kept=Kept.DAYS_30),
        "at": UNLINKED.but(kept=Kept.DAYS_30),
        "expires_at": UNLINKED.but(kept=Kept.DAYS_30),
        "used_at": UNLINKED.but(kept=Kept.DAYS_30),
    }

    class Meta:
        indexes = [models.Index(fields=["expires_at"])]
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
