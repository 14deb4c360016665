"""Who belongs to a community, who asks to, and how far an ally is trusted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.communities.models.community import Community
from alongside.core.declaring import PERSONAL, UNLINKED, Declaration
from alongside.core.fields import IdField
from alongside.people.models import Person


class Membership(models.Model):
    """A person belongs to a community. Until a steward vouches, they see no names, places or times.

    `circle` is the same for everybody who came in through one person (`rules.Voice`); it outlives whoever that was,
    without naming them.
    """

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()
    vouched_at = models.DateTimeField(null=True, blank=True)
    vouched_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    steward_since = models.DateTimeField(null=True, blank=True)
    circle = models.CharField(max_length=40, blank=True, default="", db_default="")

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "community": PERSONAL,
        "person": PERSONAL,
        "joined_at": PERSONAL,
        "vouched_at": PERSONAL,
        "vouched_by": UNLINKED,
        "steward_since": PERSONAL,
        "circle": PERSONAL.but(exported=False),
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
    """How far a community trusts an ally. Only a steward gives it; what they did there only informs.

    `vouched_at` is since when enough unrelated members vouch for the ally, as `rules.voices` counts them. It stands
    here, written with each vouch, because every page reads it.
    """

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
    vouched_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "community": PERSONAL,
        "person": PERSONAL,
        "level": PERSONAL,
        "given_at": PERSONAL,
        "given_by": UNLINKED,
        "vouched_at": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="communities_one_standing")
        ]


class AllyVouch(models.Model):
    """A member says that they know an ally and would let them come close. Only stewards read who said so."""

    id = IdField()
    standing = models.ForeignKey(Standing, on_delete=models.CASCADE, related_name="vouches")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ally_vouches")
    at = models.DateTimeField()

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "standing": PERSONAL.but(exported=False),
        "by": PERSONAL,
        "at": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standing", "by"], name="communities_vouch_for_ally_once")
        ]
