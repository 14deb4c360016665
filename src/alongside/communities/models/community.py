"""A community and the addresses that it wants people to know."""

import zoneinfo

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from alongside.communities.models.filters import CommunityQuerySet
from alongside.communities.rules import ALLY_VOUCHES_NEEDED, Relation
from alongside.core.declaring import OF_COMMUNITY, PUBLIC, UNLINKED, Declaration
from alongside.core.fields import IdField
from alongside.core.locations import Location
from alongside.people.models import Person


class Visibility(models.TextChoices):
    HIDDEN = "hidden", _("Hidden: only people you let in know that it exists")
    LISTED = "listed", _("Listed: others see the name and the purpose")
    PUBLIC = "public", _("Public: others see its page and its open asks")


class Community(models.Model):
    """A group of the people concerned. `late_hours` is its own window for calling a release late.

    `vouches_needed` is how many unrelated members vouch for an ally before sensitive asks show; 0 asks stewards alone.

    `takes_one_more` says that its asks may take one more than they need, where it takes that to be sure.

    `described_at` is when its name or its purpose last became another one; what they were before is kept nowhere.
    `end_told_at` is when the stewards of a closed group were told that it is emptied soon.
    """

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
    vouches_needed = models.PositiveSmallIntegerField(
        default=ALLY_VOUCHES_NEEDED, db_default=ALLY_VOUCHES_NEEDED
    )
    takes_one_more = models.BooleanField(default=False, db_default=False)
    founded_at = models.DateTimeField()
    founded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="founded")
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    described_at = models.DateTimeField(null=True, blank=True)
    end_told_at = models.DateTimeField(null=True, blank=True)

    objects = CommunityQuerySet.as_manager()
    vouched: bool
    viewer_is: int
    viewer_joined: bool
    viewer_vouched: bool
    viewer_stewards: bool
    viewer_shut_out: bool
    viewer_standing: int
    viewer_vouched_for: bool
    has_stewards: bool

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
        "vouches_needed": OF_COMMUNITY,
        "takes_one_more": OF_COMMUNITY,
        "founded_at": PUBLIC,
        "founded_by": UNLINKED,
        "paused_at": OF_COMMUNITY,
        "paused_by": UNLINKED,
        "closed_at": OF_COMMUNITY,
        "described_at": PUBLIC,
        "end_told_at": OF_COMMUNITY,
    }

    class Meta:
        verbose_name_plural = "communities"
        indexes = [
            models.Index(fields=["visibility", "name"]),
            models.Index(
                fields=["closed_at"], condition=Q(closed_at__isnull=False), name="communities_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def relation(self) -> Relation:
        """What the viewer of `with_relation` is to it. Whoever is shut out is nothing else."""
        if not self.viewer_is:
            return Relation()
        if self.viewer_shut_out:
            return Relation(is_signed_in=True, is_shut_out=True)
        return Relation(
            is_signed_in=True,
            standing=self.viewer_standing,
            is_vouched_for=self.viewer_vouched_for,
            is_newcomer=self.viewer_joined and not self.viewer_vouched,
            is_member=self.viewer_vouched,
            is_steward=self.viewer_stewards,
        )

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def location(self) -> Location | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Location(self.latitude, self.longitude)


class Guidance(models.Model):
    """What a group says, in its own words, to an ally who is about to give a promise back late."""

    community = models.OneToOneField(
        Community, on_delete=models.CASCADE, primary_key=True, related_name="guidance"
    )
    late = models.TextField()

    declared: dict[str, Declaration] = {"community": OF_COMMUNITY, "late": OF_COMMUNITY}


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
