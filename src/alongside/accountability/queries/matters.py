"""The open matters of whoever handles them: stewards theirs, operators theirs, on the same pages."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import Http404

from alongside.accountability import rules
from alongside.accountability.models import Appeal, Matter, MatterQuerySet, Report
from alongside.accountability.queries.appeals import appeals
from alongside.accountability.queries.restrictions import may_restrict
from alongside.asks.models import Ask
from alongside.notices.models import Message
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Matters:
    """`appeals` are what people wrote who are kept out, and nobody answered yet."""

    open: list[Matter]
    closed: list[Matter]
    appeals: list[Appeal]


@dataclass(frozen=True, slots=True)
class MatterPage:
    """A matter, what it is about as far as it still exists, and what people wrote about it, without their names."""

    matter: Matter
    ask: Ask | None
    message: Message | None
    words: Page[Report]
    may_close: bool
    may_restrict: bool


def handled(viewer: Person, now: dt.datetime) -> MatterQuerySet:
    return Matter.objects.handled_by(viewer).unshut(viewer, now).select_related("community", "concerns")


def matters(*, viewer: Person, now: dt.datetime) -> Matters:
    """The oldest open matter first; of the closed ones the latest thirty. Few people are kept out, and fewer write."""
    found = handled(viewer, now)
    return Matters(
        open=list(found.open().order_by("opened_at", "pk")),
        closed=list(found.filter(closed_at__isnull=False).order_by("-closed_at", "pk")[:30]),
        appeals=appeals(viewer=viewer, now=now),
    )


def looked_into(*, now: dt.datetime) -> set[str]:
    """What open matters are about, and in which groups. One that nobody closes holds nothing for ever."""
    recent = Matter.objects.open().filter(opened_at__gt=now - rules.KEPT)
    found = recent.values_list("about", "community_id")
    return {reference for about, group in found for reference in (about, f"community:{group}")}


def matter_page(*, viewer: Person, id: str, now: dt.datetime, page: str = "1") -> MatterPage:
    """Raises Http404 for everybody who does not handle it, the reported person first of all."""
    matter = handled(viewer, now).filter(pk=id).first()
    if matter is None:
        raise Http404
    _kind, _separator, about = matter.about.partition(":")
    is_ask, is_message = (matter.subject == each for each in (Matter.Subject.ASK, Matter.Subject.MESSAGE))
    return MatterPage(
        matter=matter,
        ask=Ask.objects.filter(pk=about).first() if is_ask else None,
        message=Message.objects.filter(pk=about).first() if is_message else None,
        words=words(matter, page),
        may_close=may_close(viewer, matter),
        may_restrict=bool(
            matter.concerns
            and matter.community
            and may_restrict(viewer, matter.community, matter.concerns, now)
        ),
    )


def words(matter: Matter, page: str) -> Page[Report]:
    worded = Report.objects.filter(matter=matter).worded().order_by("at", "pk")
    return Paginator(worded, rules.WORDS_A_PAGE).get_page(page)


def may_close(viewer: Person, matter: Matter) -> bool:
    """Nobody closes what they reported themselves."""
    return matter.closed_at is None and not matter.reports.filter(by=viewer).exists()
