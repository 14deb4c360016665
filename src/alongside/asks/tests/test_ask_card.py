"""Cards are kept, so each change of what they say must make a new one."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.asks.models import Ask, Place, Shift
from alongside.communities.models import Community
from alongside.home.cast import Cast

PAGE = reverse("matching:fits")
HOUR = dt.timedelta(hours=1)


def card(client) -> str:
    return client.get(PAGE).content.decode().split('<div class="cards">')[1].split("</article>")[0]


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Ask, {"what": "Carry two pots"}),
        (Ask, {"language": "ar"}),
        (Ask, {"kind": "make"}),
        (Ask, {"is_flexible": True}),
        (Community, {"name": "New Kitchen"}),
        (Community, {"language": "es"}),
        (Community, {"time_zone": "America/Lima"}),
        (Place, {"area": "New Town"}),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value.__name__,
)
def test_card_is_new_with_each_word_on_it(cast: Cast, client_of, model, changes) -> None:
    client = client_of(cast.bruno)
    before = card(client)
    assert card(client) == before
    model.objects.filter(pk__in=[cast.ask.pk, cast.harbour.pk, cast.place.pk]).update(**changes)
    assert card(client) != before


def test_card_is_new_with_each_date(cast: Cast, client_of) -> None:
    client, date = client_of(cast.bruno), cast.shift
    said = [card(client)]
    Shift.objects.filter(pk=date.pk).update(starts_at=date.starts_at + HOUR)
    said.append(card(client))
    Shift.objects.filter(pk=date.pk).update(ends_at=date.ends_at + HOUR)
    said.append(card(client))
    later = {"starts_at": date.starts_at + 48 * HOUR, "ends_at": date.ends_at + 48 * HOUR}
    Shift.objects.create(ask=cast.ask, **later)
    said.append(card(client))
    assert len(set(said)) == 4


def test_card_of_one_reader_tells_another_nothing(cast: Cast, client_of) -> None:
    """Bruno is told the hour, and how far it is from him. Gita may read the day, wherever she is."""
    Ask.objects.update(open_to="anyone")
    Place.objects.filter(pk=cast.place.pk).update(latitude=51.06, longitude=3)
    cast.bruno.home_latitude, cast.bruno.home_longitude = 51, 3
    cast.bruno.save()
    theirs, hers = card(client_of(cast.bruno)), card(client_of(cast.gita))
    assert "Nobody yet" in theirs
    assert "7 kilometers" in theirs
    assert "Nobody yet" not in hers
    assert "kilometers" not in hers
    assert "11:00" in theirs
    assert "11:00" not in hers
