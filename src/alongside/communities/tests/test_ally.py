import pytest
from django.urls import reverse

from alongside.commitments import actions as commitments
from alongside.communities import actions, signals
from alongside.communities.models import Standing
from alongside.home.cast import person
from alongside.ledger.models import Entry
from alongside.notices.models import Notice


def url(community, name="communities:ally"):
    return reverse(name, args=[community.pk])


def give(browser, standing, level):
    return browser.post(
        reverse("communities:standing", args=[standing.community_id, standing.pk]), {"level": level}
    )


@pytest.mark.parametrize("group", ["harbour", "listed"])
def test_an_ally_reads_the_boundary_first_and_starts_as_new(cast, client_of, group):
    community, browser = getattr(cast, group), client_of(cast.gita)
    assert community.boundary in browser.get(url(community)).content.decode()
    assert not Standing.objects.filter(person=cast.gita).exists()
    browser.post(url(community))
    browser.post(url(community))
    assert Standing.objects.get(person=cast.gita).level == Standing.Level.NEW
    assert Entry.objects.filter(kind="communities.join_as_ally").count() == 1


@pytest.mark.parametrize("who", ["chidi", "dara"])
def test_a_member_is_no_ally_of_their_own_group(cast, client_of, who):
    """A newcomer neither: as an ally they would see times that they may not see yet."""
    shown = client_of(getattr(cast, who)).post(url(cast.harbour)).content.decode()
    assert "You are part of this group already." in shown
    assert not Standing.objects.filter(person=getattr(cast, who)).exists()


@pytest.mark.parametrize("who", ["chidi", "bruno", "dara", "edda", "farid", "gita", "olu"])
def test_only_stewards_see_allies_and_give_standing(cast, client_of, who):
    browser, standing = client_of(getattr(cast, who)), Standing.objects.get(person=cast.bruno)
    assert browser.get(url(cast.harbour, "communities:allies")).status_code == 404
    assert give(browser, standing, 3).status_code == 404
    standing.refresh_from_db()
    assert standing.level == Standing.Level.KNOWN


def test_more_trust_is_told_and_less_is_not(cast, client_of):
    browser, standing = client_of(cast.amal), Standing.objects.get(person=cast.bruno)
    give(browser, standing, 3)
    assert Notice.objects.filter(to=cast.bruno, kind="standing.given").count() == 1
    give(browser, standing, 1)
    standing.refresh_from_db()
    assert standing.level == Standing.Level.NEW
    assert Notice.objects.filter(to=cast.bruno).count() == 1
    assert [entry.facts["level"] for entry in Entry.objects.filter(kind="communities.give_standing")] == [
        3,
        1,
    ]


@pytest.mark.parametrize("level", ["0", "4", "trusted", ""])
def test_there_are_no_other_levels(cast, client_of, level):
    standing = Standing.objects.get(person=cast.bruno)
    give(client_of(cast.amal), standing, level)
    standing.refresh_from_db()
    assert standing.level == Standing.Level.KNOWN


def test_what_the_chain_says_stands_beside_each_ally_as_information(cast, client_of):
    def answers(*, community, **_rest):
        return {cast.bruno.pk: f"Three of four helped at {community.name}"}

    signals.informing.connect(answers)
    try:
        shown = client_of(cast.amal).get(url(cast.harbour, "communities:allies")).content.decode()
    finally:
        signals.informing.disconnect(answers)
    assert "Three of four helped at Harbour Kitchen" in shown


def test_areas_above_are_asked_of_nobody_but_the_allies_on_the_page(cast, client_of, now):
    """What is read to inform stewards grows with a page, not with all that a group was ever promised."""
    for number in range(60):
        actions.join_as_ally(community=cast.harbour, by=person(f"Ally{number:02}", now), now=now)
    asked_of = []

    def answers(*, people, **_rest):
        asked_of.append(people)
        return dict.fromkeys(people, "Three of four helped")

    browser, here = client_of(cast.amal), url(cast.harbour, "communities:allies")
    signals.informing.connect(answers)
    try:
        pages = [browser.get(f"{here}?page={number}").content.decode() for number in (1, 2)]
    finally:
        signals.informing.disconnect(answers)
    everybody = list(cast.harbour.standings.order_by("given_at", "pk").values_list("person", flat=True))
    assert asked_of == [everybody[:50], everybody[50:]]
    assert [page.count("Three of four helped") for page in pages] == [50, len(everybody) - 50]


def test_one_and_thirty_allies_cost_the_same_in_the_order_they_came(
    cast, client_of, now, django_assert_max_num_queries
):
    browser = client_of(cast.amal)
    browser.get(url(cast.harbour, "communities:allies"))
    with django_assert_max_num_queries(20) as few:
        browser.get(url(cast.harbour, "communities:allies"))
    for number in range(30):
        actions.join_as_ally(community=cast.harbour, by=person(f"Ally{number:02}", now), now=now)
    with django_assert_max_num_queries(20) as many:
        shown = browser.get(url(cast.harbour, "communities:allies")).content.decode()
    assert shown.index("Bruno") < shown.index("Ally07")
    assert len(many) == len(few)


def test_a_stranger_is_an_ally_once_their_offer_is_accepted_and_a_newcomer_waits(cast, now):
    cast.ask.open_to = "anyone"
    cast.ask.save()
    with pytest.raises(commitments.refusals.AskNotOpen):
        commitments.offer(shift=cast.shift, by=cast.dara, now=now)
    assert not Standing.objects.filter(person=cast.dara).exists()
    offer = commitments.offer(shift=cast.shift, by=cast.gita, now=now)
    assert not Standing.objects.filter(person=cast.gita).exists()
    commitments.accept(commitment=offer, by=cast.amal, now=now)
    assert Standing.objects.get(person=cast.gita).level == Standing.Level.NEW
