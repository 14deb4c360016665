"""What people say about themselves, and how exactly it is kept."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.core.declaring import Whose
from alongside.home.cast import Cast
from alongside.people import actions, queries, rules
from alongside.people.models import Person


@pytest.mark.parametrize("name", ["X", "نور الدين", "李", "Ọlá", "Zoë-Ann O’Neil", "a" * 200, "👩🏽‍🚀"])
def test_name_in_any_script_is_kept_as_typed(cast: Cast, client_of, name: str) -> None:
    answer = client_of(cast.bruno).post(reverse("people:name"), {"display_name": f"  {name} "})
    assert answer["Location"] == reverse("people:me")
    assert Person.objects.get(pk=cast.bruno.pk).display_name == name


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "\u200b", "a" * 201])
def test_name_that_nobody_can_see_is_refused_at_its_field(cast: Cast, client_of, name: str) -> None:
    answer = client_of(cast.bruno).post(reverse("people:name"), {"display_name": name})
    assert 'id="id_display_name_error"' in answer.content.decode()
    assert Person.objects.get(pk=cast.bruno.pk).display_name == "Bruno Sá"


def test_name_cannot_turn_the_line_or_hide() -> None:
    assert rules.tidied_name("\u202eevil\u2066 name\u0000") == "evil name"
    assert [rules.tidied_name(one) for one in ("\u200b", "\u200d \u202e", "\u3164", "\u0301")] == [""] * 4
    assert rules.tidied_name("🌻") == "🌻"
    assert rules.tidied_name("می\u200cخواهم") == "می\u200cخواهم"


def test_needs_and_skills_are_replaced_by_what_is_ticked(cast: Cast, client_of) -> None:
    client = client_of(cast.bruno)
    client.post(reverse("people:needs"), {"facts": ["quiet", "step_free"]})
    client.post(reverse("people:needs"), {"facts": ["quiet"]})
    client.post(reverse("people:skills"), {"skills": ["cooking", "driving"]})
    assert queries.needs(person=cast.bruno) == ["quiet"]
    assert queries.skills(person=cast.bruno) == ["cooking", "driving"]
    assert client.post(reverse("people:needs"), {"facts": ["tall"]}).status_code == 200


def test_home_is_rounded_before_it_is_kept(cast: Cast, client_of) -> None:
    form = {"area": "Old Harbour", "latitude": "41.387123", "longitude": "2.168456"}
    client_of(cast.bruno).post(reverse("people:home_area"), form)
    person = Person.objects.get(pk=cast.bruno.pk)
    assert (person.home_area, person.home_latitude, person.home_longitude) == ("Old Harbour", 41.4, 2.15)


@pytest.mark.parametrize(
    ("latitude", "longitude", "wrong"), [("41", "", "longitude"), ("91", "2", "latitude")]
)
def test_home_point_needs_two_possible_numbers(
    cast: Cast, client_of, latitude: str, longitude: str, wrong: str
) -> None:
    form = {"area": "", "latitude": latitude, "longitude": longitude}
    page = client_of(cast.bruno).post(reverse("people:home_area"), form).content.decode()
    assert f'id="id_{wrong}_error"' in page


def test_home_can_be_taken_back(cast: Cast, client_of) -> None:
    client = client_of(cast.bruno)
    client.post(reverse("people:home_area"), {"area": "X", "latitude": "1", "longitude": "2"})
    client.post(reverse("people:home_area"), {"area": "", "latitude": "", "longitude": ""})
    assert Person.objects.get(pk=cast.bruno.pk).home is None


def test_travel_is_typed_and_shown_in_the_unit_of_the_readers_country(cast: Cast, client_of) -> None:
    page = reverse("people:travel")
    for zone, unit, typed, kept, said in (
        ("America/New_York", "Miles", 10, 16, "10 miles"),
        ("Europe/London", "Miles", 25, 40, "25 miles"),
        ("Europe/Madrid", "Kilometres", 10, 10, "10 kilometres"),
    ):
        Person.objects.filter(pk=cast.bruno.pk).update(time_zone=zone)
        client = client_of(cast.bruno)
        assert unit in client.get(page).content.decode()
        client.post(page, {"km": typed})
        assert Person.objects.get(pk=cast.bruno.pk).travel_km == kept
        assert f'name="km" value="{typed}"' in client.get(page).content.decode()
        assert said in client.get(reverse("people:me")).content.decode()
        rounded = client.get(reverse("people:home_area")).content.decode()
        assert f"about {'3 miles' if unit == 'Miles' else '5 kilometres'} before" in rounded
        assert said in client.get(reverse("home:everything")).content.decode()
        again = client.post(page, {"km": "501"}).content.decode()
        assert 'value="501"' in again
        assert Person.objects.get(pk=cast.bruno.pk).travel_km == kept


def test_travel_and_hours_are_kept_within_reason(cast: Cast, client_of) -> None:
    client = client_of(cast.bruno)
    client.post(reverse("people:travel"), {"km": "3"})
    client.post(reverse("people:hours"), {"hours": "0"})
    assert client.post(reverse("people:hours"), {"hours": "161"}).status_code == 200
    person = Person.objects.get(pk=cast.bruno.pk)
    assert (person.travel_km, person.hours) == (3, 0)


def test_hours_show_what_is_booked(cast: Cast, client_of, now: dt.datetime) -> None:
    starts_on, _minutes = queries.booked(person=cast.bruno, now=now)
    actions.book_minutes(person=cast.bruno, starts_on=starts_on, minutes=90)
    page = client_of(cast.bruno).get(reverse("people:hours")).content.decode()
    assert "1 hour 30 minutes of 8 hours" in page


def test_quiet_times_are_kept(cast: Cast, client_of) -> None:
    form = {
        "time_zone": "Asia/Beirut",
        "quiet_from": "22:30",
        "quiet_until": "07:00",
        "digests_a_week": "0",
    }
    assert client_of(cast.bruno).post(reverse("people:quiet"), form).status_code == 302
    person = Person.objects.get(pk=cast.bruno.pk)
    assert (person.time_zone, person.quiet_from, person.digests_a_week) == ("Asia/Beirut", dt.time(22, 30), 0)


def test_start_may_be_skipped_or_filled(cast: Cast, client_of) -> None:
    client = client_of(cast.gita)
    assert 'href="/account/safer/"' in client.get(reverse("people:start")).content.decode()
    answer = client.post(reverse("people:start"), {"skills": ["cooking"], "hours": "4"})
    assert answer["Location"] == reverse("mfa_index")
    assert Person.objects.get(pk=cast.gita.pk).hours == 4


def test_me_shows_everything_with_a_fixed_number_of_queries(
    cast: Cast, client_of, django_assert_num_queries
) -> None:
    client = client_of(cast.bruno)
    client.get(reverse("people:me"))
    with django_assert_num_queries(8):
        client.get(reverse("people:me"))
    for code in ("es", "ar", "en", "fr", "de"):
        actions.add_language(by=cast.bruno, code=code, now=dt.datetime.now(dt.UTC))
    actions.set_skills(by=cast.bruno, skills=["cooking", "driving"], now=dt.datetime.now(dt.UTC))
    with django_assert_num_queries(8):
        client.get(reverse("people:me"))


def test_account_holds_what_somebody_can_do_and_nothing_that_they_are() -> None:
    """A field about identity needs its own decision first: optional, in own words, shown to whom its owner ticks."""
    about = {name for name, said in Person.declared.items() if said.whose is Whose.PERSON}
    assert about == {
        "id",
        "last_login",
        "display_name",
        "language",
        "time_zone",
        "home_area",
        "home_latitude",
        "home_longitude",
        "travel_km",
        "hours",
        "quiet_from",
        "quiet_until",
        "digests_a_week",
        "is_operator",
        "has_seen_exit",
        "joined_at",
        "mutes_since",
        "return_since",
    }
