"""What is small enough to be a beginning, and what it may lead to."""

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.asks.rules.seeing import REMOTE_KINDS

SMALL_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One ask that fits somebody, in the order in which it is shown to them."""

    ask: str
    community: str
    kind: str
    minutes: int


def is_small(*, kind: str, minutes: int) -> bool:
    """A signature, a call, a gift: done from anywhere, in half an hour at most."""
    return kind in REMOTE_KINDS and minutes <= SMALL_MINUTES


def next_step(fitting: Iterable[Step], *, community: str) -> Step | None:
    """The one ask that may follow a small gesture: more than a gesture, and of the same group if it has one.

    Nothing where there is none: another small gesture would lead nowhere.
    """
    real = [one for one in fitting if not is_small(kind=one.kind, minutes=one.minutes)]
    return next((one for one in real if one.community == community), next(iter(real), None))
