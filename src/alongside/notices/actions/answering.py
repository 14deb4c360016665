"""An answer by the link in a mail: once, without signing in, by whoever reads that mail."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused
from alongside.notices import queries, signals
from alongside.notices.models import Mail


class AnswerOver(Refused):
    message = _("This link was used, or it is too old. Sign in to answer.")


@transaction.atomic
def answer(*, token: str, text: str, now: dt.datetime) -> None:
    """Hands the words to the area that knows the matter; it asks again whether this person may write there.

    Raises `AnswerOver` for whatever stands against it: whoever reads a mail learns nothing about anybody's place in a
    group. Raises `NothingWritten`, `MessageTooLong`, `TooManyMessages`, Http404.
    """
    page = queries.answer_page(token=token, now=now)
    if page.is_over or not Mail.objects.filter(pk=page.mail.pk, answered_at=None).update(answered_at=now):
        raise AnswerOver
    about, by = page.about, page.mail.to
    taken = signals.answering.send(sender=Mail, about=about, by=by, text=text, now=now)
    if not any(is_written for _receiver, is_written in taken):
        raise AnswerOver
