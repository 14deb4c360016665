"""What every open ask is made of, as the database holds it: where the rows are the same, so is the ask."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import connection

from alongside.asks.models import Ask, AskLanguage, AskSkill, Place, PlaceFact, Shift, Wording
from alongside.communities.models import Community, Membership, Vouch
from alongside.core.rows import SOME, After, stored

Rows = tuple[object, ...]
GOES_ON = """
    SELECT id FROM asks_ask
    WHERE published_at IS NOT NULL AND closed_at IS NULL AND EXISTS (
        SELECT 1 FROM asks_shift WHERE ask_id = asks_ask.id AND cancelled_at IS NULL AND ends_at > %s
    )
"""
"""What `Asks.going_on` begins with. Django takes longer to put that together than the database to answer it."""


def standing(now: dt.datetime) -> dict[str, Rows]:
    """By the id of the ask, in rows that are only compared: to make asks of them costs ten times as much.

    Everything is in it that `posted.made` reads, and some that are not open after all.
    """
    with connection.cursor() as cursor:
        cursor.execute(GOES_ON, [connection.ops.adapt_datetimefield_value(now)])
        ids = [id for (id,) in cursor]
    found = stored(Ask, by="community_id", without=("sheet_note",), id=ids)
    groups = of_groups(found.keys())
    dates = stored(Shift, by="ask_id", ask_id=ids, cancelled_at=None, ends_at=After(now))
    beside = [stored(model, by="ask_id", ask_id=ids) for model in (AskLanguage, AskSkill, Wording)]
    return {
        row[0]: (row, dates.get(row[0]), *(rows.get(row[0]) for rows in beside), groups[group])
        for group, asks in found.items()
        for row in asks
    }


def of_groups(ids: Collection[str]) -> Mapping[str, Rows]:
    """Of each group what all its asks show: itself, who stewards it, who vouches for it, and its places."""
    listed = list(ids)
    places = stored(Place, by="community_id", without=("exact",), community_id=listed)
    facts = stored(PlaceFact, by="place_id", place_id=[place[0] for of in places.values() for place in of])
    themselves = stored(Community, by="id", id=listed)
    stewards = stored(Membership, by="community_id", community_id=listed, steward_since=SOME)
    vouches = stored(Vouch, by="community_id", community_id=listed)
    return {
        id: (
            themselves.get(id),
            stewards.get(id),
            vouches.get(id),
            [(place, facts.get(place[0])) for place in places.get(id, [])],
        )
        for id in listed
    }
