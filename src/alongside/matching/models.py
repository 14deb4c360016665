"""What the ranking knows of an ask beyond what its page says, what somebody chose to see, and who was asked."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Ask, Shift
from alongside.commitments.models import Release
from alongside.communities.models import Community
from alongside.core.declaring import OF_COMMUNITY, OF_SERVER, PERSONAL, UNLINKED, Declaration, Kept
from alongside.core.fields import IdField
from alongside.matching import rules
from alongside.people.models import Person

FOR_A_WHILE = OF_SERVER.but(kept=Kept.WITH_ROW)
OF_ROUND = OF_COMMUNITY.but(kept=Kept.DAYS_180)
NOTED = PERSONAL.but(kept=Kept.DAYS_180)
STANDS_IN = PERSONAL.but(kept=Kept.DAYS_30)


class Outlook(models.Model):
    """How an open ask stands, counted by the worker once a day: sums over many people. No page shows them.

    `reach`: how well it suits everybody who may offer, added up. `filled`: which share of its places its group got
    lately. `comes`: how often people on this server come who promised.
    """

    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, primary_key=True, related_name="outlook")
    reach = models.FloatField()
    filled = models.FloatField()
    comes = models.FloatField()
    counted_at = models.DateTimeField(db_index=True)

    declared: dict[str, Declaration] = {
        "ask": FOR_A_WHILE,
        "reach": FOR_A_WHILE,
        "filled": FOR_A_WHILE,
        "comes": FOR_A_WHILE,
        "counted_at": FOR_A_WHILE,
    }


class Choice(models.Model):
    """How somebody wants the list of what fits them, until they choose otherwise, as the form's own address."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    said = models.CharField(max_length=1000)

    declared: dict[str, Declaration] = {"person": PERSONAL, "said": PERSONAL}


class Planner(models.TextChoices):
    """What chose whom to ask; the page of a round says which."""

    GREEDY = "greedy", _("One after the other")
    FLOW = "flow", _("All at once")


class Rounds(models.QuerySet["Round"]):
    def running(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def due(self, now: dt.datetime) -> Self:
        """Those that go on now: not looked at for a day, because somebody may have room by then; and urgent ones."""
        waited = Q(planned_at=None) | Q(planned_at__lte=now - dt.timedelta(days=1))
        return self.running().filter(waited | Q(is_urgent=True))


class Round(models.Model):
    """A steward has the product ask around, for one ask or for all that are open: at most so many people.

    Nobody reads whom it reached, the steward included. With a `shift` it is for that date alone. An urgent one goes out
    in waves. `by` is empty when it follows a promise that was given back.
    """

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="rounds")
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, null=True, blank=True, related_name="rounds")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, null=True, blank=True, related_name="rounds")
    is_urgent = models.BooleanField(default=False, db_default=False)
    waves = models.PositiveSmallIntegerField(default=0, db_default=0)
    at_most = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True, blank=True)
    planner = models.CharField(max_length=6, choices=Planner.choices, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Rounds.as_manager()

    kept_from = "begun_at"
    declared: dict[str, Declaration] = {
        "id": OF_ROUND,
        "community": OF_ROUND,
        "ask": OF_ROUND,
        "by": UNLINKED.but(kept=Kept.DAYS_180),
        "shift": OF_ROUND,
        "is_urgent": OF_ROUND,
        "waves": OF_ROUND,
        "at_most": OF_ROUND,
        "begun_at": OF_ROUND,
        "planned_at": OF_ROUND,
        "planner": OF_ROUND,
        "ended_at": OF_ROUND,
    }

    class Meta:
        indexes = [
            models.Index(fields=["community", "-begun_at"]),
            models.Index(fields=["begun_at"]),
            models.Index(fields=["begun_at"], condition=Q(ended_at__isnull=True), name="matching_running"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ask"],
                condition=Q(ended_at__isnull=True, ask__isnull=False, shift__isnull=True),
                name="matching_round_of_ask",
            ),
            models.UniqueConstraint(
                fields=["shift"],
                condition=Q(ended_at__isnull=True, shift__isnull=False),
                name="matching_round_of_date",
            ),
            models.CheckConstraint(
                condition=Q(shift__isnull=True) | Q(ask__isnull=False), name="matching_date_is_of_an_ask"
            ),
            models.CheckConstraint(
                condition=Q(is_urgent=False) | Q(shift__isnull=False), name="matching_urgent_is_for_a_date"
            ),
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(ended_at__isnull=True, ask__isnull=True),
                name="matching_round_of_all",
            ),
            models.CheckConstraint(condition=Q(at_most__gte=1, at_most__lte=50), name="matching_round_sane"),
        ]


class Note(models.Model):
    """That somebody was asked about one ask: never twice. What they answer is their offer, or nothing."""

    id = IdField()
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="notes")
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()

    kept_from = "at"
    declared: dict[str, Declaration] = {
        "id": NOTED,
        "round": NOTED.but(exported=False),
        "ask": NOTED,
        "person": NOTED,
        "at": NOTED,
    }

    class Meta:
        indexes = [models.Index(fields=["person", "-at"]), models.Index(fields=["at"])]
        constraints = [models.UniqueConstraint(fields=["ask", "person"], name="matching_asked_once")]


class StandIns(models.QuerySet["StandIn"]):
    def standing(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def uncalled(self) -> Self:
        return self.standing().filter(called_at__isnull=True)

    def to_call(self, now: dt.datetime) -> Self:
        """Those of dates with a free place, once somebody gave one back, or when the date is near."""
        given_back = Release.objects.filter(commitment__shift=OuterRef("shift"), from_asking_side=False)
        free = Shift.objects.coming(now).filter(places_taken__lt=F("places"), starts_at__gt=now)
        near = Q(shift__starts_at__lte=now + rules.waves.NEAR)
        return self.uncalled().filter(Q(Exists(given_back)) | near, shift__in=free)


class StandIn(models.Model):
    """Somebody would come to a date if a place became free. They hold no place, and no hours are booked.

    `called_at` is when they were asked to come. `agreed_at` is when a steward said yes beforehand: then their own yes
    is enough. `ended_at` is when they came, said no, or stood in no longer.
    """

    id = IdField()
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="stand_ins")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stand_ins")
    offered_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    called_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = StandIns.as_manager()

    kept_from = "shift__ends_at"
    declared: dict[str, Declaration] = {
        "id": STANDS_IN,
        "shift": STANDS_IN,
        "person": STANDS_IN,
        "offered_at": STANDS_IN,
        "agreed_at": STANDS_IN,
        "agreed_by": STANDS_IN.but(exported=False),
        "called_at": STANDS_IN,
        "ended_at": STANDS_IN,
    }

    class Meta:
        indexes = [
            models.Index(
                fields=["shift"],
                condition=Q(ended_at__isnull=True, called_at__isnull=True),
                name="matching_uncalled",
            ),
            models.Index(fields=["person", "-called_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "person"], condition=Q(ended_at__isnull=True), name="matching_stands_in_once"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | Q(agreed_at__isnull=False),
                name="matching_agreed_by_somebody",
            ),
        ]
