"""An ask in one more language."""

from django.db import models

from alongside.asks import rules
from alongside.asks.models.ask import Ask
from alongside.core.declaring import OF_ASK, PUBLIC_OF_ASK, Declaration
from alongside.core.fields import IdField


class Wording(models.Model):
    """The words of an ask in one more language, written by people. Who wrote them is not kept.

    `made_from` is the fingerprint of the first wording as it was then: if that changes, this one may be wrong.
    """

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=12)
    what = models.CharField(max_length=160)
    why = models.TextField(blank=True)
    good = models.TextField(blank=True)
    made_from = models.CharField(max_length=64)

    declared: dict[str, Declaration] = {
        "id": PUBLIC_OF_ASK,
        "ask": PUBLIC_OF_ASK,
        "language": PUBLIC_OF_ASK,
        "what": PUBLIC_OF_ASK,
        "why": PUBLIC_OF_ASK,
        "good": PUBLIC_OF_ASK,
        "made_from": OF_ASK.but(is_mark=True),
    }

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["ask", "language"], name="asks_wording_once")]

    @property
    def is_behind(self) -> bool:
        """Whether the first wording has changed since."""
        return self.made_from != rules.fingerprint(self.ask)
