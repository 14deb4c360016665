"""New rows and new values: the same as Django's own ways write, with no column from outside."""

import datetime as dt

import pytest
from django.db import IntegrityError

from alongside.asks.models import Place
from alongside.communities.models import Community, Membership, Standing
from alongside.core.storing import add, add_all, change
from alongside.home.cast import Cast


def place(community: Community, name: str) -> Place:
    return Place(community=community, name=name, area="Harbour", exact="Third floor, ring twice")


def test_add_writes_what_save_writes(cast: Cast) -> None:
    added = add(place(cast.harbour, "Hall"))
    assert not added._state.adding
    saved = place(cast.harbour, "Yard")
    saved.save(force_insert=True)
    found, as_saved = Place.objects.get(pk=added.pk), Place.objects.get(pk=saved.pk)
    assert found.exact == as_saved.exact == "Third floor, ring twice"
    differing = {"id", "name", "exact"}
    fields = [one.attname for one in Place._meta.concrete_fields if one.name not in differing]
    assert [getattr(found, one) for one in fields] == [getattr(as_saved, one) for one in fields]


def test_add_seals_what_is_sealed(cast: Cast) -> None:
    added = add(place(cast.harbour, "Hall"))
    (stored,) = Place.objects.raw("SELECT id, exact AS kept FROM asks_place WHERE id = %s", [added.pk])
    assert "ring twice" not in vars(stored)["kept"]


def test_add_all_writes_each_in_its_order_and_nothing_of_none(cast: Cast) -> None:
    add_all([])
    added = [place(cast.harbour, f"Place {number}") for number in range(30)]
    add_all(added)
    assert {one.pk for one in added} <= set(Place.objects.values_list("pk", flat=True))
    assert not any(one._state.adding for one in added)


def test_add_is_refused_by_what_the_table_promises(cast: Cast, now: dt.datetime) -> None:
    there = Standing.objects.all()[0]
    again = Standing(community_id=there.community_id, person_id=there.person_id, given_at=now)
    with pytest.raises(IntegrityError):
        add(again)


def test_change_reaches_the_named_rows_and_no_other(cast: Cast, now: dt.datetime) -> None:
    first, second = (add(place(cast.harbour, name)) for name in ("Hall", "Yard"))
    assert change(Place, {"archived_at": now, "name": "Barn"}, id=first.pk) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.name, first.archived_at) == ("Barn", now)
    assert (second.name, second.archived_at) == ("Yard", None)
    assert change(Place, {"name": "Shed"}, id=[first.pk, second.pk]) == 2
    assert change(Place, {"name": "Tent"}, id=[]) == 0


def test_change_knows_only_columns_of_the_table(cast: Cast) -> None:
    with pytest.raises(ValueError, match="no columns"):
        change(Membership, {'steward_since" = NULL, "id': None}, id="x")
    with pytest.raises(KeyError):
        change(Membership, {"steward_since": None}, **{'id" = id OR "id': "x"})
