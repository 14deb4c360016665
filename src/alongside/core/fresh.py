"""How a fresh secret travels to the one page that shows it: sealed, for whoever made it, for ten minutes."""

import datetime as dt

from django.http import Http404

from alongside.core import fields

SHOWN_FOR = dt.timedelta(minutes=10)


def wrapped(secret: str, *, maker: str, now: dt.datetime) -> str:
    return fields.seal(f"{maker} {(now + SHOWN_FOR).timestamp()} {secret}")


def unwrapped(sealed: str, *, maker: str, now: dt.datetime) -> str:
    """Raises `Http404` for anybody else, and later."""
    try:
        whose, until, secret = fields.unseal(sealed).split(" ")
    except (fields.SealBroken, ValueError) as error:
        raise Http404 from error
    if whose != maker or now.timestamp() > float(until):
        raise Http404
    return secret
