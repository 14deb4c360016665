"""Mail against a real mail server: what it says, to whom, when, and that it comes once."""

import datetime as dt
import smtplib
from email.header import decode_header, make_header
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from django.utils.translation import gettext

from alongside.notices import actions, jobs, rules
from alongside.notices.models import Mail, Notice
from alongside.notices.tests.test_notices import tell
from alongside.people.models import Person, Rest

ADDRESS = "bruno.private@mail.example"
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def bruno(cast, give_address):
    give_address(cast.bruno, ADDRESS)
    return cast.bruno


def test_mail_about_my_own_goes_out_once(bruno, letterbox, now):
    tell(bruno, now)

    assert jobs.send_due_mail(now) == 1
    assert jobs.send_due_mail(now + MINUTE) == 0
    assert [letter.rcpt_tos for letter in letterbox.letters] == [[ADDRESS]]


def test_mail_says_nothing_to_whoever_sees_it(bruno, cast, letterbox, now, give_address):
    give_address(cast.amal, "amal.private@mail.example")
    tell(bruno, now)
    tell(cast.amal, now, kind="restriction.made")

    jobs.send_due_mail(now)

    assert len(letterbox.letters) == 2
    letter = next(one for one in letterbox.parsed() if one["To"] == ADDRESS)
    assert letter["Subject"] == "A reminder from Calendar"
    assert letter["From"] == "Calendar <calendar@calendar.example>"
    assert letter.get_content_type() == "text/plain"
    whole = letter.as_string()
    for private in (
        bruno.display_name,
        bruno.sign_in_name,
        bruno.pk,
        cast.amal.display_name,
        "amal.private",
        cast.harbour.name,
        cast.ask.what,
        "commitments",
        "longside",
        "offer",
    ):
        assert private not in whole


def test_mail_names_no_machine(bruno, letterbox, now):
    tell(bruno, now)

    jobs.send_due_mail(now)

    assert letterbox.greetings == ["calendar.example"]
    assert letterbox.parsed()[0]["Message-ID"] == f"<{Mail.objects.get().pk}@calendar.example>"
    assert set(letterbox.parsed()[0].keys()) == {
        "Content-Type",
        "MIME-Version",
        "Content-Transfer-Encoding",
        "Subject",
        "From",
        "To",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
    }


def test_mail_that_comes_back_or_is_answered_reaches_the_server_and_nobody_else(bruno, letterbox, now):
    """What bounces goes to the sender of the envelope; what is answered goes to `From`."""
    tell(bruno, now, kind="message.received")

    jobs.send_due_mail(now)

    assert letterbox.letters[0].mail_from == "calendar@calendar.example"
    letter = letterbox.parsed()[0]
    assert not {"reply-to", "return-path", "sender", "cc", "bcc"} & {
        name.lower() for name, _value in letter.items()
    }


def test_mail_leads_to_the_list_and_not_to_the_matter(bruno, letterbox, now):
    tell(bruno, now, url="/commitments/abc/")

    jobs.send_due_mail(now)

    text = letterbox.parsed()[0].get_payload(decode=True).decode()
    assert "https://calendar.example/notices/" in text
    assert "abc" not in text.replace("unsubscribe", "")


def test_mail_is_in_the_language_of_its_reader(bruno, letterbox, now, settings):
    Person.objects.filter(pk=bruno.pk).update(language="ar")
    tell(bruno, now)

    jobs.send_due_mail(now)

    letter = letterbox.parsed()[0]
    with translation.override("ar"):
        subject, news = (
            gettext("A reminder from %(name)s"),
            gettext("There is something new for you to read."),
        )
    assert not subject.isascii()
    assert str(make_header(decode_header(letter["Subject"]))) == subject % {"name": "Calendar"}
    assert news in letter.get_payload(decode=True).decode()


def test_mail_waits_for_the_end_of_quiet_hours_in_the_readers_zone(bruno, letterbox, now):
    bruno.time_zone = "Asia/Kolkata"
    bruno.save()
    night = dt.datetime(2026, 3, 4, 23, 30, tzinfo=ZoneInfo("Asia/Kolkata"))
    tell(bruno, night.astimezone(dt.UTC))

    assert jobs.send_due_mail(night.astimezone(dt.UTC)) == 0
    assert jobs.send_due_mail(night.astimezone(dt.UTC) + dt.timedelta(hours=8, minutes=29)) == 0
    assert jobs.send_due_mail(night.astimezone(dt.UTC) + dt.timedelta(hours=8, minutes=30)) == 1


def test_quiet_hours_set_after_the_notice_still_hold(bruno, letterbox, now):
    tell(bruno, now)
    Person.objects.filter(pk=bruno.pk).update(quiet_from=dt.time(9), quiet_until=dt.time(11), time_zone="UTC")

    assert jobs.send_due_mail(now) == 0
    assert Mail.objects.get().attempts == 0
    assert jobs.send_due_mail(now + dt.timedelta(hours=1)) == 1


