from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.notices.rules import MESSAGE_LENGTH
from alongside.ui.forms import Form, TextField


class AnswerForm(Form):
    text = TextField(label=_("Your answer"), max_length=MESSAGE_LENGTH, rows=4)


class MuteForm(Form):
    note = forms.CharField(
        label=_("A word for yourself"),
        help_text=_("So that you know later whom or what this is about. Nobody else reads it."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class SeenForm(Form):
    """`until` is when the page was shown."""

    until = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"], widget=forms.HiddenInput)
