import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from alongside.core.rows import how_many
from alongside.notices import rules, signals
from alongside.notices.models import Mail, Message, Notice, Unsubscription
from alongside.notices.queries.addresses import mail_address, mail_of_token
from alongside.people.models import Block, Person

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Day:
    on: dt.date
    notices: list[Notice]


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """`until` travels with the form that marks all as read: what came after the page was shown stays unread.

    `closed` holds the ids of those whose page is not there for this reader any more.
    """

    days: list[Day]
    closed: set[str]
    page: Page[Notice]
    until: str
    has_unseen: bool
    sends_mail: bool
    has_address: bool
    wants_mail: bool

    @property
    def read_here(self) -> list[str]:
        """The unread ones whose words are all that is left to read."""
        return [one.pk for one in self.page if one.pk in self.closed and one.seen_at is None]


def unseen_count(person: Person) -> int:
    """How many notices are unread; one count on an index that holds only unread ones."""
    return how_many(Notice, to_id=person.pk, seen_at=None)


def has_unseen(person: Person) -> bool:
    return Notice.objects.filter(to=person, seen_at__isnull=True).exists()


def notices_page(*, viewer: Person, number: str, now: dt.datetime) -> NoticesPage:
    """One page of what somebody was told, newest first. Raises Http404 past the end."""
    try:
        page = Paginator(viewer.notices.all(), A_PAGE).page(number)
    except InvalidPage as error:
        raise Http404 from error
    return NoticesPage(
        days=by_day(page.object_list, viewer),
        closed=closed_to(viewer, page.object_list, now),
        page=page,
        until=now.isoformat(timespec="microseconds"),
        has_unseen=has_unseen(viewer),
        sends_mail=settings.ALONGSIDE_SENDS_MAIL,
        has_address=bool(mail_address(viewer)),
        wants_mail=not Unsubscription.objects.filter(person=viewer).exists(),
    )


def closed_to(reader: Person, notices: Iterable[Notice], now: dt.datetime) -> set[str]:
    answers = signals.closing.send(sender=Notice, reader=reader, notices=notices, now=now)
    return {id for _receiver, ids in answers for id in ids or ()}


def by_day(notices: Iterable[Notice], viewer: Person) -> list[Day]:
    """Days are the reader's own: the same notice may stand under another date for somebody far away."""
    return [
        Day(on, list(group))
        for on, group in groupby(notices, key=lambda notice: notice.at.astimezone(viewer.zone).date())
    ]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The page behind the link in a mail. It shows nothing of the matter: anybody may hold that mail."""

    mail: Mail
    about: str
    is_over: bool


def answer_page(*, token: str, now: dt.datetime) -> AnswerPage:
    """Raises Http404 for a link that this server did not make."""
    mail = mail_of_token(token=token)
    may = mail.may_be_answered and rules.may_answer(due_at=mail.due_at, answered_at=mail.answered_at, now=now)
    return AnswerPage(mail, mail.notice.about if mail.notice else "", not may)


def messages(*, about: str, viewer: Person) -> QuerySet[Message]:
    """A conversation, oldest first, without the words of anybody whom the viewer blocks.

    Whoever calls has decided that the viewer may read it.
    """
    blocked = Block.objects.filter(by=viewer).values("against")
    return Message.objects.filter(about=about).exclude(by__in=blocked).select_related("by")


def is_told(*, kind: str, about: str, since: dt.datetime) -> bool:
    """Whether anybody was told of it since."""
    return Notice.objects.filter(kind=kind, about=about, at__gte=since).exists()
