import datetime as dt
import re

import pytest
from django.urls import reverse

from alongside.notices import actions, queries
from alongside.notices.models import Notice

PAGE = "/notices/"
LATER = dt.timedelta(minutes=1)


def tell(person, now, kind="offer.accepted", about="commitment:x", url="/me/devices/"):
    actions.tell(to=person, kind=kind, about=about, url=url, now=now)


def test_notices_stand_by_day_with_a_link_to_the_matter(cast, client_of, now):
    tell(cast.bruno, now - dt.timedelta(days=2))
    tell(cast.bruno, now, kind="verdict.helped", url="/me/quiet/")

    body = client_of(cast.bruno).get(PAGE).content.decode()

    assert body.index("It helped.") < body.index("Your offer was accepted.")
    assert body.count("<h2") == 3
    assert 'href="/me/quiet/"' in body


def test_two_notices_of_one_minute_are_two_links_to_whoever_hears_them(cast, client_of, now):
    for number in range(2):
        tell(cast.bruno, now, about=f"commitment:{number}", url=f"/me/devices/{number}/")

    body = client_of(cast.bruno).get(PAGE).content.decode()

    words = re.findall(r'<a class="row-title" href="/me/devices/[01]/">(.*?)</a>', body)
    assert len(words) == len({re.sub("<[^>]*>", "", each) for each in words}) == 2


def test_notices_are_read_in_the_language_of_today(cast, client_of, now):
    tell(cast.bruno, now)

    assert Notice.objects.get().words == "Your offer was accepted."
    assert not hasattr(Notice.objects.get(), "text")


def test_notices_name_nobody(cast, client_of, now):
    tell(cast.bruno, now)

    body = client_of(cast.bruno).get(PAGE).content.decode()

    assert cast.amal.display_name not in body
    assert cast.harbour.name not in body
    assert cast.ask.what not in body


def test_notices_of_others_are_not_there(cast, client_of, now):
    tell(cast.bruno, now)

    body = client_of(cast.gita).get(PAGE).content.decode()

    assert "Your offer was accepted." not in body
    assert "Nothing new for you." in body


def test_notices_need_somebody_signed_in(cast, client):
    answer = client.get(PAGE)

    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


@pytest.mark.parametrize("method", ["put", "delete"])
def test_notices_refuse_other_methods(cast, client_of, method):
    assert getattr(client_of(cast.bruno), method)(PAGE).status_code == 405


@pytest.mark.usefixtures("with_context")
def test_marking_as_read_leaves_what_came_later(cast, client_of, now):
    tell(cast.bruno, now)
    shown = client_of(cast.bruno).get(PAGE).context["found"].until
    tell(cast.bruno, now + LATER, about="commitment:z")

    answer = client_of(cast.bruno).post(PAGE, {"until": shown})

    assert answer.status_code == 302
    assert queries.unseen_count(cast.bruno) == 1
    assert Notice.objects.get(seen_at__isnull=True).about == "commitment:z"


def test_marking_as_read_touches_only_mine(cast, client_of, now):
    tell(cast.bruno, now)
    tell(cast.gita, now)

    client_of(cast.gita).post(PAGE, {"until": (now + LATER).isoformat(timespec="microseconds")})

    assert queries.unseen_count(cast.bruno) == 1
    assert queries.unseen_count(cast.gita) == 0


def test_what_leads_nowhere_any_more_is_read_once_its_words_were_shown(cast, client_of, now):
    """The number beside Notices and the list agree: while the words are new, and after they were read."""
    tell(cast.bruno, now, url="/no/page/here/")
    tell(cast.bruno, now, about="commitment:z")
    tell(cast.gita, now, url="/no/page/here/")
    reader = client_of(cast.bruno)

    for unread in (2, 1, 1):
        assert queries.unseen_count(cast.bruno) == unread
        body = reader.get(PAGE).content.decode()
        assert body.count("Your offer was accepted.") == 2
        assert body.count(">New<") == unread
        assert f'<b class="new">{unread}<' in body
    assert queries.unseen_count(cast.gita) == 1


def test_what_leads_nowhere_stays_unread_on_a_page_that_was_not_opened(cast, client_of, now):
    tell(cast.bruno, now - dt.timedelta(days=2), url="/no/page/here/")
    for number in range(30):
        tell(cast.bruno, now, about=f"commitment:{number}")

    client_of(cast.bruno).get(PAGE)

    assert queries.unseen_count(cast.bruno) == 31


def test_broken_time_is_a_bad_request(cast, client_of):
    assert client_of(cast.gita).post(PAGE, {"until": "yesterday"}).status_code == 400


@pytest.mark.parametrize("number", ["0", "2", "99999", "-1", "x"])
def test_page_that_is_not_there_is_not_found(cast, client_of, now, number):
    tell(cast.bruno, now)

    assert client_of(cast.bruno).get(PAGE, {"page": number}).status_code == 404


def test_second_page_shows_the_rest(cast, client_of, now):
    for number in range(31):
        tell(cast.bruno, now - dt.timedelta(hours=number), url=f"/me/devices/{number}/")

    first = client_of(cast.bruno).get(PAGE).content.decode()
    second = client_of(cast.bruno).get(PAGE, {"page": "2"}).content.decode()

    assert "/me/devices/29/" in first
    assert "/me/devices/30/" not in first
    assert "/me/devices/30/" in second


def test_one_and_thirty_notices_cost_the_same(cast, client_of, now, django_assert_num_queries):
    tell(cast.bruno, now)
    reader = client_of(cast.bruno)
    with django_assert_num_queries(6):
        reader.get(PAGE)
    for number in range(29):
        tell(cast.bruno, now, about=f"commitment:{number}")
    with django_assert_num_queries(6):
        reader.get(PAGE)


def test_ten_messages_ring_once(cast, now):
    for minute in range(10):
        tell(cast.bruno, now + dt.timedelta(minutes=minute), kind="message.received")

    notice = Notice.objects.get()
    assert notice.at == now + dt.timedelta(minutes=9)


def test_message_after_reading_rings_again(cast, now):
    tell(cast.bruno, now, kind="message.received")
    actions.see(by=cast.bruno, until=now, now=now)
    tell(cast.bruno, now + LATER, kind="message.received")

    assert queries.unseen_count(cast.bruno) == 1
    assert Notice.objects.count() == 2


def test_telling_never_raises(cast, now):
    actions.tell(to=None, kind="offer.accepted", about="x", url="/", now=now)
    actions.tell(to=cast.bruno, kind="no.such_kind", about="x", url="/", now=now)
    actions.tell(to=cast.bruno, kind="offer.accepted", about="x", url="https://elsewhere.example/", now=now)

    assert Notice.objects.count() == 0
