"""Somebody from outside runs one ask until a day: a steward gives it, their own word begins it, either side ends it."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.urls import reverse

from alongside.asks import queries, rules
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, Runner
from alongside.communities import queries as communities
from alongside.core import ids
from alongside.ledger.actions import record
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def let_run(*, ask: Ask, until: dt.date, reads_place: bool, by: Person, now: dt.datetime) -> str:
    """Answers the secret of a link for one person, which is kept nowhere. It opens nothing before they say yes."""
    ask = for_stewards(ask, by, now)
    if not ask.published_at or ask.closed_at:
        raise refusals.NothingToRun
    zone = ask.community.zone
    today = now.astimezone(zone).date()
    if until < today:
        raise refusals.DayIsOver
    if rules.runs_too_long(until, today):
        raise refusals.RunsTooLong
    if ask.runners.standing(now).count() >= rules.RUNNERS_AT_MOST:
        raise refusals.EnoughRunners
    secret = ids.new_secret()
    midnight = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)
    made = Runner.objects.create(
        ask=ask, by=by, at=now, until=midnight, reads_place=reads_place, digest=ids.digest(secret)
    )
    note("let_run", made, by, now, days=(until - today).days, place=reads_place)
    return secret


def for_stewards(ask: Ask, by: Person, now: dt.datetime) -> Ask:
    """The ask, locked and read again. Raises 404 for whoever does not steer its group, its own writer too."""
    found = Ask.objects.select_for_update(of=("self",)).select_related("community").filter(pk=ask.pk).first()
    if not found or not communities.relation(viewer=by, community=found.community, now=now).is_steward:
        raise Http404
    if found.community.closed_at:
        raise refusals.GroupClosed
    return found


@transaction.atomic
def begin_to_run(*, secret: str, by: Person, now: dt.datetime) -> Runner:
    """Whoever has the link says that they will. It works once; the stewards hear who it is.

    Whoever ran the ask before may again: what was over by its day is written down as ended with it.
    """
    found = queries.runner_of_link(secret=secret)
    ask = Ask.objects.select_for_update(of=("self",)).select_related("community").get(pk=found.ask_id)
    relation = communities.relation(viewer=by, community=ask.community, now=now)
    if not queries.may_begin_to_run(ask=ask, relation=relation):
        raise refusals.MayNotRun
    if ask.runners.standing(now).filter(person=by).exists():
        raise refusals.RunsAlready
    ask.runners.filter(person=by, ended_at=None, until__lte=now).update(ended_at=F("until"))
    fresh = Runner.objects.standing(now).filter(pk=found.pk, begun_at=None, at__gt=now - rules.RUN_LINK_LASTS)
    if not fresh.update(person=by, begun_at=now, digest=None, told_at=now):
        raise refusals.RunLinkOver
    found = ask.runners.select_related("ask__community", "person").get(pk=found.pk)
    keep_last_day(ask, now)
    note("begin_to_run", found, by, now)
    url = reverse("asks:runners", args=[ask.pk])
    for steward in communities.stewards(community=ask.community, now=now).exclude(pk=by.pk):
        notices.tell(to=steward, kind="run.begun", about=f"ask:{ask.pk}", url=url, now=now)
    return found


@transaction.atomic
def end_run(*, runner: Runner, by: Person, now: dt.datetime) -> None:
    """A steward takes it back, or its person gives it back. From this moment it opens nothing."""
    found = Runner.objects.select_related("ask__community", "person").filter(pk=runner.pk).first()
    if found is None:
        raise Http404
    is_theirs = found.person_id == by.pk
    if not is_theirs:
        for_stewards(found.ask, by, now)
    if not Runner.objects.filter(pk=found.pk, ended_at=None).update(ended_at=now, digest=None):
        return
    keep_last_day(found.ask, now)
    note("end_run", found, by, now)
    if found.person and not is_theirs:
        url = reverse("commitments:runs")
        notices.tell(to=found.person, kind="run.ended", about=f"run:{found.pk}", url=url, now=now)


@transaction.atomic
def settle_runs(*, by: None, now: dt.datetime) -> int:
    """Writes down what time has ended already: nothing opened since then."""
    over = Runner.objects.filter(ended_at=None, until__lte=now).select_related("ask")
    over = over.order_by("until", "pk")[:500]
    settled = list(over)
    for one in settled:
        Runner.objects.filter(pk=one.pk, ended_at=None).update(ended_at=one.until, digest=None)
        keep_last_day(one.ask, now)
        note("settle_run", one, by, now)
    return len(settled)


@transaction.atomic
def note_reading_of_run(*, runner: Runner, by: Person, now: dt.datetime) -> None:
    """One entry for each day on which it was opened; what is done there has entries of its own."""
    today = now.astimezone(runner.ask.community.zone).date()
    if Runner.objects.filter(pk=runner.pk).exclude(read_on=today).update(read_on=today):
        note("read_run", runner, by, now)


def keep_last_day(ask: Ask, now: dt.datetime) -> None:
    """Kept on the ask, so that nothing more is read of all those that nobody runs."""
    last = ask.runners.standing(now).filter(begun_at__isnull=False).order_by("-until").first()
    Ask.objects.filter(pk=ask.pk).update(run_until=last.until if last else None)


def note(verb: str, runner: Runner, by: Person | None, now: dt.datetime, **facts: object) -> None:
    record(
        kind=f"asks.{verb}",
        subject=runner.pk,
        community=runner.ask.community_id,
        by=by,
        about=runner.person if runner.person_id and by and runner.person_id != by.pk else None,
        now=now,
        facts={"ask": runner.ask_id, **facts},
    )
