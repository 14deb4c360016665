"""Writing down what happened, and forgetting who."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

from django.db import connection, transaction

from alongside.core import ids
from alongside.ledger import rules, witness
from alongside.ledger.models import Entry, Head, Key

CLOCK = None


class Holder(Protocol):
    """Anybody whom an entry may name; the entry keeps a token, never this key."""

    @property
    def pk(self) -> Any: ...


@transaction.atomic
def record(
    *,
    kind: str,
    subject: str,
    by: Holder | None,
    now: dt.datetime,
    community: str = "",
    about: Holder | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Entry:
    """Adds one entry at the end of the chain, inside the transaction of the act that it records.

    `by` is who did it, or `CLOCK` for what time did; `about` is whom it concerns, where that is somebody else.
    `facts` holds numbers, codes and ids only: never words that a person wrote, names, or addresses. Raises
    `rules.FactWithWords`.
    """
    if rules.holds_words(facts or {}):
        raise rules.FactWithWords(kind)
    head = locked_head()
    entry = Entry(
        number=head.count + 1,
        at=now,
        kind=kind,
        community=community,
        subject=subject,
        by=named(by, community),
        about=named(about, community),
        facts=dict(facts or {}),
        previous=head.hash or rules.ORIGIN,
    )
    entry.hash = rules.hashed(rules.content(entry))
    entry.save(force_insert=True)
    Head.objects.filter(id=1).update(count=entry.number, hash=entry.hash)
    if not any(waiting[1] is publish_head for waiting in connection.run_on_commit):
        transaction.on_commit(publish_head, robust=True)
    return entry


def locked_head() -> Head:
    head = Head.objects.select_for_update().filter(id=1).first()
    if head is None:
        Head.objects.get_or_create(id=1)
        head = Head.objects.select_for_update().get(id=1)
    return head


def named(holder: Holder | None, community: str) -> str:
    if holder is None:
        return ""
    key, _made = Key.objects.get_or_create(holder=str(holder.pk), defaults={"secret": ids.new_secret()})
    return rules.token(key.secret, community)


def publish_head() -> None:
    head = Head.objects.get(id=1)
    witness.write(witness.Seen(head.count, head.hash))


@transaction.atomic
def forget(*, holder: Holder) -> None:
    """Destroys a person's key: their entries stay in the chain and lead back to nobody."""
    Key.objects.filter(holder=str(holder.pk)).delete()
