"""Reports: somebody says that something is wrong. A count of reports does nothing by itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.communities.models import Community
from alongside.core.declaring import PERSONAL, UNLINKED, Declaration, Kept
from alongside.core.fields import IdField, SealedTextField
from alongside.people.models import Person


class Matter(models.Model):
    """What one or many reports are about, folded into one item. `about` is an opaque reference.

    With `goes_to_operator` it concerns a steward, and that community's stewards never see it.
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
    goes_to_operator = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    declared: dict[str, Declaration] = {
        "id": UNLINKED.but(kept=Kept.DAYS_180),
        "community": UNLINKED.but(kept=Kept.DAYS_180),
        "subject": UNLINKED.but(kept=Kept.DAYS_180),
        "about": UNLINKED.but(kept=Kept.DAYS_180),
        "goes_to_operator": UNLINKED.but(kept=Kept.DAYS_180),
        "opened_at": UNLINKED.but(kept=Kept.DAYS_180),
        "closed_at": UNLINKED.but(kept=Kept.DAYS_180),
        "closed_by": UNLINKED.but(kept=Kept.DAYS_180),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "about", "goes_to_operator"],
                condition=Q(closed_at__isnull=True),
                name="accountability_one_open_matter",
            )
        ]


class Report(models.Model):
    """One person's words about a matter. Only whoever handles the matter reads them; its subject never sees by whom."""

    id = IdField()
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="reports")
    words = SealedTextField(blank=True)
    language = models.CharField(max_length=12)
    at = models.DateTimeField()

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
