"""What one side of two asks that look alike says: whether they are the same."""

from django.db import models
from django.db.models import F, Q

from alongside.asks.models.ask import Ask
from alongside.core.declaring import UNLINKED_OF_ASK, Declaration
from alongside.core.fields import IdField
from alongside.people.models import Person


class SameAsk(models.Model):
    """Whether `other` is the same as `ask`, as whoever asked for `ask` says. The other side has a row of its own."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="+")
    is_same = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    declared: dict[str, Declaration] = {
        "id": UNLINKED_OF_ASK,
        "ask": UNLINKED_OF_ASK,
        "other": UNLINKED_OF_ASK,
        "is_same": UNLINKED_OF_ASK,
        "at": UNLINKED_OF_ASK,
        "by": UNLINKED_OF_ASK,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ask", "other"], name="asks_same_said_once"),
            models.CheckConstraint(condition=~Q(ask=F("other")), name="asks_same_is_of_two"),
        ]
