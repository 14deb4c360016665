import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from alongside.core.storing import add, add_all
from alongside.notices import queries, rules
from alongside.notices.models import Mail, Notice
from alongside.people.models import Person

log = logging.getLogger(__name__)


@transaction.atomic(savepoint=False)
def tell(
    *, to: Person | None, kind: str, about: str, url: str, now: dt.datetime, by: Person | None = None
) -> None:
    """Tells somebody that something happened. Never raises: whoever is gone is not told.

    `about` is an opaque reference such as "commitment:abc"; `url` is a path on this server. What becomes a
    mail is decided here, and the mail waits for quiet hours and rest. `by` is whom it comes from, where that is one
    person: whoever mutes them, or the group of it, is told of nothing but their own promises and their own safety.
    """
    if to is None or kind not in rules.KINDS or not url.startswith("/"):
        if to is not None:
            log.error("A notice of the kind %s could not be made.", kind)
        return
    if not rules.KINDS[kind].comes_when_muted and queries.is_muted(to=to, by=by, about=about):
        return
    if rules.KINDS[kind].folds and renew(to=to, kind=kind, about=about, url=url, now=now):
        return
    notice = add(Notice(to=to, kind=kind, about=about, url=url, at=now))
    if rules.KINDS[kind].is_mailed_at_once and queries.mail_address(to):
        due_at = rules.after_quiet(now, to.zone, to.quiet_from, to.quiet_until)
        Mail.objects.create(to=to, notice=notice, due_at=due_at)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one of many is told of, with the page where it stands."""

    to: Person | None
    about: str
    url: str


@transaction.atomic(savepoint=False)
def tell_all(*, letters: Iterable[Letter], kind: str, now: dt.datetime) -> None:
    """Tells several people of the same kind of thing; what rings no bell at once is written in one statement."""
    if rules.KINDS[kind].folds or rules.KINDS[kind].is_mailed_at_once:
        for one in letters:
            tell(to=one.to, kind=kind, about=one.about, url=one.url, now=now)
        return
    heard = [one for one in letters if one.to and not queries.is_muted(to=one.to, by=None, about=one.about)]
    add_all([Notice(to=one.to, kind=kind, about=one.about, url=one.url, at=now) for one in heard])


def renew(*, to: Person, kind: str, about: str, url: str, now: dt.datetime) -> bool:
    """Brings an unread notice of the same matter to the top instead of adding another."""
    unread = Notice.objects.filter(to=to, kind=kind, about=about, seen_at__isnull=True)
    return unread.update(at=now, url=url) > 0


@transaction.atomic
def see(*, by: Person, until: dt.datetime, now: dt.datetime) -> None:
    """Marks as read what was there to be read; what came after the page was shown stays unread."""
    by.notices.filter(seen_at__isnull=True, at__lte=until).update(seen_at=now)


@transaction.atomic
def see_words(*, by: Person, notices: Iterable[str], now: dt.datetime) -> None:
    """Marks as read those that lead nowhere any more: nobody can do more about them than read their words."""
    by.notices.filter(pk__in=notices, seen_at__isnull=True, at__lte=now).update(seen_at=now)
