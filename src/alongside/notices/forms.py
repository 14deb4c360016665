from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.notices.rules import MESSAGE_LENGTH
from alongside.ui.forms import Form, TextField


class AnswerForm(Form):
    text = TextField(label=_("Your answer"), max_length=MESSAGE_LENGTH, rows=4)


class SeenForm(Form):
    """`until` is when the page was shown."""

    until = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"], widget=forms.HiddenInput)
