import datetime as dt

import pytest
from django.db import connection
from django.template.loader import render_to_string

from alongside.notices import actions, queries, rules
from alongside.notices.models import Message, Notice

ABOUT = "commitment:x"


def write(cast, now, **changes):
    said = {
        "about": ABOUT,
        "by": cast.bruno,
        "from_asking_side": False,
        "text": "Which door?",
        "language": "en",
        "now": now,
        "to": [cast.amal, cast.bruno],
        "url": "/commitments/x/conversation/",
        **changes,
    }
    return actions.write(**said)


def test_write_tells_the_other_side_and_not_the_writer(cast, now):
    write(cast, now)

    notice = Notice.objects.get()
    assert (notice.to, notice.kind) == (cast.amal, "message.received")
    assert [message.text for message in queries.messages(about=ABOUT, viewer=cast.amal)] == ["Which door?"]


def test_written_words_are_sealed_on_disk(cast, now):
    write(cast, now)

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM notices_message")
        assert "door" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("  \n ", actions.NothingWritten),
        ("x" * (rules.MESSAGE_LENGTH + 1), actions.MessageTooLong),
    ],
)
def test_write_refuses_what_is_empty_or_too_long(cast, now, text, refusal):
    with pytest.raises(refusal) as caught:
        write(cast, now, text=text)

    assert caught.value.field == "text"
    assert not Message.objects.exists()


def test_write_lets_nobody_flood_the_other_side(cast, now):
    for number in range(rules.MESSAGES_A_DAY):
        write(cast, now + dt.timedelta(minutes=number))

    with pytest.raises(actions.TooManyMessages):
        write(cast, now + dt.timedelta(hours=2))
    write(cast, now + dt.timedelta(days=2))


def shown(cast, viewer, *, is_steward):
    messages = queries.messages(about=ABOUT, viewer=viewer)
    context = {"messages": messages, "viewer": viewer, "is_steward": is_steward}
    return render_to_string("notices/conversation.html", context)


def test_conversation_shows_the_ally_a_group_and_no_steward(cast, now):
    write(cast, now, by=cast.amal, from_asking_side=True, text="The blue one", to=[cast.bruno])

    assert cast.amal.display_name not in shown(cast, cast.bruno, is_steward=False)
    assert "The group" in shown(cast, cast.bruno, is_steward=False)
    assert cast.amal.display_name in shown(cast, cast.jun, is_steward=True)


def test_conversation_carries_the_language_of_the_words(cast, now):
    write(cast, now, text="أي باب؟", language="ar")

    assert '<p lang="ar" dir="auto">' in shown(cast, cast.amal, is_steward=True)


def test_conversation_shows_markup_as_words(cast, now):
    write(cast, now, text="<script>alert(1)</script>")

    assert "<script>" not in shown(cast, cast.amal, is_steward=True)
