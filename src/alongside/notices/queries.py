"""What somebody was told, what two sides wrote, and what mail is due."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet

from alongside.notices.models import Message, Notice
from alongside.people.models import Person


def unseen_count(person: Person) -> int:
    """How many notices are unread; one count on an index that holds only unread ones."""
    return Notice.objects.filter(to=person, seen_at__isnull=True).count()


def has_unseen(person: Person) -> bool:
    return Notice.objects.filter(to=person, seen_at__isnull=True).exists()


def messages(*, about: str) -> QuerySet[Message]:
    """A conversation, oldest first. Whoever calls has decided that the viewer may read it."""
    return Message.objects.filter(about=about).select_related("by")


def mail_address(person: Person) -> str:
    """Where mail may go: an address that its owner confirmed, on a server that sends mail; otherwise nothing."""
    if not settings.ALONGSIDE_SENDS_MAIL:
        return ""
    address = EmailAddress.objects.filter(user_id=person.pk, verified=True).order_by("-primary").first()
    return str(address.email) if address else ""


def about_person(*, person: Person) -> dict[str, list[Any]]:
    """Everything that this area knows of somebody, as plain lists for their export."""
    return {
        "notices": [
            {
                "what": notice.words,
                "about": notice.about,
                "at": said(notice.at),
                "seen_at": said(notice.seen_at),
            }
            for notice in person.notices.all()
        ],
        "mails": [
            {"due_at": said(mail.due_at), "sent_at": said(mail.sent_at)}
            for mail in person.mails.order_by("due_at")
        ],
        "messages": [
            {
                "about": message.about,
                "text": message.text,
                "language": message.language,
                "at": said(message.at),
            }
            for message in person.messages.all()
        ],
        "no_mail_since": [said(row.at) for row in person_unsubscription(person)],
    }


def person_unsubscription(person: Person) -> list[Any]:
    row = getattr(person, "unsubscription", None)
    return [row] if row else []


def said(time: dt.datetime | None) -> str | None:
    return time.isoformat() if time else None
