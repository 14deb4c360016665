"""What single pages put together."""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db.models import Model

from alongside.asks import rules
from alongside.asks.models import Ask, Delegate, Kind, OpenTo, Runner
from alongside.asks.queries.groups import steered
from alongside.asks.queries.merging import Alike, alike_to, goes_on_in
from alongside.asks.queries.phoning import known_as
from alongside.asks.queries.reading import ask
from alongside.asks.queries.renewing import may_judge
from alongside.asks.queries.repeating import Repeating, all_series
from alongside.asks.queries.running import runners_of
from alongside.asks.queries.seen import Seen, facts, seen
from alongside.asks.rules import Worded
from alongside.communities import queries as communities
from alongside.communities import rules as community_rules
from alongside.communities.models import Link
from alongside.communities.queries.vouching import Voucher
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place where some dates to come are, and how to get in there; its exact words for stewards alone."""

    area: str
    facts: tuple[tuple[str, str], ...]
    exact: str


@dataclass(frozen=True, slots=True)
class AskPage:
    """An ask, who asks, and the community's own links: "give here" for an ask for money, else "read this first".

    A kept page is right for as long as `says` is the same. What is one reader's alone, names above all, is not in it.

    `is_unseen` tells whoever may edit it that it is open, and that nobody outside can see it yet; `may_widen` that
    somebody could, if it were for anyone. `is_asked`: it waits for the viewer to say that it stands; `alike`: to say
    whether another one is the same. `first_until`: so long it comes first of its group's, for stewards. `runners`
    run it for them; whoever may edit it reads who. `goes_on_in` is where one that is closed goes on. `said` is the
    wording that is shown, `others` are those in other languages.
    """

    seen: Seen
    said: Worded
    others: list[Worded]
    days: int
    vouchers: list[Voucher]
    links: list[Link]
    sheet_note: str
    known_as: str
    repeats: list[Repeating]
    elsewhere: list[Elsewhere]
    is_unseen: bool
    may_widen: bool
    is_asked: bool
    alike: Alike | None
    first_until: dt.datetime | None
    runners: list[Runner]
    goes_on_in: Ask | None
    says: tuple[object, ...]

    @property
    def is_sensitive(self) -> bool:
        return rules.is_sensitive(kind=self.seen.ask.kind, open_to=self.seen.ask.open_to)


def ask_page(*, viewer: Person | None, id: str, now: dt.datetime, language: str = "") -> AskPage:
    """In `language` if there is a wording in it, else in the one that comes first for the reader."""
    found = ask(viewer=viewer, id=id, now=now)
    there = [found, *found.reworded]
    worded = next((one for one in there if one.language == language), found.said)
    shown = seen(ask=found, viewer=viewer, relation=found.community.relation, now=now)
    is_unseen = shown.may_edit and shown.is_open and not is_seen_outside(found, found.open_to, now)
    purpose = Link.Purpose.GIVE if found.kind == Kind.GIVE else Link.Purpose.READ
    days = community_rules.age_in_days(found.community.founded_at, now)
    vouchers = communities.vouchers(community=found.community, viewer=viewer, now=now)
    links = list(found.community.links.filter(purpose=purpose))
    repeats = all_series(ask=found, now=now)
    return AskPage(
        seen=shown,
        said=worded,
        others=[one for one in there if one is not worded],
        days=days,
        vouchers=vouchers,
        links=links,
        sheet_note=found.sheet_note if shown.may_edit else "",
        known_as=known_as(ask=found),
        repeats=repeats,
        elsewhere=other_places(found, shown),
        is_unseen=is_unseen,
        may_widen=is_unseen and is_seen_outside(found, OpenTo.ANYONE, now),
        is_asked=is_asked(shown, viewer, now),
        alike=alike(shown, viewer, now),
        first_until=first_until(shown, now),
        runners=runners_of(ask=found, now=now) if shown.may_edit else [],
        goes_on_in=goes_on_in(ask=found, viewer=viewer, now=now),
        says=(
            *said(shown),
            worded.language,
            shown.may_offer_all,
            *((one.words, columns(one.series)) for one in repeats),
            days,
            *map(columns, links),
            *((one.is_operator, one.community and columns(one.community)) for one in vouchers),
        ),
    )


def first_until(shown: Seen, now: dt.datetime) -> dt.datetime | None:
    """Until when it comes first of its group's, for whoever steers the group."""
    ask = shown.ask
    return rules.first_until(ask.put_first_at, now) if ask.community.relation.is_steward else None


