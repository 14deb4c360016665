import datetime as dt
import zoneinfo
from collections.abc import Iterator
from typing import Any

import pytest
from django.template import engines
from django.utils import timezone, translation
from django.utils.html import escape

from alongside.ui import rules

LONDON, NEW_YORK, MADRID = (
    zoneinfo.ZoneInfo(name) for name in ("Europe/London", "America/New_York", "Europe/Madrid")
)
TEN = dt.datetime(2026, 3, 7, 9, 0, tzinfo=dt.UTC)


def shown(template: str, **values: Any) -> str:
    return engines["django"].from_string(template).render(values)


@pytest.fixture(autouse=True)
def reader_in_london(now: dt.datetime) -> Iterator[None]:
    with translation.override("en"), timezone.override(LONDON):
        yield


class TestWords:
    def test_escapes_what_people_write(self) -> None:
        page = shown('{% words text "en" %}', text="<script>alert(1)</script>")
        assert page == (
            '<div class="words"><p lang="en" dir="auto">&lt;script&gt;alert(1)&lt;/script&gt;</p></div>'
        )

    def test_keeps_paragraphs_and_lines(self) -> None:
        page = shown("{% words text %}", text="One\r\ntwo\r\n\r\n\r\nthree")
        assert page == '<div class="words"><p dir="auto">One<br>two</p><p dir="auto">three</p></div>'

    def test_keeps_its_language_from_breaking_out(self) -> None:
        page = shown("{% words_inline text language %}", text="سلام", language='ar" onclick="x')
        assert page == '<span lang="ar&quot; onclick=&quot;x" dir="auto">سلام</span>'


class TestMoment:
    def test_reads_in_the_habits_of_the_reader(self) -> None:
        assert ">Saturday 7 March, 09:00<" in shown("{% moment at %}", at=TEN).replace("day, 7", "day 7")
        with timezone.override(NEW_YORK):
            page = shown("{% moment at %}", at=TEN).replace("\u202f", " ")
        assert ">Saturday, March 7, 4:00 AM<" in page

    def test_says_the_day_once(self) -> None:
        page = shown("{% moment at end %}", at=TEN, end=TEN + dt.timedelta(hours=2))
        assert page.endswith("March, 09:00 to 11:00</time>")

    def test_names_the_place_whose_clock_differs(self) -> None:
        assert "10:00, time in Madrid" in shown("{% moment at None zone %}", at=TEN, zone=MADRID)
        assert "time in" not in shown("{% moment at None zone %}", at=TEN, zone=LONDON)

    def test_tells_machines_the_offset(self) -> None:
        page = shown("{% moment at None zone %}", at=TEN, zone=MADRID)
        assert 'datetime="2026-03-07T10:00+01:00"' in page

    def test_speaks_spanish_and_arabic(self) -> None:
        with translation.override("es"), timezone.override(MADRID):
            assert ">sábado, 7 de marzo<" in shown("{% day at %}", at=TEN)
        with translation.override("ar"):
            assert "مارس" in shown("{% day at %}", at=TEN)

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", ">Saturday, 2 January 2027<"),
            ("es", ">sábado, 2 de enero de 2027<"),
            ("ar", ">السبت، 2 يناير 2027<"),
        ],
    )
    def test_says_the_year_of_another_year_only(self, language: str, said: str) -> None:
        with translation.override(language):
            new_year = shown("{% day at %}", at=dt.date(2027, 1, 2)).replace("Saturday 2", "Saturday, 2")
            assert said in new_year
            assert "2026" not in shown("{% day at %}", at=TEN).partition(">")[2]

    def test_day_of_a_moment_is_the_day_where_it_is(self) -> None:
        late = dt.datetime(2026, 3, 7, 23, 30, tzinfo=dt.UTC)
        assert 'datetime="2026-03-08"' in shown("{% day at zone %}", at=late, zone=MADRID)


def test_clock_says_a_moment_and_a_time_in_the_reader_s_habit() -> None:
    assert ">09:00<" in shown("{% clock at %}", at=TEN)
    assert ">21:30<" in shown("{% clock at %}", at=dt.time(21, 30))
    with timezone.override(NEW_YORK):
        assert "9:30\u202fPM" in shown("{% clock at %}", at=dt.time(21, 30))


def test_city_is_said_instead_of_a_zone() -> None:
    assert shown("{% city zone %}", zone=NEW_YORK) == "New York"
    with translation.override("es"):
        assert shown("{% city zone %}", zone=LONDON) == "Londres"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (90, "1 hour 30 minutes"),
        (60, "1 hour"),
        (121, "2 hours 1 minute"),
        (0, "0 minutes"),
        (30, "30 minutes"),
    ],
)
def test_hours_are_said_in_words(minutes: int, said: str) -> None:
    assert shown("{% hours minutes %}", minutes=minutes) == said


def test_distance_follows_the_country() -> None:
    assert shown("{% km 10 %}") == "6 miles"
    with timezone.override(MADRID):
        assert shown("{% km 10.4 %}") == "10 kilometres"
        assert shown("{% km 0.2 %}") == "1 kilometre"


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Madrid"])
def test_distance_comes_back_as_it_was_typed(zone: str) -> None:
    locale = rules.habits("en", zone)
    for typed in range(501):
        assert rules.in_own_unit(rules.in_km(typed, locale), locale) == typed


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "tea, milk and <bread>"), ("es", "tea, milk y <bread>"), ("ar", "tea وmilk و<bread>")],
)
def test_things_in_a_line_are_joined_as_the_language_does(language: str, said: str) -> None:
    with translation.override(language):
        assert shown("{{ things|listed }}", things=["tea", "milk", "<bread>"]) == escape(said)
        assert shown("{{ things|listed }}", things=["tea"]) == "tea"


def test_language_is_named_for_its_reader() -> None:
    assert shown('{{ "ar"|language_name }} {{ "not-a-language"|language_name }}') == "Arabic not-a-language"


def test_form_key_is_new_each_time() -> None:
    page = shown("{% form_key %}{% form_key %}", csrf_token="t")
    first, second = (part.split('"')[0] for part in page.split('name="once" value="')[1:])
    assert first != second
    assert len(first) >= 40
