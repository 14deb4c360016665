"""The last word of the asking side that an ask stands."""

from django.db import models

from alongside.asks.models.ask import Ask
from alongside.core.declaring import UNLINKED_OF_ASK, Declaration
from alongside.people.models import Person


class Renewal(models.Model):
    """Who last said that an ask stands, or showed it by a change after it was published, and when."""

    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, primary_key=True, related_name="renewal")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    declared: dict[str, Declaration] = {"ask": UNLINKED_OF_ASK, "at": UNLINKED_OF_ASK, "by": UNLINKED_OF_ASK}