def said(seen: Seen) -> tuple[object, ...]:
    """Everything that the page of an ask says to whoever may see this much: each column of its rows, rather than the
    few that a template names today.
    """
    ask = seen.ask
    rows: list[Any] = [ask, ask.community, *ask.spoken, *ask.sought, *ask.reworded]
    shared = replace(seen, exact="", poster=None, contact=None)
    return (*map(columns, rows), *(getattr(shared, field.name) for field in fields(shared)))


def columns(row: Model) -> tuple[object, ...]:
    """What stands in a row, but for what was not read."""
    unread = row.get_deferred_fields()
    return tuple(
        getattr(row, field.attname) for field in row._meta.concrete_fields if field.attname not in unread
    )


def is_asked(shown: Seen, viewer: Person | None, now: dt.datetime) -> bool:
    """Whether it waits for this viewer's word that it stands. Only of such an ask one more thing is read."""
    waits = shown.ask.asked_again_at and (shown.is_open or shown.rests)
    if viewer is None or not waits or shown.ask.paused_at or shown.is_closed:
        return False
    return shown.may_edit or (shown.ask.community.relation.is_member and may_judge(shown.ask, viewer, now))


def alike(shown: Seen, viewer: Person | None, now: dt.datetime) -> Alike | None:
    """Only of an open ask, and for somebody who may have asked for it, one is looked for."""
    if viewer is None or not shown.is_open or not shown.ask.community.relation.is_member:
        return None
    return alike_to(ask=shown.ask, viewer=viewer, now=now)


def other_places(ask: Ask, shown: Seen) -> list[Elsewhere]:
    coming = {one.id for one in shown.coming if one.is_elsewhere}
    found = {one.elsewhere_id: one.elsewhere for one in ask.dates if one.pk in coming and one.elsewhere}
    is_steward = ask.community.relation.is_steward
    return [
        Elsewhere(area=one.area, facts=facts(one), exact=one.exact if is_steward else "")
        for one in found.values()
    ]


def is_seen_outside(found: Ask, open_to: str, now: dt.datetime) -> bool:
    """Whether anybody outside can see it, if it is open to these. What is for members only is as it should be."""
    group = found.community
    needed = rules.standing_to_see(open_to=open_to, visibility=group.visibility, is_vouched=group.vouched)
    is_sensitive = rules.is_sensitive(kind=found.kind, open_to=open_to)
    return not needed or communities.has_ally(
        community=group, level=needed, now=now, is_vouched_for=is_sensitive
    )


@dataclass(frozen=True, slots=True)
class DelegatesPage:
    ask: Ask
    delegates: list[Delegate]
    members: list[Person]


def delegates(*, viewer: Person, id: str, now: dt.datetime) -> DelegatesPage:
    """Who may say whether it helped, and which vouched members may still be chosen; also of an ask that is closed."""
    found = steered(viewer=viewer, id=id, now=now)
    chosen = list(
        Delegate.objects.active(now).filter(ask=found).select_related("person").order_by("at", "id")
    )
    members = Person.objects.filter(
        memberships__community=found.community, memberships__vouched_at__isnull=False
    ).exclude(pk__in=[one.person_id for one in chosen])
    return DelegatesPage(found, chosen, list(members.order_by("display_name", "id")))
