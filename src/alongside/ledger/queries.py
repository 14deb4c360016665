"""Whether the record is whole, and what it says about a subject."""

from collections.abc import Iterator

from alongside.ledger import rules, witness
from alongside.ledger.models import Entry, Head, Key


def token(*, holder: str, community: str) -> str | None:
    """A person's token in one community, or nothing when their key is gone."""
    key = Key.objects.filter(holder=holder).first()
    return rules.token(key.secret, community) if key else None


def breaks() -> Iterator[str]:
    """Everything wrong with the chain: inside it, against its head, and against the signed witness outside."""
    yield from rules.breaks(Entry.objects.order_by("number").iterator(chunk_size=2000))
    head = Head.objects.filter(id=1).first()
    last = Entry.objects.order_by("-number").first()
    if ((head.count, head.hash) if head else (0, "")) != ((last.number, last.hash) if last else (0, "")):
        yield "The ledger's head does not match its last entry."
    yield from witness_breaks()


def witness_breaks() -> Iterator[str]:
    try:
        seen = witness.read()
    except witness.WitnessBroken as error:
        yield str(error)
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
