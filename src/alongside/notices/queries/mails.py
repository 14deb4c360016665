import datetime as dt
from collections.abc import Iterator

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import DateTimeField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from alongside.notices import rules
from alongside.notices.models import Mail, Notice, Unsubscription
from alongside.people.models import Person

IN_DIGEST = [code for code, kind in rules.KINDS.items() if kind.is_in_digest]
BEFORE_ALL = dt.datetime(1, 1, 2, tzinfo=dt.UTC)


def due_mail(*, now: dt.datetime) -> QuerySet[Mail]:
    """Mail whose time has come and that nobody is sending, the longest waiting first."""
    return Mail.objects.free(now).filter(due_at__lte=now).select_related("to", "notice").order_by("due_at")


def given_up_since(*, since: dt.datetime) -> int:
    """How many mails the worker gave up after its last attempt."""
    return Mail.objects.filter(dropped_at__gte=since, attempts__gte=rules.ATTEMPTS).count()


def is_wanted(*, mail: Mail) -> bool:
    """Whether a mail still says something new to somebody who wants mail. Safety is always wanted."""
    if mail.is_about_safety:
        return True
    if Unsubscription.objects.filter(person=mail.to).exists():
        return False
    if mail.notice is not None:
        return mail.notice.seen_at is None
    return Person.objects.filter(has_news(), pk=mail.to_id).exists()


def waiting_for_digest() -> Iterator[tuple[Person, dt.datetime | None]]:
    """Everybody with something new for a digest, an address, and no digest on its way; and when their last went.

    One query, however many people there are.
    """
    if not settings.ALONGSIDE_SENDS_MAIL:
        return
    waiting = Mail.objects.unsettled().filter(to=OuterRef("pk"), notice__isnull=True)
    people = Person.objects.annotate(last_digest_at=last_digest()).filter(
        has_news(),
        ~Exists(waiting),
        Exists(EmailAddress.objects.filter(user_id=OuterRef("pk"), verified=True)),
        ~Exists(Unsubscription.objects.filter(person=OuterRef("pk"))),
        digests_a_week__gt=0,
    )
    for person in people:
        yield person, person.last_digest_at


def has_news() -> Exists:
    """Whether a person has unread notices that no digest has spoken of yet."""
    return Exists(
        Notice.objects.annotate(
            spoken_until=Coalesce(last_digest("to"), Value(BEFORE_ALL), output_field=DateTimeField())
        ).filter(to=OuterRef("pk"), kind__in=IN_DIGEST, seen_at__isnull=True, at__gt=F("spoken_until"))
    )


def last_digest(person: str = "pk") -> Subquery:
    sent = Mail.objects.filter(to=OuterRef(person), notice__isnull=True, sent_at__isnull=False)
    return Subquery(sent.order_by("-sent_at").values("sent_at")[:1])
