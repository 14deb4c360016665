"""A hostile mass-reporter has five hundred accounts.

Each can report whatever it may see. So no count does anything by itself; all of them fold into one item that
rings once a day; what was looked at stays looked at; whoever writes without end is slowed down; and whom they
report sees no reporter.
"""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.accountability import actions
from alongside.accountability.models import Matter, Report
from alongside.communities.models import Restriction, Standing
from alongside.core.refusals import Refused
from alongside.home.cast import hashed
from alongside.notices.models import Message, Notice
from alongside.people.models import Person
from tests.adversaries.weak import builds

DAY = dt.timedelta(days=1)
MANY = 500


@pytest.fixture
def crowd(cast, now):
    made = Person.objects.bulk_create(
        Person(
            sign_in_name=f"crowd-{n}",
            display_name=f"Crowd {n}",
            password=hashed(),
            joined_at=now,
            has_seen_exit=True,
        )
        for n in range(MANY)
    )
    Standing.objects.bulk_create(
        Standing(community=cast.harbour, person=one, level=1, given_at=now) for one in made
    )
    return made


def leaks(world, crowd, client_of, now):
    cast = world.cast
    Notice.objects.all().delete()
    before = state(cast)
    for one in crowd:
        actions.report(by=one, about=f"ask:{cast.ask.pk}", words=f"Words {one.pk}", language="en", now=now)
        Notice.objects.update(seen_at=now)
    for one in crowd[:3]:
        page = f"{reverse('accountability:report')}?about=ask:{cast.ask.pk}"
        assert client_of(one).post(page, {"words": "Once more."}).status_code == 302
    assert Report.objects.filter(matter__about__startswith=f"ask:{cast.ask.pk}").count() > MANY
    yield from of_the_count(cast, before)
    yield from of_the_desk(cast)
    yield from of_the_reported(cast, client_of, crowd)
    yield from of_what_was_looked_at(world, now)
    yield from of_one_who_never_stops(cast, crowd[0], now)


def state(cast):
    """Everything that could happen to somebody, their ask or their group."""
    cast.ask.refresh_from_db()
    cast.harbour.refresh_from_db()
    return (
        cast.ask.paused_at,
        cast.ask.closed_at,
        cast.harbour.paused_at,
        cast.harbour.closed_at,
        set(Restriction.objects.values_list("pk", "until")),
        set(cast.harbour.memberships.values_list("pk", "steward_since")),
        Person.objects.get(pk=cast.amal.pk).is_active,
    )


def of_the_count(cast, before):
    if state(cast) != before:
        yield "something happened by itself"


def of_the_desk(cast):
    if Matter.objects.filter(about=f"ask:{cast.ask.pk}").count() != 1:
        yield "more than one item"
    rung = Notice.objects.filter(kind="report.received").values_list("to", flat=True)
    if len(rung) != len(set(rung)):
        yield "it rang again"


def of_the_reported(cast, client_of, crowd):
    """On every page to which somebody reported has a way: no item, no number, no name."""
    browser = client_of(cast.amal)
    pages = [reverse("accountability:matters"), reverse("home:desk"), reverse("home:everything")]
    pages += [reverse("notices:notices"), reverse("asks:ask", args=[cast.ask.pk])]
    for page in pages:
        said = browser.get(page).content.decode()
        if any(word in said for word in ("Words ", "Crowd 1", crowd[0].pk, "501", "500")):
            yield f"who reported, on {page}"
    for matter in Matter.objects.filter(concerns=cast.amal):
        if browser.get(reverse("accountability:matter", args=[matter.pk])).status_code != 404:
            yield "the item itself"


def of_what_was_looked_at(world, now):
    """A message that somebody looked at does not come back, whoever reports it."""
    cast = world.cast
    message = Message.objects.create(
        about=world.promise.about, by=cast.bruno, from_asking_side=False, text="x", language="en", at=now
    )
    matter = actions.report(by=cast.amal, about=f"message:{message.pk}", words="", language="en", now=now)
    actions.close(matter=matter, by=cast.jun, note="Looked at.", now=now)
    actions.report(
        by=cast.jun,
        about=f"message:{message.pk}",
        words="",
        language="en",
        now=now + DAY,
    )
    if Matter.objects.filter(about=f"message:{message.pk}", closed_at=None).exists():
        yield "what was looked at came back"


def of_one_who_never_stops(cast, one, now):
    tries = 0
    try:
        for tries in range(20):
            actions.report(
                by=one,
                about=f"community:{[cast.harbour, cast.listed][tries % 2].pk}",
                words="",
                language="en",
                now=now,
            )
            Report.objects.filter(by=one).update(at=now)
            Report.objects.create(
                matter=Matter.objects.create(
                    community=cast.harbour, subject="ask", about=f"ask:{tries}", opened_at=now
                ),
                by=one,
                language="en",
                at=now,
            )
    except Refused:
        return
    yield "no end of reports"


def test_nothing_leaks(world, crowd, client_of, now):
    assert [*leaks(world, crowd, client_of, now)] == []


def a_new_item_each_time(found, now):
    count = Matter.objects.count()
    about = found.about if not Matter.objects.filter(about=found.about).exists() else f"{found.about}:{count}"
    return Matter.objects.create(
        community=found.community, subject=found.subject, about=about, concerns=found.concerns,
        goes_to_operator=found.goes_to_operator, opened_at=now,
    )  # fmt: skip


def acts_on_a_count(matter, by, words, language, now, add=actions.reporting.add_words):
    """A weak build that pauses an ask after ten reports, as many products do."""
    add(matter, by, words, language, now)
    if matter.reports.count() == 10:
        matter.community.asks.update(paused_at=now)


WEAK = {
    "ten reports pause an ask": [("alongside.accountability.actions.reporting.add_words", acts_on_a_count)],
    "each report is an item": [
        ("alongside.accountability.actions.reporting.matter_for", a_new_item_each_time)
    ],
    "it rings each time": [("alongside.accountability.rules.rings_again", lambda **_told: True)],
    "the reported read the item": [
        ("alongside.accountability.models.MatterQuerySet.handled_by", lambda self, _person: self)
    ],
    "nobody is slowed": [("alongside.accountability.rules.REPORTS_A_DAY", 10_000)],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, world, crowd, client_of, now):
    weaken(WEAK[weakness])
    assert any(leaks(world, crowd, client_of, now))
