"""What leaves the machine goes by a line that nobody reads along: a server in production does not start otherwise."""

import ipaddress
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, parse_qs

from django.core.exceptions import ImproperlyConfigured

CHECKED = "verify-full"


class LineOpen(ImproperlyConfigured):
    """A line to another machine on which everything could be read or changed."""


def refuse_open_ones(*, mail: SplitResult, database: Mapping[str, Any]) -> None:
    """Raises `LineOpen`. Sockets, and this machine itself, need no TLS."""
    if mail.hostname and not is_this_machine(mail.hostname) and not has_tls(mail):
        raise LineOpen(
            "ALONGSIDE_MAIL_URL leads to another machine without TLS, so names and addresses could be read on the way."
            " Write smtps://… or add ?tls=1. See docs/operate/mail.md."
        )
    if not is_this_machine(host_of(database)) and database.get("OPTIONS", {}).get("sslmode") != CHECKED:
        raise LineOpen(
            "DATABASE_URL leads to another machine, and does not check who answers there."
            f" Add ?sslmode={CHECKED}. See docs/operate/postgresql.md."
        )


def has_tls(mail: SplitResult) -> bool:
    return mail.scheme == "smtps" or "tls" in parse_qs(mail.query)


def host_of(database: Mapping[str, Any]) -> str:
    """Empty for SQLite, which is a file, and for PostgreSQL's own socket."""
    options = database.get("OPTIONS", {})
    return str(options.get("hostaddr") or options.get("host") or database.get("HOST") or "")


def is_this_machine(host: str) -> bool:
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
