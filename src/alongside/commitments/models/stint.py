"""An ally's word for the dates to come of a series, until a day: of it ordinary promises are made, date by date."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from alongside.asks import rules as ask_rules
from alongside.asks.models import Occurrence, Series
from alongside.commitments import rules
from alongside.communities.models import Membership, Restriction, Standing
from alongside.core.declaring import PERSONAL, Declaration, Kept
from alongside.core.fields import IdField
from alongside.people.models import Person

FOR_180_DAYS = PERSONAL.but(kept=Kept.DAYS_180)
UNTOLD = FOR_180_DAYS.but(exported=False)
HERE = {"person": OuterRef("ally"), "community": OuterRef("series__ask__community")}


class Ending(models.TextChoices):
    """Why no more dates come of it; empty while they do. No page says it in these words."""

    DECLINED = "declined"
    UNANSWERED = "unanswered"
    BY_ALLY = "ally"
    BY_GROUP = "group"
    OUTSIDE = "outside"
    OVER = "over"


class Stints(models.QuerySet["Stint"]):
    def open(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def waiting(self, now: dt.datetime) -> Self:
        """Those that wait for a steward's yes or no."""
        return self.open().filter(yes_at__isnull=True, offered_at__gt=now - rules.EXPIRES_AFTER)

    def unanswered(self, now: dt.datetime) -> Self:
        return self.open().filter(yes_at__isnull=True, offered_at__lte=now - rules.EXPIRES_AFTER)

    def going_on(self) -> Self:
        return self.open().filter(yes_at__isnull=False)

    def due(self, now: dt.datetime) -> Self:
        """Those for which dates were made since they were last looked at. What rests waits until it goes on."""
        fresh = Occurrence.objects.filter(
            series=OuterRef("series"), on__gt=OuterRef("looked_on"), on__lte=OuterRef("until")
        )
        return self.going_on().filter(
            Exists(fresh),
            Q(series__ask__asked_again_at__isnull=True)
            | Q(series__ask__asked_again_at__gt=now - ask_rules.RENEWED_WITHIN),
            series__ask__paused_at__isnull=True,
            series__ask__closed_at__isnull=True,
            series__ask__community__paused_at__isnull=True,
        )

    def to_review(self, now: dt.datetime) -> Self:
        """Those that end soon, whose ally has not been asked yet whether to go on."""
        last = (now + rules.REVIEWED_BEFORE).date()
        return self.going_on().filter(review_asked_at__isnull=True, until__lte=last)

    def over(self, now: dt.datetime) -> Self:
        return self.going_on().filter(until__lt=(now - rules.A_DAY).date())

    def forgettable(self, now: dt.datetime) -> Self:
        return self.filter(ended_at__lte=now - rules.STINT_KEPT)

    def outside(self, now: dt.datetime) -> Self:
        """Those of whoever left the group since, or is kept out."""
        inside = Exists(Membership.objects.filter(**HERE)) | Exists(Standing.objects.filter(**HERE))
        return self.going_on().filter(~inside | Exists(Restriction.objects.active(now).filter(**HERE)))


class Stint(models.Model):
    """`looked_on` is the last day of the series whose date was tried, so that none is tried twice.

    `yes_by` is the steward who said yes; empty when they left for good.
    """

    id = IdField()
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="stints")
    ally = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stints")
    until = models.DateField()
    offered_at = models.DateTimeField()
    yes_at = models.DateTimeField(null=True, blank=True)
    yes_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    looked_on = models.DateField()
    review_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)

    objects = Stints.as_manager()

    kept_from = "ended_at"
    declared: dict[str, Declaration] = {
        "id": UNTOLD,
        "series": FOR_180_DAYS,
        "ally": FOR_180_DAYS,
        "until": FOR_180_DAYS,
        "offered_at": FOR_180_DAYS,
        "yes_at": FOR_180_DAYS,
        "yes_by": UNTOLD,
        "looked_on": UNTOLD,
        "review_asked_at": UNTOLD,
        "ended_at": FOR_180_DAYS,
        "ending": UNTOLD,
    }

    class Meta:
        indexes = [models.Index(fields=["ended_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "ally"], condition=Q(ended_at__isnull=True), name="commitments_one_stint"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="commitments_stint_ends_for_a_reason",
            ),
        ]

    @property
    def about(self) -> str:
        return f"stint:{self.pk}"

    def phase(self, now: dt.datetime) -> rules.Phase:
        return rules.phase(
            offered_at=self.offered_at, yes_at=self.yes_at, ended_at=self.ended_at, until=self.until, now=now
        )
