"""Why an ask is shown, in plain words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.asks import rules
from alongside.asks.queries import Open
from alongside.matching import rules as ranking
from alongside.matching.models import Outlook

SOON = dt.timedelta(days=3)
NEAR_KM = 5
REASONS = (
    _("Nobody yet"),
    _("One more, so that enough come"),
    _("Matters most to the group now"),
    _("Few people can do this"),
    _("Needs what you offer"),
    _("Near you"),
    _("This group is waiting longest"),
    _("Soon"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Which of the asks at hand few people could do, and which groups got least lately, by their ids."""

    rare: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()

    @classmethod
    def of(cls, outlooks: Mapping[str, Outlook], found: Iterable[Open]) -> "Seen":
        """Only where the reader may know how many come: to strangers it would tell how many a group can reach."""
        told = [one for one in found if one.is_told and one.ask.id in outlooks]
        reach = {one.ask.id: outlooks[one.ask.id].reach for one in told}
        filled = {one.ask.community_id: outlooks[one.ask.id].filled for one in told}
        return cls(ranking.rare(reach), ranking.behind(filled))


def reasons(
    one: Open,
    wanted: rules.Wanted,
    seen: Seen,
    reader: rules.Ally,
    *,
    is_nobody_yet: bool,
    is_one_more: bool,
    next_at: dt.datetime,
    now: dt.datetime,
) -> tuple[str | Promise, ...]:
    """The weightiest first."""
    holds = (
        is_nobody_yet,
        is_one_more,
        one.is_told and rules.is_first(one.ask.put_first_at, now),
        one.ask.id in seen.rare,
        bool(wanted.needed & reader.skills),
        rules.is_near(reader, wanted, within_km=NEAR_KM),
        one.ask.community_id in seen.waiting,
        next_at <= now + SOON and not wanted.is_flexible,
    )
    return tuple(words for words, is_so in zip(REASONS, holds, strict=True) if is_so)
