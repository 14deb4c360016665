"""A form's field: label, hint and error stand above what is typed, and belong to it. Made by `{{ form.name }}`."""

from django import forms as django_forms
from django.forms import BoundField

from alongside.ui import forms
from alongside.ui.queries import Example


class AskForm(forms.Form):
    what = django_forms.CharField(label="What do you need?", help_text="A few plain words.")
    on = forms.DateField(label="On which day?", required=False)
    at = forms.TimeField(label="From when?")
    why = forms.TextField(label="Why does it matter?", required=False)
    who = forms.ChoiceField(
        label="Who may offer?",
        choices=[("anyone", "Anybody with an account"), ("known", "Allies the group knows")],
    )
    step_free = forms.ShortChoiceField(
        label="Is the way in free of steps?",
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
        initial="unknown",
    )
    reach = forms.ChoiceField(
        label="Which dates?",
        choices=[("one", "This one alone"), ("all", "All to come")],
        initial="one",
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label="Which languages help?",
        help_text="Any one of them is enough.",
        choices=[("en", "English"), ("es", "Español"), ("ar", "العربية")],
        required=False,
    )
    place = django_forms.ChoiceField(label="Which place?", choices=[("1", "The kitchen"), ("2", "The hall")])
    two = django_forms.BooleanField(label="Two helpers go together", required=False)
    read = django_forms.BooleanField(label="I have read what the group asks of me")
    sheet = django_forms.FileField(label="Your list", help_text="CSV or XLSX.", required=False)
    places = django_forms.IntegerField(label="How many people?", min_value=1, initial=1)


def field(form: forms.Form, name: str) -> BoundField:
    return form[name]


def examples() -> list[Example]:
    fresh, wrong = AskForm(prefix="fresh"), AskForm({"wrong-at": "noon"}, prefix="wrong")
    return [
        *(Example(str(bound.label), {"field": bound}) for bound in fresh),
        Example("With an error", {"field": field(wrong, "what")}),
        Example("With an error, and what was typed", {"field": field(wrong, "at")}),
        Example("A choice with an error", {"field": field(wrong, "who")}),
        Example("A box with an error", {"field": field(wrong, "read")}),
    ]
