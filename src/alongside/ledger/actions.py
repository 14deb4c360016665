"""Writing down what happened, and forgetting who."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection, transaction

from alongside.core import ids
from alongside.core.rows import rows
from alongside.core.storing import add, add_all, change
from alongside.ledger import rules, witness
from alongside.ledger.models import Entry, Head, Key

CLOCK = None


class Holder(Protocol):
    """Anybody whom an entry may name; the entry keeps a token, never this key."""

    @property
    def pk(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Act:
    """What one entry says.

    `by` is who did it, or `CLOCK` for what time did; `about` is whom it concerns, where that is somebody else.
    `facts` holds numbers, codes and ids only: never words that a person wrote, names, or addresses. Raises
    `rules.FactWithWords`.
    """

    kind: str
    subject: str
    by: Holder | None
    community: str = ""
    about: Holder | None = None
    facts: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if rules.holds_words(self.facts or {}):
            raise rules.FactWithWords(self.kind)

    @property
    def people(self) -> list[Holder]:
        return [one for one in (self.by, self.about) if one is not None]


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

    Raises `rules.FactWithWords`.
    """
    return record_all(acts=[Act(kind, subject, by, community, about, facts)], now=now)[0]


@transaction.atomic(savepoint=False)
def record_all(*, acts: Sequence[Act], now: dt.datetime) -> list[Entry]:
    """Adds several entries in their order. Head and keys are read once, so thirty cost little more than one."""
    head = locked_head()
    secrets = secrets_of(one for act in acts for one in act.people)
    entries: list[Entry] = []
    for act in acts:
        entry = Entry(
            number=head.count + 1,
            at=now,
            kind=act.kind,
            community=act.community,
            subject=act.subject,
            by=named(act.by, act.community, secrets),
            about=named(act.about, act.community, secrets),
            facts=dict(act.facts or {}),
            previous=head.hash or rules.ORIGIN,
        )
        entry.hash = rules.hashed(rules.content(entry))
        head.count, head.hash = entry.number, entry.hash
        entries.append(entry)
    add_all(entries)
    change(Head, {"count": head.count, "hash": head.hash}, id=1)
    if not any(waiting[1] is publish_head for waiting in connection.run_on_commit):
        transaction.on_commit(publish_head, robust=True)
    return entries


def locked_head() -> Head:
    """Made by whoever writes the first entry of all."""
    while not (found := rows(Head, is_locked=True, id=1)):
        Head.objects.get_or_create(id=1)
    return found[0]


def secrets_of(people: Iterable[Holder]) -> dict[str, str]:
    """Each person's secret; whoever has none yet is given one. The lock of the head keeps two from making it."""
    wanted = sorted({str(one.pk) for one in people})
    found = {key.holder: key.secret for key in keys_of(wanted)}
    for holder in wanted:
        if holder not in found:
            found[holder] = add(Key(holder=holder, secret=ids.new_secret())).secret
    return found


def keys_of(holders: Sequence[str]) -> Iterable[Key]:
    """One or two by name, which is nearly always; many at once."""
    if len(holders) > 2:
        return Key.objects.filter(holder__in=holders)
    return [key for holder in holders for key in rows(Key, holder=holder)]


def named(holder: Holder | None, community: str, secrets: Mapping[str, str]) -> str:
    return rules.token(secrets[str(holder.pk)], community) if holder is not None else ""


def publish_head() -> None:
    for head in rows(Head, id=1):
        witness.write(witness.Seen(head.count, head.hash))


@transaction.atomic
def forget(*, holder: Holder) -> None:
    """Destroys a person's key: their entries stay in the chain and lead back to nobody."""
    Key.objects.filter(holder=str(holder.pk)).delete()
