"""What makes the ledger a chain: each entry's hash covers its content and the hash before it."""

import datetime as dt
import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

ORIGIN = "0" * 64
CODE = re.compile(r"[A-Za-z0-9_.:+-]{0,80}")
"""Codes, identifiers and moments; nothing that could hold a sentence, a name in any script, or an address."""


class FactWithWords(ValueError):
    """Somebody's words were about to be written into the ledger, from which nothing can be taken out again."""


class Written(Protocol):
    number: int
    kind: str
    community: str
    subject: str
    by: str
    about: str
    facts: Any
    previous: str
    hash: str

    @property
    def at(self) -> Any: ...


def token(secret: str, community: str) -> str:
    """The name that a person bears in one community's entries: HMAC-SHA256, cut to 128 bits.

    Tokens of one person in two communities cannot be told to belong together without the key.
    """
    return hmac.new(secret.encode(), community.encode(), hashlib.sha256).hexdigest()[:32]


def hashed(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content as JSON with sorted keys; times are ISO 8601 in UTC to the microsecond."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def holds_words(fact: Any) -> bool:
    """Whether a fact, or anything inside it, is more than a number or a code."""
    if isinstance(fact, Mapping):
        return any(holds_words(one) for pair in fact.items() for one in pair)
    if isinstance(fact, list | tuple):
        return any(holds_words(one) for one in fact)
    return isinstance(fact, str) and CODE.fullmatch(fact) is None


def content(entry: Written) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "kind": entry.kind,
        "community": entry.community,
        "subject": entry.subject,
        "by": entry.by,
        "about": entry.about,
        "facts": entry.facts,
        "previous": entry.previous,
    }


def breaks(entries: Iterable[Written]) -> Iterator[str]:
    """Every place where the chain does not hold, in words; nothing when it is whole."""
    previous, expected = ORIGIN, 1
    for entry in entries:
        if entry.number != expected:
            yield f"Entry {expected} is missing: the next one is {entry.number}."
        if entry.previous != previous:
            yield f"Entry {entry.number} does not follow the entry before it."
        if hashed(content(entry)) != entry.hash:
            yield f"Entry {entry.number} was changed after it was written."
        previous, expected = entry.hash, entry.number + 1
