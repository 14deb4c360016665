"""Getting back in with the help of a group: who may help whom, and each time that it is tried."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from alongside.communities import rules
from alongside.communities.models.belonging import Membership, Standing
from alongside.communities.models.community import Community
from alongside.communities.models.restriction import Restriction
from alongside.core.declaring import PERSONAL, SECRET, UNLINKED, Declaration, Kept
from alongside.core.fields import IdField
from alongside.people.models import Block, Person

FOR_30_DAYS = PERSONAL.but(kept=Kept.DAYS_30)


class Keyholder(models.Model):
    """A person named a group whose stewards may, two of them together, help them back into their account.

    `ends_second_step` is their choice beforehand: whether passkeys and codes end with it, or stay needed.
    """

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="keyholders")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keyholders")
    named_at = models.DateTimeField()
    ends_second_step = models.BooleanField(default=False)

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "community": PERSONAL,
        "person": PERSONAL,
        "named_at": PERSONAL,
        "ends_second_step": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="communities_keyholder_once")
        ]


class ReturnQuerySet(models.QuerySet["Return"]):
    def running(self) -> Self:
        return self.filter(ended_at=None)

    def standing(self, now: dt.datetime) -> Self:
        """Those for which everything still holds: the person's word, and both stewards in their places.

        What changed since it began counts at each step, so that nobody who was kept out in between goes on with it.
        """
        here = {"community": OuterRef("community"), "person": OuterRef("person")}
        return self.filter(
            Q(Exists(Keyholder.objects.filter(**here))),
            Q(Exists(Membership.objects.filter(**here))) | Q(Exists(Standing.objects.filter(**here))),
            ~Q(Exists(restricted(here, now))),
            steers("started_by", now),
            Q(confirmed_by=None, confirmed_at=None) | Q(steers("confirmed_by", now)),
            community__closed_at=None,
            person__is_operator=False,
        )


def restricted(here: dict[str, OuterRef], now: dt.datetime) -> models.QuerySet[Restriction]:
    return Restriction.objects.active(now).filter(**here)


def steers(who: str, now: dt.datetime) -> Q:
    """Whether the steward in that column still counts: not kept out, and no block between them and the person."""
    here = {"community": OuterRef("community"), "person": OuterRef(who)}
    steering = Membership.objects.filter(**here, steward_since__lte=now - rules.STEWARD_FOR)
    blocks = Block.objects.filter(
        Q(by=OuterRef("person"), against=OuterRef(who)) | Q(by=OuterRef(who), against=OuterRef("person"))
    )
    return Q(Exists(steering)) & ~Q(Exists(restricted(here, now))) & ~Q(Exists(blocks))


class Return(models.Model):
    """Two stewards help somebody back into their account. It waits for days, and the person can refuse it.

    `code` is a keyed digest of what a steward hands over in person; it opens once, within half an hour.
    """

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="returns")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="returns")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opens_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    codes_made = models.PositiveSmallIntegerField(default=0)
    refused_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReturnQuerySet.as_manager()

    kept_from = "ended_at"
    declared: dict[str, Declaration] = {
        "id": FOR_30_DAYS,
        "community": FOR_30_DAYS,
        "person": FOR_30_DAYS,
        "started_at": FOR_30_DAYS,
        "started_by": UNLINKED.but(exported=False, kept=Kept.DAYS_30),
        "confirmed_at": FOR_30_DAYS,
        "confirmed_by": UNLINKED.but(exported=False, kept=Kept.DAYS_30),
        "opens_at": FOR_30_DAYS,
        "code": SECRET.but(kept=Kept.DAYS_30, is_mark=True),
        "code_until": FOR_30_DAYS.but(exported=False),
        "codes_made": FOR_30_DAYS.but(exported=False),
        "refused_at": FOR_30_DAYS,
        "used_at": FOR_30_DAYS,
        "ended_at": FOR_30_DAYS,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="communities_one_return"
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("started_by")), name="communities_return_takes_two"
            ),
            models.CheckConstraint(
                condition=~Q(started_by=F("person")) & ~Q(confirmed_by=F("person")),
                name="communities_return_of_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, opens_at__isnull=True)
                | Q(confirmed_at__isnull=False, opens_at__isnull=False),
                name="communities_return_opens_once_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(code="") | Q(confirmed_at__isnull=False, code_until__isnull=False),
                name="communities_return_code_after_confirming",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True, used_at__isnull=True) | Q(ended_at__isnull=False),
                name="communities_return_ends_once",
            ),
        ]
