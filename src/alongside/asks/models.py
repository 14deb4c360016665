"""What a community needs: the ask, when it is, where it is, and what the place is like."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.communities.models import Community
from alongside.core import access, skills
from alongside.core.declaring import OF_COMMUNITY, PUBLIC, UNLINKED, Declaration
from alongside.core.fields import IdField, SealedTextField
from alongside.core.locations import Location
from alongside.people.models import Person


class Kind(models.TextChoices):
    IN_PERSON = "in_person", _("Help in person")
    FROM_AFAR = "from_afar", _("Help from afar")
    AT_HOME = "at_home", _("Help at home")
    ACCOMPANY = "accompany", _("Go along with somebody")
    TRANSPORT = "transport", _("A lift or a delivery")
    MAKE = "make", _("Make or lend something")
    TEACH = "teach", _("Teach or interpret")
    SHOW_UP = "show_up", _("Show up: an event or a vigil")
    SPEAK = "speak", _("Speak or write to somebody who decides")
    OPEN_DOOR = "open_door", _("Open a door: an introduction, a room, a budget, airtime")
    GIVE = "give", _("Give money")


class OpenTo(models.TextChoices):
    """Who may offer; the order is the order of closeness."""

    ANYONE = "anyone", _("Anybody with an account")
    ALLIES = "allies", _("Allies of the group")
    KNOWN = "known", _("Allies the group knows")
    TRUSTED = "trusted", _("Allies the group trusts")
    MEMBERS = "members", _("Members only")


class Acceptance(models.TextChoices):
    STEWARD = "steward", _("A steward says yes to each offer")
    AT_ONCE = "at_once", _("Everybody who may offer has a place at once")


class Place(models.Model):
    """A saved place. `area` is what the public may read; the exact words are sealed and open to accepted people."""

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=120)
    exact = SealedTextField(blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    opens_hours_before = models.PositiveSmallIntegerField(default=48)
    archived_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": OF_COMMUNITY,
        "community": OF_COMMUNITY,
        "name": OF_COMMUNITY,
        "area": PUBLIC,
        "exact": OF_COMMUNITY.but(encrypted=True),
        "latitude": OF_COMMUNITY,
        "longitude": OF_COMMUNITY,
        "opens_hours_before": OF_COMMUNITY,
        "archived_at": OF_COMMUNITY,
    }

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
        "id": PUBLIC,
        "place": PUBLIC,
        "fact": PUBLIC,
        "answer": PUBLIC,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "fact"], name="asks_fact_once")]


class Ask(models.Model):
    """What a community asks for. It is a draft until `published_at`; `minutes` is what one helper gives a date.

    `posted_by` wrote it; with `on_behalf` a steward wrote it for somebody without an account, whom nothing names.
    """

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="asks")
    posted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="asks")
    on_behalf = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    what = models.CharField(max_length=160)
    why = models.TextField(blank=True)
    good = models.TextField(blank=True)
    language = models.CharField(max_length=12)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="asks")
    minutes = models.PositiveIntegerField(default=120)
    open_to = models.CharField(max_length=8, choices=OpenTo.choices, default=OpenTo.ALLIES)
    acceptance = models.CharField(max_length=8, choices=Acceptance.choices, default=Acceptance.STEWARD)
    is_flexible = models.BooleanField(default=False)
    two_people = models.BooleanField(default=False)
    check_in = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    imported_from = models.CharField(max_length=64, blank=True)

    declared: dict[str, Declaration] = {
        "id": PUBLIC,
        "community": PUBLIC,
        "posted_by": UNLINKED,
        "on_behalf": OF_COMMUNITY,
        "kind": PUBLIC,
        "what": PUBLIC,
        "why": PUBLIC,
        "good": PUBLIC,
        "language": PUBLIC,
        "place": OF_COMMUNITY,
        "minutes": PUBLIC,
        "open_to": PUBLIC,
        "acceptance": PUBLIC,
        "is_flexible": PUBLIC,
        "two_people": OF_COMMUNITY,
        "check_in": OF_COMMUNITY,
        "created_at": OF_COMMUNITY,
        "published_at": OF_COMMUNITY,
        "paused_at": OF_COMMUNITY,
        "closed_at": OF_COMMUNITY,
        "closed_by": UNLINKED,
        "changed_at": OF_COMMUNITY,
        "imported_from": OF_COMMUNITY,
    }

    class Meta:
        indexes = [
            models.Index(fields=["community", "published_at"]),
            models.Index(
                fields=["published_at"],
                condition=Q(published_at__isnull=False, closed_at__isnull=True),
                name="asks_published",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "imported_from"],
                condition=~Q(imported_from=""),
                name="asks_imported_once",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=6000), name="asks_minutes_sane"),
        ]


class Shift(models.Model):
    """One date of an ask, with its places. For a flexible ask it runs from publication to the last day.

    `places_taken` is stored because "never overbooked" is kept by one conditional update and this check.
    """

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="shifts")
    role = models.CharField(max_length=80, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField(default=1)
    places_taken = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": PUBLIC,
        "ask": PUBLIC,
        "role": PUBLIC,
        "starts_at": OF_COMMUNITY,
        "ends_at": OF_COMMUNITY,
        "places": OF_COMMUNITY,
        "places_taken": OF_COMMUNITY,
        "cancelled_at": OF_COMMUNITY,
    }

    class Meta:
        ordering = ["starts_at", "role", "id"]
        indexes = [models.Index(fields=["ask", "starts_at"]), models.Index(fields=["ends_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(places_taken__lte=F("places")), name="asks_never_overbooked"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="asks_shift_ends_later"),
            models.CheckConstraint(condition=Q(places__gte=1), name="asks_shift_has_a_place"),
        ]


class AskLanguage(models.Model):
    """A language that a helper must be able to work in; any one of an ask's languages is enough."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=12)

    declared: dict[str, Declaration] = {"id": PUBLIC, "ask": PUBLIC, "code": PUBLIC}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "code"], name="asks_language_once")]


class AskSkill(models.Model):
    """A skill that an ask needs, or that is welcome."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=20, choices=skills.Skill.choices)
    is_needed = models.BooleanField(default=False)

    declared: dict[str, Declaration] = {"id": PUBLIC, "ask": PUBLIC, "skill": PUBLIC, "is_needed": PUBLIC}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "skill"], name="asks_skill_once")]


class Delegate(models.Model):
    """A member who may give the verdict on one ask in a steward's place."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="delegated")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    declared: dict[str, Declaration] = {
        "id": UNLINKED,
        "ask": UNLINKED,
        "person": UNLINKED,
        "at": UNLINKED,
        "by": UNLINKED,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "person"], name="asks_delegate_once")]


class SheetImport(models.Model):
    """A spreadsheet on its way into drafts: kept for two days while a steward says which column is which."""

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="sheets")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    rows = SealedTextField()
    mapping: Any = models.JSONField(default=dict)
    taken_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": OF_COMMUNITY,
        "community": OF_COMMUNITY,
        "by": UNLINKED,
        "at": OF_COMMUNITY,
        "rows": OF_COMMUNITY.but(encrypted=True),
        "mapping": OF_COMMUNITY,
        "taken_at": OF_COMMUNITY,
    }
