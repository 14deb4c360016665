from alongside.notices import actions, queries
from alongside.notices.models import Mail, Message, Notice, Unsubscription
from alongside.notices.tests.test_notices import tell
from alongside.notices.tests.test_write import ABOUT, shown, write


def test_erasing_takes_everything_of_one_person_and_nothing_of_others(cast, now):
    tell(cast.bruno, now)
    tell(cast.gita, now)
    Mail.objects.create(to=cast.bruno, due_at=now)
    actions.unsubscribe(person=cast.bruno, now=now)
    write(cast, now, text="canary-7431")
    write(cast, now, by=cast.amal, from_asking_side=True, text="stays", to=[])

    actions.erase_person(person=cast.bruno, now=now)

    assert {notice.to for notice in Notice.objects.all()} == {cast.gita, cast.amal}
    assert not Mail.objects.filter(to=cast.bruno).exists()
    assert not Unsubscription.objects.exists()
    assert sorted(message.text for message in Message.objects.all()) == ["", "stays"]
    assert "has left" in shown(cast, cast.amal, is_steward=True)


def test_everything_about_a_person_holds_all_that_they_own(cast, now):
    tell(cast.bruno, now)
    write(cast, now, text="mine")
    write(cast, now, by=cast.amal, from_asking_side=True, text="not mine")
    actions.unsubscribe(person=cast.bruno, now=now)

    known = queries.about_person(person=cast.bruno)

    assert [message["text"] for message in known["messages"]] == ["mine"]
    assert "Your offer was accepted." in [notice["words"] for notice in known["notices"]]
    assert known["no_mail_since"] == [now]
    assert ABOUT in str(known)
