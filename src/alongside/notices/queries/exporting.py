from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.core.declaring import Exported
from alongside.notices.models import Mute, Notice, Unsubscription
from alongside.people.models import Person
from alongside.people.queries import language_name

EXPORTED = {
    "notices": Exported(_("Notices")),
    "mails": Exported(_("Mails that wait or went out")),
    "messages": Exported(_("Messages that I wrote")),
    "mutes": Exported(_("People and groups that I mute")),
    "note": Exported(_("My note")),
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
    "answered_at": Exported(_("Answered from the mail")),
    "from_asking_side": Exported(_("Written for the group")),
    "mailed_at": Exported(_("Came by the link in a mail")),
    "text": Exported(_("Text")),
    "language": Exported(_("Language"), language_name),
}


def about_person(*, person: Person) -> dict[str, list[Any]]:
    """Everything that this area knows of somebody, as plain lists for their export."""
    written = ("id", "about", "from_asking_side", "mailed_at", "text", "language", "at")
    return {
        "notices": [told(notice) for notice in person.notices.all()],
        "mails": list(
            person.mails.order_by("due_at").values("id", "notice", "due_at", "sent_at", "answered_at")
        ),
        "messages": list(person.messages.values(*written)),
        "mutes": list(Mute.objects.filter(by=person).order_by("at", "pk").values("id", "note", "at")),
        "no_mail_since": [row.at for row in Unsubscription.objects.filter(person=person)],
    }


def told(notice: Notice) -> dict[str, Any]:
    kept = ("id", "kind", "words", "about", "url", "at", "seen_at")
    return {name: getattr(notice, name) for name in kept}
