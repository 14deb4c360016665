"""A mute: nothing of a person or a group comes as notice or mail, and what changes a promise comes all the same."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from alongside.commitments import actions as commitments
from alongside.commitments.models import Commitment
from alongside.communities import actions as communities
from alongside.home import actions as home
from alongside.ledger.models import Entry
from alongside.notices import actions, rules
from alongside.notices.models import Mail, Message, Mute, Notice
from alongside.people.models import Person


@pytest.fixture
def promise(cast, now, settings):
    settings.ALONGSIDE_SENDS_MAIL = True
    for one in (cast.amal, cast.bruno, cast.jun):
        EmailAddress.objects.create(user=one, email=f"{one.pk}@example.org", verified=True, primary=True)
    made = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    commitments.accept(commitment=made, by=cast.amal, now=now)
    Notice.objects.all().delete()
    return made


def mute(by, of, now):
    actions.mute(by=by, of=of, note="", now=now)
    by.refresh_from_db()


def write(promise, *, text, by, now):
    """As a request reads it, anew."""
    commitments.write(commitment=Commitment.objects.get(pk=promise.pk), text=text, by=by, now=now)


def told(person):
    return sorted(Notice.objects.filter(to=person).values_list("kind", flat=True))


def test_words_of_a_muted_steward_ring_no_bell_and_stay_to_be_read(cast, now, promise, client_of):
    mute(cast.bruno, f"person:{cast.amal.pk}", now)
    write(promise, text="Bring a ladder.", by=cast.amal, now=now)
    assert told(cast.bruno) == []
    assert not Mail.objects.filter(to=cast.bruno).exists()
    page = client_of(cast.bruno).get(reverse("commitments:conversation", args=[promise.pk]))
    assert "Bring a ladder." in page.content.decode()
    write(promise, text="Which one?", by=cast.jun, now=now)
    assert told(cast.bruno) == ["message.received"]


def test_words_of_a_muted_ally_reach_another_steward(cast, now, promise):
    mute(cast.amal, f"person:{cast.bruno.pk}", now)
    write(promise, text="Which door?", by=cast.bruno, now=now)
    assert (told(cast.amal), told(cast.jun)) == ([], ["message.received"])


def test_words_that_every_steward_mutes_are_still_written(cast, now, promise):
    for one in (cast.amal, cast.jun):
        mute(one, f"person:{cast.bruno.pk}", now)
    write(promise, text="Which door?", by=cast.bruno, now=now)
    assert Message.objects.get().text == "Which door?"
    assert told(cast.amal) == told(cast.jun) == []


def test_what_changes_a_promise_comes_from_a_muted_group_and_a_muted_steward(cast, now, promise):
    mute(cast.bruno, f"person:{cast.amal.pk}", now)
    mute(cast.bruno, f"community:{cast.harbour.pk}", now)
    write(promise, text="By the way.", by=cast.jun, now=now)
    assert told(cast.bruno) == []
    commitments.cancel_date(shift=cast.shift, by=cast.amal, now=now)
    assert told(cast.bruno) == ["commitment.released_by_community"]
    assert Mail.objects.filter(to=cast.bruno).count() == 1


def test_of_a_muted_group_nothing_else_comes(cast, now, promise):
    mute(cast.jun, f"community:{cast.harbour.pk}", now)
    communities.ask_to_join(community=cast.harbour, by=cast.gita, now=now, words="")
    commitments.claim_done(commitment=promise, by=cast.bruno, now=cast.shift.starts_at)
    assert told(cast.jun) == []
    assert told(cast.amal) == ["done.claimed", "membership.requested"]


@pytest.mark.parametrize("kind", sorted(rules.KINDS))
def test_no_mute_holds_what_is_about_somebodys_promise_or_safety(kind):
    found = rules.KINDS[kind]
    must = kind.startswith(
        (
            "account.",
            "restriction.",
            "commitment.changed",
            "commitment.released_by",
            "commitment.nobody_left",
            "appeal.",
        )
    )
    assert found.comes_when_muted or not must
    assert not (found.comes_when_muted and kind in {"message.received", "offer.received", "ask.stands"})


def test_muting_tells_nobody_and_leaves_no_entry(cast, client_of, now):
    before = Entry.objects.count(), Notice.objects.count()
    page = reverse("notices:mute", args=[cast.amal.pk])
    assert client_of(cast.bruno).post(page, {"note": "loud"}).status_code == 302
    assert (Entry.objects.count(), Notice.objects.count()) == before
    assert "loud" in client_of(cast.bruno).get(reverse("notices:mutes")).content.decode()
    assert "loud" not in client_of(cast.amal).get(reverse("notices:mutes")).content.decode()


def test_an_id_of_nobody_reads_the_same(cast, client_of):
    browser = client_of(cast.bruno)
    there, nobody = (browser.get(reverse("notices:mute", args=[one])) for one in (cast.amal.pk, "a" * 17))
    assert (there.status_code, len(there.content)) == (nobody.status_code, len(nobody.content))


def test_it_can_be_undone_by_whoever_made_it_alone(cast, client_of, now, promise):
    mute(cast.bruno, f"person:{cast.amal.pk}", now)
    made = Mute.objects.get()
    client_of(cast.amal).post(reverse("notices:unmute", args=[made.pk]))
    assert Mute.objects.exists()
    client_of(cast.bruno).post(reverse("notices:unmute", args=[made.pk]))
    assert not Mute.objects.exists()
    assert Person.objects.get(pk=cast.bruno.pk).mutes_since is None
    write(promise, text="Bring a ladder.", by=cast.amal, now=now)
    assert told(cast.bruno) == ["message.received"]


def test_nobody_mutes_themselves(cast, client_of):
    page = client_of(cast.bruno).post(reverse("notices:mute", args=[cast.bruno.pk]))
    assert "This is you" in page.content.decode()
    assert not Mute.objects.exists()


def test_whoever_mutes_nobody_costs_no_question_more(cast, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        actions.tell(to=cast.amal, kind="vouch.ended", about="community:x", url="/", now=now)


def test_whoever_leaves_takes_mutes_of_them_along(cast, now):
    mute(cast.bruno, f"person:{cast.amal.pk}", now)
    mute(cast.chidi, f"community:{cast.rainbow.pk}", now)
    home.erase(by=cast.amal, now=now)
    assert list(Mute.objects.values_list("by", flat=True)) == [cast.chidi.pk]
    home.erase(by=cast.chidi, now=now)
    assert not Mute.objects.exists()


def test_group_is_muted_from_its_own_page(cast, client_of):
    browser = client_of(cast.bruno)
    page = reverse("notices:mute_group", args=[cast.harbour.pk])
    assert page in browser.get(reverse("communities:community", args=[cast.harbour.pk])).content.decode()
    assert "Mute this group?" in browser.get(page).content.decode()
    browser.post(page, {"note": "soup"})
    assert Mute.objects.get().of == f"community:{cast.harbour.pk}"
    assert (
        reverse("communities:community", args=[cast.harbour.pk]) in browser.get("/me/mutes/").content.decode()
    )
