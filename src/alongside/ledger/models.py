from typing import Any

from django.db import models

from alongside.core.declaring import OF_SERVER, SECRET, Declaration, Erasure
from alongside.core.fields import SealedTextField


class Key(models.Model):
    """What turns a person into their tokens. Erasing it leaves entries that lead back to nobody."""

    holder = models.CharField(max_length=64, primary_key=True)
    secret = SealedTextField()

    declared: dict[str, Declaration] = {"holder": SECRET, "secret": SECRET.but(encrypted=True)}


class Entry(models.Model):
    """One thing that happened. It is never changed and never deleted; `verify_ledger` shows when it was."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    community = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=64)
    by = models.CharField(max_length=64, blank=True)
    about = models.CharField(max_length=64, blank=True)
    facts: Any = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    declared: dict[str, Declaration] = {
        "number": OF_SERVER,
        "at": OF_SERVER,
        "kind": OF_SERVER,
        "community": OF_SERVER,
        "subject": OF_SERVER,
        "by": OF_SERVER.but(erasure=Erasure.KEY, is_mark=True),
        "about": OF_SERVER.but(erasure=Erasure.KEY, is_mark=True),
        "facts": OF_SERVER,
        "previous": OF_SERVER.but(is_mark=True),
        "hash": OF_SERVER.but(is_mark=True),
    }

    class Meta:
        indexes = [models.Index(fields=["subject"]), models.Index(fields=["community", "number"])]


class Head(models.Model):
    """How many entries there are and the hash of the last: the one row that every write locks, last of all."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    count = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    declared: dict[str, Declaration] = {
        "id": OF_SERVER,
        "count": OF_SERVER,
        "hash": OF_SERVER.but(is_mark=True),
    }

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ledger_one_head")]
