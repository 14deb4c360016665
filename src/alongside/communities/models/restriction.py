"""Keeping somebody out, for a few days or for longer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.communities.models.community import Community
from alongside.core.declaring import PERSONAL, UNLINKED, Declaration
from alongside.core.fields import IdField
from alongside.people.models import Person


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

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "community": PERSONAL,
        "person": PERSONAL,
        "reason": PERSONAL,
        "at": PERSONAL,
        "by": UNLINKED.but(exported=False),
        "until": PERSONAL,
        "lasting_at": PERSONAL,
        "lasting_by": UNLINKED.but(exported=False),
        "lifted_at": PERSONAL,
        "lifted_by": UNLINKED.but(exported=False),
    }

    class Meta:
        indexes = [models.Index(fields=["community", "person", "until"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(lasting_at__isnull=True) | Q(lasting_at__isnull=False, until__gt=models.F("at")),
                name="communities_restriction_ends",
            )
        ]
