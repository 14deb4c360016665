"""A server is seized, or its disk is copied by order.

Whoever has the whole disk has everything that is not sealed, and the keys where they lie beside it. So what
somebody erased is not in a byte of it; no session, link or code in it opens anything; what time ends is deleted
when its time has come; and every column in it stands in the printed list of what the server holds.
"""

import datetime as dt
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from alongside.accountability import jobs as accountability_jobs
from alongside.accountability.models import Matter
from alongside.communities import actions as communities
from alongside.communities import jobs as communities_jobs
from alongside.communities.models import Invitation
from alongside.home import actions as home
from alongside.home import cast as the_cast
from alongside.people import jobs as people_jobs
from alongside.people.models import Session
from tests.adversaries.weak import builds

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
DAY = dt.timedelta(days=1)
CANARY = "Canary-of-Gita-8841"


def leaks(cast, client_of, on_disk, now):
    yield from of_the_erased(cast, on_disk, now)
    yield from of_ways_in(cast, client_of, on_disk, now)
    yield from of_what_is_over(cast, now)
    yield from of_what_nobody_said()


def of_the_erased(cast, on_disk, now):
    cast.gita.display_name = CANARY
    cast.gita.save()
    communities.ask_to_join(community=cast.harbour, by=cast.gita, words=f"{CANARY} again", now=now)
    assert CANARY.encode() in on_disk()
    home.erase(by=cast.gita, now=now)
    if CANARY.encode() in on_disk():
        yield "somebody who was erased"


def of_ways_in(cast, client_of, on_disk, now):
    """The secret of a session, and of a link, as their holders have them."""
    browser = client_of(cast.bruno)
    secrets = {
        "a session": browser.cookies["sessionid"].value
        if "sessionid" in browser.cookies
        else next(iter(browser.cookies.values())).value,
        "an invitation": communities.invite(community=cast.harbour, role="member", by=cast.amal, now=now),
        "a link to vouch": communities.make_vouch_link(community=cast.harbour, by=cast.amal, now=now),
    }
    disk = on_disk()
    yield from (f"the secret of {what}" for what, secret in secrets.items() if secret.encode() in disk)


def of_what_is_over(cast, now):
    """The clock goes on by a year, and the worker comes."""
    Matter.objects.create(community=cast.harbour, subject="ask", about="ask:x", opened_at=now, closed_at=now)
    later = now + 365 * DAY
    for job in (communities_jobs.forget_links, accountability_jobs.forget_old, people_jobs.forget_sessions):
        job(later)
    if Invitation.objects.exists() or Matter.objects.filter(closed_at__isnull=False).exists():
        yield "what was over"
    if Session.objects.filter(expire_date__lte=later).exists():
        yield "sessions that were over"


def of_what_nobody_said():
    """Each table of the database is one of a model, and each column of it stands in the list."""
    printed = StringIO()
    call_command("print_inventory", stdout=printed)
    named = {
        tuple(cell.strip() for cell in line.split("|")[1:3])
        for line in printed.getvalue().splitlines()
        if "|" in line
    }
    labels = {label for label, _field in named}
    columns = {field for _label, field in named}
    for model in apps.get_models():
        if not model._meta.label.startswith(("sessions.", "contenttypes.", "migrations.", "auth.")):
            for field in model._meta.concrete_fields:
                if field.name not in columns:
                    yield f"{model._meta.label}.{field.name}"
    assert labels
    tables = set(connection.introspection.table_names())
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    yield from sorted(f"the table {one}" for one in tables - known - {"django_migrations"})


def test_nothing_leaks(client_of, on_disk, now):
    assert [*leaks(the_cast.make(now), client_of, on_disk, now)] == []


WEAK = {
    "links are kept as they are": [("alongside.core.ids.digest", lambda secret: secret)],
    "nothing is wiped": [("alongside.core.erasing.wipe_after_commit", lambda: None)],
    "nothing is forgotten": [("alongside.communities.actions.forget_links", lambda **_told: 0)],
    "the list leaves tables out": [("alongside.home.queries.holdings", list)],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, client_of, on_disk, now):
    weaken(WEAK[weakness])
    assert any(leaks(the_cast.make(now), client_of, on_disk, now))
