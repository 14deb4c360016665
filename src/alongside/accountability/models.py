"""Reports: somebody says that something is wrong. A count of reports does nothing by itself."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from alongside.communities.models import Community, Membership, Restriction
from alongside.core.declaring import PERSONAL, UNLINKED, Declaration, Kept
from alongside.core.fields import IdField, SealedTextField
from alongside.people.models import Person


class MatterQuerySet(models.QuerySet["Matter"]):
    def handled_by(self, person: Person) -> Self:
        """What this person may look at: never what concerns them, nor what concerns those they steer with.

        A matter whose person became a steward since then goes to the operator too, whatever it was before.
        """
        steering = Community.objects.stewarded_by(person)
        steers = Membership.objects.filter(
            community=OuterRef("community"), person=OuterRef("concerns"), steward_since__isnull=False
        )
        about_steward = Q(goes_to_operator=True) | Q(Exists(steers))
        mine = Q(community__in=steering) & ~about_steward
        if person.is_operator:
            mine |= about_steward & ~Q(community__in=steering)
        return self.filter(mine).exclude(concerns=person)

    def unshut(self, person: Person, now: dt.datetime) -> Self:
        """Without those of a group that shuts this person out now."""
        shutting = Restriction.objects.active(now).filter(person=person).values("community")
        return self.exclude(community__in=shutting)

    def open(self) -> Self:
        return self.filter(closed_at=None)


class Matter(models.Model):
    """What one or many reports are about, folded into one item. `about` is an opaque reference.

    `concerns` is whom the thing comes from. With `goes_to_operator` that is a steward, or nobody else is left to
    look, and the community's stewards never see it. `note` is what was done, for whoever handles matters.
    """

    class Subject(models.TextChoices):
        PERSON = "person", _("A person")
        ASK = "ask", _("An ask")
        MESSAGE = "message", _("A message")
        COMMUNITY = "community", _("A group")

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="matters")
    subject = models.CharField(max_length=9, choices=Subject.choices)
    about = models.CharField(max_length=80)
    concerns = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="matters"
    )
    goes_to_operator = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    note = SealedTextField(blank=True)

    objects = MatterQuerySet.as_manager()

    kept_from = "closed_at"
    declared: dict[str, Declaration] = {
        "id": UNLINKED.but(kept=Kept.DAYS_180),
        "community": UNLINKED.but(kept=Kept.DAYS_180),
        "subject": UNLINKED.but(kept=Kept.DAYS_180),
        "about": UNLINKED.but(kept=Kept.DAYS_180),
        "concerns": UNLINKED.but(kept=Kept.DAYS_180, exported=False),
        "goes_to_operator": UNLINKED.but(kept=Kept.DAYS_180),
        "opened_at": UNLINKED.but(kept=Kept.DAYS_180),
        "closed_at": UNLINKED.but(kept=Kept.DAYS_180),
        "closed_by": UNLINKED.but(kept=Kept.DAYS_180),
        "note": UNLINKED.but(kept=Kept.DAYS_180, exported=False, encrypted=True),
    }

    class Meta:
        indexes = [models.Index(fields=["closed_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "about", "goes_to_operator"],
                condition=Q(closed_at__isnull=True),
                name="accountability_one_open_matter",
            )
        ]


class ReportQuerySet(models.QuerySet["Report"]):
    def worded(self) -> Self:
        """Those to which somebody added words. What is sealed cannot be read here, but an empty text is not sealed."""
        return self.alias(sealed_length=Length("words")).filter(sealed_length__gt=0)


class Report(models.Model):
    """One person's words about a matter. Whoever handles it reads them, and nobody reads by whom."""

    id = IdField()
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="reports")
    words = SealedTextField(blank=True)
    language = models.CharField(max_length=12)
    at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    kept_from = "matter__closed_at"
    declared: dict[str, Declaration] = {
        "id": PERSONAL.but(kept=Kept.DAYS_180),
        "matter": PERSONAL.but(kept=Kept.DAYS_180, exported=False),
        "by": UNLINKED.but(kept=Kept.DAYS_180),
        "words": PERSONAL.but(kept=Kept.DAYS_180, encrypted=True),
        "language": PERSONAL.but(kept=Kept.DAYS_180),
        "at": PERSONAL.but(kept=Kept.DAYS_180),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "by"], name="accountability_one_report")]


class Appeal(models.Model):
    """Whoever is kept out writes back, once for each restriction. It goes with the restriction."""

    id = IdField()
    restriction = models.OneToOneField(Restriction, on_delete=models.CASCADE, related_name="appeal")
    words = SealedTextField()
    language = models.CharField(max_length=12)
    at = models.DateTimeField()

    kept_from = "restriction__until"
    declared: dict[str, Declaration] = {
        "id": PERSONAL.but(kept=Kept.DAYS_180),
        "restriction": PERSONAL.but(kept=Kept.DAYS_180, exported=False),
        "words": PERSONAL.but(kept=Kept.DAYS_180, encrypted=True),
        "language": PERSONAL.but(kept=Kept.DAYS_180),
        "at": PERSONAL.but(kept=Kept.DAYS_180),
    }


class AppealAnswer(models.Model):
    """Somebody who decided nothing of it says whether the restriction stays. The person reads it, and not by whom."""

    id = IdField()
    appeal = models.OneToOneField(Appeal, on_delete=models.CASCADE, related_name="answer")
    is_lifted = models.BooleanField()
    words = SealedTextField(blank=True)
    language = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    kept_from = "appeal__restriction__until"
    declared: dict[str, Declaration] = {
        "id": PERSONAL.but(kept=Kept.DAYS_180),
        "appeal": PERSONAL.but(kept=Kept.DAYS_180, exported=False),
        "is_lifted": PERSONAL.but(kept=Kept.DAYS_180),
        "words": PERSONAL.but(kept=Kept.DAYS_180, encrypted=True),
        "language": PERSONAL.but(kept=Kept.DAYS_180),
        "at": PERSONAL.but(kept=Kept.DAYS_180),
        "by": UNLINKED.but(kept=Kept.DAYS_180, exported=False),
    }
