"""Keeping somebody out, for a few days or for longer."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.communities.models.community import Community
from alongside.core.declaring import PERSONAL, UNLINKED, Declaration, Kept
from alongside.core.fields import IdField
from alongside.people.models import Person

KEPT = PERSONAL.but(kept=Kept.DAYS_180)


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def of(self, community: Community) -> Self:
        return self.filter(community=community)

    def active(self, now: dt.datetime) -> Self:
        return self.filter(lifted_at=None, until__gt=now)


class Restriction(models.Model):
    """A steward keeps somebody out until a date. One steward may for a few days; making it last takes two."""

    class Reason(models.TextChoices):
        SAFETY = "safety", _("Somebody's safety")
        BOUNDARY = "boundary", _("The group's boundary was crossed")
        PRIVACY = "privacy", _("Something private was shared")
        TRUST = "trust", _("Trust was broken")
        OTHER = "other", _("Another reason")

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="restrictions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="restrictions")
    reason = models.CharField(max_length=8, choices=Reason.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    until = models.DateTimeField()
    lasting_at = models.DateTimeField(null=True, blank=True)
    lasting_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RestrictionQuerySet.as_manager()

    kept_from = "until"
    declared: dict[str, Declaration] = {
        "id": KEPT,
        "community": KEPT,
        "person": KEPT,
        "reason": KEPT,
        "at": KEPT,
        "by": UNLINKED.but(exported=False, kept=Kept.DAYS_180),
        "until": KEPT,
        "lasting_at": KEPT,
        "lasting_by": UNLINKED.but(exported=False, kept=Kept.DAYS_180),
        "lifted_at": KEPT,
        "lifted_by": UNLINKED.but(exported=False, kept=Kept.DAYS_180),
    }

    class Meta:
        indexes = [models.Index(fields=["community", "person", "until"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(lasting_at__isnull=True) | Q(lasting_at__isnull=False, until__gt=models.F("at")),
                name="communities_restriction_ends",
            )
        ]

    def is_active(self, now: dt.datetime) -> bool:
        return self.lifted_at is None and self.until > now
