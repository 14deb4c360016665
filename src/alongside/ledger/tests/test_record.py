import datetime as dt

import pytest
from django.db import transaction

from alongside.home.cast import Cast
from alongside.ledger import actions, queries, witness
from alongside.ledger.models import Entry, Head, Key
from alongside.ledger.rules import FactWithWords, token


def record(cast: Cast, **changed: object) -> Entry:
    told = {"kind": "asks.publish", "subject": cast.ask.pk, "by": cast.amal, "now": cast.ask.created_at}
    return actions.record(**{**told, **changed})  # type: ignore[arg-type]  # each test changes one of them


def test_an_entry_names_people_by_tokens_only(cast: Cast) -> None:
    entry = record(cast, about=cast.bruno, community=cast.harbour.pk)
    kept = f"{entry.by} {entry.about} {entry.facts}"
    for person in (cast.amal, cast.bruno):
        assert person.pk not in kept
        assert person.sign_in_name not in kept
        assert person.display_name not in kept


def test_one_person_has_another_token_in_each_community(cast: Cast) -> None:
    here, there = record(cast, community=cast.harbour.pk), record(cast, community=cast.rainbow.pk)
    again = record(cast, community=cast.harbour.pk)
    assert here.by == again.by != there.by


def test_what_time_does_names_nobody(cast: Cast) -> None:
    assert record(cast, by=actions.CLOCK).by == ""


@pytest.mark.parametrize(
    "fact", ["Bruno came late", "14 Sailmaker Row", "a@b.example", "فريد", {"said": "no thanks"}]
)
def test_words_do_not_get_in(cast: Cast, fact: object) -> None:
    with pytest.raises(FactWithWords):
        record(cast, facts={"note": fact})
    assert not Entry.objects.exists()


@pytest.mark.parametrize("fact", [3, True, None, "did_not_come", "2026-03-04T10:00:00+00:00", ["a", 1], ""])
def test_codes_numbers_and_ids_get_in(cast: Cast, fact: object) -> None:
    assert record(cast, facts={"code": fact}).facts == {"code": fact}


def test_an_act_that_fails_leaves_no_entry(cast: Cast) -> None:
    with transaction.atomic():
        record(cast)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()
    assert list(queries.breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_the_witness_is_written_once_after_the_commit(cast: Cast) -> None:
    with transaction.atomic():
        record(cast)
        record(cast)
        assert witness.read() is None
    seen = witness.read()
    assert seen == witness.Seen(2, Head.objects.get(id=1).hash)


def test_forgetting_leaves_the_chain_true_and_no_way_back(cast: Cast) -> None:
    entry = record(cast, community=cast.harbour.pk)
    other = record(cast, by=cast.jun, community=cast.harbour.pk)
    actions.publish_head()
    actions.forget(holder=cast.amal)
    assert list(queries.breaks()) == []
    (key,) = Key.objects.all()
    assert token(key.secret, cast.harbour.pk) == other.by
    for key in Key.objects.all():
        for community in ("", cast.harbour.pk, cast.rainbow.pk):
            assert token(key.secret, community) != entry.by


def test_somebody_who_comes_back_is_somebody_new(cast: Cast) -> None:
    before = record(cast).by
    actions.forget(holder=cast.amal)
    assert record(cast).by != before


def test_a_time_in_another_zone_is_the_same_time(cast: Cast) -> None:
    """What is read back is in UTC, so what is hashed must be too."""
    record(cast, now=dt.datetime(2026, 3, 4, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=2))))
    actions.publish_head()
    assert list(queries.breaks()) == []
