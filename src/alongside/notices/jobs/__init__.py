"""What time does to notices: digests are planned, mail goes out, and what is old ends."""

from alongside.notices.jobs.digests import make_digests
from alongside.notices.jobs.purging import purge_old_notices
from alongside.notices.jobs.sending import send_due_mail

__all__ = ["make_digests", "purge_old_notices", "send_due_mail"]
