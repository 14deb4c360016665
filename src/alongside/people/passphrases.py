"""What a passphrase must be: long, and not one that many people choose. The list is local; see NotWellKnown."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST = 15
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
    """Refuses what stands in a short list in this folder.

    No list of leaked passwords is used: none can be asked without telling somebody outside what people
    choose. The pages and the docs say so.
    """

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if is_well_known(password):
            raise ValidationError(
                _("Many people choose this one, so it is easy to guess. Please put together other words."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("We check it against a short list of common ones. We have no list of leaked ones.")
