from django import forms

from alongside.ui.forms import Form


class SeenForm(Form):
    """`until` is when the page was shown."""

    until = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"], widget=forms.HiddenInput)
