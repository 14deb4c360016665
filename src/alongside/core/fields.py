"""Database fields: unguessable identifiers, and text that the disk alone does not give away."""

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

from alongside.core import ids


@lru_cache(maxsize=4)
def cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> str:
    """Encrypts with the newest data key (AES-128-CBC with HMAC-SHA256, Fernet)."""
    return cipher(tuple(settings.ALONGSIDE_DATA_KEYS)).encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """Decrypts with whichever data key made it. Raises `SealBroken` when none did."""
    try:
        return cipher(tuple(settings.ALONGSIDE_DATA_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise SealBroken("This server's data keys do not open a stored text.") from error


class SealBroken(Exception):
    """A stored text that none of the configured data keys opens."""


class IdField(models.CharField):  # type: ignore[type-arg]  # not generic when it runs
    """The primary key of every table: random, so that no address of a page can be guessed from another."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("primary_key", True)
        options.setdefault("max_length", ids.ID_LENGTH)
        options.setdefault("default", ids.new_id)
        options.setdefault("editable", False)
        super().__init__(**options)


class SealedTextField(models.TextField):  # type: ignore[type-arg]  # not generic when it runs
    """Text encrypted at rest with the server's data key. It cannot be searched or ordered by."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        return unseal(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"A sealed text cannot be looked up by {lookup_name}.")
        return super().get_lookup(lookup_name)
