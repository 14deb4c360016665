"""The clock moves on, the worker works, and every table that is kept for days is empty when they are over."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F, Max

from alongside.accountability.models import Matter
from alongside.asks.models import Ask, AskLanguage, AskSkill, Behalf, Series, Shift
from alongside.commitments.models import (
    Attendance,
    Calendar,
    Commitment,
    Decline,
    DoneClaim,
    Expiry,
    Keep,
    Release,
    SharedNeed,
    Stint,
    Verdict,
)
from alongside.communities import actions as communities
from alongside.communities.models import Community, Guidance, Restriction, Return
from alongside.core.declaring import AFTER_ITS_END, DAYS, WHY_NO_DAYS, Kept
from alongside.core.models import SentForm
from alongside.home import cast as the_cast
from alongside.home import copies, queries
from alongside.home.cast import Cast
from alongside.home.queries.holdings import declarations
from alongside.ledger.models import Entry
from alongside.notices.models import Notice
from tests.architecture.source import none
from tests.architecture.test_exports import world  # noqa: F401 - a fixture
from tests.architecture.test_models import ours
from tests.world import World, build

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def timed() -> Iterator[tuple[type[models.Model], int]]:
    """Each table that is kept for days, with the most that one of its fields is."""
    for model in ours():
        days = [DAYS[said.kept] for said in model.declared.values() if said.kept in DAYS]
        if days:
            yield model, max(days)


def emptied(*kinds: Kept) -> Iterator[tuple[type[models.Model], str]]:
    """Each field that is kept so, of whatever table."""
    for model in ours():
        for name, said in model.declared.items():
            if said.kept in kinds:
                yield model, name


def full(fields: Iterable[tuple[type[models.Model], str]]) -> set[str]:
    """Those of these fields in which anything stands."""
    return {
        f"{model._meta.label}.{name}"
        for model, name in fields
        if any(value not in {None, ""} for value in model._base_manager.values_list(name, flat=True))
    }


def test_what_is_kept_for_days_says_from_when_they_count() -> None:
    none(f"{model._meta.label} has no kept_from" for model, _days in timed() if not counted_from(model))
    for model, _days in timed():
        model._base_manager.values_list(counted_from(model))


def counted_from(model: Any) -> str:
    """`emptied_from` is for what loses the words of a field, and stays as a row."""
    return str(getattr(model, "kept_from", "") or getattr(model, "emptied_from", ""))


def test_every_kind_without_days_says_why() -> None:
    assert set(DAYS) | set(AFTER_ITS_END) | set(WHY_NO_DAYS) == set(Kept)
    for model in apps.get_models(include_auto_created=True):
        assert declarations(model), model._meta.label


def end_everything(cast: Cast, now: dt.datetime) -> None:
    """What only begins to be old once somebody ended it."""
    Matter.objects.filter(closed_at=None).update(closed_at=now, closed_by=cast.olu)
    Stint.objects.filter(ended_at=None).update(ended_at=now, ending="over")
    Return.objects.filter(ended_at=None).update(ended_at=now)
    Restriction.objects.update(until=now, lasting_at=None, lasting_by=None)
    Calendar.objects.update(made_at=now, read_on=now.date())


def newest(model: type[models.Model]) -> dt.datetime:
    """The last moment from which days of a row count."""
    last = model._base_manager.aggregate(last=Max(F(model.kept_from)))["last"]
    assert last is not None, f"{model._meta.label}: no row in the world, or none that has ended"
    if isinstance(last, dt.datetime):
        return last
    return dt.datetime.combine(last, dt.time(), dt.UTC)


def work(at: dt.datetime) -> None:
    for _name, job in queries.jobs():
        job(at)


def backed_up(at: dt.datetime) -> Path:
    copies.folder().mkdir()
    file = copies.folder() / f"{copies.PREFIX}{at.strftime(copies.STAMP)}{copies.SEALED}"
    file.write_bytes(b"sealed")
    return file


def still_there(model: type[models.Model], first: dict[type[models.Model], list[Any]]) -> bool:
    """Of the rows that were there at first: what time does also writes some, such as a notice of an end."""
    return model._base_manager.filter(pk__in=first[model]).exists()


@pytest.mark.parametrize("days", sorted(set(DAYS.values())))
def test_time_empties_what_is_kept_for_days(
    world: World,  # noqa: F811 - the fixture
    data_folder: Path,
    now: dt.datetime,
    days: int,
) -> None:
    SharedNeed.objects.get_or_create(commitment=world.promise, fact="quiet")
    SentForm.objects.create(key="k", sender="s", answered_to="/", sent_at=now)
    end_everything(world.cast, now)
    backup = backed_up(now)
    tables = [model for model, most in timed() if most == days and hasattr(model, "kept_from")]
    first = {model: list(model._base_manager.values_list("pk", flat=True)) for model in tables}
    ends = {model: newest(model) + days * DAY for model in tables}

    work(min(ends.values()) - 25 * HOUR)
    assert [model for model in tables if not still_there(model, first)] == []
    work(max(ends.values()) + HOUR)
    work(max(ends.values()) + HOUR)
    assert [model for model in tables if still_there(model, first)] == []
    assert backup.exists() == (days < 30)


def test_a_class_that_nothing_purges_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from alongside.asks.models import Wording  # a table without days

    said: dict[str, Any] = {name: one.but(kept=Kept.DAYS_30) for name, one in Wording.declared.items()}
    monkeypatch.setattr(Wording, "declared", said)
    assert Wording in [model for model, _days in timed()]
    assert not hasattr(Wording, "kept_from")


OF_NOTES = [(model, name) for model, name in emptied(*DAYS) if hasattr(model, "emptied_from")]


def test_time_empties_words_whose_row_stays(world: World, now: dt.datetime) -> None:  # noqa: F811 - the fixture
    last = everything_over(world, now)
    assert full(OF_NOTES) == {"commitments.Commitment.note"} == {f"{m._meta.label}.{n}" for m, n in OF_NOTES}
    work(min(one.shift.ends_at for one in Commitment.objects.select_related("shift")) + 30 * DAY - HOUR)
    assert full(OF_NOTES)
    work(last + 30 * DAY + HOUR)
    assert full(OF_NOTES) == set()


def last_date(ask: Ask) -> dt.datetime:
    return max(one.ends_at for one in Shift.objects.filter(ask=ask, cancelled_at=None))


def everything_over(made: World, now: dt.datetime) -> dt.datetime:
    """No rule brings any more dates, nobody looks into anything, and each field has something in it."""
    Matter.objects.update(closed_at=now, closed_by=made.cast.olu)
    Shift.objects.update(role="carries", elsewhere=made.spare_place)
    Series.objects.update(next_on=None, role="carries", elsewhere=made.spare_place)
    Ask.objects.filter(pk=made.cast.ask.pk).update(imported_from="a line")
    Behalf.objects.get_or_create(ask=made.cast.ask, defaults={"known_as": "Aunt K.", "at": now})
    AskLanguage.objects.get_or_create(ask=made.cast.ask, code="es")
    AskSkill.objects.get_or_create(ask=made.cast.ask, skill="cooking")
    Commitment.objects.update(note="I bring a trolley.")
    for step in (Keep, Release, DoneClaim, Decline, Expiry):
        step.objects.get_or_create(commitment=made.promise, defaults={"at": now, "by": made.cast.bruno})
    Attendance.objects.get_or_create(
        commitment=made.promise, defaults={"at": now, "by": made.noor, "came": True}
    )
    Verdict.objects.get_or_create(
        commitment=made.promise,
        defaults={"at": now, "first_at": now, "by": made.cast.amal, "outcome": "helped"},
    )
    return max(one.ends_at for one in Shift.objects.filter(ask__published_at__isnull=False))


OF_ASKS = [*emptied(Kept.AFTER_ASK)]


def test_time_empties_asks_that_are_over(world: World, now: dt.datetime) -> None:  # noqa: F811 - the fixture
    last = everything_over(world, now)
    before = full(OF_ASKS)
    assert before >= {f"{model._meta.label}.{name}" for model, name in OF_ASKS} - OPTIONAL

    work(min(last_date(one) for one in Ask.objects.all()) + AFTER_ITS_END[Kept.AFTER_ASK] * DAY - HOUR)
    assert "asks.Ask.what" in full(OF_ASKS)
    Ask.objects.update(closed_by=world.cast.amal)

    work(last + AFTER_ITS_END[Kept.AFTER_ASK] * DAY + HOUR)
    assert full(OF_ASKS) == set()


OPTIONAL = {
    "asks.Series.next_on",
    "asks.Wording.good",
    "asks.Place.archived_at",
    "asks.Place.latitude",
    "asks.Place.longitude",
    "asks.Delegate.until",
    "asks.Runner.ended_at",
    "asks.Runner.read_on",
}
"""What may be empty at any time."""


def test_numbers_of_a_group_outlive_the_words_and_the_names(
    world: World,  # noqa: F811 - the fixture
    now: dt.datetime,
) -> None:
    last = everything_over(world, now)
    cast = world.cast
    broken = set(queries.breaks_everywhere())
    said = list(Commitment.objects.for_community(cast.harbour).order_by("pk").values_list(*COUNTED))
    assert any(one[1] == "helped" for one in said)

    work(last + AFTER_ITS_END[Kept.AFTER_ASK] * DAY + HOUR)
    assert list(Commitment.objects.for_community(cast.harbour).order_by("pk").values_list(*COUNTED)) == said
    assert set(queries.breaks_everywhere()) == broken


COUNTED = (
    "pk",
    "verdict__outcome",
    "acceptance__at",
    "release__is_late",
    "minutes",
    "shift__starts_at",
    "shift__places",
)

OF_GROUPS = [*emptied(Kept.WITH_COMMUNITY, Kept.AFTER_ASK)]


def test_time_empties_groups_that_are_closed(world: World, now: dt.datetime) -> None:  # noqa: F811 - the fixture
    everything_over(world, now)
    Guidance.objects.create(community=world.cast.harbour, late="Call Jun.")
    communities.keep_for(community=world.cast.harbour, by=world.cast.amal, days={"needs": 7}, now=now)
    broken = set(queries.breaks_everywhere())
    judged = [one.facts for one in Entry.objects.filter(community=world.cast.harbour.pk).order_by("number")]
    assert full(OF_GROUPS) >= {"communities.Community.name", "asks.Ask.what", "communities.Term.days"}
    Community.objects.update(closed_at=now)
    ends_at = now + AFTER_ITS_END[Kept.WITH_COMMUNITY] * DAY

    work(ends_at - 30 * DAY)
    assert Notice.objects.filter(to=world.cast.amal, kind="community.ends").exists()
    work(ends_at - HOUR)
    assert "communities.Community.name" in full(OF_GROUPS)
    work(ends_at + HOUR)
    assert full(OF_GROUPS) == set()
    kept = [one.facts for one in Entry.objects.filter(community=world.cast.harbour.pk).order_by("number")]
    assert kept[: len(judged)] == judged
    assert set(queries.breaks_everywhere()) <= broken


@pytest.mark.sqlite
def test_what_a_group_no_longer_keeps_is_on_no_disk(
    now: dt.datetime, data_folder: Path, transactional_db: None, on_disk: Callable[[], bytes]
) -> None:
    made = build(the_cast.make(now), now)
    last = everything_over(made, now)
    words = made.cast.ask.what.encode()
    assert words in on_disk()
    work(last + AFTER_ITS_END[Kept.AFTER_ASK] * DAY + HOUR)
    assert words not in on_disk()
    assert made.spare_place.name.encode() not in on_disk()
