"""What the chain tells the areas below, when they ask."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver
from django.http import Http404
from django.utils.translation import ngettext

from alongside.asks.models import Runner
from alongside.commitments import actions, queries
from alongside.commitments.models import Commitment
from alongside.communities.models import Community
from alongside.communities.signals import informing
from alongside.core import calendars
from alongside.notices.signals import answering, belonging, carrying
from alongside.people.models import Person


@receiver(informing)
def say_what_helped(community: Community, people: Collection[str], **_signal: Any) -> dict[str, str]:
    """For a community's stewards: how much of what an ally did there helped, of all that was answered."""
    return {
        ally: ngettext(
            "%(helped)s of %(answered)s answered promise helped",
            "%(helped)s of %(answered)s answered promises helped",
            answered,
        )
        % {"helped": helped, "answered": answered}
        for ally, (helped, answered) in queries.chain_with(community=community, allies=people).items()
    }


@receiver(belonging)
def say_of_which_group(about: str, **_signal: Any) -> str:
    """Of a promise, a date, an ask, or an offer of every date; this area stands above all of them."""
    return queries.group_of(about)


@receiver(carrying)
def add_the_time(about: str, to: Person, now: dt.datetime, **_signal: Any) -> str:
    """Of a promise, for whoever wants files with their mails. It counts as read with the mail."""
    page = queries.mailed(about=about, to=to, now=now)
    if page is None:
        return ""
    actions.note_reading(calendar=page.calendar, now=now)
    name, _language, entries = queries.contents(page)
    return calendars.written(name, entries).decode()


@receiver(answering)
def write_what_was_answered(about: str, by: Person, text: str, now: dt.datetime, **_signal: Any) -> bool:
    """An answer from a mail is written like any other, by whoever may still write here and is not kept out."""
    kind, _colon, key = about.partition(":")
    if kind == "run":
        return write_in_run(key, by, text, now)
    if kind != "commitment":
        return False
    try:
        page = queries.conversation(viewer=by, id=key, now=now)
    except Http404:
        return False
    if page.restriction is None:
        actions.write(commitment=page.seen.commitment, text=text, by=by, now=now, from_mail=True)
    return page.restriction is None


def write_in_run(key: str, by: Person, text: str, now: dt.datetime) -> bool:
    """By whoever runs the ask, or by the ally: whichever page of the two is there for them."""
    runner, _colon, commitment = key.partition(":")
    for write in (actions.write_in_run, actions.answer_runner):
        try:
            write(
                runner=Runner(pk=runner),
                commitment=Commitment(pk=commitment),
                text=text,
                by=by,
                now=now,
                from_mail=True,
            )
        except (Http404, actions.refusals.RunIsOver):
            continue
        return True
    return False
