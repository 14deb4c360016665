"""Who else may judge an ask."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from alongside.asks import rules
from alongside.asks.models.ask import Ask
from alongside.core.declaring import UNLINKED_OF_ASK, Declaration
from alongside.core.fields import IdField
from alongside.people.models import Person


class DelegateQuerySet(models.QuerySet["Delegate"]):
    def active(self, now: dt.datetime) -> Self:
        """The same as `rules.is_delegated`, for many at once."""
        unset = Q(until__isnull=True, at__gt=now - rules.DELEGATED_FOR)
        return self.filter(Q(until__gt=now) | unset)


class Delegate(models.Model):
    """A member who may give the verdict on one ask in a steward's place, until it ends by itself."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="delegated")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = DelegateQuerySet.as_manager()

    declared: dict[str, Declaration] = {
        "id": UNLINKED_OF_ASK,
        "ask": UNLINKED_OF_ASK,
        "person": UNLINKED_OF_ASK,
        "at": UNLINKED_OF_ASK,
        "until": UNLINKED_OF_ASK,
        "by": UNLINKED_OF_ASK,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "person"], name="asks_delegate_once")]

    @property
    def ends_at(self) -> dt.datetime:
        return self.until or self.at + rules.DELEGATED_FOR
