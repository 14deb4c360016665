"""Blocking somebody, without anybody being able to tell."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.commitments import actions as commitments
from alongside.commitments.models import Commitment
from alongside.home.cast import Cast
from alongside.notices.models import Notice
from alongside.people import actions, queries
from alongside.people.models import Block, Person


def page_of(person: str) -> str:
    return reverse("people:block", args=[person])


def test_block_and_unblock(cast: Cast, client_of) -> None:
    client = client_of(cast.gita)
    client.post(page_of(cast.bruno.pk), {"note": "from the <b>market</b>"})
    assert queries.has_blocked(person=cast.gita, other=cast.bruno)
    assert not queries.has_blocked(person=cast.bruno, other=cast.gita)
    page = client.get(reverse("people:blocks")).content.decode()
    assert "from the &lt;b&gt;market&lt;/b&gt;" in page
    client.post(reverse("people:unblock", args=[Block.objects.get(by=cast.gita).pk]))
    assert not queries.has_blocked(person=cast.gita, other=cast.bruno)


def test_block_page_is_the_same_whether_somebody_exists_or_not(cast: Cast, client_of) -> None:
    client = client_of(cast.gita)
    there, missing = (client.get(page_of(person)) for person in (cast.bruno.pk, "a" * 17))
    assert there.status_code == missing.status_code == 200
    assert "Bruno" not in there.content.decode()
    posted = [client.post(page_of(person), {"note": "x"})["Location"] for person in (cast.bruno.pk, "a" * 17)]
    assert posted[0] == posted[1] == reverse("people:blocks")
    assert Block.objects.filter(by=cast.gita).count() == 1


def test_block_shows_nothing_to_the_one_who_is_blocked(cast: Cast, client_of) -> None:
    farid = client_of(cast.farid)

    def own_page() -> bytes:
        return farid.get(reverse("people:me")).content.split(b"<main")[1].split(b"<footer")[0]

    before = own_page()
    Block.objects.all().delete()
    assert before == own_page()


def test_block_of_oneself_is_refused(cast: Cast, client_of) -> None:
    page = client_of(cast.gita).post(page_of(cast.gita.pk), {"note": ""}).content.decode()
    assert "This is you" in page


def test_block_of_somebody_else_cannot_be_ended(cast: Cast, client_of) -> None:
    block = Block.objects.get(by=cast.chidi)
    client_of(cast.farid).post(reverse("people:unblock", args=[block.pk]))
    assert Block.objects.filter(pk=block.pk).exists()


def test_blocks_page_asks_the_same_for_one_and_for_thirty(
    cast: Cast, client_of, django_assert_num_queries
) -> None:
    client = client_of(cast.chidi)
    client.get(reverse("people:blocks"))
    with django_assert_num_queries(3):
        client.get(reverse("people:blocks"))
    for person in (cast.amal, cast.jun, cast.bruno, cast.dara, cast.edda, cast.gita, cast.olu):
        client.post(page_of(person.pk), {"note": "x"})
    with django_assert_num_queries(3):
        client.get(reverse("people:blocks"))


@pytest.fixture
def promise(cast: Cast, now: dt.datetime) -> Commitment:
    """Bruno's, accepted by Amal."""
    made = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    commitments.accept(commitment=made, by=cast.amal, now=now)
    Notice.objects.all().delete()
    return made


def block(by: Person, against: Person, now: dt.datetime) -> None:
    actions.block(by=by, against=against.pk, note="", now=now)


def talk(promise: Commitment) -> str:
    return reverse("commitments:conversation", args=[promise.pk])


def test_ally_hears_nothing_of_a_steward_whom_they_block(cast: Cast, client_of, promise, now) -> None:
    block(cast.bruno, cast.amal, now)
    commitments.write(commitment=promise, text="You owe me.", by=cast.amal, now=now)
    commitments.write(commitment=promise, text="The blue door.", by=cast.jun, now=now)
    page = client_of(cast.bruno).get(talk(promise)).content.decode()
    assert "You owe me." not in page
    assert "The blue door." in page
    assert Notice.objects.filter(to=cast.bruno).count() == 1


def test_steward_hears_nothing_of_an_ally_whom_they_block_and_another_one_does(
    cast: Cast, client_of, promise, now
) -> None:
    block(cast.amal, cast.bruno, now)
    commitments.write(commitment=promise, text="Which door?", by=cast.bruno, now=now)
    assert "Which door?" not in client_of(cast.amal).get(talk(promise)).content.decode()
    assert "Which door?" in client_of(cast.jun).get(talk(promise)).content.decode()
    assert [notice.to for notice in Notice.objects.all()] == [cast.jun]


def test_whoever_is_blocked_writes_as_before_and_cannot_tell(cast: Cast, client_of, promise, now) -> None:
    def written(text: str) -> list[object]:
        browser = client_of(cast.bruno)
        answer = browser.post(talk(promise), {"text": text})
        return [
            answer.status_code,
            answer.headers["Location"],
            browser.get(talk(promise)).content.decode().count(text),
        ]

    before = written("Shall I bring cups?")
    block(cast.amal, cast.bruno, now)
    block(cast.jun, cast.bruno, now)
    assert written("Shall I bring tea??") == before


def test_whoever_blocks_still_reaches_the_other_for_the_group(cast: Cast, client_of, promise, now) -> None:
    """A change of time must not be lost, because the steward who knows of it has blocked the ally."""
    block(cast.amal, cast.bruno, now)
    commitments.write(commitment=promise, text="It is at six.", by=cast.amal, now=now)
    assert "It is at six." in client_of(cast.bruno).get(talk(promise)).content.decode()
    assert Notice.objects.filter(to=cast.bruno, kind="message.received").exists()


@pytest.mark.parametrize("name", ["chidi", "bruno"])
def test_nobody_can_tell_from_an_offer_who_blocks_them(cast: Cast, now, name: str) -> None:
    """A refusal would say it, to a member and to an ally alike."""
    ally = getattr(cast, name)
    block(cast.amal, ally, now)
    assert commitments.offer(shift=cast.shift, by=ally, now=now)
