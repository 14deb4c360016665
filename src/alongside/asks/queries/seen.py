"""How much of an ask each viewer is shown. A template gets nothing else, so it cannot show more."""

import datetime as dt
from dataclasses import dataclass, replace

from alongside.asks import rules
from alongside.asks.models import Acceptance, Ask, Place, Shift
from alongside.asks.queries.reading import is_open, is_poster, may_offer_while_open
from alongside.communities import queries as communities
from alongside.communities.rules import Relation
from alongside.core.access import Answer, Fact
from alongside.people import queries as people
from alongside.people.models import Person

ANSWERS_SHOWN = [Answer.YES.value, Answer.NO.value, Answer.UNKNOWN.value]


@dataclass(frozen=True, slots=True)
class SeenDate:
    """One date; `is_elsewhere`: not where the rest of its ask is.

    For strangers `starts_at`, `ends_at`, `free` and `places` are None: they see the day only.
    """

    id: str
    role: str
    area: str
    is_elsewhere: bool
    day: dt.date
    last_day: dt.date
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    free: int | None
    places: int | None
    is_covered: bool
    takes_one_more: bool
    is_over: bool
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page may show of one ask. `is_told`: hours and free places are in it."""

    ask: Ask
    may_offer: bool
    may_edit: bool
    is_told: bool
    is_open: bool
    is_covered: bool
    dates: tuple[SeenDate, ...]
    area: str
    place_name: str
    opens_hours_before: int | None
    rests: bool = False
    exact: str = ""
    poster: Person | None = None
    contact: Person | None = None

    @property
    def may_offer_all(self) -> bool:
        """Every date of what repeats, until a day: to a steward's yes, and where the group knows them."""
        at_once = self.ask.acceptance == Acceptance.AT_ONCE
        return self.may_offer and self.ask.community.relation.is_known and not at_once

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Every access fact of the place, unknown ones included, each with its name and its answer."""
        return facts(self.ask.place) if self.ask.place else ()

    @property
    def is_closed(self) -> bool:
        """By itself or with its group: no new help from either, and both read alike."""
        return bool(self.ask.closed_at or self.ask.community.closed_at)

    @property
    def is_paused(self) -> bool:
        """By itself or with its group, or because nobody has said that it stands: all read alike."""
        return bool(self.ask.paused_at or self.ask.community.paused_at or self.rests)

    @property
    def free(self) -> int | None:
        """Free places on all dates that are to come, for those who are told."""
        return sum(one.free or 0 for one in self.coming) if self.is_told else None

    @property
    def takes_one_more(self) -> bool:
        """Whether everything is taken, and somebody may come as one more, so that enough do."""
        return self.is_covered and any(one.takes_one_more for one in self.coming)

    @property
    def next_area(self) -> str:
        """Where the next date is, or the ask."""
        return self.coming[0].area if self.coming else self.area

    @property
    def coming(self) -> tuple[SeenDate, ...]:
        return tuple(one for one in self.dates if not one.is_over and not one.is_cancelled)


def seen(*, ask: Ask, viewer: Person | None, relation: Relation, now: dt.datetime) -> Seen:
    """One ask for one viewer. The exact place is in it for stewards only; accepted people read it through
    `exact_place` on the page of their commitment, and nowhere else.
    """
    return replace(
        without_poster(ask=ask, viewer=viewer, relation=relation, now=now),
        poster=poster(ask, viewer) if relation.is_member else None,
        exact=ask.place.exact if ask.place and relation.is_steward else "",
        contact=contact(ask, viewer, now) if may_offer(ask=ask, relation=relation, now=now) else None,
    )


def without_poster(*, ask: Ask, viewer: Person | None, relation: Relation, now: dt.datetime) -> Seen:
    """Asks the database nothing that `Asks.for_cards` has not loaded."""
    is_told = rules.may_know_hours(relation)
    dates = tuple(seen_date(one, ask, is_told=is_told, now=now) for one in ask.dates)
    coming = [one for one in dates if not one.is_over and not one.is_cancelled]
    place = ask.place
    return Seen(
        ask=ask,
        may_offer=may_offer(ask=ask, relation=relation, now=now),
        may_edit=rules.may_edit(relation, is_poster=is_poster(ask, viewer)),
        is_told=is_told,
        is_open=is_open(ask, now),
        is_covered=all(one.is_covered for one in coming),
        dates=dates,
        area=place.area if place else "",
        place_name=place.name if place and relation.is_member else "",
        opens_hours_before=place.opens_hours_before if place else None,
        rests=bool(coming) and rules.rests(ask.asked_again_at, now),
    )


def may_offer(*, ask: Ask, relation: Relation, now: dt.datetime) -> bool:
    """Whether somebody with this relation may offer to an ask now; the page and the offer itself both ask this."""
    return is_open(ask, now) and may_offer_while_open(ask=ask, relation=relation)


def seen_date(shift: Shift, ask: Ask, *, is_told: bool, now: dt.datetime) -> SeenDate:
    zone = ask.community.zone
    free = shift.free
    place = shift.elsewhere if shift.elsewhere_id else ask.place
    return SeenDate(
        id=shift.pk,
        role=shift.role,
        area=place.area if place else "",
        is_elsewhere=shift.elsewhere_id not in (None, ask.place_id),
        day=shift.starts_at.astimezone(zone).date(),
        last_day=shift.ends_at.astimezone(zone).date(),
        starts_at=shift.starts_at.astimezone(zone) if is_told else None,
        ends_at=shift.ends_at.astimezone(zone) if is_told else None,
        free=free if is_told else None,
        places=shift.places if is_told else None,
        is_covered=free <= 0,
        takes_one_more=free <= 0 < shift.room,
        is_over=shift.ends_at <= now,
        is_cancelled=shift.cancelled_at is not None,
    )


def facts(place: Place) -> tuple[tuple[str, str], ...]:
    known = {one.fact: one.answer for one in place.known}
    answered = [(str(fact.label), known.get(fact.value, Answer.UNKNOWN.value)) for fact in Fact]
    return tuple(sorted(answered, key=lambda one: ANSWERS_SHOWN.index(one[1])))


def poster(ask: Ask, viewer: Person | None) -> Person | None:
    return named(ask.posted_by, viewer)


def contact(ask: Ask, viewer: Person | None, now: dt.datetime) -> Person | None:
    """The steward who answers questions about getting in, while they still steer."""
    if ask.place is None or ask.place.contact_id is None or viewer is None:
        return None
    return named(
        communities.stewards(community=ask.community, now=now).filter(pk=ask.place.contact_id).first(), viewer
    )


def named(found: Person | None, viewer: Person | None) -> Person | None:
    """Somebody to be named to the viewer, unless the viewer blocks them.

    Whoever is blocked reads the name as before: if it went, they would know.
    """
    if found is None or viewer is None or people.has_blocked(person=viewer, other=found):
        return None
    return found


def exact_place(*, shift: Shift, is_accepted: bool, now: dt.datetime) -> str:
    """The exact words of the place for the ally of one commitment, or nothing while they are not open."""
    place = shift.place
    if place is None or shift.cancelled_at:
        return ""
    is_read = rules.is_exact_place_open(
        is_accepted=is_accepted,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        hours_before=place.opens_hours_before,
        now=now,
    )
    return place.exact if is_read else ""


def exact_place_opens_at(*, shift: Shift, is_accepted: bool, now: dt.datetime) -> dt.datetime | None:
    """When the ally of one commitment will read the exact words of the place; nothing once they can, or never will."""
    place = shift.place
    if place is None or not place.exact or not is_accepted or shift.cancelled_at:
        return None
    opens_at = rules.exact_place_opens_at(shift.starts_at, place.opens_hours_before)
    return opens_at if now < opens_at else None
