"""Allauth's forms in this server's words. Every passphrase is typed once; paste and managers work."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.people import queries
from alongside.people.models import Person

PRIVATE_NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "dir": "auto"}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
LONGEST = 500
"""Letters of what is typed here. Whether a passphrase repeats itself takes the square of its length to see."""


class InOurWords(forms.Form):
    """Replaces labels, hints and attributes; `None` in a form's `words` takes a field out."""

    words: dict[str, tuple[Any, Any, dict[str, str]] | None] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for name, said in self.words.items():
            if said is None:
                self.fields.pop(name, None)
                continue
            field = self.fields[name]
            field.label, field.help_text, field.widget.attrs = said
            if isinstance(field, forms.CharField) and field.max_length is None:
                field.validators = [MaxLengthValidator(LONGEST), *field.validators]


NEW_PASSPHRASE = (
    _("Passphrase"),
    _(
        "15 characters or more; spaces count. Four or five words in a row work well. "
        "We check it, on this server, against 340,000 that leaked. Nobody else hears of it."
    ),
    {"autocomplete": "new-password"},
)
OWN_PASSPHRASE = (_("Passphrase"), "", {"autocomplete": "current-password"})


class SignUpForm(InOurWords, account.SignupForm):  # type: ignore[misc]  # allauth has no types
    words = {
        "username": (
            _("Sign-in name"),
            _("Only for signing in. Nobody else ever sees it. Better not your real name."),
            {**PRIVATE_NAME, "maxlength": "60"},
        ),
        "password1": NEW_PASSPHRASE,
    }


class SignInForm(InOurWords, account.LoginForm):  # type: ignore[misc]  # allauth has no types
    words = {"login": (_("Sign-in name"), "", PRIVATE_NAME), "password": OWN_PASSPHRASE}


class AgainForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    words = {"password": OWN_PASSPHRASE}


class NewPassphraseForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    words = {
        "oldpassword": (_("Passphrase until now"), "", {"autocomplete": "current-password"}),
        "password1": NEW_PASSPHRASE,
        "password2": None,
    }


class FreshPassphraseForm(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    words = {"password1": NEW_PASSPHRASE, "password2": None}


class LostPassphraseForm(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    words = {"email": (_("Mail address"), "", {"autocomplete": "email", "type": "email", "dir": "ltr"})}

    def clean_email(self) -> str:
        """Only whoever confirmed the address: a wrong letter in one must not give an account to a stranger.

        For an address that nobody has, a link is made for nobody. It takes as long, and the adapter sends it to nobody.
        """
        address = str(super().clean_email())
        self.users = queries.owners(address=address) or [Person(pk=ids.new_id())]
        return address


class MailForm(InOurWords, account.AddEmailForm):  # type: ignore[misc]  # allauth has no types
    words = {"email": (_("New mail address"), "", {"autocomplete": "email", "type": "email", "dir": "ltr"})}


class CodeForm(InOurWords, mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    words = {"code": (_("Code"), _("From your app, or one of your recovery codes."), CODE)}


class CodeAgainForm(InOurWords, mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    words = {"code": (_("Code"), "", CODE)}


class FirstCodeForm(InOurWords, ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    words = {"code": (_("Code that the app shows"), "", CODE)}


class PasskeyNameForm(InOurWords, EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    words = {"name": (_("A name for it"), "", {"dir": "auto"})}


class PasskeyForm(InOurWords, AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey here works alone, so the device must check who holds it: by finger, face or its own code."""

    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True)
    words = {
        "name": (
            _("A name for it"),
            _("For you, to tell your keys apart. For example: my phone."),
            {"dir": "auto", "maxlength": "60"},
        )
    }
