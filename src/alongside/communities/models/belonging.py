"""Who belongs to a community, who asks to, and how far an ally is trusted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.communities.models.community import Community
from alongside.core.declaring import PERSONAL, UNLINKED, Declaration
from alongside.core.fields import IdField
from alongside.people.models import Person


class Membership(models.Model):
    """A person belongs to a community. Until a steward vouches, they see no names, places or times."""

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()
    vouched_at = models.DateTimeField(null=True, blank=True)
    vouched_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    steward_since = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "community": PERSONAL,
        "person": PERSONAL,
        "joined_at": PERSONAL,
        "vouched_at": PERSONAL,
        "vouched_by": UNLINKED,
        "steward_since": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="communities_member_once"),
            models.CheckConstraint(
                condition=Q(steward_since__isnull=True) | Q(vouched_at__isnull=False),
                name="communities_stewards_are_vouched_for",
            ),
        ]


class MembershipRequest(models.Model):
    """Somebody asks to belong. The row ends when a steward answers."""

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="membership_requests")
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "community": PERSONAL,
        "person": PERSONAL,
        "words": PERSONAL,
        "at": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="communities_one_request")
        ]


class Standing(models.Model):
    """How far a community trusts an ally. Only a steward gives it; what they did there only informs."""

    class Level(models.IntegerChoices):
        NEW = 1, _("New")
        KNOWN = 2, _("Known")
        TRUSTED = 3, _("Trusted")

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="standings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="standings")
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.NEW)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "community": PERSONAL,
        "person": PERSONAL,
        "level": PERSONAL,
        "given_at": PERSONAL,
        "given_by": UNLINKED,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="communities_one_standing")
        ]
