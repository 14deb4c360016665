"""The ask, its dates, and the languages and skills it names."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext

from alongside.asks import rules
from alongside.asks.models.place import Place
from alongside.asks.models.terms import Acceptance, Kind, OpenTo
from alongside.communities.models import Community
from alongside.core import reading, skills
from alongside.core.declaring import (
    OF_ASK,
    OF_COMMUNITY,
    PUBLIC,
    PUBLIC_OF_ASK,
    UNLINKED_OF_ASK,
    Declaration,
    Kept,
)
from alongside.core.fields import IdField, SealedTextField
from alongside.core.rows import rows
from alongside.people.models import Person

REMEMBERED = dt.timedelta(days=60)
"""How long the page of an ask shows dates that are over: a series leaves many behind."""


def details(dates: "Shifts") -> tuple[Any, ...]:
    """What an ask says of itself in rows of their own, as plain lists: a list of asks looks at each many times."""
    return (
        Prefetch("shifts", queryset=dates.with_elsewhere(), to_attr="dates"),
        Prefetch("dates__elsewhere__facts", to_attr="known"),
        Prefetch("languages", to_attr="spoken"),
        Prefetch("skills", to_attr="sought"),
        Prefetch("wordings", to_attr="reworded"),
        Prefetch("place__facts", to_attr="known"),
    )


class Asks(models.QuerySet["Ask"]):
    def open(self, now: dt.datetime) -> Self:
        """Going on, and not at rest."""
        answered = Q(asked_again_at__isnull=True) | Q(asked_again_at__gt=now - rules.RENEWED_WITHIN)
        return self.filter(answered).going_on(now)

    def going_on(self, now: dt.datetime) -> Self:
        """Published, not paused, in a community that goes on, with a date that is not over."""
        return self.filter(
            Exists(Shift.objects.filter(ask=OuterRef("pk")).coming(now)),
            published_at__isnull=False,
            paused_at__isnull=True,
            closed_at__isnull=True,
            community__in=Community.objects.running(),
        )

    def at(self, place: Place) -> Self:
        """Those that are at a place, or have dates there, or will have."""
        there = Q(place=place) | Exists(Shift.objects.filter(ask=OuterRef("pk"), elsewhere=place))
        return self.filter(there | Exists(place.series.filter(ask=OuterRef("pk"))))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def with_place(self) -> Self:
        """With the place, whose exact words stay sealed."""
        return self.select_related("place").defer("place__exact", "sheet_note")

    def with_details(self, dates: "Shifts") -> Self:
        """All that asks say of themselves, and of these of their dates."""
        return self.with_place().prefetch_related(*details(dates))

    def for_cards(self, viewer: Person | None, now: dt.datetime) -> Self:
        """All that asks say of themselves and of what is to come, and who the viewer is to each community."""
        groups = Community.objects.with_vouched().with_stewards().with_relation(viewer, now)
        coming = Shift.objects.coming(now)
        return self.with_details(coming).prefetch_related(Prefetch("community", queryset=groups))


class Ask(models.Model):
    """What a community asks for. A draft until `published_at`; `minutes` is what one helper gives a date.

    `imported_from` is the fingerprint of a sheet's line, `sheet_note` what stood beside it.
    `posted_by` wrote it; with `on_behalf` a steward did, for somebody without an account whom nothing names.
    `asked_again_at` is when whoever asks was asked whether it stands, empty once they answered; `rest_told_at` is when
    they were told that it rests. `put_first_at` is when a steward said that it matters most to the group.
    `run_until` is until when somebody runs it at the latest; only where there is such a day, who that is is read.
    `merged_into` is where one that is closed goes on. `emptied_at` is when its words went, a time after its last date.
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
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)
    asked_again_at = models.DateTimeField(null=True, blank=True)
    rest_told_at = models.DateTimeField(null=True, blank=True)
    put_first_at = models.DateTimeField(null=True, blank=True)
    run_until = models.DateTimeField(null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)
    imported_from = models.CharField(max_length=64, blank=True)
    sheet_note = SealedTextField(blank=True)
    objects = Asks.as_manager()

    declared: dict[str, Declaration] = {
        "id": PUBLIC,
        "community": PUBLIC,
        "posted_by": UNLINKED_OF_ASK,
        "on_behalf": OF_COMMUNITY,
        "kind": PUBLIC,
        "what": PUBLIC_OF_ASK,
        "why": PUBLIC_OF_ASK,
        "good": PUBLIC_OF_ASK,
        "language": PUBLIC,
        "place": OF_ASK,
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
        "closed_by": UNLINKED_OF_ASK,
        "merged_into": OF_COMMUNITY,
        "changed_at": OF_COMMUNITY,
        "asked_again_at": OF_COMMUNITY,
        "rest_told_at": OF_COMMUNITY,
        "put_first_at": OF_COMMUNITY,
        "run_until": OF_ASK,
        "emptied_at": OF_COMMUNITY,
        "imported_from": OF_ASK,
        "sheet_note": OF_COMMUNITY.but(encrypted=True, kept=Kept.WITH_ROW),
    }

    class Meta:
        indexes = [
            models.Index(fields=["community", "published_at"]),
            models.Index(
                fields=["published_at"],
                condition=Q(published_at__isnull=False, closed_at__isnull=True),
                name="asks_published",
            ),
            models.Index(
                fields=["asked_again_at"],
                condition=Q(asked_again_at__isnull=False),
                name="asks_asked_again",
            ),
            models.Index(
                fields=["created_at"], condition=Q(emptied_at__isnull=True), name="asks_with_their_words"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "imported_from"],
                condition=~Q(imported_from=""),
                name="asks_imported_once",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=6000), name="asks_minutes_sane"),
            models.CheckConstraint(
                condition=~Q(acceptance=Acceptance.AT_ONCE, kind__in=sorted(rules.CLOSE_KINDS)),
                name="asks_close_help_waits_for_a_yes",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(published_at__isnull=False),
                name="asks_closed_after_published",
            ),
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=True) | Q(closed_at__isnull=False),
                name="asks_emptied_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(closed_at__isnull=False),
                name="asks_merged_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(asked_again_at__isnull=True) | Q(published_at__isnull=False),
                name="asks_asked_again_after_published",
            ),
            models.CheckConstraint(
                condition=Q(rest_told_at__isnull=True) | Q(asked_again_at__isnull=False),
                name="asks_rest_follows_a_question",
            ),
        ]

    @cached_property
    def dates(self) -> "list[Shift]":
        """As a prefetch gives them to each ask of a list. Here and below, one ask reads plain rows (ADR 16)."""
        found = rows(Shift, ask_id=self.pk)
        places = Place.objects.defer("exact").in_bulk({one.elsewhere_id for one in found} - {None})
        for one in found:
            one.ask = self
            one.elsewhere = places.get(one.elsewhere_id)
        return sorted(found, key=lambda one: (one.starts_at, one.role, one.pk))

    @cached_property
    def spoken(self) -> "list[AskLanguage]":
        return rows(AskLanguage, ask_id=self.pk)

    @cached_property
    def sought(self) -> "list[AskSkill]":
        return rows(AskSkill, ask_id=self.pk)

    @cached_property
    def reworded(self) -> list[rules.Worded]:
        """The same in other languages."""
        return list(self.wordings.all())

    @property
    def said(self) -> rules.Worded:
        """The wording for whoever reads now, in their own order of languages, as a label of a choice is in theirs.

        Everything that shows an ask shows this. Only who changes its words gets those of the ask itself.
        """
        if self.emptied_at:
            return rules.Gone(get_language() or self.language, gettext("An ask that is over"))
        return rules.chosen(self, self.reworded, reading.word_order()) if self.reworded else self


