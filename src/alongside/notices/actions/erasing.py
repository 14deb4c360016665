import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction

from alongside.notices import rules
from alongside.notices.actions.muting import forget_mutes
from alongside.notices.models import Mail, Message, Mute, Notice, Unsubscription
from alongside.people.models import Person


@transaction.atomic
def erase_person(*, person: Person, now: dt.datetime) -> None:
    """Deletes what somebody was told; what they wrote stays as an empty place in the conversation."""
    Mail.objects.filter(to=person).delete()
    Notice.objects.filter(to=person).delete()
    Unsubscription.objects.filter(person=person).delete()
    Mute.objects.filter(by=person).delete()
    forget_mutes(of=f"person:{person.pk}")
    Message.objects.filter(by=person).update(text="", by=None)


@transaction.atomic
def withdraw(*, to: Person, about: Iterable[str]) -> None:
    """Takes unread notices of these matters back, and the mail that waits for them."""
    Notice.objects.filter(to=to, about__in=about, seen_at__isnull=True).delete()


@transaction.atomic
def forget(*, about: Iterable[str], before: dt.datetime, but: Collection[str]) -> int:
    """Deletes messages of these matters, but for those into which somebody looks ("message:abc")."""
    held = [one.removeprefix("message:") for one in but if one.startswith("message:")]
    return Message.objects.filter(about__in=about, at__lte=before).exclude(pk__in=held).delete()[0]


@transaction.atomic
def purge(*, now: dt.datetime) -> int:
    """Deletes what is past its time; answers how many notices, mails and messages that were."""
    before = now - rules.KEPT
    mails, _kinds = Mail.objects.filter(due_at__lt=before).delete()
    notices, _kinds = Notice.objects.filter(at__lt=before).delete()
    messages, _kinds = Message.objects.filter(at__lt=before).delete()
    return mails + notices + messages