def test_a_change_of_what_was_promised_comes_in_a_rest_too(bruno, letterbox, now):
    Rest.objects.create(person=bruno, started_at=now - DAY, until_on=(now + 5 * DAY).date())
    tell(bruno, now, kind="commitment.changed")

    assert jobs.send_due_mail(now) == 1


def test_rest_holds_everything_else_but_safety(bruno, letterbox, now):
    rest = Rest.objects.create(person=bruno, started_at=now - DAY, until_on=(now + 5 * DAY).date())
    tell(bruno, now, kind="message.received")
    tell(bruno, now, kind="account.way_in_changed", about="account", url="/me/")

    assert jobs.send_due_mail(now) == 1
    assert letterbox.parsed()[0]["Subject"] == "About your account in Calendar"
    rest.ended_at = now + dt.timedelta(hours=1)
    rest.save()
    assert jobs.send_due_mail(now + dt.timedelta(hours=2)) == 1


def test_mail_that_was_read_inside_is_not_sent(bruno, letterbox, now):
    tell(bruno, now)
    actions.see(by=bruno, until=now, now=now)

    assert jobs.send_due_mail(now) == 0
    assert Mail.objects.get().dropped_at == now


@pytest.mark.parametrize("verified", [False, None])
def test_nobody_is_mailed_at_an_address_that_they_did_not_confirm(
    cast, letterbox, now, verified, give_address
):
    if verified is False:
        give_address(cast.gita, "gita@mail.example", verified=False)
    tell(cast.gita, now)

    assert jobs.send_due_mail(now) == 0
    assert not Mail.objects.exists()


def test_mail_server_that_fails_is_asked_again(bruno, letterbox, now):
    letterbox.refuses = ["451 later"]
    tell(bruno, now)

    assert jobs.send_due_mail(now) == 0
    assert jobs.send_due_mail(now + MINUTE) == 0
    assert jobs.send_due_mail(now + rules.wait_after(1)) == 1
    assert Mail.objects.get().attempts == 2


def test_mail_that_nobody_takes_is_given_up_and_noted_without_an_address(bruno, letterbox, now, caplog):
    letterbox.refuses = ["550 no"] * rules.ATTEMPTS
    tell(bruno, now)

    for _attempt in range(rules.ATTEMPTS):
        jobs.send_due_mail(Mail.objects.get().due_at)

    assert Mail.objects.get().dropped_at is not None
    assert "given up" in caplog.text
    assert ADDRESS not in caplog.text
    assert Notice.objects.filter(to=bruno).exists()


def test_one_bad_address_does_not_stop_the_others(bruno, cast, letterbox, now, give_address):
    give_address(cast.gita, "gita@mail.example")
    letterbox.refuses = ["550 no"]
    tell(bruno, now)
    tell(cast.gita, now + MINUTE)

    assert jobs.send_due_mail(now + MINUTE) == 1


def test_mail_server_that_is_gone_keeps_the_mail(bruno, letterbox, now, settings):
    works, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    tell(bruno, now)

    assert jobs.send_due_mail(now) == 0
    settings.EMAIL_PORT = works
    assert jobs.send_due_mail(now + rules.wait_after(1)) == 1


def test_mail_of_a_worker_that_died_goes_out_under_the_same_id(bruno, letterbox, now):
    tell(bruno, now)
    mail = Mail.objects.get()
    actions.claim(mail=mail, now=now)

    assert jobs.send_due_mail(now + 9 * MINUTE) == 0
    assert jobs.send_due_mail(now + 11 * MINUTE) == 1
    assert letterbox.parsed()[0]["Message-ID"].startswith(f"<{mail.pk}@")


def test_mail_is_claimed_by_one_worker_only(bruno, letterbox, now):
    tell(bruno, now)
    first, second = Mail.objects.get(), Mail.objects.get()

    assert actions.claim(mail=first, now=now)
    assert not actions.claim(mail=second, now=now)


def test_mail_is_not_sent_again_when_the_note_of_it_is_lost(bruno, letterbox, now, monkeypatch):
    """The mail server took it and the worker died before it could note that: the copy has the same id."""
    tell(bruno, now)
    monkeypatch.setattr(actions, "mark_sent", died)
    with pytest.raises(WorkerDied):
        jobs.send_due_mail(now)
    monkeypatch.undo()

    jobs.send_due_mail(now + 11 * MINUTE)

    first, second = letterbox.parsed()
    assert first["Message-ID"] == second["Message-ID"]


class WorkerDied(BaseException):
    pass


def died(**_told):
    raise WorkerDied


def test_mail_of_the_library_names_no_machine_either(letterbox):
    from django.core.mail import send_mail

    send_mail("Calendar", "Confirm", None, ["gita@mail.example"])

    assert letterbox.parsed()[0]["Message-ID"].endswith("@calendar.example>")
    assert letterbox.greetings == ["calendar.example"]


def test_failures_that_stop_the_round_are_those_of_the_server():
    from alongside.notices.adapters import FAILED_FOR_ALL, REFUSED_FOR_ONE

    assert issubclass(smtplib.SMTPServerDisconnected, FAILED_FOR_ALL)
    assert not issubclass(smtplib.SMTPServerDisconnected, REFUSED_FOR_ONE)
