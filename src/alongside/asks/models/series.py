"""Dates that repeat: the series, the dates that stand for its days, and the days that it leaves out."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from alongside.asks import rules
from alongside.asks.models.ask import Ask, Shift
from alongside.asks.models.place import Place
from alongside.asks.rules import repeating
from alongside.asks.rules.repeating import Reach
from alongside.core.declaring import OF_ASK, PUBLIC_OF_ASK, Declaration
from alongside.core.fields import IdField


class SeriesReach(models.TextChoices):
    """Which dates a change is for, in words. The values are those of `rules.repeating.Reach`."""

    ONE = Reach.ONE, _("Only this date")
    FOLLOWING = Reach.FOLLOWING, _("This date and all after it")
    ALL = Reach.ALL, _("All dates that are still to come")


class ManySeries(models.QuerySet["Series"]):
    def due(self, now: dt.datetime) -> Self:
        """Those with a day that is near enough to be a date, or whose ask has none to come; of what goes on."""
        coming = Shift.objects.filter(ask=OuterRef("ask")).coming(now)
        return self.filter(
            Q(next_on__lte=(now + repeating.LAID_OUT).date()) | ~Exists(coming),
            next_on__isnull=False,
            ask__closed_at__isnull=True,
            ask__community__closed_at__isnull=True,
        )


class Series(models.Model):
    """Dates of an ask that repeat, by an iCalendar rule (RFC 5545) that always ends, at hours of the wall clock.

    Its days become dates some weeks ahead. `next_on` is the next day that is no date yet, and nothing once all are.
    """

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="series")
    first_on = models.DateField()
    rule = models.CharField(max_length=120)
    starts = models.TimeField()
    ends = models.TimeField()
    places = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=80, blank=True)
    elsewhere = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="series"
    )
    next_on = models.DateField(null=True, blank=True)
    objects = ManySeries.as_manager()

    declared: dict[str, Declaration] = {
        "id": PUBLIC_OF_ASK,
        "ask": PUBLIC_OF_ASK,
        "first_on": PUBLIC_OF_ASK,
        "rule": PUBLIC_OF_ASK,
        "starts": OF_ASK,
        "ends": OF_ASK,
        "places": OF_ASK,
        "role": PUBLIC_OF_ASK,
        "elsewhere": OF_ASK,
        "next_on": OF_ASK,
    }

    class Meta:
        ordering = ["first_on", "starts", "role", "id"]
        indexes = [
            models.Index(
                fields=["next_on"], condition=Q(next_on__isnull=False), name="asks_series_to_lay_out"
            )
        ]
        constraints = [models.CheckConstraint(condition=Q(places__gte=1), name="asks_series_has_a_place")]

    def slot(self, on: dt.date, zone: dt.tzinfo) -> rules.Slot:
        """When, for how many and in which role it is on one of its days, unless somebody changes that day alone."""
        return repeating.repeated_slot(
            on,
            self.starts,
            self.ends,
            zone=zone,
            places=self.places,
            role=self.role,
            place=self.elsewhere_id or "",
        )


class Occurrences(models.QuerySet["Occurrence"]):
    def ahead(self, now: dt.datetime) -> Self:
        """Those of dates that have not begun and are not called off; of a draft all that are not called off."""
        begins = Q(shift__starts_at__gt=now) | Q(shift__ask__published_at__isnull=True)
        return self.filter(begins, shift__cancelled_at__isnull=True)


class Occurrence(models.Model):
    """A date stands for one day of a series, also when it has been moved to another day, or called off."""

    shift = models.OneToOneField(Shift, on_delete=models.CASCADE, primary_key=True)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="occurrences")
    on = models.DateField()
    objects = Occurrences.as_manager()

    declared: dict[str, Declaration] = {"shift": PUBLIC_OF_ASK, "series": PUBLIC_OF_ASK, "on": PUBLIC_OF_ASK}

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["series", "on"], name="asks_one_date_a_day_of_a_series")
        ]


class DayOff(models.Model):
    """A day that a series leaves out, as EXDATE does in calendars."""

    id = IdField()
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="days_off")
    on = models.DateField()

    declared: dict[str, Declaration] = {"id": PUBLIC_OF_ASK, "series": PUBLIC_OF_ASK, "on": PUBLIC_OF_ASK}

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["series", "on"], name="asks_day_off_once")]
