"""People: who they are on this server, what they can do, and how much."""

import datetime as dt
import zoneinfo
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core import access, skills
from alongside.core.declaring import PERSONAL, SECRET, Declaration
from alongside.core.fields import IdField, SealedTextField
from alongside.core.locations import Location


class Digests(models.IntegerChoices):
    """At most how many mails with news come in a week."""

    NONE = 0, _("None")
    WEEKLY = 1, _("One a week")
    TWICE_A_WEEK = 2, _("Two a week")
    DAILY = 7, _("One a day")


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(sign_in_name=username)


class Person(AbstractBaseUser):
    """Somebody with an account. Nothing here says what they are; only what they chose to say they can do.

    `hours` is what they offer in four weeks, across all communities. The home point is rounded to about 5 km.
    `return_since` is set while others try to help them back in: every page must say so, and reads this row anyway.
    `mutes_since` is set while they mute anybody, so that whoever mutes nobody costs no question more.
    """

    id = IdField()
    sign_in_name = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    home_area = models.CharField(max_length=120, blank=True)
    home_latitude = models.FloatField(null=True, blank=True)
    home_longitude = models.FloatField(null=True, blank=True)
    travel_km = models.PositiveSmallIntegerField(default=10)
    hours = models.PositiveSmallIntegerField(default=8)
    quiet_from = models.TimeField(default=dt.time(21))
    quiet_until = models.TimeField(default=dt.time(8))
    digests_a_week = models.PositiveSmallIntegerField(default=Digests.WEEKLY)
    is_operator = models.BooleanField(default=False)
    has_seen_exit = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    return_since = models.DateTimeField(null=True, blank=True)
    mutes_since = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[People] = People()

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "password": SECRET.but(is_mark=True),
        "last_login": PERSONAL.but(exported=False),
        "sign_in_name": SECRET.but(exported=True),
        "display_name": PERSONAL,
        "language": PERSONAL,
        "time_zone": PERSONAL,
        "home_area": PERSONAL,
        "home_latitude": PERSONAL,
        "home_longitude": PERSONAL,
        "travel_km": PERSONAL,
        "hours": PERSONAL,
        "quiet_from": PERSONAL,
        "quiet_until": PERSONAL,
        "digests_a_week": PERSONAL,
        "is_operator": PERSONAL,
        "has_seen_exit": PERSONAL,
        "joined_at": PERSONAL,
        "mutes_since": PERSONAL.but(exported=False),
        "return_since": PERSONAL.but(exported=False),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(hours__lte=160), name="people_hours_within_reason"),
            models.CheckConstraint(
                condition=models.Q(home_latitude__isnull=True, home_longitude__isnull=True)
                | models.Q(home_latitude__isnull=False, home_longitude__isnull=False),
                name="people_home_is_a_pair",
            ),
        ]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def home(self) -> Location | None:
        if self.home_latitude is None or self.home_longitude is None:
            return None
        return Location(self.home_latitude, self.home_longitude)


class Session(AbstractBaseSession):
    """One signed-in browser. It bears the name that its person gave it; no address and no browser is kept.

    `session_key` is a digest: it opens nothing.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sessions")
    name = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField()

    declared: dict[str, Declaration] = {
        "session_key": SECRET.but(is_mark=True),
        "session_data": SECRET.but(encrypted=True),
        "expire_date": PERSONAL.but(exported=False),
        "person": PERSONAL.but(exported=False),
        "name": PERSONAL,
        "started_at": PERSONAL,
    }


class SpokenLanguage(models.Model):
    """A language that a person can work in; the first is the one they read pages and notices in best."""

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="spoken")
    code = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField(default=0)

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "person": PERSONAL,
        "code": PERSONAL,
        "position": PERSONAL,
    }

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["person", "code"], name="people_language_once")]


class AccessNeed(models.Model):
    """What somebody needs to take part. Only its owner sees it, until they tick it for one commitment."""

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="access_needs")
    fact = models.CharField(max_length=20, choices=access.Fact.choices)

    declared: dict[str, Declaration] = {"id": PERSONAL, "person": PERSONAL, "fact": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "fact"], name="people_need_once")]


class OfferedSkill(models.Model):
    """Something that a person can offer, in the words that asks use too."""

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="offered_skills")
    skill = models.CharField(max_length=20, choices=skills.Skill.choices)

    declared: dict[str, Declaration] = {"id": PERSONAL, "person": PERSONAL, "skill": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="people_skill_once")]


class Rest(models.Model):
    """A time in which a person is asked nothing. They hear of their account's safety, and what changes a promise."""

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rests")
    started_at = models.DateTimeField()
    until_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "person": PERSONAL,
        "started_at": PERSONAL,
        "until_on": PERSONAL,
        "ended_at": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at__isnull=True), name="people_one_rest"
            )
        ]


class Block(models.Model):
    """One person blocks another. From outside it looks the same as absence.

    `note` is the blocker's own reminder of whom this is about. The other's name is not shown with it: a block
    must not become a way to watch what somebody calls themselves.
    """

    id = IdField()
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocks")
    against = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocked_by")
    note = SealedTextField(blank=True)
    at = models.DateTimeField()

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "by": PERSONAL,
        "against": PERSONAL.but(exported=False),
        "note": PERSONAL.but(encrypted=True),
        "at": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "against"], name="people_block_once"),
            models.CheckConstraint(condition=~models.Q(by=models.F("against")), name="people_block_other"),
        ]


class BookedHours(models.Model):
    """What a person has promised in one four-week period that starts on a Monday, in minutes.

    It is stored: one conditional update of this row keeps the promise "never beyond my own hours".
    """

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="booked")
    starts_on = models.DateField()
    minutes = models.PositiveIntegerField(default=0)

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "person": PERSONAL,
        "starts_on": PERSONAL,
        "minutes": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "starts_on"], name="people_booked_once"),
            models.CheckConstraint(condition=models.Q(minutes__gte=0), name="people_booked_not_negative"),
        ]
