"""Writing a new ask: five questions, a preview, and out."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from alongside.asks import actions
from alongside.asks.actions import refusals
from alongside.asks.models import Ask
from alongside.core.ids import new_id
from alongside.home.cast import Cast
from alongside.ledger.models import Entry

STEPS = ["asks:published", "asks:paused", "asks:resumed", "asks:closed", "asks:discarded"]
FIVE = {
    "what": "Paint the  hall",
    "kind": "in_person",
    "rows": "1",
    "on_0": "2026-03-10",
    "from_0": "18:00",
    "to_0": "20:00",
    "how_many": "3",
    "open_to": "usual",
}


def url(cast: Cast) -> str:
    return reverse("asks:new", args=[cast.harbour.pk])


def drafted() -> Ask:
    return Ask.objects.get(what="Paint the hall")


def test_new_makes_a_draft_of_five_answers(cast: Cast, client_of) -> None:
    answer = client_of(cast.chidi).post(url(cast), {**FIVE, "place": cast.place.pk})
    ask = drafted()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("asks:ask", args=[ask.pk])
    date = ask.shifts.get()
    assert (date.starts_at, date.ends_at) == (utc(10, 17), utc(10, 19))
    assert (date.places, ask.minutes, ask.open_to, ask.acceptance) == (3, 120, "allies", "steward")
    assert (ask.place, ask.posted_by, ask.published_at) == (cast.place, cast.chidi, None)


def utc(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, tzinfo=dt.UTC)


@pytest.mark.parametrize("kind", ["accompany", "transport", "at_home"])
def test_new_ask_of_a_close_kind_starts_with_known_allies_and_two_people(
    cast: Cast, client_of, kind: str
) -> None:
    client_of(cast.amal).post(url(cast), {**FIVE, "kind": kind})
    ask = drafted()
    assert (ask.open_to, ask.acceptance, ask.two_people, ask.check_in) == ("known", "steward", True, True)


def test_new_ask_may_be_open_until_a_day(cast: Cast, client_of, now) -> None:
    said = {**FIVE, "on_0": "", "from_0": "", "to_0": "", "until": "2026-03-20"}
    client_of(cast.amal).post(url(cast), said)
    ask = drafted()
    assert ask.is_flexible
    assert ask.shifts.get().ends_at == dt.datetime(2026, 3, 20, 22, 59, tzinfo=dt.UTC)
    actions.publish(ask=ask, by=cast.amal, now=now + dt.timedelta(days=1))
    assert ask.shifts.get().starts_at == now + dt.timedelta(days=1)


def test_new_ask_gets_several_dates_without_a_script(cast: Cast, client_of) -> None:
    client = client_of(cast.amal)
    again = client.post(url(cast), {**FIVE, "what": "Paint", "add_date": "1"})
    text = again.content.decode()
    assert again.status_code == 200
    assert 'value="Paint"' in text
    assert 'value="2026-03-10"' in text
    assert 'value="18:00"' in text
    assert 'name="on_1"' in text
    assert 'name="rows" value="2"' in text
    assert "Please look at this again" not in text
    assert not Ask.objects.filter(what="Paint").exists()
    said = {
        **FIVE,
        "rows": "3",
        "on_1": "2026-03-11",
        "from_1": "22:00",
        "to_1": "01:00",
        "on_2": "",
        "from_2": "",
    }
    client.post(url(cast), said)
    assert [(one.starts_at, one.ends_at) for one in drafted().shifts.all()] == [
        (utc(10, 17), utc(10, 19)),
        (utc(11, 21), utc(12, 0)),
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"what": ""}, "Please fill this in"),
        ({"what": "\u200b\u202e"}, "Write words that can be seen"),
        ({"on_0": "", "from_0": "", "to_0": ""}, "Say when"),
        ({"on_0": "2026-03-01"}, "This is over"),
        ({"on_0": "10 March"}, "Enter a valid date"),
        ({"until": "2026-03-20"}, "not both"),
        ({"how_many": "0"}, "greater than or equal to 1"),
        ({"place": "somewhere-else"}, "Select a valid choice"),
    ],
)
def test_new_shown_again_keeps_what_was_typed(
    cast: Cast, client_of, change: dict[str, Any], words: str
) -> None:
    answer = client_of(cast.amal).post(url(cast), {**FIVE, "kind": "teach", "from_0": "17:45", **change})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert words in text
    assert '<option value="teach" selected' in text
    assert not Ask.objects.filter(kind="teach").exists()
    if "what" not in change:
        assert "Paint the  hall" in text


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/New_York"])
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on_0": "9999-12-31", "from_0": "22:00", "to_0": "02:00"}, "Check the year"),
        ({"on_0": "9999-12-31", "from_0": "23:30", "to_0": ""}, "Check the year"),
        ({"on_0": "", "from_0": "", "to_0": "", "until": "9999-12-31"}, "Check the year"),
        ({"on_0": "0001-01-01"}, "Check the year"),
        ({"on_0": "2199-12-31", "from_0": "22:00", "to_0": "02:00"}, "at most five years ahead"),
    ],
)
def test_new_names_a_year_that_cannot_be_meant(
    cast: Cast, client_of, zone: str, change: dict[str, str], words: str
) -> None:
    type(cast.harbour).objects.update(time_zone=zone)
    answer = client_of(cast.amal).post(url(cast), {**FIVE, **change})
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_new_refuses_an_hour_that_the_clocks_leave_out(cast: Cast, client_of) -> None:
    """In the night of 29 March 2:15 never comes: as stored it would end before it starts."""
    said = {**FIVE, "on_0": "2026-03-29", "from_0": "02:15", "to_0": "03:00"}
    answer = client_of(cast.amal).post(url(cast), said)
    assert answer.status_code == 200
    assert "The end must come after the start" in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ({"on_0": "2026-10-25", "from_0": "02:30", "to_0": "03:30"}, 120),
        ({"on_0": "2026-03-29", "from_0": "01:30", "to_0": ""}, 120),
        ({"on_0": "2026-03-29", "from_0": "01:30", "to_0": "03:30"}, 60),
    ],
)
def test_new_books_what_passes_on_a_stopwatch(
    cast: Cast, client_of, said: dict[str, str], minutes: int
) -> None:
    client_of(cast.amal).post(url(cast), {**FIVE, **said})
    date = drafted().shifts.get()
    assert (date.ends_at - date.starts_at, drafted().minutes) == (dt.timedelta(minutes=minutes), minutes)


def test_new_does_not_take_a_place_of_another_community(cast: Cast, client_of) -> None:
    cast.place.community = cast.rainbow
    cast.place.save()
    assert client_of(cast.amal).post(url(cast), {**FIVE, "place": cast.place.pk}).status_code == 200


@pytest.mark.parametrize("name", ["bruno", "dara", "edda", "farid", "gita", "olu"])
def test_new_is_not_there_for_those_who_may_not_post(cast: Cast, client_of, name: str) -> None:
    client = client_of(getattr(cast, name))
    assert client.get(url(cast)).status_code == 404
    assert client.post(url(cast), FIVE).status_code == 404
    assert not Ask.objects.filter(what="Paint the hall").exists()


def test_new_asks_nobody_to_sign_in(cast: Cast, client) -> None:
    for id in (cast.harbour.pk, cast.rainbow.pk, new_id()):
        assert client.get(reverse("asks:new", args=[id])).status_code == 302


def test_new_sent_twice_makes_one(cast: Cast, client_of) -> None:
    client = client_of(cast.amal)
    for _again in range(2):
        assert client.post(url(cast), {**FIVE, "once": "k" * 40}).status_code == 302
    assert Ask.objects.filter(what="Paint the hall").count() == 1


def test_publish_opens_pause_rests_resume_goes_on_close_ends(cast: Cast, client_of) -> None:
    client = client_of(cast.chidi)
    client.post(url(cast), FIVE)
    ask = drafted()
    for step in STEPS[:4]:
        assert client.post(reverse(step, args=[ask.pk])).status_code == 302, step
        assert client_of(cast.bruno).get(reverse("asks:ask", args=[ask.pk])).status_code == 200
    kinds = list(Entry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["asks.publish", "asks.pause", "asks.resume", "asks.close"]
    assert client.post(reverse("asks:resumed", args=[ask.pk])).status_code == 404


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "farid", "gita"])
def test_steps_are_for_the_writer_and_stewards(cast: Cast, client_of, step: str, name: str) -> None:
    answer = client_of(getattr(cast, name)).post(reverse(step, args=[cast.ask.pk]))
    assert answer.status_code == 404
    cast.ask.refresh_from_db()
    assert cast.ask.paused_at is None
    assert cast.ask.closed_at is None


def test_discard_throws_a_draft_away_and_no_open_ask(cast: Cast, client_of, now) -> None:
    client = client_of(cast.chidi)
    client.post(url(cast), FIVE)
    assert client.post(reverse("asks:discarded", args=[drafted().pk])).status_code == 302
    assert not Ask.objects.filter(what="Paint the hall").exists()
    with pytest.raises(refusals.AlreadyPublished):
        actions.discard(ask=cast.ask, by=cast.amal, now=now)


def test_draft_of_a_newcomer_is_refused(cast: Cast, now) -> None:
    with pytest.raises(refusals.MayNotPost):
        draft(cast, cast.dara, now)


def test_draft_on_behalf_is_for_stewards(cast: Cast, now) -> None:
    with pytest.raises(refusals.OnlyStewards):
        draft(cast, cast.chidi, now, on_behalf=True)
    assert draft(cast, cast.amal, now, on_behalf=True).on_behalf


def draft(cast: Cast, by, now, **more) -> Ask:
    from alongside.asks.rules import Slot

    slot = Slot(now + dt.timedelta(days=2), now + dt.timedelta(days=2, hours=1))
    return actions.draft(
        community=cast.harbour,
        by=by,
        now=now,
        kind="in_person",
        what="Sing",
        language="en",
        slots=[slot],
        **more,
    )


def test_edit_never_joins_an_exact_place_with_places_at_once(cast: Cast, client_of, now) -> None:
    with pytest.raises(refusals.NeverAtOnce):
        actions.edit(ask=cast.ask, by=cast.amal, now=now, changes={"acceptance": "at_once"})
    free = draft(cast, cast.amal, now)
    actions.edit(ask=free, by=cast.amal, now=now, changes={"acceptance": "at_once"})
    with pytest.raises(refusals.NeverAtOnce):
        actions.edit(ask=free, by=cast.amal, now=now, changes={"place": cast.place})
    said = {"language": "en", "minutes": "60", "acceptance": "at_once"}
    page = client_of(cast.amal).post(reverse("asks:more", args=[cast.ask.pk]), said)
    assert page.status_code == 200
    assert "a steward says yes" in page.content.decode()


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        ("anyone", "usual", "known"),
        ("anyone", "anyone", "known"),
        ("allies", "trusted", "trusted"),
        ("members", "members", "members"),
        ("members", "usual", "known"),
    ],
)
def test_edit_gives_help_that_becomes_close_the_care_of_its_kind(
    cast: Cast, client_of, before: str, said: str, after: str
) -> None:
    Ask.objects.update(open_to=before, acceptance="at_once", place=None)
    page = reverse("asks:edit", args=[cast.ask.pk])
    client_of(cast.amal).post(page, {"what": "Come along", "kind": "accompany", "place": "", "open_to": said})
    ask = Ask.objects.get()
    assert (ask.kind, ask.open_to, ask.acceptance) == ("accompany", after, "steward")
    assert (ask.two_people, ask.check_in) == (True, True)


def test_edit_as_usual_opens_to_whom_its_kind_opens(cast: Cast, client_of) -> None:
    Ask.objects.update(open_to="anyone")
    page = reverse("asks:edit", args=[cast.ask.pk])
    said = {"what": "Carry soup", "kind": "in_person", "place": cast.place.pk, "open_to": "usual"}
    client_of(cast.amal).post(page, said)
    assert Ask.objects.get().open_to == "allies"


def test_edit_and_more_leave_an_ask_at_a_place_that_was_put_away(cast: Cast, client_of, now) -> None:
    actions.archive_place(place=cast.place, by=cast.amal, now=now)
    client = client_of(cast.amal)
    page = reverse("asks:edit", args=[cast.ask.pk])
    assert f'value="{cast.place.pk}" selected' in client.get(page).content.decode()
    said = {"what": "Carry pots", "kind": "in_person", "place": cast.place.pk, "open_to": "allies"}
    assert client.post(page, said).status_code == 302
    terms = {"language": "en", "minutes": "60", "acceptance": "steward", "why": "Because"}
    assert client.post(reverse("asks:more", args=[cast.ask.pk]), terms).status_code == 302
    ask = Ask.objects.get()
    assert (ask.what, ask.why, ask.place, ask.changed_at) == ("Carry pots", "Because", cast.place, None)


def test_edit_of_a_published_ask_is_recorded_and_a_new_place_is_marked(cast: Cast, client_of, now) -> None:
    page = reverse("asks:edit", args=[cast.ask.pk])
    said = {"what": "Carry pots", "kind": "in_person", "place": cast.place.pk, "open_to": "known"}
    assert client_of(cast.amal).post(page, said).status_code == 302
    cast.ask.refresh_from_db()
    assert (cast.ask.what, cast.ask.open_to, cast.ask.changed_at) == ("Carry pots", "known", None)
    client_of(cast.amal).post(page, {**said, "place": ""})
    cast.ask.refresh_from_db()
    cast.shift.refresh_from_db()
    assert cast.ask.place is None
    assert cast.ask.changed_at is not None
    assert cast.shift.changed_at == cast.ask.changed_at
    assert [one.facts["place_changed"] for one in Entry.objects.filter(kind="asks.edit")] == [False, True]


def test_more_keeps_everything_that_may_be_added(cast: Cast, client_of) -> None:
    said = {
        "why": "Because",
        "good": "On time",
        "language": "es",
        "minutes": "90",
        "acceptance": "steward",
        "two_people": "on",
        "on_behalf": "on",
        "needed": ["driving"],
        "welcome": ["driving", "cooking"],
        "language_0": "es",
        "language_1": "ar",
    }
    page = reverse("asks:more", args=[cast.ask.pk])
    assert client_of(cast.amal).post(page, said).status_code == 302
    cast.ask.refresh_from_db()
    assert (cast.ask.why, cast.ask.minutes, cast.ask.two_people, cast.ask.on_behalf) == (
        "Because",
        90,
        True,
        True,
    )
    assert {one.skill: one.is_needed for one in cast.ask.skills.all()} == {"driving": True, "cooking": False}
    assert {one.code for one in cast.ask.languages.all()} == {"es", "ar"}
    assert "selected" in client_of(cast.amal).get(page).content.decode()
