from django.db import models

from alongside.core.declaring import OF_SERVER, SECRET, Declaration, Kept


class SentForm(models.Model):
    """A form that had its effect, so that sending it again leads to the same answer and has no second one."""

    key = models.CharField(max_length=64, primary_key=True)
    sender = models.CharField(max_length=64)
    answered_to = models.CharField(max_length=500)
    sent_at = models.DateTimeField(db_index=True)

    kept_from = "sent_at"
    declared: dict[str, Declaration] = {
        "key": OF_SERVER.but(kept=Kept.DAYS_2),
        "sender": SECRET.but(kept=Kept.DAYS_2, is_mark=True),
        "answered_to": OF_SERVER.but(kept=Kept.DAYS_2),
        "sent_at": OF_SERVER.but(kept=Kept.DAYS_2),
    }
