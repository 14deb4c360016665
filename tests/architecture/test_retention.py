"""The clock moves on, the worker works, and every table that is kept for days is empty when they are over."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F, Max

from alongside.accountability.models import Matter
from alongside.commitments.models import Calendar, SharedNeed, Stint
from alongside.communities.models import Restriction, Return
from alongside.core.declaring import DAYS, WHY_NO_DAYS, Kept
from alongside.core.models import SentForm
from alongside.home import copies, queries
from alongside.home.cast import Cast
from alongside.home.queries.holdings import declarations
from tests.architecture.source import none
from tests.architecture.test_exports import world  # noqa: F401 - a fixture
from tests.architecture.test_models import ours
from tests.world import World

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def timed() -> Iterator[tuple[type[models.Model], int]]:
    """Each table that is kept for days, with the most that one of its fields is."""
    for model in ours():
        days = [DAYS[said.kept] for said in model.declared.values() if said.kept in DAYS]
        if days:
            yield model, max(days)


def test_what_is_kept_for_days_says_from_when_they_count() -> None:
    none(
        f"{model._meta.label} has no kept_from" for model, _days in timed() if not hasattr(model, "kept_from")
    )
    for model, _days in timed():
        model._base_manager.values_list(model.kept_from)


def test_every_kind_without_days_says_why() -> None:
    assert set(DAYS) | set(WHY_NO_DAYS) == set(Kept)
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
    tables = [model for model, most in timed() if most == days]
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
