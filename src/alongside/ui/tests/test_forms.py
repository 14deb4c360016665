import datetime as dt

import pytest
from django import forms as django_forms
from django.http import QueryDict

from alongside.core.refusals import Refused
from alongside.ui import forms
from alongside.ui.tests.elements import Elements


class Late(Refused):
    message = "That day is over. Choose a later one."
    field = "on"


class Full(Refused):
    message = "All places are taken."


class DayForm(forms.Form):
    on = forms.DateField(label="Day", help_text="A day from now on.")
    at = forms.TimeField(label="Time", required=False)
    why = forms.TextField(label="Why", required=False, rows=3)
    who = forms.ChoiceField(label="Who", choices=[("a", "Allies"), ("m", "Members")])


def filled(**changes: str) -> DayForm:
    return DayForm({"on": "2026-03-07", "at": "09:30", "who": "a", **changes})


class TestField:
    def test_ties_hint_and_error_to_what_is_typed(self) -> None:
        elements = Elements(str(filled(on="")))
        typed = next(element for element in elements.named("input") if element.attributes.get("name") == "on")
        assert typed.attributes["aria-describedby"] == "id_on_helptext id_on_error"
        assert typed.attributes["aria-invalid"] == "true"

    def test_lists_errors_first_with_links_to_their_fields(self) -> None:
        page = str(filled(on="", who="nobody"))
        elements = Elements(page)
        assert 'role="alert"' in page.split("<input")[0]
        assert [link.attributes["href"] for link in elements.named("a")] == ["#id_on", "#id_who_group"]
        assert {"id_on", "id_who_group"} <= set(elements.values("id"))

    def test_keeps_what_was_typed(self) -> None:
        assert 'value="noon"' in str(filled(at="noon"))
        assert "my reasons &lt;3" in str(filled(at="noon", why="my reasons <3"))

    def test_says_what_is_optional(self) -> None:
        page = str(DayForm())
        assert page.count('class="optional"') == 2
        assert "*" not in page

    def test_gives_the_device_its_own_pickers(self) -> None:
        page = str(DayForm(initial={"on": dt.date(2026, 3, 7), "at": dt.time(9, 30)}))
        assert 'type="date" name="on" value="2026-03-07"' in page
        assert 'type="time" name="at" value="09:30"' in page

    def test_takes_seconds_that_a_browser_adds(self) -> None:
        form = filled(at="09:30:00")
        assert form.is_valid()
        assert form.cleaned_data["at"] == dt.time(9, 30)

    @pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
    def test_takes_no_day_at_the_ends_of_the_calendar(self, year: str) -> None:
        assert filled(on=f"{year}-12-31").errors["on"] == ["Check the year."]

    def test_gives_each_text_its_own_number_of_lines(self) -> None:
        assert 'rows="3"' in str(DayForm())

    @pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
    def test_counts_the_end_of_a_line_as_one_letter_like_the_browser(self, end: str) -> None:
        class ShortForm(forms.Form):
            text = forms.TextField(max_length=9)

        fits, too_long = ShortForm({"text": end.join("abcde")}), ShortForm({"text": end.join("abcde") + "f"})
        assert fits.is_valid()
        assert fits.cleaned_data["text"] == "a\nb\nc\nd\ne"
        assert not too_long.is_valid()

    def test_shows_checkbox_with_its_words_as_one_target(self) -> None:
        class TickForm(forms.Form):
            two = django_forms.BooleanField(label="Two together", required=False)

        assert '<label class="choice"><input type="checkbox" name="two" id="id_two">' in str(TickForm())


class TestNarrowing:
    class CookForm(forms.NarrowingForm):
        on = forms.DateField(required=False)
        who = forms.MultipleChoiceField(required=False, choices=[("a", "Allies"), ("m", "Members")])

    @pytest.mark.parametrize(
        ("address", "kept", "is_narrow"),
        [
            ("", "", False),
            ("page=3", "", False),
            ("on=never&page=3", "on=never&", False),
            ("who=a&page=3&who=m", "who=a&who=m&", True),
            ("on=2026-03-07", "on=2026-03-07&", True),
        ],
    )
    def test_keeps_its_address_from_page_to_page(self, address: str, kept: str, is_narrow: bool) -> None:
        form = self.CookForm(QueryDict(address))
        assert form.kept == kept
        assert form.is_narrow is is_narrow


class TestRefusals:
    def test_stands_at_its_field(self) -> None:
        form = filled()
        with forms.refusals(form):
            raise Late
        assert form.errors["on"] == [Late.message]

    def test_stands_above_a_form_without_its_field(self) -> None:
        form = filled()
        with forms.refusals(form):
            raise Full
        assert form.non_field_errors() == [Full.message]
        assert Full.message in str(form)

    def test_lets_other_errors_through(self) -> None:
        with pytest.raises(ZeroDivisionError), forms.refusals(filled()):
            raise ZeroDivisionError
