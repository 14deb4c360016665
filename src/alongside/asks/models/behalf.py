"""For whom an ask was phoned in: a word that stewards understand, and nobody else reads."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from alongside.asks import rules
from alongside.asks.models.ask import Ask, Shift
from alongside.core.declaring import OF_COMMUNITY, Declaration, Kept
from alongside.core.fields import SealedTextField


class Behalves(models.QuerySet["Behalf"]):
    def outlived(self, now: dt.datetime) -> Self:
        """Those that nobody needs: no date is ahead or just over, and of a closed ask none that somebody promised."""
        before = now - rules.BEHALF_KEPT
        needed = Shift.objects.filter(
            Q(ask__closed_at__isnull=True) | Q(places_taken__gt=0),
            ask=OuterRef("ask"),
            cancelled_at__isnull=True,
            ends_at__gt=before,
        )
        return self.filter(~Exists(needed), at__lte=before)


class Behalf(models.Model):
    """A first name or another word by which stewards know whom an ask is for. Sealed, and gone soon after."""

    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, primary_key=True, related_name="behalf")
    known_as = SealedTextField()
    at = models.DateTimeField()
    objects = Behalves.as_manager()

    declared: dict[str, Declaration] = {
        "ask": OF_COMMUNITY.but(kept=Kept.WITH_ROW),
        "known_as": OF_COMMUNITY.but(encrypted=True, kept=Kept.WITH_ROW),
        "at": OF_COMMUNITY.but(kept=Kept.WITH_ROW),
    }
