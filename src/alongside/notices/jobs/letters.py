"""The text of a mail: neutral words in the reader's language, and a way to stop it. Made when it is sent."""

import datetime as dt
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core import reading
from alongside.notices import queries, signals
from alongside.notices.adapters import sender_domain
from alongside.notices.models import Mail
from alongside.people import queries as people
from alongside.people.models import Person


def letter(*, mail: Mail, address: str, now: dt.datetime) -> EmailMessage:
    """One mail, ready to send. Its Message-ID comes from the row, so that a second try is the same mail."""
    with reading.in_order(people.reads_in(person=mail.to)):
        is_safety = mail.is_about_safety
        message = EmailMessage(
            subject=subject(is_safety=is_safety),
            body=body(mail),
            from_email=f"{settings.ALONGSIDE_NAME} <{settings.DEFAULT_FROM_EMAIL}>",
            to=[address],
            headers={
                "Message-ID": f"<{mail.pk}@{sender_domain()}>",
                "Auto-Submitted": "auto-generated",
                **({} if is_safety else unsubscribe_headers(mail.to)),
            },
        )
    message.encoding = "utf-8"
    for file in times(mail, now):
        message.attach("calendar.ics", file, "text/calendar")
    return message


def times(mail: Mail, now: dt.datetime) -> list[str]:
    """Its time as a calendar file, if whoever reads it asked for files: a time in a mailbox says more than the mail."""
    if not mail.time_of:
        return []
    told = signals.carrying.send(sender=Mail, about=mail.time_of, to=mail.to, now=now)
    return [file for _receiver, file in told if file]


def subject(*, is_safety: bool) -> str:
    words = _("About your account in %(name)s") if is_safety else _("A reminder from %(name)s")
    return words % {"name": settings.ALONGSIDE_NAME}


def body(mail: Mail) -> str:
    """It leads to the list of notices and never to the matter: whoever opens it must still sign in.

    Two kinds open a page by themselves, which tells nobody anything: what must be stopped in time, by somebody who may
    have no other way; and whether they come, which one tap answers.
    """
    page = settings.ALONGSIDE_ORIGIN + reverse("notices:notices")
    if mail.page_to_open:
        news = (
            _(
                "Somebody says that they lost the way into your account. If that is not you, open this page and say no."
            )
            if mail.is_about_safety
            else _("A time of yours is near. Open this page, and answer with one tap.")
        )
        page = settings.ALONGSIDE_ORIGIN + open_page(mail.page_to_open)
    elif mail.is_about_safety:
        news = _("A way into your account was used or changed. If that was not you, sign in and look.")
    else:
        news = _("There is something new for you to read.")
    return "\n\n".join([news, page, *way_to_answer(mail), way_to_stop(mail)]) + "\n"


def way_to_answer(mail: Mail) -> list[str]:
    """A link instead of an answered mail, which would carry an address and would need a server that takes mail."""
    if not mail.may_be_answered:
        return []
    page = reverse("notices:answer", args=[queries.answer_token(mail=mail)])
    how = _("You can answer here once, within 14 days, without signing in: %(page)s")
    return [
        how % {"page": settings.ALONGSIDE_ORIGIN + page},
        _("Nobody reads what you send back to this mail itself."),
    ]


def way_to_stop(mail: Mail) -> str:
    if mail.is_about_safety:
        return _("This kind of mail cannot be stopped. To get none, take your address out of your account.")
    return _("To get no more mail, open this page: %(page)s") % {"page": unsubscribe_page(mail.to)}


def open_page(path: str) -> str:
    return f"{path}?{urlencode({'key': queries.mail_key(path=path)})}"


def unsubscribe_page(person: Person) -> str:
    token = queries.unsubscribe_token(person)
    return str(settings.ALONGSIDE_ORIGIN + reverse("notices:unsubscribe", args=[token]))


def unsubscribe_headers(person: Person) -> dict[str, str]:
    """RFC 2369 and RFC 8058: the mail program offers a button and posts by itself."""
    return {
        "List-Unsubscribe": f"<{unsubscribe_page(person)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
