"""Where it is: a saved place, and what is known about getting in."""

from django.db import models
from django.utils.functional import cached_property

from alongside.communities.models import Community
from alongside.core import access
from alongside.core.declaring import OF_ASK, PUBLIC_OF_ASK, UNLINKED_OF_ASK, Declaration
from alongside.core.fields import IdField, SealedTextField
from alongside.core.locations import Location
from alongside.people.models import Person


class Place(models.Model):
    """A saved place. `area` is public; the exact words are sealed, and open to accepted people.

    `contact` is the steward who chose to answer questions about getting in, and to be named for it.
    """

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=120)
    exact = SealedTextField(blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    opens_hours_before = models.PositiveSmallIntegerField(default=48)
    archived_at = models.DateTimeField(null=True, blank=True)
    contact = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="contact_places"
    )

    declared: dict[str, Declaration] = {
        "id": OF_ASK,
        "community": OF_ASK,
        "name": OF_ASK,
        "area": PUBLIC_OF_ASK,
        "exact": OF_ASK.but(encrypted=True),
        "latitude": OF_ASK,
        "longitude": OF_ASK,
        "opens_hours_before": OF_ASK,
        "archived_at": OF_ASK,
        "contact": UNLINKED_OF_ASK,
    }

    @cached_property
    def known(self) -> "list[PlaceFact]":
        return list(self.facts.all())

    @property
    def location(self) -> Location | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Location(self.latitude, self.longitude)


class PlaceFact(models.Model):
    """One access fact of a place. No row means unknown, and unknown is shown as such."""

    id = IdField()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="facts")
    fact = models.CharField(max_length=20, choices=access.Fact.choices)
    answer = models.CharField(max_length=8, choices=access.Answer.choices)

    declared: dict[str, Declaration] = {
        "id": PUBLIC_OF_ASK,
        "place": PUBLIC_OF_ASK,
        "fact": PUBLIC_OF_ASK,
        "answer": PUBLIC_OF_ASK,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "fact"], name="asks_fact_once")]
