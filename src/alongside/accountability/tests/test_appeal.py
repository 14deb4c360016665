"""Whoever is kept out writes back once, and somebody who decided nothing of it answers."""

import pytest
from django.http import Http404
from django.urls import reverse

from alongside.accountability import actions, queries
from alongside.accountability.models import Appeal, AppealAnswer
from alongside.communities.models import Membership, Restriction
from alongside.home.cast import DAY
from alongside.ledger.models import Entry
from alongside.notices.models import Notice
from alongside.people.models import Block

WORDS = "I was not there that evening."


@pytest.fixture
def kept_out(cast):
    """Farid, by amal."""
    return Restriction.objects.get(person=cast.farid)


def url(restriction):
    return reverse("accountability:appeal", args=[restriction.pk])


def appeal(restriction, cast, now):
    return actions.appeal(restriction=restriction, by=cast.farid, words=WORDS, language="en", now=now)


def answerers(restriction, now):
    return [one.display_name for one in queries.answerers(restriction, now)]


def test_person_writes_once_and_another_steward_answers(cast, client_of, kept_out, now):
    farid, jun = client_of(cast.farid), client_of(cast.jun)
    own = reverse("accountability:restriction", args=[kept_out.pk])
    assert url(kept_out) in farid.get(own).content.decode()
    farid.post(url(kept_out), {"words": WORDS})
    assert "You wrote back once already" in farid.post(url(kept_out), {"words": "And more."}).content.decode()
    assert [one.words for one in Appeal.objects.all()] == [WORDS]
    assert list(Notice.objects.filter(about__startswith="appeal:").values_list("to", flat=True)) == [
        cast.jun.pk
    ]

    assert WORDS in jun.get(url(kept_out)).content.decode()
    assert url(kept_out) in jun.get(reverse("accountability:matters")).content.decode()
    jun.post(url(kept_out), {"answer": "stays", "words": "We heard three people."})
    assert Restriction.objects.active(now).filter(pk=kept_out.pk).exists()
    read = farid.get(url(kept_out)).content.decode()
    assert "We heard three people." in read
    assert "It stays until the day that was said." in read
    assert "Jun Ito" not in read
    answer = AppealAnswer.objects.get()
    assert (answer.by, answer.is_lifted) == (cast.jun, False)
    assert Notice.objects.filter(to=cast.farid, kind="appeal.answered").count() == 1
    again = jun.post(url(kept_out), {"answer": "lifted", "words": ""}).content.decode()
    assert "Somebody answered this already." in again
    assert AppealAnswer.objects.count() == 1


def test_answer_can_let_somebody_in_again(cast, client_of, kept_out, now):
    appeal(kept_out, cast, now)
    client_of(cast.jun).post(url(kept_out), {"answer": "lifted", "words": ""})
    kept_out.refresh_from_db()
    assert kept_out.lifted_at
    assert kept_out.lifted_by == cast.jun
    assert "You can take part again." in client_of(cast.farid).get(url(kept_out)).content.decode()
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"accountability.appeal", "accountability.answer_appeal"} <= kinds


@pytest.mark.parametrize("who", ["amal", "chidi", "bruno", "dara", "edda", "gita", "olu"])
def test_whoever_decided_or_has_nothing_to_do_with_it_finds_no_such_page(cast, client_of, kept_out, now, who):
    browser = client_of(getattr(cast, who))
    appeal(kept_out, cast, now)
    assert browser.get(url(kept_out)).status_code == 404
    assert browser.post(url(kept_out), {"answer": "stays", "words": ""}).status_code == 404
    for page in ("accountability:matters", "accountability:restriction"):
        path = reverse(page, args=[] if page.endswith("matters") else [kept_out.pk])
        assert url(kept_out) not in browser.get(path).content.decode()
    assert not AppealAnswer.objects.exists()


def test_nobody_answers_before_the_person_wrote(cast, client_of, kept_out):
    assert client_of(cast.jun).get(url(kept_out)).status_code == 404


def test_second_who_decided_does_not_answer(cast, kept_out, now):
    appeal(kept_out, cast, now)
    actions.make_last(restriction=kept_out, by=cast.jun, now=now)
    kept_out.refresh_from_db()
    assert answerers(kept_out, now) == ["Olu"]
    with pytest.raises(Http404):
        actions.answer_appeal(
            restriction=kept_out, by=cast.jun, is_lifted=False, words="", language="en", now=now
        )


def test_operator_answers_where_nobody_else_steers(cast, client_of, kept_out, now):
    Membership.objects.filter(person=cast.jun).update(steward_since=None)
    appeal(kept_out, cast, now)
    assert answerers(kept_out, now) == ["Olu"]
    olu = client_of(cast.olu)
    assert WORDS in olu.get(url(kept_out)).content.decode()
    olu.post(url(kept_out), {"answer": "lifted", "words": "Sorry."})
    assert AppealAnswer.objects.get().by == cast.olu


def test_steward_who_is_kept_out_is_answered_by_an_operator(cast, now):
    made = actions.restrict(community=cast.harbour, person=cast.jun, reason="other", by=cast.amal, now=now)
    assert answerers(made, now) == ["Olu"]


def test_steward_who_blocks_the_person_answers_nothing(cast, kept_out, now):
    Block.objects.create(by=cast.jun, against=cast.farid, at=now)
    appeal(kept_out, cast, now)
    assert answerers(kept_out, now) == ["Olu"]
    assert not Notice.objects.filter(to=cast.jun, about__startswith="appeal:").exists()


def test_person_reads_nothing_of_who_reported_or_decided(cast, client_of, kept_out, now):
    words = "Canary-of-a-reporter-2290"
    cast.harbour.standings.create(person=cast.farid, level=1, given_at=now)
    about = f"person:{cast.farid.pk}"
    actions.report(by=cast.jun, about=about, within=cast.harbour.pk, words=words, language="en", now=now)
    appeal(kept_out, cast, now)
    actions.answer_appeal(
        restriction=kept_out, by=cast.jun, is_lifted=False, words="It stays.", language="en", now=now
    )
    farid = client_of(cast.farid)
    pages = [
        url(kept_out),
        reverse("accountability:restriction", args=[kept_out.pk]),
        reverse("home:everything"),
    ]
    for page in [*pages, reverse("home:everything_file"), reverse("notices:notices")]:
        said = farid.get(page).content.decode()
        assert not [one for one in (words, "Amal", ">Jun Ito<", cast.amal.pk, cast.jun.pk) if one in said]
    assert WORDS in farid.get(reverse("home:everything")).content.decode()


def test_over_is_over(cast, client_of, kept_out, now):
    Restriction.objects.update(until=now - DAY, at=now - 6 * DAY)
    assert (
        "You wrote back once already, or this is over."
        in client_of(cast.farid).post(url(kept_out), {"words": WORDS}).content.decode()
    )
    assert not Appeal.objects.exists()


def test_appeal_goes_with_its_restriction(cast, kept_out, now):
    appeal(kept_out, cast, now)
    actions.answer_appeal(
        restriction=kept_out, by=cast.jun, is_lifted=True, words="x", language="en", now=now
    )
    actions.forget_old(now=now + 181 * DAY)
    assert not Appeal.objects.exists()
    assert not AppealAnswer.objects.exists()
