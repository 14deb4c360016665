"""Django's SMTP backend, without the two places where it would name the machine it runs on."""

import smtplib
from collections.abc import Callable, Sequence
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend


def sender_domain() -> str:
    """The domain of the sender's address: the only host that a mail may name."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


class NeutralBackend(EmailBackend):
    """Greets the mail server, and names each mail, by the sender's domain instead of the machine's own name."""

    @property
    def connection_class(self) -> Callable[..., smtplib.SMTP]:
        backend = super().connection_class  # type: ignore[misc]  # the stubs do not know it

        def connect(*place: Any, **options: Any) -> smtplib.SMTP:
            connection: smtplib.SMTP = backend(*place, **{**options, "local_hostname": sender_domain()})
            return connection

        return connect

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if not any(name.lower() == "message-id" for name in message.extra_headers):
                message.extra_headers["Message-ID"] = make_msgid(domain=sender_domain())
        return super().send_messages(email_messages) or 0


REFUSED_FOR_ONE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
"""The mail server works, and refuses this one mail."""

FAILED_FOR_ALL = (smtplib.SMTPException, OSError)
"""The mail server cannot be reached or does not work; the next mail would fail as well."""
