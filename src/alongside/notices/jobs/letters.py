"""The text of a mail: neutral words in the reader's language, and a way to stop it. Made when it is sent."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core import reading
from alongside.notices import queries
from alongside.notices.adapters import sender_domain
from alongside.notices.models import Mail
from alongside.people import queries as people
from alongside.people.models import Person


def letter(*, mail: Mail, address: str) -> EmailMessage:
    """One mail, ready to send. Its Message-ID comes from the row, so that a second try is the same mail."""
    with reading.in_order(people.reads_in(person=mail.to)):
        is_safety = mail.is_about_safety
        message = EmailMessage(
            subject=subject(is_safety=is_safety),
            body=body(mail.to, is_safety=is_safety),
            from_email=f"{settings.ALONGSIDE_NAME} <{settings.DEFAULT_FROM_EMAIL}>",
            to=[address],
            headers={
                "Message-ID": f"<{mail.pk}@{sender_domain()}>",
                "Auto-Submitted": "auto-generated",
                **({} if is_safety else unsubscribe_headers(mail.to)),
            },
        )
    message.encoding = "utf-8"
    return message


def subject(*, is_safety: bool) -> str:
    words = _("About your account in %(name)s") if is_safety else _("A reminder from %(name)s")
    return words % {"name": settings.ALONGSIDE_NAME}


def body(to: Person, *, is_safety: bool) -> str:
    """It leads to the list of notices and never to the matter: whoever opens it must still sign in."""
    if is_safety:
        news = _("A way into your account was used or changed. If that was not you, sign in and look.")
        stop = _("This kind of mail cannot be stopped. To get none, take your address out of your account.")
    else:
        news = _("There is something new for you to read.")
        stop = _("To get no more mail, open this page: %(page)s") % {"page": unsubscribe_page(to)}
    page = settings.ALONGSIDE_ORIGIN + reverse("notices:notices")
    return "\n\n".join([news, page, stop]) + "\n"


def unsubscribe_page(person: Person) -> str:
    token = queries.unsubscribe_token(person)
    return str(settings.ALONGSIDE_ORIGIN + reverse("notices:unsubscribe", args=[token]))


def unsubscribe_headers(person: Person) -> dict[str, str]:
    """RFC 2369 and RFC 8058: the mail program offers a button and posts by itself."""
    return {
        "List-Unsubscribe": f"<{unsubscribe_page(person)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
