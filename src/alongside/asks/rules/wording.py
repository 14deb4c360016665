"""An ask in several languages, each written by people: which of them a reader gets, and whether one is behind."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

WORDINGS_AT_MOST = 5
"""Beside the first one, six languages in all: each must be kept right when the first changes."""


class Worded(Protocol):
    """The words of an ask in one language: an ask has its first wording itself."""

    @property
    def language(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def good(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Gone:
    """What stands for the words of an ask that are not kept any more: words of ours, in the reader's language."""

    language: str
    what: str
    why: str = ""
    good: str = ""


def chosen(first: Worded, others: Iterable[Worded], order: Sequence[str]) -> Worded:
    """The wording in the language that comes first in the reader's order; the first one where they read none."""
    there = {one.language: one for one in [*others, first]}
    return next((there[code] for code in order if code in there), first)


def fingerprint(words: Worded) -> str:
    """The same while not a letter of the words has changed."""
    return hashlib.sha256(repr((words.what, words.why, words.good)).encode()).hexdigest()
