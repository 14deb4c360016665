"""Who else may judge an ask."""

from django.db import models

from alongside.asks.models.ask import Ask
from alongside.core.declaring import UNLINKED, Declaration
from alongside.core.fields import IdField
from alongside.people.models import Person


class Delegate(models.Model):
    """A member who may give the verdict on one ask in a steward's place."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="delegated")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    declared: dict[str, Declaration] = {
        "id": UNLINKED,
        "ask": UNLINKED,
        "person": UNLINKED,
        "at": UNLINKED,
        "by": UNLINKED,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "person"], name="asks_delegate_once")]
