"""Somebody says that something is wrong, and somebody else looks at it. Nothing happens by itself."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.accountability import queries, rules
from alongside.accountability.actions import refusals
from alongside.accountability.models import Matter, Report
from alongside.accountability.queries.reportable import Reportable
from alongside.communities import queries as communities
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def report(
    *, by: Person, about: str, words: str, language: str, now: dt.datetime, within: str = ""
) -> Matter:
    """Adds one person's words to the one open matter about a thing. Raises `TooManyReports`, `ManyWords`, Http404.

    The ledger says that a matter was opened, and neither who spoke up nor about what.
    """
    found = queries.reportable(viewer=by, about=about, within=within, now=now)
    if Report.objects.filter(by=by, at__gt=now - dt.timedelta(days=1)).count() >= rules.REPORTS_A_DAY:
        raise refusals.TooManyReports
    matter = matter_for(found, now)
    last = matter.reports.order_by("-at").values_list("at", flat=True).first()
    add_words(matter, by, words, language, now)
    if matter.closed_at is None and rules.rings_again(last_at=last, now=now):
        tell_reviewers(matter, by, now)
    return matter


def matter_for(found: Reportable, now: dt.datetime) -> Matter:
    """The open matter about a thing. A message cannot change, so one that was looked at stays looked at."""
    same = Matter.objects.filter(
        community=found.community, about=found.about, goes_to_operator=found.goes_to_operator
    )
    if found.subject == Matter.Subject.MESSAGE and (looked_at := same.exclude(closed_at=None).first()):
        return looked_at
    matter, made = same.get_or_create(
        community=found.community,
        about=found.about,
        goes_to_operator=found.goes_to_operator,
        closed_at=None,
        defaults={"subject": found.subject, "concerns": found.concerns, "opened_at": now},
    )
    if made:
        ledger.record(
            kind="accountability.report",
            subject=matter.pk,
            community="" if found.goes_to_operator else found.community.pk,
            by=ledger.CLOCK,
            now=now,
        )
    return matter


def add_words(matter: Matter, by: Person, words: str, language: str, now: dt.datetime) -> None:
    """One row a person and matter: what they add later stands below what they wrote first, and bears its moment.

    The moment is what slows down whoever writes without end, and what keeps them from ringing without end.
    """
    mine = Report.objects.filter(matter=matter, by=by).first() or Report(matter=matter, by=by)
    mine.words = "\n\n".join(part for part in (mine.words, words.strip()) if part)
    if len(mine.words) > rules.WORDS_AT_MOST:
        raise refusals.ManyWords
    mine.language, mine.at = language, now
    mine.save()


def tell_reviewers(matter: Matter, reporter: Person, now: dt.datetime) -> None:
    for reviewer in reviewers(matter, now):
        if reviewer.pk not in {reporter.pk, matter.concerns_id}:
            notices.tell(
                to=reviewer,
                kind="report.received",
                about=f"matter:{matter.pk}",
                url=reverse("accountability:matter", args=[matter.pk]),
                now=now,
            )


def reviewers(matter: Matter, now: dt.datetime) -> list[Person]:
    if matter.community is None:
        return []
    stewards = list(communities.stewards(community=matter.community, now=now))
    if not matter.goes_to_operator:
        return stewards
    steering = {steward.pk for steward in communities.stewards(community=matter.community)}
    return [each for each in Person.objects.filter(is_operator=True) if each.pk not in steering]


@transaction.atomic
def close(*, matter: Matter, by: Person, note: str, now: dt.datetime) -> None:
    """Says what was done, for whoever handles matters later. Raises `MayNotClose`, Http404."""
    page = queries.matter_page(viewer=by, id=matter.pk, now=now)
    if page.matter.closed_at is not None:
        return
    if not page.may_close:
        raise refusals.MayNotClose
    found = page.matter
    found.closed_at, found.closed_by, found.note = now, by, note
    found.save(update_fields=["closed_at", "closed_by", "note"])
    ledger.record(
        kind="accountability.close",
        subject=found.pk,
        community="" if found.goes_to_operator else str(found.community_id),
        by=by,
        now=now,
    )
