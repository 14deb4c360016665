"""Whether the record is whole."""

import datetime as dt
from collections.abc import Iterator

from alongside.ledger import rules, witness
from alongside.ledger.models import Entry, Head

AT_ONCE = 1000


def length() -> int:
    return Head.objects.filter(id=1).values_list("count", flat=True).first() or 0


def of_kind(*, kind: str, after: int) -> Iterator[tuple[str, dt.datetime]]:
    """Subject and time of the entries of one kind that came after an entry's number, a thousand looked at together."""
    for first in range(after, length(), AT_ONCE):
        looked_at = Entry.objects.filter(number__gt=first, number__lte=first + AT_ONCE)
        yield from looked_at.filter(kind=kind).order_by("number").values_list("subject", "at")


def breaks() -> Iterator[str]:
    """Everything wrong with the chain: inside it, against its head, and against the signed witness outside.

    The witness is read first: it may then be older than the entries, and never newer.
    """
    yield from witness_breaks(seen_now())
    yield from breaks_inside()


def breaks_inside() -> Iterator[str]:
    """What is wrong with the chain itself, and with the one row that says where it ends."""
    yield from rules.breaks(Entry.objects.order_by("number").iterator(chunk_size=2000))
    head = Head.objects.filter(id=1).first()
    last = Entry.objects.order_by("-number").first()
    if ((head.count, head.hash) if head else (0, "")) != ((last.number, last.hash) if last else (0, "")):
        yield "The ledger's head does not match its last entry."


def seen_now() -> witness.Seen | str | None:
    """The signed head, or in words why it cannot be trusted."""
    try:
        return witness.read()
    except witness.WitnessBroken as error:
        return str(error)


def witness_breaks(seen: witness.Seen | str | None) -> Iterator[str]:
    if isinstance(seen, str):
        yield seen
        return
    if seen is None:
        if Entry.objects.exists():
            yield "There are entries, but the signed head outside the database is missing."
        return
    entry = Entry.objects.filter(number=seen.count).first()
    if entry is None:
        yield f"The signed head knows {seen.count} entries, and the database has fewer: its end was cut off."
    elif entry.hash != seen.hash:
        yield f"Entry {seen.count} is not the one that was signed: the ledger was rewritten."
