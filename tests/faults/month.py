"""A month of a group, by a clock that is told, with a worker that is killed. Run inside an installation of its own.

Each step people act, and then a worker of its own settles what is due. In some steps it kills itself before one of its
statements, chosen at random; then another one goes on, as the server would start it.
"""

import datetime as dt
import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import django
import time_machine

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 - models can be imported only now
from django.db import connection, transaction  # noqa: E402
from django.db.models import F, Max, Sum  # noqa: E402

from alongside.asks.models import Ask, Shift  # noqa: E402
from alongside.commitments import actions, queries  # noqa: E402
from alongside.commitments.models import Commitment, Expiry  # noqa: E402
from alongside.communities.models import Standing  # noqa: E402
from alongside.core.refusals import Refused  # noqa: E402
from alongside.home import cast as the_cast  # noqa: E402
from alongside.home import jobs  # noqa: E402
from alongside.matching import actions as matching  # noqa: E402
from alongside.matching.models import Note  # noqa: E402
from alongside.notices import queries as notices  # noqa: E402
from alongside.notices.models import Budget, Mail, Notice, Spent  # noqa: E402
from alongside.notices.rules import KINDS  # noqa: E402
from alongside.people.models import Person  # noqa: E402

BEGIN = dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)
STEP, PEOPLE = dt.timedelta(hours=6), 12
AN_OFFER_ENDS, A_WEEK = dt.timedelta(days=4), dt.timedelta(days=7)
A_DAY = dt.timedelta(days=1)
STATEMENTS = 150
"""A round that settles something runs about as many."""


def begin(now: dt.datetime) -> the_cast.Cast:
    with transaction.atomic():
        cast = the_cast.make(now)
        for name in ("amal", "jun"):
            reads_mail(getattr(cast, name), name)
        for number in range(PEOPLE):
            one = the_cast.person(f"ally-{number}", now, hours=4)
            reads_mail(one, f"ally-{number}")
            Standing.objects.create(
                community=cast.harbour, person=one, level=Standing.Level.KNOWN, given_at=now
            )
    return cast


def reads_mail(one: Person, name: str) -> None:
    EmailAddress.objects.create(user=one, email=f"{name}@mail.example", verified=True, primary=True)


def act(cast: the_cast.Cast, step: int, now: dt.datetime, chance: random.Random) -> None:
    """What people do: a new ask now and then, offers, answers, promises that are given back, asking around."""
    if step % 4 == 0:
        ask = Ask.objects.create(
            community=cast.harbour, posted_by=cast.amal, kind="in_person", what=f"Carry soup {step}", language="en",
            open_to="allies", minutes=60, created_at=now, published_at=now,
        )  # fmt: skip
        starts_at = now + dt.timedelta(days=chance.choice([1, 3, 6]), hours=4)
        Shift.objects.create(
            ask=ask, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1), places=2
        )
    if step % 16 == 2:
        tried(lambda: matching.begin_round(community=cast.harbour, by=cast.amal, at_most=6, now=now))
    allies = list(Person.objects.filter(display_name__startswith="ally-").order_by("display_name"))
    for shift in Shift.objects.coming(now).filter(ask__community=cast.harbour).order_by("starts_at"):
        ally = chance.choice(allies)
        if chance.random() < 0.3:
            tried(lambda shift=shift, ally=ally: actions.offer(shift=shift, by=ally, now=now))
    for offer in Commitment.objects.unanswered(now).order_by("offered_at", "ally__display_name"):
        if chance.random() < 0.15:
            tried(lambda offer=offer: actions.accept(commitment=offer, by=cast.amal, now=now))
    for held in Commitment.objects.promised().filter(shift__starts_at__gt=now).order_by("ally__display_name"):
        if chance.random() < 0.04:
            tried(lambda held=held: actions.release(commitment=held, by=held.ally, now=now))


def tried(do: Callable[[], object]) -> None:
    with suppress(Refused):
        do()


