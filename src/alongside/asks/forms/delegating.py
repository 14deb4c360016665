"""Choosing a member who may say whether it helped."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Person
from alongside.ui.forms import Form


class DelegateForm(Form):
    person = forms.ChoiceField(label=_("Member"))

    def __init__(self, *args: Any, members: list[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.members = {one.pk: one for one in members}
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # declared above as a choice
            (one.pk, one.display_name or _("somebody without a name yet")) for one in members
        ]

    def chosen(self) -> Person:
        return self.members[self.cleaned_data["person"]]
