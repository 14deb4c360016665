"""Blocking somebody, without anybody being able to tell."""

from django.urls import reverse

from alongside.home.cast import Cast
from alongside.people import queries
from alongside.people.models import Block


def page_of(person: str) -> str:
    return reverse("people:block", args=[person])


def test_block_and_unblock(cast: Cast, client_of) -> None:
    client = client_of(cast.gita)
    client.post(page_of(cast.bruno.pk), {"note": "from the <b>market</b>"})
    assert queries.blocked_pair(a=cast.bruno, b=cast.gita)
    assert queries.blocked_pair(a=cast.gita, b=cast.bruno)
    page = client.get(reverse("people:blocks")).content.decode()
    assert "from the &lt;b&gt;market&lt;/b&gt;" in page
    client.post(reverse("people:unblock", args=[Block.objects.get(by=cast.gita).pk]))
    assert not queries.blocked_pair(a=cast.bruno, b=cast.gita)


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
    before = farid.get(reverse("people:me")).content
    Block.objects.all().delete()
    strip = lambda page: page.split(b"<main")[1].split(b"<footer")[0]  # noqa: E731
    assert strip(before) == strip(farid.get(reverse("people:me")).content)


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
    with django_assert_num_queries(4):
        client.get(reverse("people:blocks"))
    for person in (cast.amal, cast.jun, cast.bruno, cast.dara, cast.edda, cast.gita, cast.olu):
        client.post(page_of(person.pk), {"note": "x"})
    with django_assert_num_queries(4):
        client.get(reverse("people:blocks"))