class Shifts(models.QuerySet["Shift"]):
    def coming(self, now: dt.datetime) -> Self:
        return self.filter(cancelled_at__isnull=True, ends_at__gt=now)

    def with_elsewhere(self) -> Self:
        """With a place of its own, where it has one, whose exact words stay sealed."""
        return self.select_related("elsewhere").defer("elsewhere__exact")


class Shift(models.Model):
    """One date of an ask, with its places. For a flexible ask it runs from publication to the last day.

    `places_taken` is stored because "never overbooked" is kept by one conditional update and this check.
    `one_more` is how many it takes beyond its places now, none or one.
    `changed_at` is the last change of its time or place after publication: those committed are told of it.
    `elsewhere` is where it is when that is not where the rest of its ask is.
    """

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="shifts")
    role = models.CharField(max_length=80, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField(default=1)
    places_taken = models.PositiveSmallIntegerField(default=0)
    one_more = models.PositiveSmallIntegerField(default=0, db_default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    elsewhere = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="dates"
    )
    objects = Shifts.as_manager()

    declared: dict[str, Declaration] = {
        "id": PUBLIC,
        "ask": PUBLIC,
        "role": PUBLIC_OF_ASK,
        "starts_at": OF_COMMUNITY,
        "ends_at": OF_COMMUNITY,
        "places": OF_COMMUNITY,
        "places_taken": OF_COMMUNITY,
        "one_more": OF_COMMUNITY,
        "cancelled_at": OF_COMMUNITY,
        "changed_at": OF_COMMUNITY,
        "elsewhere": OF_ASK,
    }

    class Meta:
        ordering = ["starts_at", "role", "id"]
        indexes = [
            models.Index(fields=["ask", "starts_at"]),
            models.Index(fields=["ends_at"]),
            models.Index(fields=["starts_at"], condition=Q(one_more__gt=0), name="asks_take_one_more"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(places_taken__lte=F("places") + F("one_more")), name="asks_never_overbooked"
            ),
            models.CheckConstraint(condition=Q(one_more__lte=1), name="asks_one_more_at_most"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="asks_shift_ends_later"),
            models.CheckConstraint(condition=Q(places__gte=1), name="asks_shift_has_a_place"),
        ]

    @classmethod
    def of(cls, ask: Ask, slot: rules.Slot) -> Self:
        """A date of `ask` that is not saved yet."""
        return cls(
            ask=ask,
            role=slot.role,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            places=slot.places,
            elsewhere_id=slot.place or None,
        )

    @property
    def free(self) -> int:
        """The places that wait for somebody. One more than it needs fills none."""
        return max(0, self.places - self.places_taken)

    @property
    def room(self) -> int:
        """How many it still takes, one more than it needs included."""
        return max(0, self.places + self.one_more - self.places_taken)

    @property
    def place(self) -> Place | None:
        """Where it is: a place of its own, or that of its ask."""
        return self.elsewhere if self.elsewhere_id else self.ask.place


class AskLanguage(models.Model):
    """A language that a helper must be able to work in; any one of an ask's languages is enough."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=12)

    declared: dict[str, Declaration] = {"id": PUBLIC_OF_ASK, "ask": PUBLIC_OF_ASK, "code": PUBLIC_OF_ASK}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "code"], name="asks_language_once")]


class AskSkill(models.Model):
    """A skill that an ask needs, or that is welcome."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=20, choices=skills.Skill.choices)
    is_needed = models.BooleanField(default=False)

    declared: dict[str, Declaration] = {
        "id": PUBLIC_OF_ASK,
        "ask": PUBLIC_OF_ASK,
        "skill": PUBLIC_OF_ASK,
        "is_needed": PUBLIC_OF_ASK,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "skill"], name="asks_skill_once")]
