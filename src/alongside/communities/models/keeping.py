"""For how long a group keeps what it need not keep: its stewards may say fewer days than usual, and never more."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.communities import rules
from alongside.communities.models.community import Community
from alongside.core.declaring import OF_COMMUNITY, Declaration
from alongside.core.fields import IdField


class Term(models.Model):
    """Fewer days for one kind of thing, from two weeks after `at`. Without a row it is the most that there is."""

    class What(models.TextChoices):
        NEEDS = rules.Keeping.NEEDS, _("What allies showed of their needs")
        NOTES = rules.Keeping.NOTES, _("What allies wrote with an offer")
        MESSAGES = rules.Keeping.MESSAGES, _("Messages about an offer")
        ASKS = rules.Keeping.ASKS, _("Asks that are over")
        GROUP = rules.Keeping.GROUP, _("Everything, once the group is closed")

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="terms")
    what = models.CharField(max_length=8, choices=What.choices)
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    declared: dict[str, Declaration] = {
        "id": OF_COMMUNITY,
        "community": OF_COMMUNITY,
        "what": OF_COMMUNITY,
        "days": OF_COMMUNITY,
        "at": OF_COMMUNITY,
    }

    class Meta:
        indexes = [models.Index(fields=["what", "at"], name="communities_terms_by_kind")]
        constraints = [
            models.UniqueConstraint(fields=["community", "what"], name="communities_term_once"),
            models.CheckConstraint(
                condition=Q(days__lte=30) | Q(what__in=["messages", "asks", "group"], days__lte=180),
                name="communities_term_never_longer",
            ),
        ]
