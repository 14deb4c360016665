"""Who runs an ask for its stewards, for those whom it concerns, and what a link to it leads to."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from alongside.asks import rules
from alongside.asks.models import Ask, Runner
from alongside.asks.queries.reading import ask as readable_ask
from alongside.communities import queries as communities
from alongside.communities.rules import Relation
from alongside.core import fresh, ids
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class RunnersPage:
    """`over` are those that have ended, so that a steward can look it up later."""

    ask: Ask
    now: dt.datetime
    standing: list[Runner]
    over: list[Runner]
    last_day: dt.date

    @property
    def may_have_more(self) -> bool:
        is_open = self.ask.published_at and not self.ask.closed_at
        return bool(is_open) and len(self.standing) < rules.RUNNERS_AT_MOST

    @property
    def waits_for_a_yes(self) -> bool:
        """Whether a steward says every yes here, whoever runs it."""
        return not rules.may_say_yes_for_stewards(self.ask.kind)


def runners(*, viewer: Person, id: str, now: dt.datetime) -> RunnersPage:
    """For stewards alone; 404 for everybody else, whoever wrote the ask among them."""
    found = steered_alone(viewer=viewer, id=id, now=now)
    everybody = list(found.runners.select_related("person", "by").order_by("-at", "pk"))
    standing = [one for one in everybody if one.ended_at is None and one.until > now]
    today = now.astimezone(found.community.zone).date()
    return RunnersPage(
        ask=found,
        now=now,
        standing=standing,
        over=[one for one in everybody if one not in standing and one.begun_at],
        last_day=today + rules.RUN_AT_MOST,
    )


def steered_alone(*, viewer: Person, id: str, now: dt.datetime) -> Ask:
    found = readable_ask(viewer=viewer, id=id, now=now)
    if not found.community.relation.is_steward:
        raise Http404
    return found


def made_run_link(*, viewer: Person, id: str, sealed: str, now: dt.datetime) -> tuple[Ask, str]:
    """An ask, and the secret that its steward made a moment ago. Raises 404 for anybody else, and later."""
    found = steered_alone(viewer=viewer, id=id, now=now)
    return found, fresh.unwrapped(sealed, maker=viewer.pk, now=now)


def runners_of(*, ask: Ask, now: dt.datetime) -> list[Runner]:
    """Who runs it now. It reads nothing of an ask that nobody runs."""
    if ask.run_until is None or ask.run_until <= now:
        return []
    return list(Runner.objects.live(now).filter(ask=ask.pk).select_related("person").order_by("at", "pk"))


def is_run(*, ask: Ask, now: dt.datetime) -> bool:
    return ask.run_until is not None and now < ask.run_until


def may_begin_to_run(*, ask: Ask, relation: Relation) -> bool:
    if ask.closed_at or ask.community.closed_at or ask.community.paused_at:
        return False
    is_sensitive = rules.is_sensitive(kind=ask.kind, open_to=ask.open_to)
    return rules.may_begin_to_run(relation, is_sensitive=is_sensitive)


@dataclass(frozen=True, slots=True)
class RunLinkPage:
    """What a link leads to. When it is over, or not for this viewer, it shows nothing of the ask."""

    runner: Runner | None


def run_link_page(*, viewer: Person, secret: str, now: dt.datetime) -> RunLinkPage:
    """Raises Http404 for a link that never was."""
    found = runner_of_link(secret=secret)
    relation = communities.relation(viewer=viewer, community=found.ask.community, now=now)
    is_over = found.ended_at or found.link_ends_at <= now
    may = not is_over and may_begin_to_run(ask=found.ask, relation=relation)
    return RunLinkPage(found if may else None)


def runner_of_link(*, secret: str) -> Runner:
    found = Runner.objects.select_related("ask__community").filter(digest=ids.digest(secret)).first()
    if found is None:
        raise Http404
    return found
