"""What happens to a mail. A claim is committed before it is sent, so two workers never send the same."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from alongside.notices.models import Mail, Unsubscription
from alongside.people.models import Person


@transaction.atomic
def claim(*, mail: Mail, now: dt.datetime) -> bool:
    """Takes a mail for ten minutes. False when somebody else has it."""
    taken = Mail.objects.free(now).filter(pk=mail.pk).update(taken_at=now, attempts=F("attempts") + 1)
    if taken:
        mail.taken_at, mail.attempts = now, mail.attempts + 1
    return bool(taken)


@transaction.atomic
def mark_sent(*, mail: Mail, now: dt.datetime) -> None:
    Mail.objects.filter(pk=mail.pk, dropped_at__isnull=True).update(sent_at=now)


@transaction.atomic
def postpone(*, mail: Mail, until: dt.datetime, as_failure: bool) -> None:
    """Gives a claimed mail back. Waiting for rest or quiet hours does not count as an attempt."""
    attempts = mail.attempts if as_failure else mail.attempts - 1
    Mail.objects.filter(pk=mail.pk).update(due_at=until, taken_at=None, attempts=attempts)


@transaction.atomic
def drop(*, mail: Mail, now: dt.datetime) -> None:
    Mail.objects.filter(pk=mail.pk, sent_at__isnull=True).update(dropped_at=now)


@transaction.atomic
def plan_digest(*, to: Person, due_at: dt.datetime) -> Mail | None:
    """Plans one digest, unless one waits already."""
    mail, made = Mail.objects.get_or_create(
        to=to, notice=None, sent_at=None, dropped_at=None, defaults={"due_at": due_at}
    )
    return mail if made else None


@transaction.atomic
def unsubscribe(*, person: Person, now: dt.datetime) -> None:
    """Stops mail. Doing it again changes nothing, because mail programs do it twice."""
    Unsubscription.objects.get_or_create(person=person, defaults={"at": now})


@transaction.atomic
def resubscribe(*, by: Person, now: dt.datetime) -> None:
    Unsubscription.objects.filter(person=by).delete()
