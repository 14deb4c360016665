"""What is near: promises whose ally is asked to keep or release, and those that fall into a rest."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import Http404

from alongside.commitments import rules
from alongside.commitments.models import Commitment, Commitments
from alongside.commitments.queries.standing import would_be_late
from alongside.people import queries as people
from alongside.people.models import Person, Rest


def before(field: str, by: dt.timedelta) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(F(field) - by, output_field=DateTimeField())


def to_ask_to_keep(*, now: dt.datetime) -> Commitments:
    """The same as `rules.must_ask_to_keep`, for all at once."""
    due = Q()
    for is_flexible, field in ((False, "shift__starts_at"), (True, "shift__ends_at")):
        mine = Q(**{"shift__ask__is_flexible": is_flexible, f"{field}__gt": now})
        asked = Q()
        for ahead, lead in rules.ASKED_TO_KEEP.items():
            asked |= Q(
                Q(keep_asked_at__isnull=True) | Q(keep_asked_at__lt=before(field, ahead)),
                **{f"{field}__lte": now + ahead, "acceptance__at__lte": before(field, lead)},
            )
        due |= mine & asked
    return Commitment.objects.promised().filter(due, keep__isnull=True, doneclaim__isnull=True)


def in_rest(*, now: dt.datetime) -> Commitments:
    """What people hold whose rest gives back; which of it falls into the rest, `falls_into_rest` says."""
    resting = Rest.objects.filter(
        person=OuterRef("ally"),
        ended_at=None,
        gives_back_since__isnull=False,
        until_on__gte=(now - rules.A_DAY).date(),
    )
    mine = Commitment.objects.open(now).filter(Exists(resting), doneclaim__isnull=True)
    return mine.filter(Q(shift__starts_at__gt=now) | Q(shift__ask__is_flexible=True, shift__ends_at__gt=now))


def falls_into_rest(*, commitment: Commitment, now: dt.datetime) -> bool:
    ally = commitment.ally
    rest = people.rest(person=ally, now=now) if ally else None
    if ally is None or rest is None or rest.gives_back_since is None or commitment.closed_at:
        return False
    return now < commitment.history.due_at < dt.datetime.combine(rest.until_on, dt.time(0), ally.zone)


@dataclass(frozen=True, slots=True)
class Near:
    """One promise for its ally, or for whoever opens the link in their mail: these read a time, and nothing else."""

    commitment: Commitment
    ally: Person
    is_mine: bool
    now: dt.datetime

    @property
    def state(self) -> rules.State:
        return rules.state(rules.told_to_ally(self.commitment.history), self.now)

    @property
    def may_keep(self) -> bool:
        return rules.may_keep(self.commitment.history, self.now)

    @property
    def may_release(self) -> bool:
        return rules.may_release(self.commitment.history, self.now)

    @property
    def would_be_late(self) -> bool:
        return would_be_late(commitment=self.commitment, now=self.now)


def near(*, viewer: Person | None, id: str, is_from_mail: bool, now: dt.datetime) -> Near:
    """Raises Http404 for everybody but its ally, or whoever reads its ally's mail."""
    found = Commitment.objects.with_history().select_related("ally").filter(pk=id).first()
    is_mine = found is not None and viewer is not None and found.ally_id == viewer.pk
    if found is None or found.ally is None or not (is_mine or is_from_mail):
        raise Http404
    return Near(found, found.ally, is_mine, now)
