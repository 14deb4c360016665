"""Cards are kept, so each change of what they say must make a new one."""

import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from alongside.asks import queries
from alongside.asks.models import Ask, Place, Shift
from alongside.communities.models import Community, Standing
from alongside.home.cast import Cast, person

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


def test_card_of_an_ally_tells_a_stranger_nothing(cast: Cast, client_of) -> None:
    """Bruno is told the hour, and that nobody comes yet. Gita may read the day."""
    Ask.objects.update(open_to="anyone")
    theirs, hers = card(client_of(cast.bruno)), card(client_of(cast.gita))
    for words in ("Nobody yet", "11:00"):
        assert words in theirs
        assert words not in hers


def test_card_of_one_ally_tells_another_of_the_same_standing_nothing(cast: Cast, client_of, now) -> None:
    """They share a kept card. How far it is, why it is shown and what Bruno needs are his alone."""
    Place.objects.filter(pk=cast.place.pk).update(latitude=51.06, longitude=3)
    bruno, hana = cast.bruno, person("Hana", now, home_latitude=51.12, home_longitude=3)
    Standing.objects.create(
        community=cast.harbour, person=hana, level=Standing.Level.KNOWN, given_at=now, given_by=cast.amal
    )
    bruno.home_latitude, bruno.home_longitude = 51.03, 3
    bruno.save()
    bruno.access_needs.create(fact="loop")
    his = ["3 kilometers", "Near you", "Not known there yet: Hearing loop"]
    before, hers, after = (card(client_of(one)) for one in (bruno, hana, bruno))
    assert before == after
    assert [words for words in his if words in before] == his
    assert [words for words in his if words in hers] == []
    assert "7 kilometers" in hers
    assert "Not known there yet" not in hers


def state(cast: Cast, now) -> str:
    """What its card says of the ask, where that is the only difference: one page may have it beside the next."""
    asks = Ask.objects.filter(pk=cast.ask.pk).for_cards(cast.amal, now)
    cards = queries.cards(asks=asks, viewer=cast.amal, now=now)
    text = render_to_string("asks/ask_cards.html", {"cards": cards, "level": 2})
    return next(word for word in STATES if word in text)


STATES = ["Draft", "Closed", "Paused", "Over", "Covered", "Help needed"]


def test_card_is_new_when_an_ask_is_published_paused_and_closed(cast: Cast, now) -> None:
    """Of an ask whose dates are over, so that nothing else on its card becomes another."""
    ask = Ask.objects.filter(pk=cast.ask.pk)
    cast.shift.starts_at, cast.shift.ends_at = now - 2 * HOUR, now - HOUR
    cast.shift.save()
    ask.update(published_at=None)
    assert state(cast, now) == "Draft"
    ask.update(published_at=now)
    assert state(cast, now) == "Over"
    ask.update(paused_at=now)
    assert state(cast, now) == "Paused"
    ask.update(closed_at=now, closed_by=cast.amal)
    assert state(cast, now) == "Closed"


def test_card_is_new_when_the_last_of_its_dates_is_covered_and_when_its_group_rests_or_ends(
    cast: Cast, now
) -> None:
    """The date that stands on the card is covered all the time."""
    later = Shift.objects.create(ask=cast.ask, starts_at=now + 96 * HOUR, ends_at=now + 97 * HOUR)
    Shift.objects.filter(pk=cast.shift.pk).update(places_taken=2)
    assert state(cast, now) == "Help needed"
    Shift.objects.filter(pk=later.pk).update(places_taken=1)
    assert state(cast, now) == "Covered"
    group = Community.objects.filter(pk=cast.harbour.pk)
    group.update(paused_at=now)
    assert state(cast, now) == "Paused"
    group.update(closed_at=now)
    assert state(cast, now) == "Closed"
