"""The link in a mail by which somebody answers once, without signing in: what it does, and that it tells nothing."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from alongside.accountability import actions as accountability
from alongside.commitments import actions as commitments
from alongside.notices import actions, jobs, queries, rules
from alongside.notices.models import Mail, Message, Notice
from alongside.people import actions as people

ADDRESS = "bruno.private@mail.example"
SECRET_WORDS = "The yellow door at Sailmaker Row"


@pytest.fixture
def promise(cast, now):
    made = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    commitments.accept(commitment=made, by=cast.amal, now=now)
    Notice.objects.all().delete()
    return made


@pytest.fixture
def link(promise, cast, now, give_address, letterbox):
    """From the mail that tells Bruno of a steward's message."""
    give_address(cast.bruno, ADDRESS)
    commitments.write(commitment=promise, text=SECRET_WORDS, by=cast.amal, now=now)
    return mailed(letterbox, now)


def mailed(letterbox, now):
    assert jobs.send_due_mail(now) == 1
    text = letterbox.parsed()[-1].get_payload(decode=True).decode()
    return re.search(r"https://calendar\.example(/notices/answer/\S+)", text)[1]


def test_an_answer_by_the_link_reaches_the_other_side_and_says_how_it_came(
    link, promise, cast, client, client_of, now
):
    assert client.get(link).status_code == 200
    assert client.post(link, {"text": "I come by bus."})["Location"] == link

    answer = Message.objects.latest("at")
    assert (answer.text, answer.by, answer.from_asking_side) == ("I come by bus.", cast.bruno, False)
    assert Notice.objects.filter(to=cast.amal, kind="message.received").exists()
    page = reverse("commitments:conversation", args=[promise.pk])
    for reader in (cast.amal, cast.bruno):
        shown = client_of(reader).get(page).content.decode()
        assert "I come by bus." in shown
        assert "by the link in a mail" in shown


def test_a_steward_answers_by_the_link_for_the_group(promise, cast, client, now, give_address, letterbox):
    give_address(cast.amal, "amal.private@mail.example")
    commitments.write(commitment=promise, text="Which door?", by=cast.bruno, now=now)
    client.post(mailed(letterbox, now), {"text": "The blue one."})
    assert Message.objects.latest("at").from_asking_side


def test_opening_uses_nothing_up_and_sending_uses_it_once(link, client, now):
    for _preview in range(3):
        assert b"<textarea" in client.get(link).content
    client.post(link, {"text": "Yes."})
    assert b"<textarea" not in client.get(link).content
    assert b"<textarea" not in client.post(link, {"text": "Once more."}).content
    assert Message.objects.count() == 2


def test_an_empty_answer_does_not_use_it_up(link, client):
    assert client.post(link, {"text": " "}).status_code == 200
    assert client.post(link, {"text": "Yes."}).status_code == 302


def test_the_link_ends_after_two_weeks(link, client, now):
    mail = Mail.objects.get()
    with pytest.raises(actions.AnswerOver):
        actions.answer(token=link.split("/")[-2], text="Late.", now=mail.due_at + rules.ANSWERS_LAST)
    actions.answer(
        token=link.split("/")[-2],
        text="In time.",
        now=mail.due_at + rules.ANSWERS_LAST - dt.timedelta(seconds=1),
    )


@pytest.mark.parametrize("forged", ["x", "{mail}", "{mail}:", "{mail}:forged"])
def test_a_link_that_this_server_did_not_make_is_no_page(link, client, forged):
    path = reverse("notices:answer", args=[forged.format(mail=Mail.objects.get().pk)])
    assert client.get(path).status_code == client.post(path, {"text": "Hello."}).status_code == 404
    assert Message.objects.count() == 1


def test_only_the_mail_about_a_message_can_be_answered(cast, now, give_address, letterbox):
    give_address(cast.bruno, ADDRESS)
    actions.tell(to=cast.bruno, kind="offer.accepted", about="commitment:x", url="/", now=now)
    jobs.send_due_mail(now)
    assert "/answer/" not in letterbox.raw()


def test_no_byte_of_the_mail_or_of_its_pages_tells_what_it_is_about(link, promise, cast, client, letterbox):
    before = client.get(link)
    after = client.get(client.post(link, {"text": "Yes."})["Location"])
    letter = letterbox.letters[-1]
    shown = letterbox.raw() + before.content.decode() + after.content.decode()
    for private in (
        SECRET_WORDS,
        "Sailmaker",
        cast.bruno.display_name,
        cast.bruno.sign_in_name,
        cast.bruno.pk,
        cast.amal.display_name,
        cast.amal.pk,
        cast.harbour.name,
        cast.harbour.pk,
        cast.ask.what,
        cast.ask.pk,
        cast.place.area,
        promise.pk,
        "longside",
        "commitment",
    ):
        assert private not in shown
    assert letter.mail_from == "calendar@calendar.example"
    assert letterbox.parsed()[-1]["Subject"] == "A reminder from Calendar"
    for page in (before, after):
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "same-origin"
        assert b'name="robots" content="noindex"' in page.content


def test_a_preview_without_a_cookie_gets_the_same_page_and_is_named_nowhere(link, client, cast):
    """Mail programs open links to show what is behind them, with a browser of their own."""
    seen = client.get(link, headers={"user-agent": "LinkPreview/1.0"})
    assert seen.status_code == 200
    assert cast.bruno.display_name not in seen.content.decode()
    assert b"og:" not in seen.content
    assert not Mail.objects.filter(answered_at__isnull=False).exists()


@pytest.mark.parametrize("why", ["kept out", "gone"])
def test_whoever_may_not_write_there_any_more_reads_only_that_it_is_over(
    link, promise, cast, client, now, why
):
    if why == "kept out":
        accountability.restrict(
            community=cast.harbour, person=cast.bruno, reason="trust", by=cast.amal, now=now
        )
    else:
        type(promise).objects.all().delete()
    answer = client.post(link, {"text": "Hello?"})
    assert answer.status_code == 200
    assert str(actions.AnswerOver.message) in answer.content.decode()
    assert Message.objects.count() == 1
    assert not Mail.objects.filter(answered_at__isnull=False).exists()


def test_words_of_somebody_who_is_blocked_reach_nobody(link, cast, client, now):
    people.block(by=cast.amal, against=cast.bruno.pk, note="", now=now)
    Notice.objects.all().delete()
    client.post(link, {"text": "Hello?"})
    assert not Notice.objects.filter(to=cast.amal).exists()


def test_a_link_of_another_server_is_no_page(link, client, settings, now):
    """Two servers that run the same program know different keys, and neither believes the other's links."""
    assert client.get(link).status_code == 200
    settings.SECRET_KEY = "another server's key, of fifty letters and a few more"
    assert client.get(link).status_code == 404


def test_a_link_for_one_thing_opens_nothing_else(link, promise, cast, client, now):
    """All are made with one key of this server, each for its own purpose."""
    answering = link.split("/")[-2]
    stopping = queries.unsubscribe_token(cast.bruno)
    said = commitments.make_verdict_link(commitment=promise, by=cast.amal, now=now).secret
    pages = {
        "notices:answer": answering,
        "notices:unsubscribe": stopping,
        "commitments:said": said,
    }
    for page, own in pages.items():
        opens = {one: client.get(reverse(page, args=[one])).status_code for one in pages.values()}
        assert {one for one, status in opens.items() if status == 200} == {own}, page
