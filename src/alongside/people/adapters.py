"""What allauth asks of this server: its words, its new people, its secrets and its counters."""

import hashlib
import hmac
import secrets
from functools import partial
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from allauth.account.utils import get_next_redirect_url, user_pk_to_url_str
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from alongside.core import clock, reading
from alongside.core.aside import after_answer
from alongside.core.fields import seal, unseal
from alongside.core.ids import digest
from alongside.people import actions
from alongside.people.models import Person
from alongside.people.sessions import AFTERWARDS

MEMORY_ONLY_SALT = secrets.token_bytes(32)
WAYS = {
    "reauthenticate": _("With your passphrase"),
    "mfa_reauthenticate": _("With a code"),
    "mfa_reauthenticate:webauthn": _("With your passkey"),
}


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
        "duplicate_email": _("This is your address already."),
    }

    def new_user(self, request: HttpRequest) -> Person:
        return Person(
            joined_at=clock.now(),
            language=get_language() or settings.LANGUAGE_CODE,
            time_zone=settings.ALONGSIDE_TIME_ZONE,
        )

    def login(self, request: HttpRequest, user: Person) -> None:
        """Whoever signed in a moment ago is not asked again before they make their account safer."""
        super().login(request, user)
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY)
        if records:
            request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
                {"method": record["method"], "at": record["at"], "reauthenticated": True}
                for record in records
            ]
        else:
            record_authentication(request, user, method="password", reauthenticated=True)

    def post_login(self, request: HttpRequest, user: Person, **how: Any) -> HttpResponse:
        """Somebody new chooses a name and reads how Exit works first, and then goes on to where they were going."""
        if how["signup"]:
            request.session[AFTERWARDS] = get_next_redirect_url(request)
            how["redirect_url"] = reverse("people:first")
        answer: HttpResponse = super().post_login(request, user, **how)
        return answer

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:this_device")

    def set_password(self, user: Person, password: str) -> None:
        """Signs out every other browser. Django would only stop to recognise them."""
        super().set_password(user, password)
        request = context.request
        mine = digest(request.session.session_key or "") if request.user == user else ""
        actions.end_sessions(by=user, but=mine, now=clock.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:me")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("account_email" if self.request.user.is_authenticated else "account_login")

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": str(WAYS[method["id"]])} for method in methods]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Drops allauth's own announcements: the page that follows says what happened."""
        if message:
            super().add_message(request, level, extra_tags=extra_tags, message=message)

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], *, is_sent: bool = True
    ) -> None:
        """Written and sent when the answer is complete: its time must not tell whether an address is known."""
        languages = reading.order()

        def send() -> None:
            with reading.in_order(languages):
                mail = self.render_mail(template_prefix, email, {"email": email, **context})
            if is_sent:
                mail.send(fail_silently=True)
            else:
                mail.message()

        transaction.on_commit(partial(after_answer, send), robust=True)

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """The form stands somebody in for an address that is not known. Their mail is written, to take the same time
        here and for who asks at the same moment, and goes nowhere.
        """
        is_known = not user._state.adding
        self.send_mail("account/email/password_reset_key", email, context, is_sent=is_known)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Names a line for the counters in memory, under a salt that ends with the process."""
        day = clock.now().date().isoformat()
        line = f"{day}:{get_client_ip(request) or 'unknown'}"
        return hmac.new(MEMORY_ONLY_SALT, line.encode(), hashlib.sha256).hexdigest()

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return ""

    def ajax_response(self, request: HttpRequest, response: HttpResponse, **_options: Any) -> HttpResponse:
        """This server speaks pages only; a script gets the same page as everybody."""
        return response


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
        return {"id": user_pk_to_url_str(user).encode(), "display_name": name, "name": name}

    def generate_authenticator_name(self, user: Person, type: object) -> str:
        return gettext("Passkey")

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an element of the page: dark on white also at night, or scanners miss it."""
        code = qrcode.QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        dots = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
        )
        return format_html(
            '<svg viewBox="0 0 {0} {0}" width="240" height="240" role="img" aria-label="{1}">'
            '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
            len(rows),
            gettext("Picture with the key, for an app to scan"),
            dots,
        )
