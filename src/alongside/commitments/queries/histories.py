"""Commitments with all that the rules read of them: one plain read a table, however many they are."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast

from django.db.models import Model

from alongside.asks.models import Ask, Shift
from alongside.commitments.models import STEPS, Commitment
from alongside.communities.models import Community
from alongside.core.rows import rows
from alongside.people.models import Person

Row = TypeVar("Row", bound=Model)


def with_history(*, commitments: Sequence[Commitment]) -> list[Commitment]:
    """The same ones, with every step, the date and its ask, the community and the ally."""
    found = with_steps(commitments=commitments, steps=STEPS)
    groups = by_id(Community, [one.shift.ask.community_id for one in found])
    allies = by_id(Person, [one.ally_id for one in found if one.ally_id])
    for one in found:
        one.shift.ask.community, one.ally = groups[one.shift.ask.community_id], allies.get(one.ally_id or "")
    return found


def with_steps(*, commitments: Sequence[Commitment], steps: Iterable[str]) -> list[Commitment]:
    """The same ones, with their dates and asks and these steps. Any other step costs a query when it is read."""
    if not commitments:
        return []
    dates = by_id(Shift, [one.shift_id for one in commitments])
    asks = by_id(Ask, [one.ask_id for one in dates.values()], without=("sheet_note",))
    for one in commitments:
        one.shift = dates[one.shift_id]
        one.shift.ask = asks[one.shift.ask_id]
    for step in steps:
        taken = by_id(step_model(step), [one.pk for one in commitments], column="commitment_id")
        for one in commitments:
            one._state.fields_cache[step] = taken.get(one.pk)
    return list(commitments)


def step_model(step: str) -> type[Model]:
    return cast(type[Model], Commitment._meta.get_field(step).related_model)


def by_id(
    model: type[Row], ids: Iterable[str], *, without: tuple[str, ...] = (), column: str = "id"
) -> dict[str, Row]:
    wanted: dict[str, Any] = {column: [*dict.fromkeys(ids)]}
    return {str(one.pk): one for one in rows(model, without=without, **wanted)}
