from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.core.declaring import Exported
from alongside.notices.models import Mail, Message, Notice, Unsubscription
from alongside.people.models import Person
from alongside.people.queries import language_name

EXPORTED = {
    "notices": Exported(_("Notices")),
    "mails": Exported(_("Mails that wait or went out")),
    "messages": Exported(_("Messages that I wrote")),
    "no_mail_since": Exported(_("No mail since")),
    "id": Exported(_("Reference")),
    "kind": Exported(""),
    "words": Exported(_("What it says")),
    "about": Exported(_("What it is about")),
    "url": Exported(_("Page")),
    "at": Exported(_("When")),
    "seen_at": Exported(_("Read")),
    "notice": Exported(_("Notice in it")),
    "due_at": Exported(_("Planned for")),
    "sent_at": Exported(_("Sent")),
    "from_asking_side": Exported(_("Written for the group")),
    "text": Exported(_("Text")),
    "language": Exported(_("Language"), language_name),
}


def about_person(*, person: Person) -> dict[str, list[Any]]:
    """Everything that this area knows of somebody, as plain lists for their export."""
    return {
        "notices": [told(notice) for notice in person.notices.all()],
        "mails": [mailed(mail) for mail in person.mails.order_by("due_at")],
        "messages": [written(message) for message in person.messages.all()],
        "no_mail_since": [row.at for row in Unsubscription.objects.filter(person=person)],
    }


def told(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.pk,
        "kind": notice.kind,
        "words": notice.words,
        "about": notice.about,
        "url": notice.url,
        "at": notice.at,
        "seen_at": notice.seen_at,
    }


def mailed(mail: Mail) -> dict[str, Any]:
    return {
        "id": mail.pk,
        "notice": mail.notice_id,
        "due_at": mail.due_at,
        "sent_at": mail.sent_at,
    }


def written(message: Message) -> dict[str, Any]:
    return {
        "id": message.pk,
        "about": message.about,
        "from_asking_side": message.from_asking_side,
        "text": message.text,
        "language": message.language,
        "at": message.at,
    }
