"""One budget of mails a person and week, across all groups and kinds."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.notices import actions, jobs, queries, rules
from alongside.notices.models import Mail, Spent

DAY = dt.timedelta(days=1)
PROMISED, ORDINARY, SAFETY = "commitment.changed", "message.received", "account.way_in_changed"


@pytest.fixture
def bruno(cast, give_address):
    give_address(cast.bruno, "bruno@mail.example")
    actions.set_budget(by=cast.bruno, mails_a_week=3, notes_a_week=1, now=None)
    return cast.bruno


def tell(person, now, kind, times, first=0):
    for number in range(first, first + times):
        actions.tell(to=person, kind=kind, about=f"ask:{number}", url="/asks/", now=now)


def test_ten_groups_send_no_more_than_the_budget_together(bruno, letterbox, now):
    tell(bruno, now, ORDINARY, 10)

    sent = sum(jobs.send_due_mail(now + hours * dt.timedelta(hours=1)) for hours in range(4))

    assert sent == len(letterbox.letters) == 3
    waiting = Mail.objects.unsettled()
    assert waiting.count() == 7
    assert {one.due_at for one in waiting} == {rules.next_week(now, bruno.zone)}


def test_what_waited_goes_out_in_the_next_week_unless_it_was_read(bruno, letterbox, now):
    tell(bruno, now, ORDINARY, 5)
    jobs.send_due_mail(now)
    later = rules.next_week(now, bruno.zone) + dt.timedelta(hours=12)

    bruno.notices.filter(about="ask:4").update(seen_at=now)
    jobs.send_due_mail(later)

    assert len(letterbox.letters) == 4
    assert not Mail.objects.unsettled().exists()


def test_what_changes_a_promise_comes_beyond_it_and_is_counted(bruno, letterbox, now):
    tell(bruno, now, ORDINARY, 3)
    tell(bruno, now, PROMISED, 2, first=3)
    tell(bruno, now, ORDINARY, 1, first=5)

    jobs.send_due_mail(now)

    assert len(letterbox.letters) == 5
    assert queries.this_week(person=bruno, now=now) == queries.Week(3, mails=5, urgent=2)


def test_mail_about_safety_is_neither_held_nor_counted(bruno, letterbox, now):
    tell(bruno, now, ORDINARY, 3)
    tell(bruno, now, SAFETY, 1, first=3)

    jobs.send_due_mail(now)

    assert len(letterbox.letters) == 4
    assert queries.this_week(person=bruno, now=now).mails == 3


def test_a_mail_that_is_tried_again_counts_once(bruno, letterbox, now):
    tell(bruno, now, ORDINARY, 1)
    letterbox.refuses = ["451 later"]
    jobs.send_due_mail(now)

    jobs.send_due_mail(now + dt.timedelta(hours=1))

    assert len(letterbox.letters) == 1
    assert Spent.objects.get().mails == 1


def test_whoever_never_said_has_the_usual_number(cast, give_address, letterbox, now):
    give_address(cast.jun, "jun@mail.example")
    tell(cast.jun, now, ORDINARY, rules.MAILS_A_WEEK + 1)

    for hours in range(4):
        jobs.send_due_mail(now + hours * dt.timedelta(hours=1))

    assert len(letterbox.letters) == rules.MAILS_A_WEEK


def test_week_begins_on_the_monday_of_its_person():
    sunday_late = dt.datetime(2026, 3, 8, 23, 30, tzinfo=dt.UTC)

    assert rules.week_of(sunday_late, dt.UTC) == dt.date(2026, 3, 2)
    assert rules.week_of(sunday_late, ZoneInfo("Asia/Kathmandu")) == dt.date(2026, 3, 9)
    assert rules.next_week(sunday_late, dt.UTC) == dt.datetime(2026, 3, 9, tzinfo=dt.UTC)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from([ORDINARY, PROMISED, SAFETY]), st.integers(0, 9)), max_size=25),
    st.integers(1, 6),
)
def test_no_order_of_mails_passes_the_budget(cast, now, told, limit):
    """Each comes so many days after the one before; of no week is more taken than its person said."""
    with transaction.atomic():
        actions.set_budget(by=cast.bruno, mails_a_week=limit, notes_a_week=1, now=now)
        at, kept = now, {}
        for number, (kind, days) in enumerate(told):
            at += days * DAY
            notice = cast.bruno.notices.create(kind=kind, about=f"ask:{number}", url="/asks/", at=at)
            mail = Mail.objects.create(to=cast.bruno, notice=notice, due_at=at)
            if actions.count(mail=mail, now=at) and kind == ORDINARY:
                week = rules.week_of(at, cast.bruno.zone)
                kept[week] = kept.get(week, 0) + 1
        assert all(number <= limit for number in kept.values())
        assert all(one.mails - one.urgent <= limit for one in Spent.objects.all())
        transaction.set_rollback(True)


def test_database_refuses_more_urgent_mails_than_there_were(cast, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Spent.objects.create(person=cast.bruno, week_on=now.date(), mails=1, urgent=2)
