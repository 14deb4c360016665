"""A steward reads when nobody outside can see what they ask, and what to do about it."""

import pytest
from django.urls import reverse

from alongside.asks import rules
from alongside.asks.models import Ask
from alongside.asks.rules.seeing import CLOSENESS
from alongside.communities.models import Community, Restriction, Standing, Visibility, Vouch
from alongside.home.cast import Cast

UNSEEN = "Nobody outside can see this yet"


@pytest.fixture
def lonely(cast: Cast) -> Cast:
    """A group as it begins: hidden, and without an ally."""
    Standing.objects.all().delete()
    Community.objects.filter(pk=cast.harbour.pk).update(visibility=Visibility.HIDDEN)
    return cast


def text(client, cast: Cast) -> str:
    return client.get(reverse("asks:ask", args=[cast.ask.pk])).content.decode()


def links(cast: Cast) -> dict[str, str]:
    group = [cast.harbour.pk]
    return {
        "invite": reverse("communities:invitations", args=group) + "?role=ally",
        "find": reverse("communities:details", args=group),
        "vouch": reverse("communities:vouches", args=group),
        "trust": reverse("communities:allies", args=group),
        "widen": reverse("asks:edit", args=[cast.ask.pk]),
    }


def offered(client, cast: Cast) -> set[str]:
    """Which of these links stand in the notice."""
    _before, notice = text(client, cast).split(UNSEEN)
    notice = notice.split("</div>")[0]
    return {name for name, address in links(cast).items() if f'href="{address}"' in notice}


def test_published_ask_that_nobody_outside_can_see_says_so_to_its_steward(lonely: Cast, client_of) -> None:
    Ask.objects.update(published_at=None)
    client = client_of(lonely.amal)
    assert UNSEEN not in text(client, lonely)
    page = client.post(reverse("asks:published", args=[lonely.ask.pk]), follow=True).content.decode()
    assert "It is open now." in page
    assert UNSEEN in page
    assert offered(client, lonely) == {"invite", "find"}


def test_ask_is_unseen_until_the_group_trusts_somebody_far_enough(lonely: Cast, client_of, now) -> None:
    client = client_of(lonely.amal)
    Ask.objects.update(open_to="known")
    assert offered(client, lonely) == {"invite", "find", "trust"}
    ally = Standing.objects.create(
        community=lonely.harbour, person=lonely.gita, level=Standing.Level.NEW, given_at=now
    )
    assert offered(client, lonely) == {"invite", "find", "trust", "widen"}
    ally.level = Standing.Level.KNOWN
    ally.save()
    assert UNSEEN not in text(client, lonely)
    assert lonely.ask.what in text(client_of(lonely.gita), lonely)
    Restriction.objects.create(
        community=lonely.harbour, person=lonely.gita, reason="trust", at=now, until=now.replace(day=6)
    )
    assert UNSEEN in text(client, lonely)


def test_ask_for_anyone_is_unseen_until_strangers_can_find_the_group(lonely: Cast, client_of) -> None:
    client, group = client_of(lonely.amal), Community.objects.filter(pk=lonely.harbour.pk)
    Ask.objects.update(open_to="anyone")
    assert offered(client, lonely) == {"invite", "find"}
    group.update(visibility=Visibility.LISTED)
    assert offered(client, lonely) == {"invite"}
    vouch = Vouch.objects.get(community=lonely.harbour)
    vouch.delete()
    group.update(visibility=Visibility.PUBLIC)
    assert offered(client, lonely) == {"invite", "vouch"}
    Vouch.objects.create(community=lonely.harbour, voucher=None, at=vouch.at)
    assert UNSEEN not in text(client, lonely)
    Ask.objects.update(open_to="allies")
    assert offered(client, lonely) == {"invite", "widen"}


def test_ask_that_nobody_outside_can_see_says_so_to_its_writer_and_to_no_other_member(
    lonely: Cast, client_of
) -> None:
    assert UNSEEN not in text(client_of(lonely.chidi), lonely)
    Ask.objects.update(posted_by=lonely.chidi)
    assert "Ask a steward to invite an ally" in text(client_of(lonely.chidi), lonely)
    assert offered(client_of(lonely.chidi), lonely) == set()


def test_ask_for_members_is_not_called_unseen(lonely: Cast, client_of) -> None:
    Ask.objects.update(open_to="members")
    assert UNSEEN not in text(client_of(lonely.amal), lonely)


@pytest.mark.parametrize("visibility", ["hidden", "listed", "public"])
@pytest.mark.parametrize("is_vouched", [True, False])
def test_trust_that_is_needed_is_the_trust_that_lets_see(visibility: str, is_vouched: bool) -> None:
    where = {"visibility": visibility, "is_vouched": is_vouched}
    needed = [rules.standing_to_see(open_to=one, **where) for one in CLOSENESS]
    assert needed[1:] == [1, 2, 3, None]
    assert needed[0] == (0 if visibility == "public" and is_vouched else 1)
