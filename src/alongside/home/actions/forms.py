import datetime as dt

from django.db import transaction

from alongside.core.models import SentForm

KEPT = dt.timedelta(days=2)


@transaction.atomic
def purge_sent_forms(*, now: dt.datetime) -> int:
    """Forgets which forms were sent: nobody repeats one after two days."""
    gone, _kinds = SentForm.objects.filter(sent_at__lt=now - KEPT).delete()
    return gone
