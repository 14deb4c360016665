import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.http import Http404

from alongside.notices.models import Message, Notice, Unsubscription
from alongside.notices.queries.addresses import mail_address
from alongside.people.models import Person

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Day:
    on: dt.date
    notices: list[Notice]


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """`shown_at` travels with the form that marks all as read, so that nothing unread is marked unseen."""

    days: list[Day]
    number: int
    has_more: bool
    has_unseen: bool
    has_address: bool
    wants_mail: bool
    shown_at: dt.datetime


def unseen_count(person: Person) -> int:
    """How many notices are unread; one count on an index that holds only unread ones."""
    return Notice.objects.filter(to=person, seen_at__isnull=True).count()


def has_unseen(person: Person) -> bool:
    return Notice.objects.filter(to=person, seen_at__isnull=True).exists()


def notices_page(*, viewer: Person, number: int, now: dt.datetime) -> NoticesPage:
    """One page of what somebody was told, newest first. Raises Http404 past the end."""
    start = (number - 1) * A_PAGE
    found = list(viewer.notices.all()[start : start + A_PAGE + 1]) if number > 0 else []
    if not found and number != 1:
        raise Http404
    return NoticesPage(
        days=by_day(found[:A_PAGE], viewer),
        number=number,
        has_more=len(found) > A_PAGE,
        has_unseen=has_unseen(viewer),
        has_address=bool(mail_address(viewer)),
        wants_mail=not Unsubscription.objects.filter(person=viewer).exists(),
        shown_at=now,
    )


def by_day(notices: Iterable[Notice], viewer: Person) -> list[Day]:
    """Days are the reader's own: the same notice may stand under another date for somebody far away."""
    return [
        Day(on, list(group))
        for on, group in groupby(notices, key=lambda notice: notice.at.astimezone(viewer.zone).date())
    ]


def messages(*, about: str) -> QuerySet[Message]:
    """A conversation, oldest first. Whoever calls has decided that the viewer may read it."""
    return Message.objects.filter(about=about).select_related("by")
