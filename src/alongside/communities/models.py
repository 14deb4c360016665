"""Communities, who belongs to them, who steers them, and how far an ally is trusted there."""

import zoneinfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.core.declaring import OF_COMMUNITY, PERSONAL, PUBLIC, SECRET, UNLINKED, Declaration, Kept
from alongside.core.fields import IdField
from alongside.core.locations import Location
from alongside.people.models import Person


class Visibility(models.TextChoices):
    HIDDEN = "hidden", _("Hidden: only people you let in know that it exists")
    LISTED = "listed", _("Listed: others see the name and the purpose")
    PUBLIC = "public", _("Public: others see its page and its open asks")


class Community(models.Model):
    """A group of the people concerned. `late_hours` is its own window for calling a release late."""

    id = IdField()
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300)
    boundary = models.TextField()
    language = models.CharField(max_length=12)
    time_zone = models.CharField(max_length=60)
    area = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.HIDDEN)
    late_hours = models.PositiveSmallIntegerField(default=24)
    founded_at = models.DateTimeField()
    founded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="founded")
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": PUBLIC,
        "name": PUBLIC,
        "purpose": PUBLIC,
        "boundary": PUBLIC,
        "language": PUBLIC,
        "time_zone": PUBLIC,
        "area": PUBLIC,
        "latitude": OF_COMMUNITY,
        "longitude": OF_COMMUNITY,
        "visibility": OF_COMMUNITY,
        "late_hours": OF_COMMUNITY,
        "founded_at": PUBLIC,
        "founded_by": UNLINKED,
        "paused_at": OF_COMMUNITY,
        "paused_by": UNLINKED,
        "closed_at": OF_COMMUNITY,
    }

    class Meta:
        verbose_name_plural = "communities"
        indexes = [models.Index(fields=["visibility", "name"])]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def location(self) -> Location | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Location(self.latitude, self.longitude)


class Link(models.Model):
    """An address outside that the community wants people to read, or to give to."""

    class Purpose(models.TextChoices):
        READ = "read", _("Read this first")
        GIVE = "give", _("Give here")
        OTHER = "other", _("See also")

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=5, choices=Purpose.choices)
    title = models.CharField(max_length=120)
    url = models.URLField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    declared: dict[str, Declaration] = {
        "id": PUBLIC,
        "community": PUBLIC,
        "purpose": PUBLIC,
        "title": PUBLIC,
        "url": PUBLIC,
        "position": PUBLIC,
    }

    class Meta:
        ordering = ["position"]


class Membership(models.Model):
    """A person belongs to a community. Until somebody vouches, they see no names, places or times of others."""

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


class Invitation(models.Model):
    """A one-time way in, made by a steward. Only the digest of its secret is kept."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member: belongs to the people concerned")
        ALLY = "ally", _("Ally: wants to help")
        STEWARD = "steward", _("Steward: helps to run the group")

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=8, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": OF_COMMUNITY.but(kept=Kept.DAYS_30),
        "community": OF_COMMUNITY.but(kept=Kept.DAYS_30),
        "role": OF_COMMUNITY.but(kept=Kept.DAYS_30),
        "digest": SECRET.but(kept=Kept.DAYS_30),
        "by": UNLINKED.but(kept=Kept.DAYS_30),
        "at": OF_COMMUNITY.but(kept=Kept.DAYS_30),
        "expires_at": OF_COMMUNITY.but(kept=Kept.DAYS_30),
        "used_at": OF_COMMUNITY.but(kept=Kept.DAYS_30),
    }


class Standing(models.Model):
    """How far a community trusts an ally. Only a steward gives it; what the ally did there only informs them."""

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
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="communities_one_standing")]


class Vouch(models.Model):
    """The operator, or an established community, says that a new community is what it says it is."""

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="vouches")
    voucher = models.ForeignKey(
        Community, on_delete=models.CASCADE, null=True, blank=True, related_name="vouches_given"
    )
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    declared: dict[str, Declaration] = {
        "id": PUBLIC,
        "community": PUBLIC,
        "voucher": PUBLIC,
        "by": UNLINKED,
        "at": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "voucher"], name="communities_vouch_once"
            ),
            models.UniqueConstraint(
                fields=["community"], condition=Q(voucher__isnull=True), name="communities_operator_vouch_once"
            ),
        ]


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
