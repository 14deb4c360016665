"""A real worker, as a server runs it, and the database's clock: what is given back reaches somebody within a minute."""

import json

from alongside.home.tests.installation import Installation

A_MINUTE = 60
PREPARE = """
from django.db import transaction
from alongside.asks.models import Ask, Shift
from alongside.commitments import actions
from alongside.communities.models import Standing
from alongside.home import cast as the_cast
from alongside.matching import actions as matching
began, tomorrow = now(), now() + dt.timedelta(days=1)
with transaction.atomic():
    cast = the_cast.make(began)
    everybody = [the_cast.person(name, began, time_zone="UTC") for name in ("Nadia", "Petra", "Quang", "Ravi", "Salma")]
    for one in everybody:
        Person.objects.filter(pk=one.pk).update(quiet_from=dt.time(0), quiet_until=dt.time(0))
        Standing.objects.create(community=cast.harbour, person=one, level=Standing.Level.KNOWN, given_at=began)
    for number, who in enumerate(everybody[:3]):
        ask = Ask.objects.create(
            community=cast.harbour, posted_by=cast.amal, kind="in_person", what=f"Carry {number}", language="en",
            open_to="allies", minutes=60, created_at=began, published_at=began,
        )
        starts_at = tomorrow + number * dt.timedelta(hours=2)
        date = Shift.objects.create(ask=ask, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1), places=1)
        offer = actions.offer(shift=date, by=who, now=began)
        actions.accept(commitment=offer, by=cast.amal, now=began)
    matching.offer_stand_in(shift=Shift.objects.get(ask__what="Carry 0"), by=everybody[3], now=began)
"""
GIVE_BACK = """
import json
from django.db.models.functions import Now
from alongside.asks.models import Shift
from alongside.commitments import actions
from alongside.commitments.models import Commitment
from alongside.home.models import Lease
from alongside.home.tests.installation import wait_until
from alongside.matching.models import Outlook
from alongside.notices.models import Notice
from alongside.people import actions as people

def told():
    return Person.objects.annotate(at=Now()).values_list("at", flat=True)[0]

def of(name):
    return Commitment.objects.get(ally__display_name=name)

def date(number):
    return Shift.objects.filter(ask__what=f"Carry {number}")

calls = Notice.objects.filter(kind="stand_in.called", about=f"date:{date(0).get().pk}", to__display_name="Ravi")
notes = Notice.objects.filter(kind="ask.urgent", about=f"ask:{date(1).get().ask_id}")
wanted = {
    "a stand-in is called": calls.exists,
    "others are asked": notes.exists,
    "a rest gives back": date(2).filter(places_taken=0).exists,
}
assert wait_until(lambda: Lease.objects.exists() and Outlook.objects.exists()), "no worker"
assert not any(is_so() for is_so in wanted.values())
began = told()
for name in ("Nadia", "Petra"):
    actions.release(commitment=of(name), by=of(name).ally, now=now())
assert not date(0).get().places_taken and not date(1).get().places_taken
people.start_rest(by=of("Quang").ally, until_on=(now() + dt.timedelta(days=9)).date(), now=now(), gives_back=True)
seconds = {}

def all_are_so():
    for what, is_so in wanted.items():
        if what not in seconds and is_so():
            seconds[what] = (told() - began).total_seconds()
    return len(seconds) == len(wanted)

wait_until(all_are_so, 70)
print(json.dumps(seconds))
"""


def test_what_is_given_back_reaches_somebody_within_a_minute_of_the_worker(server: Installation) -> None:
    """A stand-in is called, others are asked where nobody stands in, and what falls into a rest is open again."""
    server.python(PREPARE)
    worker = server.start("run_worker")
    try:
        seconds = json.loads(server.python(GIVE_BACK).splitlines()[-1])
    finally:
        worker.kill()
        worker.communicate()
    assert len(seconds) == 3, seconds
    assert max(seconds.values()) < A_MINUTE, seconds
