"""Identifiers that cannot be guessed, and one-time secrets that are kept only as a digest."""

import hashlib
import re
import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
ID_LENGTH = 17
BASE = len(ALPHABET)
LETTERS = bytes(ord(ALPHABET[drawn % BASE]) for drawn in range(256))
UNEVEN = bytes(range(256 - 256 % BASE, 256))
"""These bytes would make the first letters more frequent, and are drawn again. All are drawn at once, because each call
of the system costs as much as all the rest.
"""


def new_id() -> str:
    """17 letters and digits, 84 random bits: long enough that nobody can enumerate, short enough to read out.

    Letters and digits that look alike (i, l, o, 0, 1) are left out, because steward sheets are printed.
    """
    found = ""
    while len(found) < ID_LENGTH:
        found += secrets.token_bytes(ID_LENGTH).translate(LETTERS, UNEVEN).decode()
    return found[:ID_LENGTH]


def is_id(text: str) -> bool:
    """What does not look like an identifier is looked up nowhere; PostgreSQL answers a NUL with an error."""
    return re.fullmatch(InPath.regex, text) is not None


class InPath:
    """How an identifier stands in an address. Whatever has another form is no page, and no database is asked for it."""

    regex = f"[{ALPHABET}]{{{ID_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def new_secret() -> str:
    """A 256-bit secret for a one-time link, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a secret. A 256-bit random secret needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
