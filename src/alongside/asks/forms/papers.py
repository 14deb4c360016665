"""What a steward lets stand on paper, and in which languages. It stands in the address, and nothing of it is kept."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Ask
from alongside.asks.rules import PaperPart
from alongside.core import languages
from alongside.ui.forms import Form, MultipleChoiceField

PARTS = {
    PaperPart.WHAT: _("What was asked"),
    PaperPart.PEOPLE: _("How many come, and what to do if nobody comes"),
    PaperPart.AREA: _("The area"),
    PaperPart.PLACE: _("The exact place"),
    PaperPart.GROUP: _("The name of the group"),
}


class BoardForm(Form):
    """At first in the language of whoever prints, and in `other`. What makes no sense counts as that, too."""

    first = forms.ChoiceField(label=_("In which language?"))
    second = forms.ChoiceField(label=_("And below it in another one"), required=False)

    def __init__(self, address: QueryDict, *, other: str, written: Iterable[str]) -> None:
        own = get_language() or settings.LANGUAGE_CODE
        self.usual = [own, other] if other != own else [own]
        super().__init__(address or None, initial={"first": own, "second": "".join(self.usual[1:])})
        offered = {*dict(settings.LANGUAGES), other, *written}
        choices = [one for one in languages.choices() if one[0] in offered]
        self.fields["first"].choices = choices  # type: ignore[attr-defined]  # declared above as a choice
        self.fields["second"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]  # declared above as a choice

    @property
    def said(self) -> dict[str, Any]:
        self.full_clean()
        return self.cleaned_data if self.is_bound else {}

    @property
    def languages(self) -> list[list[str]]:
        """For each part of the paper its languages: its own first, then the other one for what it lacks."""
        said = self.said
        chosen = [said["first"], said["second"]] if {"first", "second"} <= said.keys() else self.usual
        codes = list(dict.fromkeys(filter(None, chosen)))
        return [codes, codes[::-1]][: len(codes)]


class PaperForm(BoardForm):
    """A place is offered only while it may be read."""

    shows = MultipleChoiceField(
        label=_("What may stand on it?"),
        required=False,
        help_text=_("Paper lies about, and lasts. What you do not choose stays off it."),
        error_messages={"invalid_choice": _("The exact place cannot stand on paper now. Choose again.")},
    )
    field_order = ("shows", "first", "second")

    def __init__(self, address: QueryDict, *, ask: Ask, has_place: bool) -> None:
        super().__init__(address, other=ask.language, written=[one.language for one in ask.reworded])
        self.has_place = has_place
        parts = [(part.value, words) for part, words in PARTS.items() if has_place or part != PaperPart.PLACE]
        self.fields["shows"].choices = parts  # type: ignore[attr-defined]  # declared above as a choice

    @property
    def parts(self) -> frozenset[str]:
        return frozenset(self.said.get("shows", ()))
