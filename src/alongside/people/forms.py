"""What people type about themselves. Forms read; actions write."""

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django.utils.translation import gettext_lazy as _


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, passphrase = self.fields["username"], self.fields["password1"]
        name.label = _("Sign-in name")
        name.help_text = _("Only for signing in. Nobody else ever sees it, so do not use your real name.")
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        passphrase.label = _("Passphrase")
        passphrase.help_text = _(
            "15 characters or more. Four or five words in a row work well. Spaces count."
        )
        passphrase.widget.attrs = {"autocomplete": "new-password"}


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, passphrase = self.fields["login"], self.fields["password"]
        name.label = _("Sign-in name")
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        passphrase.label = _("Passphrase")
        passphrase.help_text = ""
        passphrase.widget.attrs = {"autocomplete": "current-password"}
