"""What every open ask is made of, as the database holds it: where the rows are the same, so is the ask."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.db import connection
from django.db.models import Model

from alongside.asks.models import Ask, AskLanguage, AskSkill, Place, PlaceFact, Shift, Wording
from alongside.communities.models import Community, Membership, Vouch
from alongside.core.rows import SOME, After, Found, Stored, StoredTable, stored

Rows = tuple[object, ...]
ABOUT = "published_at IS NOT NULL AND closed_at IS NULL"
GOES_ON = f"""
    SELECT id FROM asks_ask WHERE {ABOUT} AND EXISTS (
        SELECT 1 FROM asks_shift WHERE ask_id = asks_ask.id AND cancelled_at IS NULL AND ends_at > %s
    )
"""  # noqa: S608 - it holds nothing from outside
"""What `Asks.going_on` begins with. Django takes longer to put that together than the database to answer it."""
ASKS = Found(f"SELECT id FROM asks_ask WHERE {ABOUT}")  # noqa: S608 - the same
GROUPS = Found(f"SELECT community_id FROM asks_ask WHERE {ABOUT}")  # noqa: S608 - the same
PLACES = Found(f"SELECT id FROM asks_place WHERE community_id IN ({GROUPS.statement})")  # noqa: S608 - the same


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows of each ask by its id, and the tables that they came from."""

    rows: Mapping[str, Rows]
    tables: Mapping[type[Model], StoredTable]


NOTHING = Standing({}, {})


def standing(now: dt.datetime, last: Standing = NOTHING) -> Standing:
    """`last` itself, if the database holds the same as then.

    Everything is in it that `posted.made` reads, and some that are not open after all. Its rows are only compared: to
    make asks of them costs ten times as much.
    """
    tables = read(now, last.tables)
    if all(stock is last.tables.get(model) for model, stock in tables.items()):
        return last
    of = {model: stock.by for model, stock in tables.items()}
    groups = of_groups(of)
    beside = [of[model] for model in (AskLanguage, AskSkill, Wording)]
    rows = {
        row[0]: (row, of[Shift].get(row[0]), *(one.get(row[0]) for one in beside), groups.get(group))
        for group, asks in of[Ask].items()
        for row in asks
    }
    return Standing(rows, tables)


def read(now: dt.datetime, last: Mapping[type[Model], StoredTable]) -> Mapping[type[Model], StoredTable]:
    """The tables, each the same object as the last time if it holds the same."""

    def of(model: type[Model], *, by: str, **columns: object) -> StoredTable:
        return stored(model, by=by, last=last.get(model), **columns)  # type: ignore[arg-type]  # handed on as they are

    going = Found(GOES_ON, (str(connection.ops.adapt_datetimefield_value(now)),))
    in_groups = partial(of, by="community_id", community_id=GROUPS)
    return {
        Ask: of(Ask, by="community_id", without=("sheet_note",), id=going),
        Shift: of(Shift, by="ask_id", ask_id=ASKS, cancelled_at=None, ends_at=After(now)),
        **{model: of(model, by="ask_id", ask_id=ASKS) for model in (AskLanguage, AskSkill, Wording)},
        Community: of(Community, by="id", id=GROUPS),
        Membership: in_groups(Membership, steward_since=SOME),
        Vouch: in_groups(Vouch),
        Place: in_groups(Place, without=("exact",)),
        PlaceFact: of(PlaceFact, by="place_id", place_id=PLACES),
    }


def of_groups(of: Mapping[type[Model], Mapping[str, list[Stored]]]) -> Mapping[str, Rows]:
    """Of each group what all its asks show: itself, who stewards it, who vouches for it, and its places."""
    places, facts = of[Place], of[PlaceFact]
    return {
        id: (
            group,
            of[Membership].get(id),
            of[Vouch].get(id),
            [(place, facts.get(place[0])) for place in places.get(id, [])],
        )
        for id, group in of[Community].items()
    }
