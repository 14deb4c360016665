import datetime as dt

import pytest

from alongside.notices import actions, jobs
from alongside.notices.models import Mail, Notice
from alongside.notices.tests.test_notices import tell
from alongside.people.models import Person

DAY = dt.timedelta(days=1)


@pytest.fixture
def amal(cast, letterbox, give_address):
    give_address(cast.amal, "amal.private@mail.example")
    return cast.amal


def work(now):
    jobs.make_digests(now)
    return jobs.send_due_mail(now)


def test_five_notices_make_one_mail(amal, letterbox, now):
    for number in range(5):
        tell(amal, now, kind="offer.received", about=f"commitment:{number}")

    assert work(now) == 1
    assert letterbox.parsed()[0]["Subject"] == "A reminder from Calendar"


def test_the_next_digest_waits_a_week(amal, letterbox, now):
    tell(amal, now, kind="offer.received")
    work(now)
    tell(amal, now + DAY, kind="verdict.wanted")

    assert work(now + 2 * DAY) == 0
    assert work(now + 7 * DAY) == 1


def test_a_digest_speaks_of_a_notice_once(amal, letterbox, now):
    tell(amal, now, kind="offer.received")
    work(now)

    assert work(now + 8 * DAY) == 0


def test_no_digest_when_everything_was_read(amal, letterbox, now):
    tell(amal, now, kind="offer.received")
    jobs.make_digests(now)
    actions.see(by=amal, until=now, now=now)

    assert jobs.send_due_mail(now) == 0
    assert Mail.objects.get().dropped_at == now


def test_more_digests_for_whoever_wants_them(amal, letterbox, now):
    Person.objects.filter(pk=amal.pk).update(digests_a_week=7)
    tell(amal, now, kind="offer.received")
    work(now)
    tell(amal, now + DAY / 2, kind="offer.received")

    assert work(now + DAY) == 1


def test_no_digest_for_whoever_wants_none(amal, letterbox, now):
    Person.objects.filter(pk=amal.pk).update(digests_a_week=0)
    tell(amal, now, kind="offer.received")

    assert work(now) == 0


def test_my_own_matters_are_not_in_the_digest(amal, letterbox, now):
    tell(amal, now, kind="offer.accepted")
    jobs.make_digests(now)

    assert [mail.notice.kind for mail in Mail.objects.all()] == ["offer.accepted"]


def test_digests_cost_the_same_for_many(amal, cast, letterbox, now, django_assert_num_queries, give_address):
    for person in (cast.jun, cast.gita, cast.bruno):
        give_address(person, f"{person.pk}@mail.example")
        Person.objects.filter(pk=person.pk).update(digests_a_week=1)
        tell(person, now, kind="verdict.helped")
        actions.plan_digest(to=person, due_at=now)
    with django_assert_num_queries(1):
        jobs.make_digests(now)


def test_what_is_older_than_180_days_ends(cast, now):
    tell(cast.gita, now - 181 * DAY)
    tell(cast.gita, now - 179 * DAY)

    assert jobs.purge_old_notices(now) == 1
    assert Notice.objects.count() == 1
