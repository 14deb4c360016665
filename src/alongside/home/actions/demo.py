import datetime as dt

from django.db import transaction

from alongside.ledger import actions as ledger

BEGAN = "home.begin_demo"


@transaction.atomic
def begin_demo(*, by: None, now: dt.datetime) -> None:
    """Marks the ledger as a demo's from its first entry on, so that no demo can be taken for a real server."""
    ledger.record(kind=BEGAN, subject="demo", by=by, now=now)
