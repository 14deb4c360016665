"""Reporting: only what one may see, to somebody who is not concerned, and without any effect of its own."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.accountability import actions, rules
from alongside.accountability.models import Matter, Report
from alongside.commitments.models import Commitment
from alongside.communities.models import Membership, Restriction
from alongside.core import ids
from alongside.home.cast import person
from alongside.ledger.models import Entry
from alongside.notices.models import Message, Notice

DAY = dt.timedelta(days=1)


def page(kind, id, within=""):
    return f"{reverse('accountability:report')}?about={kind}:{id}" + (f"&in={within}" if within else "")


@pytest.fixture
def message(cast, now):
    """Bruno offered; Amal, who steers, answered him in words."""
    commitment = Commitment.objects.create(
        shift=cast.shift, ally=cast.bruno, language="en", minutes=120, period_on=now.date(), offered_at=now
    )
    return Message.objects.create(
        about=f"commitment:{commitment.pk}",
        by=cast.amal,
        from_asking_side=True,
        text="Nobody asked you.",
        language="en",
        at=now,
    )


def report(cast, by, about, now, within="", words="Please look."):
    return actions.report(by=by, about=about, within=within, words=words, language="en", now=now)


def test_a_report_is_received_and_says_what_happens_next(cast, client_of):
    browser = client_of(cast.chidi)
    at = page("ask", cast.ask.pk)
    assert "Report an ask" in browser.get(at).content.decode()
    answer = browser.post(at, {"words": "This is not what we agreed."})
    assert answer.headers["Location"] == reverse("accountability:received")
    shown = browser.get(answer.headers["Location"]).content.decode()
    assert "We got it" in shown
    assert "What happens next" in shown
    assert Report.objects.get().words == "This is not what we agreed."


def test_words_are_optional(cast, client_of):
    client_of(cast.chidi).post(page("community", cast.harbour.pk), {"words": ""})
    assert Matter.objects.count() == 1


@pytest.mark.parametrize("who", ["gita", "edda", "olu", "farid", "amal"])
def test_what_one_may_not_see_one_may_not_report(cast, client_of, message, who):
    browser = client_of(getattr(cast, who))
    unseen = [page("community", ids.new_id()), page("thing", "x"), page("ask", ids.new_id()), "/report/"]
    unseen += [page("ask", "%01"), page("person", cast.chidi.pk, "%01")]
    if who != "amal":
        unseen += [page("message", message.pk), page("ask", cast.ask.pk)]
        unseen += [
            page("person", cast.chidi.pk, cast.harbour.pk),
            page("person", cast.bruno.pk, cast.harbour.pk),
        ]
    if who != "edda":
        unseen += [page("community", cast.rainbow.pk), page("person", cast.edda.pk, cast.rainbow.pk)]
    bodies = set()
    for at in unseen:
        for answer in (browser.get(at), browser.post(at, {"words": "x"})):
            assert answer.status_code == 404
            bodies.add(answer.content)
    assert len(bodies) == 1
    assert not Matter.objects.exists()


def test_who_belongs_to_a_group_cannot_be_found_out_by_reporting(cast, client_of):
    browser = client_of(cast.chidi)
    for other in (cast.dara, cast.bruno, cast.edda, cast.gita):
        assert browser.get(page("person", other.pk, cast.harbour.pk)).status_code == 404
    assert browser.get(page("person", cast.amal.pk, cast.harbour.pk)).status_code == 200


def test_an_ally_reports_a_steward_whom_they_met(cast, client_of, message):
    assert client_of(cast.bruno).get(page("person", cast.amal.pk, cast.harbour.pk)).status_code == 200
    assert client_of(cast.bruno).get(page("message", message.pk)).status_code == 200


def test_nobody_reports_themselves(cast, client_of):
    assert client_of(cast.amal).get(page("person", cast.amal.pk, cast.harbour.pk)).status_code == 404
    assert client_of(cast.amal).get(page("ask", cast.ask.pk)).status_code == 404


def test_a_report_about_an_ally_goes_to_the_stewards_and_nobody_else(cast, now):
    matter = report(cast, cast.jun, f"person:{cast.bruno.pk}", now, within=cast.harbour.pk)
    assert matter.goes_to_operator is False
    assert {notice.to for notice in Notice.objects.filter(kind="report.received")} == {cast.amal}


def test_a_report_about_a_steward_goes_past_all_stewards(cast, now, message):
    for about in (f"message:{message.pk}", f"ask:{cast.ask.pk}", f"community:{cast.harbour.pk}"):
        assert report(cast, cast.bruno, about, now).goes_to_operator is True
    assert {notice.to for notice in Notice.objects.filter(kind="report.received")} == {cast.olu}


def test_an_operator_who_steers_the_group_is_passed_over_too(cast, now):
    second = person("Second", now, is_operator=True)
    Membership.objects.create(
        community=cast.harbour, person=cast.olu, joined_at=now, vouched_at=now, steward_since=now
    )
    report(cast, cast.chidi, f"community:{cast.harbour.pk}", now)
    assert {notice.to for notice in Notice.objects.all()} == {second}


def test_a_lone_stewards_own_complaint_goes_elsewhere(cast, now):
    Membership.objects.filter(person=cast.jun).delete()
    matter = report(cast, cast.amal, f"person:{cast.bruno.pk}", now, within=cast.harbour.pk)
    assert matter.goes_to_operator is True


def test_whoever_is_kept_away_may_say_that_it_is_wrong(cast, client_of):
    browser = client_of(cast.farid)
    assert "people who run this server" in browser.get(page("community", cast.harbour.pk)).content.decode()
    browser.post(page("community", cast.harbour.pk), {"words": "It was not me."})
    assert Matter.objects.get().goes_to_operator


def test_five_hundred_reports_are_one_matter_and_do_nothing(cast, now):
    crowd = [person(f"Puppet{number}", now) for number in range(40)]
    for puppet in crowd:
        report(cast, puppet, f"community:{cast.harbour.pk}", now)
    assert Matter.objects.count() == 1
    assert Report.objects.count() == 40
    assert Notice.objects.count() == 1
    assert not Restriction.objects.exclude(person=cast.farid).exists()
    cast.harbour.refresh_from_db()
    assert (cast.harbour.paused_at, cast.harbour.closed_at) == (None, None)
    assert Entry.objects.count() == 1


def test_it_rings_again_once_a_day_at_most(cast, now):
    for number in range(3):
        report(cast, person(f"A{number}", now), f"community:{cast.harbour.pk}", now)
    Notice.objects.update(seen_at=now)
    report(cast, person("B", now), f"community:{cast.harbour.pk}", now + 2 * DAY)
    assert Notice.objects.count() == 2


def test_one_person_who_writes_twice_adds_to_their_words(cast, now):
    report(cast, cast.chidi, f"community:{cast.harbour.pk}", now, words="First.")
    report(cast, cast.chidi, f"community:{cast.harbour.pk}", now, words="Second.")
    assert Report.objects.get().words == "First.\n\nSecond."


def test_one_person_who_writes_again_and_again_rings_once_a_day(cast, now):
    for hours in (0, 30, 31, 32, 33):
        report(cast, cast.chidi, f"community:{cast.harbour.pk}", now + hours * DAY / 24)
        Notice.objects.update(seen_at=now)
    assert Notice.objects.count() == 2


def test_one_persons_words_about_one_thing_have_an_end_and_the_last_are_kept(cast, client_of, now):
    for _time in range(rules.WORDS_AT_MOST // 4000):
        report(cast, cast.chidi, f"community:{cast.harbour.pk}", now, words="x" * 3990)
    answer = client_of(cast.chidi).post(page("community", cast.harbour.pk), {"words": "y" * 200})
    assert "There is no room for more about this." in answer.content.decode()
    assert "y" * 200 in answer.content.decode()
    assert "y" not in Report.objects.get().words


def test_whoever_reports_without_end_is_slowed(cast, now):
    for number in range(10):
        harbour = cast.harbour
        harbour.pk, harbour.name, harbour._state.adding = ids.new_id(), f"Copy {number}", True
        harbour.save()
        harbour.vouches.create(voucher=None, at=now)
        report(cast, cast.gita, f"community:{harbour.pk}", now)
    with pytest.raises(actions.TooManyReports):
        report(cast, cast.gita, f"community:{cast.listed.pk}", now)
    report(cast, cast.gita, f"community:{cast.listed.pk}", now + DAY + DAY)


def test_the_ledger_says_that_a_matter_was_opened_and_no_more(cast, now):
    matter = report(
        cast, cast.jun, f"person:{cast.bruno.pk}", now, within=cast.harbour.pk, words="He shouted."
    )
    entry = Entry.objects.get(kind="accountability.report")
    assert (entry.subject, entry.by, entry.about, entry.facts) == (matter.pk, "", "", {})
    assert entry.community == cast.harbour.pk
    report(cast, cast.chidi, f"community:{cast.harbour.pk}", now)
    assert Entry.objects.order_by("-number")[0].community == ""


def test_a_message_that_was_looked_at_stays_looked_at(cast, now, message):
    matter = report(cast, cast.bruno, f"message:{message.pk}", now)
    actions.close(matter=matter, by=cast.olu, note="We talked.", now=now)
    assert report(cast, cast.bruno, f"message:{message.pk}", now + 2 * DAY) == matter
    assert not Matter.objects.open().exists()
    assert Notice.objects.count() == 1


def test_nobody_signed_in_signs_in_first(cast, client):
    answer = client.get(page("ask", cast.ask.pk))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/")
