"""What allauth asks of this server: its words, its new people, its secrets and its counters."""

import hashlib
import hmac
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.core import clock
from alongside.core.fields import seal, unseal
from alongside.people.models import Person

MEMORY_ONLY_SALT = secrets.token_bytes(32)


def displayed(person: Person) -> str:
    """What a person is called wherever allauth would show their sign-in name, which nobody may see."""
    return person.display_name or settings.ALONGSIDE_NAME


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_taken": _("This sign-in name is taken. Please choose another one."),
        "username_password_mismatch": _("The name and the passphrase do not fit together. Please try again."),
        "too_many_login_attempts": _("Too many tries with this name. Please wait five minutes."),
        "incorrect_password": _("This is not your passphrase. Please try again."),
        "enter_current_password": _("This is not your passphrase. Please try again."),
        "incorrect_code": _("This code does not fit. Please try the newest one."),
        "rate_limited": _("That was a lot at once. Please wait a few minutes."),
    }

    def new_user(self, request: HttpRequest) -> Person:
        return Person(
            joined_at=clock.now(),
            language=get_language() or settings.LANGUAGE_CODE,
            time_zone=settings.ALONGSIDE_TIME_ZONE,
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """Names a line for the counters in memory, under a salt that ends with the process."""
        day = clock.now().date().isoformat()
        line = f"{day}:{get_client_ip(request) or 'unknown'}"
        return hmac.new(MEMORY_ONLY_SALT, line.encode(), hashlib.sha256).hexdigest()

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return ""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Please try the newest one."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def _get_user_identifier(self, user: Person) -> str:
        """What an authenticator app or a passkey shows on a screen that others may see: nothing private."""
        return settings.ALONGSIDE_NAME

    def _get_site_name(self) -> str:
        return settings.ALONGSIDE_NAME

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        name = settings.ALONGSIDE_NAME
        return {"id": user.pk.encode(), "display_name": name, "name": name}
