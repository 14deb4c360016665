"""The base of every form: each field with its label, its hint and its error tied together for eyes and ears alike."""

import datetime as dt
from functools import cache
from types import TracebackType
from typing import Any, Self

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.functional import Promise, lazy
from django.utils.text import normalize_newlines
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused
from alongside.ui import rules
from alongside.ui.templatetags.ui import habits


class Renderer(TemplatesSetting):
    form_template_name = "form/fields.html"
    field_template_name = "field/field.html"


class Form(forms.Form):
    """Shows what is optional in words instead of marking what is required with a star."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)


class NarrowingForm(Form):
    """Narrows a list, and stands in its address. All may stay empty, and what makes no sense counts as empty."""

    def __init__(self, address: QueryDict) -> None:
        super().__init__(address)
        self.address = address
        self.full_clean()

    @classmethod
    def of(cls, address: QueryDict) -> Self:
        """The same form for everybody, while the address says nothing to it: making one costs more than reading it."""
        return cls(address) if address.keys() & cls.base_fields.keys() else cls.silent()

    @classmethod
    @cache
    def silent(cls) -> Self:
        return cls(QueryDict())

    @property
    def is_narrow(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def untouched(self) -> str | None:
        """The form's own name, while the address says nothing to it: it is then the same for everybody."""
        return None if self.address else type(self).__qualname__

    @property
    def kept(self) -> str:
        """What the address keeps from page to page, as the pager takes it."""
        asked = self.address.copy()
        asked.pop("page", None)
        return f"{asked.urlencode()}&" if asked else ""


class DateInput(forms.DateInput):
    """The device's own date picker, which speaks the reader's language. It needs ISO values whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateField(forms.DateField):
    """A day of these times: at the ends of the calendar there is no day before, no day after, and no other zone."""

    widget = DateInput
    earliest, latest = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
    default_validators = [
        MinValueValidator(earliest, _("Check the year.")),
        MaxValueValidator(latest, _("Check the year.")),
    ]

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)


class TimeField(forms.TimeField):
    widget = TimeInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], **options)


def unit_of_distance() -> str:
    return gettext("Miles") if rules.is_in_miles(habits()) else gettext("Kilometres")


class DistanceField(forms.IntegerField):
    """A distance in the unit of the reader's country. Kilometres go in and come out, whatever is shown and typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=lazy(unit_of_distance, str)(), **options)

    def prepare_value(self, value: Any) -> Any:
        """What was typed is text, in the reader's unit already; only a number is in kilometres."""
        return rules.in_own_unit(value, habits()) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        return None if typed is None else rules.in_km(typed, habits())


def in_words(distance: int) -> str:
    return rules.distance(rules.in_km(distance, habits()), habits())


class DistanceChoiceField(forms.TypedChoiceField):
    """One of a few round distances in the unit of the reader's country. It comes out in kilometres."""

    def __init__(self, *, distances: list[int], no_distance: str | Promise, **options: Any) -> None:
        super().__init__(
            choices=lambda: [("", no_distance), *((str(one), in_words(one)) for one in distances)],
            coerce=lambda typed: rules.in_km(int(typed), habits()),
            empty_value=None,
            **options,
        )


class ChoiceField(forms.ChoiceField):
    """One of a few, each a large target that shows all the choices at once."""

    widget = forms.RadioSelect


class ShortChoiceField(ChoiceField):
    """One of a few single words, side by side."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.RadioSelect(attrs={"class": "is-short"}), **options)


class MultipleChoiceField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class TextField(forms.CharField):
    """Several lines of somebody's own words.

    A browser sends two letters for each end of a line, and counts one against the field's length. So does this.
    """

    widget = forms.Textarea

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs["rows"] = rows
        self.widget.attrs.setdefault("dir", "auto")

    def to_python(self, value: Any) -> str:
        return normalize_newlines(super().to_python(value) or "")


class refusals:  # noqa: N801 - read as a statement: `with refusals(form):`
    """Puts a refusal into the form and goes on after the block, where the view shows the form again.

    The refusal stands at its own field when the form shows that field, otherwise above the whole form.
    """

    def __init__(self, form: forms.BaseForm) -> None:
        self.form = form

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Refused):
            return False
        is_shown = error.field in self.form.fields and not self.form[str(error.field)].is_hidden
        self.form.add_error(error.field if is_shown else None, str(error))
        return True
