"""What is kept is made once, is the same for everybody, and holds what differs only in its holes."""

import datetime as dt
import itertools
import zoneinfo
from collections.abc import Callable, Iterator

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import timezone, translation
from time_machine import travel

from alongside.core import reading
from alongside.ui import kept

TEMPLATE = (
    "{% keep greeting name %}<p>{{ count }} {{ name }}{% hole %}, {{ word }}{% endhole %}</p>{% endkeep %}"
)


@pytest.fixture(autouse=True)
def nothing_kept_yet() -> Iterator[None]:
    kept._texts.clear()
    yield
    kept._texts.clear()


def shown(template: str = TEMPLATE, **values: object) -> str:
    return engines["django"].from_string(template).render(values)


def test_kept_is_made_once_and_its_holes_each_time() -> None:
    assert shown(count=1, name="Amal", word="<hello>") == "<p>1 Amal, &lt;hello&gt;</p>"
    assert shown(count=2, name="Amal", word="bye") == "<p>1 Amal, bye</p>"
    assert shown(count=3, name="Jun", word="bye") == "<p>3 Jun, bye</p>"


def test_nothing_is_kept_under_a_name_that_is_none() -> None:
    assert shown(count=1, name=None, word="hello") == "<p>1 None, hello</p>"
    assert shown(count=2, name=None, word="bye") == "<p>2 None, bye</p>"
    assert not kept._texts


def test_kept_is_made_again_for_another_language_clock_and_day() -> None:
    counted = itertools.count()
    ways = [
        (translation.override("es"), dt.date(2026, 3, 7)),
        (translation.override("ar"), dt.date(2026, 3, 7)),
        (timezone.override(zoneinfo.ZoneInfo("America/Lima")), dt.date(2026, 3, 7)),
        (translation.override("es"), dt.date(2026, 3, 8)),
    ]
    for way, day in ways:
        with way, travel(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC), tick=False):
            made = next(counted)
            assert shown(count=made, name="Amal", word="") == f"<p>{made} Amal, </p>"
            assert shown(count=99, name="Amal", word="") == f"<p>{made} Amal, </p>"


def test_kept_stands_around_components() -> None:
    template = (
        '{% keep c x %}{% wrap "card" title=x %}{% hole %}{{ word }}{% endhole %}{% endwrap %}{% endkeep %}'
    )
    assert ">one</article>" in shown(template, x="Title", word="one")
    assert ">two</article>" in shown(template, x="Title", word="two")


def test_a_hole_holds_what_is_kept_by_itself() -> None:
    template = (
        "{% keep a x %}{{ x }}{% hole %} {% keep b y %}{{ count }}{% hole %}{{ y }}{% endhole %}{% endkeep %}"
        "{% endhole %}, {% hole %}{{ word }}{% endhole %}{% endkeep %}"
    )
    assert shown(template, x="x", y="y", count=1, word="one") == "x 1y, one"
    assert shown(template, x="x", y="y", count=2, word="two") == "x 1y, two"
    assert shown(template, x="x", y="z", count=3, word="three") == "x 3z, three"


@pytest.mark.parametrize(
    "template",
    [
        "{% hole %}{% endhole %}",
        "{% keep a x %}{% endkeep %}{% hole %}{% endhole %}",
        "{% keep a x %}{% keep b x %}{% endkeep %}{% endkeep %}",
        "{% keep a x %}{% hole %}{% hole %}{% endhole %}{% endhole %}{% endkeep %}",
    ],
)
def test_kept_holds_holes_and_nothing_kept(template: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        shown(template)


def test_kept_is_made_again_for_a_reader_who_reads_on_in_another_language(
    add_language: Callable[..., None],
) -> None:
    add_language("rom", "Romani čhib", {})
    said = []
    for languages in (["rom", "es"], ["rom", "ar"], ["rom", "es"]):
        with reading.in_order(languages):
            said.append(shown("{% keep word name %}{% translate 'Groups' %}{% endkeep %}", name="x"))
    assert said == ["Grupos", "المجموعات", "Grupos"]


def test_no_more_is_kept_than_so_many() -> None:
    for number in range(kept.AT_MOST + 1):
        kept.parts(number, None, str)
    assert len(kept._texts) == 1
