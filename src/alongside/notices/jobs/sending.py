"""Mail goes out one by one. A worker that dies loses none, and a mail that is tried again keeps its Message-ID."""

import datetime as dt
import logging

from alongside.notices import actions, queries, rules
from alongside.notices.adapters import FAILED_FOR_ALL, REFUSED_FOR_ONE
from alongside.notices.jobs.letters import letter
from alongside.notices.models import Mail
from alongside.people.queries import is_resting

BATCH = 10
"""Few enough that a slow mail server cannot outlast the worker's lease by much."""

log = logging.getLogger(__name__)


def send_due_mail(now: dt.datetime) -> int:
    sent = 0
    for mail in queries.due_mail(now=now)[:BATCH]:
        if not actions.claim(mail=mail, now=now):
            continue
        try:
            sent += settle(mail=mail, now=now)
        except REFUSED_FOR_ONE:
            try_later(mail=mail, now=now)
        except FAILED_FOR_ALL:
            try_later(mail=mail, now=now)
            break
    return sent


def settle(*, mail: Mail, now: dt.datetime) -> bool:
    """Sends a claimed mail, or holds it, or drops it because nobody wants or needs it any more.

    What is more than its person wants in a week waits for the next; read meanwhile, it is never sent.
    """
    address = queries.mail_address(mail.to)
    if not address or not queries.is_wanted(mail=mail):
        actions.drop(mail=mail, now=now)
        return False
    called = mail.is_emergency and queries.budget(person=mail.to).hears_emergencies
    free_at = now if called else when_free(mail=mail, now=now)
    if free_at > now:
        actions.postpone(mail=mail, until=free_at, as_failure=False)
        return False
    if not actions.count(mail=mail, now=now, is_emergency=called):
        actions.postpone(mail=mail, until=rules.next_week(now, mail.to.zone), as_failure=False)
        return False
    letter(mail=mail, address=address, now=now).send()
    actions.mark_sent(mail=mail, now=now)
    return True


def when_free(*, mail: Mail, now: dt.datetime) -> dt.datetime:
    """When a mail may go out; rest is asked again each hour, because it may end early."""
    person = mail.to
    held = mail.is_held_in_rest and is_resting(person=person, now=now)
    earliest = now + rules.REST_IS_ASKED_AGAIN_AFTER if held else now
    return rules.after_quiet(earliest, person.zone, person.quiet_from, person.quiet_until)


def try_later(*, mail: Mail, now: dt.datetime) -> None:
    if mail.attempts < rules.ATTEMPTS:
        actions.postpone(mail=mail, until=now + rules.wait_after(mail.attempts), as_failure=True)
        return
    actions.drop(mail=mail, now=now)
    log.error(
        "One mail was given up after %d attempts. Its person still finds the notice inside.", rules.ATTEMPTS
    )
