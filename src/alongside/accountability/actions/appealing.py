"""Whoever is kept out writes back once, and somebody who decided nothing of it answers."""

import datetime as dt

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from alongside.accountability import queries
from alongside.accountability.actions import refusals
from alongside.accountability.actions.restricting import record, tell_person
from alongside.accountability.models import Appeal, AppealAnswer
from alongside.communities.models import Restriction
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def appeal(*, restriction: Restriction, by: Person, words: str, language: str, now: dt.datetime) -> Appeal:
    """Raises `AppealedAlready`, Http404 for everybody but the person who is kept out."""
    page = queries.appeal_page(viewer=by, id=restriction.pk, now=now)
    if not page.is_mine:
        raise Http404
    if not page.may_write:
        raise refusals.AppealedAlready
    made = Appeal.objects.create(restriction=page.restriction, words=words.strip(), language=language, at=now)
    record("appeal", page.restriction, by, now)
    for one in queries.answerers(page.restriction, now):
        notices.tell(
            to=one,
            kind="report.received",
            about=f"appeal:{made.pk}",
            url=reverse("accountability:appeal", args=[page.restriction.pk]),
            now=now,
        )
    return made


@transaction.atomic
def answer_appeal(
    *, restriction: Restriction, by: Person, is_lifted: bool, words: str, language: str, now: dt.datetime
) -> AppealAnswer:
    """Says whether it stays, and lets the person in again if not. Raises `AnsweredAlready`, Http404."""
    page = queries.appeal_page(viewer=by, id=restriction.pk, now=now)
    if page.is_mine or page.appeal is None:
        raise Http404
    if not page.may_answer:
        raise refusals.AnsweredAlready
    made = AppealAnswer.objects.create(
        appeal=page.appeal, is_lifted=is_lifted, words=words.strip(), language=language, at=now, by=by
    )
    if is_lifted:
        standing = Restriction.objects.active(now).filter(pk=page.restriction.pk)
        standing.update(lifted_at=now, lifted_by=by)
    record("answer_appeal", page.restriction, by, now, is_lifted=is_lifted)
    tell_person("appeal.answered", page.restriction, now)
    return made
