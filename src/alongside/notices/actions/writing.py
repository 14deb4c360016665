import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused
from alongside.notices import rules
from alongside.notices.actions.telling import tell
from alongside.notices.models import Message
from alongside.people.models import Person


class NothingWritten(Refused):
    message = _("There is no message yet. Write something first.")
    field = "text"


class MessageTooLong(Refused):
    message = _("This message is too long. Keep it under 2,000 letters, or send it in two parts.")
    field = "text"


class TooManyMessages(Refused):
    message = _("You have written a lot here today. Give the other side time, and write again tomorrow.")
    field = "text"


@transaction.atomic
def write(
    *,
    about: str,
    by: Person,
    from_asking_side: bool,
    text: str,
    language: str,
    now: dt.datetime,
    to: Iterable[Person] = (),
    url: str = "",
    from_mail: bool = False,
) -> Message:
    """Writes to the other side. The caller has decided that `by` may, and names in `to` whom it reaches.

    `from_mail` says that it came by the link in a mail: whoever reads that mail may have written it.

    Raises `NothingWritten`, `MessageTooLong`, `TooManyMessages`.
    """
    text = text.strip()
    if not text:
        raise NothingWritten
    if len(text) > rules.MESSAGE_LENGTH:
        raise MessageTooLong
    since = now - dt.timedelta(days=1)
    if Message.objects.filter(about=about, by=by, at__gt=since).count() >= rules.MESSAGES_A_DAY:
        raise TooManyMessages
    message = Message.objects.create(
        about=about,
        by=by,
        from_asking_side=from_asking_side,
        mailed_at=now if from_mail else None,
        text=text,
        language=language,
        at=now,
    )
    for person in to:
        if person.pk != by.pk:
            tell(to=person, kind="message.received", about=about, url=url, now=now, by=by)
    return message
