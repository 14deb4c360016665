import datetime as dt
from typing import Any

from alongside.notices.models import Mail, Message, Notice, Unsubscription
from alongside.people.models import Person


def about_person(*, person: Person) -> dict[str, list[Any]]:
    """Everything that this area knows of somebody, as plain lists for their export."""
    return {
        "notices": [told(notice) for notice in person.notices.all()],
        "mails": [mailed(mail) for mail in person.mails.order_by("due_at")],
        "messages": [written(message) for message in person.messages.all()],
        "no_mail_since": [said(row.at) for row in Unsubscription.objects.filter(person=person)],
    }


def told(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.pk,
        "kind": notice.kind,
        "words": notice.words,
        "about": notice.about,
        "url": notice.url,
        "at": said(notice.at),
        "seen_at": said(notice.seen_at),
    }


def mailed(mail: Mail) -> dict[str, Any]:
    return {
        "id": mail.pk,
        "notice": mail.notice_id,
        "due_at": said(mail.due_at),
        "sent_at": said(mail.sent_at),
    }


def written(message: Message) -> dict[str, Any]:
    return {
        "id": message.pk,
        "about": message.about,
        "from_asking_side": message.from_asking_side,
        "text": message.text,
        "language": message.language,
        "at": said(message.at),
    }


def said(time: dt.datetime | None) -> str | None:
    return time.isoformat() if time else None