def work(now: dt.datetime, die_at: int = 0) -> bool:
    """A worker in a process of its own. Answers whether it came to the end of its round."""
    connection.close()
    child = os.fork()
    if child == 0:
        count = 0

        def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal count
            count += 1
            if count == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        with time_machine.travel(now, tick=False), connection.execute_wrapper(counted):
            settled = jobs.work_round(holder=f"worker-{os.getpid()}")
        os._exit(3 if settled is None else 0)
    _pid, status = os.waitpid(child, 0)
    assert not (os.WIFEXITED(status) and os.WEXITSTATUS(status)), "no lease"
    return os.WIFEXITED(status)


def looked_at(now: dt.datetime) -> list[str]:
    """What may never be, right after a round."""
    wrong = []
    if queries.overdue(now=now).exists() or Commitment.objects.unanswered(now).filter(
        offered_at__lte=now - AN_OFFER_ENDS
    ):
        wrong.append(f"{now}: an offer is older than its limit")
    ended = Commitment.objects.promised().filter(shift__ends_at__lte=now, verdict_asked_at=None)
    if ended.exists():
        wrong.append(f"{now}: nobody was asked whether it helped")
    lately = Note.objects.filter(at__gt=now - A_WEEK, round__is_urgent=False).order_by()
    if any(count > 1 for count in Counter(lately.values_list("person", flat=True)).values()):
        wrong.append(f"{now}: asked more often than they said")
    promised = Commitment.objects.promised().filter(ally__display_name__startswith="ally-")
    held = promised.order_by().values("ally").annotate(minutes=Sum("shift__ask__minutes"))
    if (held.aggregate(most=Max("minutes"))["most"] or 0) > 4 * 60 * 2:
        wrong.append(f"{now}: more hours than in two of their periods")
    if notices.due_mail(now=now).filter(due_at__lte=now - A_DAY).exists():
        wrong.append(f"{now}: a mail waits for longer than a day")
    if Spent.objects.filter(mails__gt=F("urgent") + Budget().mails_a_week).exists():
        wrong.append(f"{now}: more mails in a week than they said")
    return wrong


def in_hand() -> set[str]:
    """Mails that a worker took and that it had not settled when it was killed."""
    return set(Mail.objects.unsettled().filter(taken_at__isnull=False).values_list("pk", flat=True))


def mailed(now: dt.datetime) -> dict[str, list[str]]:
    """What became of each mail. Whatever rings at once has one, if its person has an address."""
    mails = Mail.objects.order_by("pk").values_list("pk", flat=True)
    rings = [code for code, kind in KINDS.items() if kind.is_mailed_at_once]
    readers = EmailAddress.objects.values("user")
    return {
        "sent": list(mails.filter(sent_at__isnull=False)),
        "dropped": list(mails.filter(dropped_at__isnull=False)),
        "late": list(mails.unsettled().filter(due_at__lte=now - A_DAY)),
        "missing": list(
            Notice.objects.filter(kind__in=rings, to__in=readers, mail=None).values_list("kind", flat=True)
        ),
    }


def month(days: int, kills: int) -> dict[str, Any]:
    steps = days * 24 * 3600 // int(STEP.total_seconds())
    chance, moments = random.Random(1), random.Random(2)  # noqa: S311 - what people do, not secrets
    cast = begin(BEGIN)
    killed, wrong, held = 0, [], set[str]()
    for step in range(steps):
        now = BEGIN + step * STEP
        act(cast, step, now, chance)
        while killed * steps < kills * (step + 1):
            killed += not work(now, die_at=moments.randint(1, STATEMENTS))
            held |= in_hand()
            now += dt.timedelta(minutes=2)
        assert work(now)
        while notices.due_mail(now=now).exists():
            now += dt.timedelta(minutes=2)
            assert work(now)
        wrong += looked_at(now)
    told = Counter(Notice.objects.order_by().values_list("kind", "about", "to", "at__date"))
    kinds = Counter(Notice.objects.order_by().values_list("kind", flat=True))
    return {
        "killed": killed,
        "wrong": wrong,
        "twice": [str(one) for one, times in told.items() if times > 1],
        "expired": Expiry.objects.count(),
        "told": dict(sorted(kinds.items())),
        "mails": {**mailed(now), "held": sorted(held)},
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(month(days=int(sys.argv[1]), kills=int(sys.argv[2]))))
