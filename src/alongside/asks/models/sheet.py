"""A spreadsheet on its way into drafts."""

from typing import Any

from django.db import models

from alongside.communities.models import Community
from alongside.core.declaring import OF_COMMUNITY, UNLINKED, Declaration
from alongside.core.fields import IdField, SealedTextField
from alongside.people.models import Person


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
