"""One-time links, kept only as a digest, and the vouches that some of them carry."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.communities.models.community import Community
from alongside.core.declaring import OF_COMMUNITY, PUBLIC, SECRET, UNLINKED, Declaration, Kept
from alongside.core.fields import IdField
from alongside.people.models import Person


class OneTimeLink(models.Model):
    """A secret that was shown once. Opening its page uses nothing up; the form on that page does."""

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="%(class)ss")
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    kept_from = "at"
    declared: dict[str, Declaration] = {
        "id": OF_COMMUNITY.but(kept=Kept.DAYS_30),
        "community": OF_COMMUNITY.but(kept=Kept.DAYS_30),
        "digest": SECRET.but(kept=Kept.DAYS_30, is_mark=True),
        "by": UNLINKED.but(kept=Kept.DAYS_30),
        "at": OF_COMMUNITY.but(kept=Kept.DAYS_30),
        "expires_at": OF_COMMUNITY.but(kept=Kept.DAYS_30),
        "used_at": OF_COMMUNITY.but(kept=Kept.DAYS_30),
    }

    class Meta:
        abstract = True


class Invitation(OneTimeLink):
    """A way in, made by a steward for one person."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member: belongs to the people concerned")
        ALLY = "ally", _("Ally: wants to help")
        STEWARD = "steward", _("Steward: helps to run the group")

    role = models.CharField(max_length=8, choices=Role.choices)

    declared: dict[str, Declaration] = {
        **OneTimeLink.declared,
        "role": OF_COMMUNITY.but(kept=Kept.DAYS_30),
    }


class VouchLink(OneTimeLink):
    """A way for a steward of an established community to see a new one, and to vouch for it."""


class Vouch(models.Model):
    """The operator, or an established community, says that a new community is what it says it is."""

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="vouches")
    voucher = models.ForeignKey(
        Community, on_delete=models.CASCADE, null=True, blank=True, related_name="vouches_given"
    )
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    declared: dict[str, Declaration] = {
        "id": PUBLIC,
        "community": PUBLIC,
        "voucher": PUBLIC,
        "by": UNLINKED,
        "at": PUBLIC,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "voucher"], name="communities_vouch_once"),
            models.UniqueConstraint(fields=["community", "by"], name="communities_one_person_one_vouch"),
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(voucher__isnull=True),
                name="communities_operator_vouch_once",
            ),
        ]
