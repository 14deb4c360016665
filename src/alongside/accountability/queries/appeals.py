"""Whoever is kept out writes back. Who may answer is somebody who decided nothing of it."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from alongside.accountability.models import Appeal
from alongside.accountability.queries.answering import answerers
from alongside.communities import queries as communities
from alongside.communities.models import Restriction
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class AppealPage:
    """For the person: their own words and the answer, without who gave it. For whoever may answer: the same to read."""

    restriction: Restriction
    appeal: Appeal | None
    is_mine: bool
    may_write: bool
    may_answer: bool


def appeal_page(*, viewer: Person, id: str, now: dt.datetime) -> AppealPage:
    """Raises Http404 for everybody but the person, and those who may answer what was written."""
    found = Restriction.objects.select_related("community", "person").filter(pk=id).first()
    if found is None:
        raise Http404
    appeal = Appeal.objects.select_related("answer").filter(restriction=found).first()
    is_mine = found.person_id == viewer.pk
    is_free = not is_mine and appeal is not None and viewer.pk in {one.pk for one in answerers(found, now)}
    if not (is_mine or is_free):
        raise Http404
    return AppealPage(
        restriction=found,
        appeal=appeal,
        is_mine=is_mine,
        may_write=is_mine and appeal is None and found.is_active(now),
        may_answer=is_free and not hasattr(appeal, "answer"),
    )


def appeals(*, viewer: Person, now: dt.datetime) -> list[Appeal]:
    """Those that wait for an answer of this viewer, oldest first."""
    waiting = Appeal.objects.filter(answer=None).select_related(
        "restriction__community", "restriction__person"
    )
    around = (
        waiting
        if viewer.is_operator
        else waiting.filter(restriction__community__in=communities.stewarded(viewer=viewer, now=now))
    )
    return [
        one
        for one in around.order_by("at", "pk")
        if viewer.pk in {each.pk for each in answerers(one.restriction, now)}
    ]
