"""What one reader's page left in memory tells the next reader nothing, whoever they are and however they read."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from alongside.asks.models import Ask, Shift
from alongside.asks.queries import posted
from alongside.communities.models import Link, Vouch
from alongside.core import written
from alongside.home.cast import DAY, EXACT_PLACE, Cast, person
from alongside.notices import actions as notices
from alongside.people.models import AccessNeed, Block, Rest
from alongside.ui import kept

pytestmark = pytest.mark.django_db(transaction=True)
KEY = re.compile(r'(name="(?:csrfmiddlewaretoken|once)" value=")([^"]*)')
keys: set[str] = set()
Pages = dict[tuple[str, str], tuple[int, str]]


def forget() -> None:
    kept._texts.clear()
    written._latest[0] = written.Kept()
    posted._last[0] = posted.EMPTY


@pytest.fixture(autouse=True)
def nothing_kept_yet() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def readers(cast: Cast, client_of, now: dt.datetime) -> dict[str, Client]:
    """Everybody of the cast; and allies like Bruno who read in other ways, or need and are told other things."""
    allies = {
        "hana": person("Hana", now, language="es", home_latitude=51.12, home_longitude=3),
        "ines": person("Inés", now, time_zone="Europe/Madrid"),
        "kofi": person("Kofi", now, home_latitude=51.03, home_longitude=3),
        "lin": person("Lin", now, home_area="Old Harbour"),
        "mona": person("Mona", now, language="ar"),
    }
    for ally in allies.values():
        cast.harbour.standings.create(person=ally, level=1, given_at=now, given_by=cast.amal)
    AccessNeed.objects.create(person=allies["lin"], fact="loop")
    Rest.objects.create(person=allies["mona"], started_at=now, until_on=(now + 7 * DAY).date())
    notices.tell(to=allies["lin"], kind="verdict.helped", about="commitment:1", url="/", now=now)
    for by, against in ((allies["kofi"], cast.amal), (cast.jun, cast.chidi)):
        Block.objects.create(by=by, against=against, at=now)
    names = ["amal", "jun", "bruno", "chidi", "dara", "edda", "farid", "gita", "olu"]
    people = {**{name: getattr(cast, name) for name in names}, **allies}
    spanish = Client(headers={"Accept-Language": "es"})
    return {"nobody": Client(), "nadie": spanish, **{name: client_of(one) for name, one in people.items()}}


@pytest.fixture
def paths(cast: Cast, now: dt.datetime) -> list[str]:
    """Pages that share what is kept, in pairs that differ in little."""
    cast.place.latitude, cast.place.longitude = 51.06, 3
    cast.place.save()
    Link.objects.create(
        community=cast.harbour, title="How we work", url="https://example.org/", purpose="read"
    )
    Vouch.objects.create(community=cast.harbour, voucher=cast.rainbow, at=now)
    draft = Ask.objects.create(
        community=cast.harbour,
        posted_by=cast.chidi,
        kind="make",
        what="Sew",
        place=cast.place,
        created_at=now,
    )
    open_to_all = Ask.objects.create(
        community=cast.harbour,
        posted_by=cast.chidi,
        kind="make",
        what="Bake a cake",
        place=cast.place,
        created_at=now,
        published_at=now,
        open_to="anyone",
    )
    for one, days in ((draft, 4), (open_to_all, 5)):
        Shift.objects.create(ask=one, starts_at=now + days * DAY, ends_at=now + days * DAY + DAY / 12)
    unseen = Ask.objects.create(
        community=cast.listed, posted_by=cast.edda, kind="make", what="Knit", created_at=now, published_at=now
    )
    Shift.objects.create(ask=unseen, starts_at=now + DAY, ends_at=now + 2 * DAY)
    every_ask = [reverse("asks:ask", args=[one.pk]) for one in (cast.ask, draft, open_to_all, unseen)]
    words = [
        reverse(name) for name in ("home:front", "home:help", "home:tour", "home:holdings", "account_login")
    ]
    lists = [reverse("matching:fits"), reverse("asks:community_asks", args=[cast.harbour.pk])]
    return [*every_ask, *lists, f"{lists[0]}?kind=make", *words, "/nothing/"]


def shown(client: Client, path: str) -> tuple[int, str]:
    """Without the keys of its forms, each of which is on this page alone."""
    page = client.get(path)
    text = page.content.decode()
    found = {key for _name, key in KEY.findall(text)}
    assert keys.isdisjoint(found)
    keys.update(found)
    return page.status_code, KEY.sub(r"\1", text)


def test_everybody_reads_the_same_whoever_read_before(
    readers: dict[str, Client], paths: list[str], now: dt.datetime
) -> None:
    alone: Pages = {}
    for name, client in readers.items():
        for path in paths:
            forget()
            alone[name, path] = shown(client, path)
    forget()
    for names in (list(readers), list(reversed(readers))):
        for path in paths:
            for name in names:
                assert shown(readers[name], path) == alone[name, path], (name, path)
    assert_they_differ(alone, paths)
    assert_nothing_was_added(now)


def test_words_for_one_reader_are_not_kept_for_the_next(cast: Cast, client_of, now: dt.datetime) -> None:
    """Amal is told what she did on a page that Jun has too."""
    Ask.objects.update(published_at=None)
    amal, jun, path = client_of(cast.amal), client_of(cast.jun), reverse("asks:ask", args=[cast.ask.pk])
    amal.post(reverse("asks:published", args=[cast.ask.pk]))
    forget()
    assert "It is open now." in shown(amal, path)[1]
    assert "It is open now." not in shown(jun, path)[1]


def assert_they_differ(alone: Pages, paths: list[str]) -> None:
    """Otherwise nothing was shown: those who share what is kept for an ally like Bruno read a page of their own."""
    sharing = ["bruno", "hana", "ines", "kofi", "lin", "mona"]
    assert len({tuple(alone[name, path] for path in paths) for name in sharing}) == len(sharing)
    assert EXACT_PLACE.partition(",")[0] in alone["amal", paths[0]][1]


def assert_nothing_was_added(now: dt.datetime) -> None:
    """No page left in an open ask what it looked up by it: that would outlive the next write about something else."""
    asks = [one.ask for one in posted._last[0].made.values() if one]
    anew = posted.made(Ask.objects.all(), now)
    assert len(asks) > 1
    for ask in asks:
        same = anew[ask.pk].ask
        pairs = [(ask, same), (ask.community, same.community), (ask.place, same.place)]
        pairs += zip(ask.dates, same.dates, strict=True)
        for kept_one, new_one in pairs:
            assert names(kept_one) == names(new_one)


def names(row: Model | None) -> set[str]:
    return {*vars(row), *row._state.fields_cache} if row else set()
