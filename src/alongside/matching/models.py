"""What the ranking knows of an ask beyond what its page says, and what somebody chose to see."""

from django.db import models

from alongside.asks.models import Ask
from alongside.core.declaring import OF_SERVER, PERSONAL, Declaration, Kept
from alongside.people.models import Person

FOR_A_WHILE = OF_SERVER.but(kept=Kept.WITH_ROW)


class Outlook(models.Model):
    """How an open ask stands, counted by the worker once a day: sums over many people. No page shows them.

    `reach`: how well it suits everybody who may offer, added up. `filled`: which share of its places its group got
    lately. `comes`: how often people on this server come who promised.
    """

    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, primary_key=True, related_name="outlook")
    reach = models.FloatField()
    filled = models.FloatField()
    comes = models.FloatField()
    counted_at = models.DateTimeField(db_index=True)

    declared: dict[str, Declaration] = {
        "ask": FOR_A_WHILE,
        "reach": FOR_A_WHILE,
        "filled": FOR_A_WHILE,
        "comes": FOR_A_WHILE,
        "counted_at": FOR_A_WHILE,
    }


class Choice(models.Model):
    """How somebody wants the list of what fits them, until they choose otherwise, as the form's own address."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    said = models.CharField(max_length=1000)

    declared: dict[str, Declaration] = {"person": PERSONAL, "said": PERSONAL}
