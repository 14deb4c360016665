"""Who from outside runs one ask for its stewards, and until when."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from alongside.asks import rules
from alongside.asks.models.ask import Ask
from alongside.communities.models import Membership, Restriction
from alongside.core.declaring import OF_ASK, SECRET, UNLINKED_OF_ASK, Declaration, Kept
from alongside.core.fields import IdField
from alongside.people.models import Person


class RunnerQuerySet(models.QuerySet["Runner"]):
    def standing(self, now: dt.datetime) -> Self:
        """Neither over nor taken back, begun or not."""
        return self.filter(ended_at__isnull=True, until__gt=now)

    def live(self, now: dt.datetime) -> Self:
        """Those that open anything now: begun, not over, of a group that goes on, while whoever gave it steers that
        group and neither of the two is kept out.
        """
        group = OuterRef("ask__community")
        shut_out = Restriction.objects.active(now).filter(community=group)
        giver = Membership.objects.filter(community=group, person=OuterRef("by"), steward_since__isnull=False)
        return self.standing(now).filter(
            Exists(giver),
            ~Exists(shut_out.filter(Q(person=OuterRef("person")) | Q(person=OuterRef("by")))),
            begun_at__isnull=False,
            ask__published_at__isnull=False,
            ask__emptied_at__isnull=True,
            ask__community__closed_at__isnull=True,
            ask__community__paused_at__isnull=True,
        )


class Runner(models.Model):
    """Somebody who runs one ask until a day, and sees nothing else of the group.

    `digest` is of the link by which one person begins, and goes when it is used. `reads_place`: they read the exact
    place as those who come do, and their yes opens it. `read_on` is the last day on which they opened it, `told_at`
    when they last heard of offers that wait.
    """

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="runners")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="running")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - many have none
    reads_place = models.BooleanField(default=False)
    at = models.DateTimeField()
    until = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    read_on = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = RunnerQuerySet.as_manager()

    declared: dict[str, Declaration] = {
        "id": UNLINKED_OF_ASK,
        "ask": UNLINKED_OF_ASK,
        "person": UNLINKED_OF_ASK,
        "by": UNLINKED_OF_ASK,
        "digest": SECRET.but(kept=Kept.AFTER_ASK, is_mark=True),
        "reads_place": OF_ASK,
        "at": UNLINKED_OF_ASK,
        "until": UNLINKED_OF_ASK,
        "begun_at": UNLINKED_OF_ASK,
        "ended_at": UNLINKED_OF_ASK,
        "read_on": UNLINKED_OF_ASK,
        "told_at": UNLINKED_OF_ASK.but(exported=False),
    }

    class Meta:
        indexes = [
            models.Index(fields=["until"], condition=Q(ended_at__isnull=True), name="asks_runner_standing"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "person"], condition=Q(ended_at__isnull=True), name="asks_runner_once"
            ),
            models.CheckConstraint(
                condition=Q(begun_at__isnull=True) | Q(person__isnull=False), name="asks_runner_is_somebody"
            ),
        ]

    @property
    def last_at(self) -> dt.datetime:
        """The last moment of its last day; `until` is the midnight after it."""
        return self.until - dt.timedelta(seconds=1)

    @property
    def link_ends_at(self) -> dt.datetime:
        return min(self.at + rules.RUN_LINK_LASTS, self.until)
