"""How one person's promises reach their calendar: at an address that a program reads, or as files with mails."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.commitments import rules
from alongside.core.declaring import PERSONAL, SECRET, Declaration, Kept
from alongside.core.fields import IdField
from alongside.people.models import Person

WHILE_READ = PERSONAL.but(kept=Kept.DAYS_180)


class Shown(models.TextChoices):
    """What each entry says. Less is where somebody begins."""

    TIME = "time", _("Only “Appointment” and the time")
    WHAT = "what", _("Also what you promised, and the area")


class Calendars(models.QuerySet["Calendar"]):
    def unread(self, now: dt.datetime) -> Self:
        """Those that no program has read for half a year."""
        long_ago = now - rules.CALENDAR_LASTS_UNREAD
        return self.filter(Q(read_on__isnull=True) | Q(read_on__lte=long_ago.date()), made_at__lte=long_ago)


class Calendar(models.Model):
    """Whoever has its address reads when its person is promised somewhere. The address is kept as a digest only.

    `read_on` is the last day on which it was read, so that its person sees when somebody else reads it. One that
    `is_mailed` has no address that anybody was told: what it shows goes along with mails, and then counts as read.
    """

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendars")
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=64, unique=True)
    shows = models.CharField(max_length=4, choices=Shown.choices, default=Shown.TIME)
    made_at = models.DateTimeField()
    read_on = models.DateField(null=True, blank=True)
    is_mailed = models.BooleanField(default=False, db_default=False)

    objects = Calendars.as_manager()

    kept_from = "read_on"
    declared: dict[str, Declaration] = {
        "id": WHILE_READ,
        "person": WHILE_READ,
        "name": WHILE_READ,
        "key": SECRET.but(kept=Kept.DAYS_180, is_mark=True),
        "shows": WHILE_READ,
        "made_at": WHILE_READ,
        "read_on": WHILE_READ,
        "is_mailed": WHILE_READ,
    }

    class Meta:
        indexes = [models.Index(fields=["read_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_mailed=True), name="commitments_one_calendar_is_mailed"
            )
        ]
