"""An ask in several languages: who writes them, and which of them each reader gets on every page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import actions, queries, rules
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, OpenTo, Shift, Wording
from alongside.commitments import actions as commitments
from alongside.home.cast import DAY, Cast
from alongside.ledger.models import Entry
from alongside.people.models import Person, SpokenLanguage

OLLAS, QUDUR = "Llevar ollas a la sala", "نقل القدور إلى القاعة"
WORDS = {"what": OLLAS, "why": "Comen cuarenta.", "good": "Brazos fuertes."}


@dataclass(frozen=True)
class Said:
    language: str
    what: str = ""
    why: str = ""
    good: str = ""


@pytest.fixture
def spanish(cast: Cast, now: dt.datetime) -> Wording:
    return actions.reword(ask=cast.ask, by=cast.amal, now=now, language="es", **WORDS)


def speaks(person: Person, *codes: str) -> None:
    SpokenLanguage.objects.filter(person=person).delete()
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(person=person, code=code, position=place) for place, code in enumerate(codes)
    )


def url(name: str, *ids: str) -> str:
    return reverse(name, args=ids)


def text(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("order", "language"),
    [
        (["es", "en"], "es"),
        (["en", "es"], "en"),
        (["so", "ar", "es"], "ar"),
        (["so"], "en"),
        ([], "en"),
    ],
)
def test_reader_gets_the_language_that_comes_first_in_their_order(order: list[str], language: str) -> None:
    others = [Said("es"), Said("ar")]
    assert rules.chosen(Said("en"), others, order).language == language


def test_a_changed_letter_anywhere_is_another_fingerprint() -> None:
    words = [
        Said("en", "a", "b", "c"),
        Said("en", "A", "b", "c"),
        Said("en", "a", "B", "c"),
        Said("en", "ab", "", "c"),
    ]
    assert len({rules.fingerprint(one) for one in words}) == 4
    assert rules.fingerprint(Said("es", "a", "b", "c")) == rules.fingerprint(words[0])


def test_every_page_shows_an_ally_the_words_in_the_language_they_speak_best(
    cast: Cast, spanish: Wording, client_of, now
) -> None:
    """His pages are in English. He chose Somali, which nobody wrote, and Spanish before English."""
    speaks(cast.bruno, "so", "es", "en")
    client, said = client_of(cast.bruno), f'lang="es" dir="auto">{OLLAS}'
    lists = [reverse("matching:fits"), reverse("commitments:offer", args=[cast.ask.pk])]
    assert [page for page in lists if said not in text(client, page)] == []
    assert [page for page in lists if cast.ask.what in text(client, page)] == []
    offer = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    commitments.accept(commitment=offer, by=cast.amal, now=now)
    pages = [
        url("asks:ask", cast.ask.pk),
        url("asks:community_asks", cast.harbour.pk),
        "/desk/",
        reverse("commitments:commitment", args=[offer.pk]),
        reverse("commitments:release", args=[offer.pk]),
        reverse("commitments:conversation", args=[offer.pk]),
        reverse("commitments:leaving", args=[cast.harbour.pk]),
    ]
    assert [page for page in pages if said not in text(client, page)] == []
    assert [page for page in pages if cast.ask.what in text(client, page)] == []
    speaks(cast.bruno, "en", "es")
    assert [page for page in pages if OLLAS in text(client, page)] == []


def test_every_page_shows_a_steward_the_words_in_the_language_they_speak_best(
    cast: Cast, spanish: Wording, client_of, now
) -> None:
    speaks(cast.amal, "es")
    offer = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    pages = [
        "/desk/",
        reverse("commitments:date", args=[cast.shift.pk]),
        reverse("commitments:cancellation", args=[cast.shift.pk]),
        reverse("commitments:commitment", args=[offer.pk]),
        *(
            url(f"asks:{name}", cast.ask.pk)
            for name in ("edit", "more", "dates", "delegates", "closed", "wordings")
        ),
        url("asks:date", cast.ask.pk, cast.shift.pk),
        url("asks:new_series", cast.ask.pk, cast.shift.pk),
    ]
    client = client_of(cast.amal)
    assert [page for page in pages if f'lang="es" dir="auto">{OLLAS}' not in text(client, page)] == []


def test_whoever_said_no_language_reads_that_of_their_pages(
    cast: Cast, spanish: Wording, client, client_of
) -> None:
    Ask.objects.update(open_to=OpenTo.ANYONE)
    page = url("asks:ask", cast.ask.pk)
    assert OLLAS in client.get(page, headers={"Accept-Language": "es"}).content.decode()
    assert cast.ask.what in client.get(page, headers={"Accept-Language": "ar"}).content.decode()
    Person.objects.filter(pk=cast.bruno.pk).update(language="es")
    assert OLLAS in text(client_of(cast.bruno), page)


def test_ask_leads_to_its_other_languages_without_script(
    cast: Cast, spanish: Wording, client_of, now
) -> None:
    actions.reword(ask=cast.ask, by=cast.amal, now=now, language="ar", what=QUDUR)
    client, page = client_of(cast.bruno), url("asks:ask", cast.ask.pk)
    shown = text(client, page)
    for code, name in {"es": "español", "ar": "العربية"}.items():
        assert (
            f'href="?in={code}" hreflang="{code}"><span lang="{code}" dir="auto">{name}</span></a>' in shown
        )
    assert 'href="?in=en"' not in shown
    arabic = text(client, f"{page}?in=ar")
    assert f'<h1><span lang="ar" dir="auto">{QUDUR}</span></h1>' in arabic
    assert 'href="?in=en"' in arabic
    assert f'lang="en" dir="auto">{cast.ask.why}' in arabic, "what was not written stands in the first words"
    assert text(client, f"{page}?in=xx").count(cast.ask.what) == shown.count(cast.ask.what)


def test_words_that_the_first_ones_left_behind_are_marked(
    cast: Cast, spanish: Wording, client_of, now
) -> None:
    steward, reader = client_of(cast.amal), client_of(cast.bruno)
    listed, asked = url("asks:wordings", cast.ask.pk), url("asks:ask", cast.ask.pk)
    warned = "have changed since these were written"
    assert "Look again" not in text(steward, listed) + text(steward, asked)
    assert warned not in text(reader, f"{asked}?in=es")
    actions.edit(ask=cast.ask, by=cast.amal, now=now, changes={"why": "Fifty people eat from them."})
    for page in (listed, asked, url("asks:wording", cast.ask.pk, spanish.pk)):
        assert "Look again" in text(steward, page)
    assert warned in text(reader, f"{asked}?in=es")
    assert warned not in text(reader, asked)
    steward.post(url("asks:wording", cast.ask.pk, spanish.pk), WORDS)
    assert "Look again" not in text(steward, listed)


def test_steward_adds_changes_and_removes_a_language(cast: Cast, client_of, now) -> None:
    client, new = client_of(cast.amal), url("asks:new_wording", cast.ask.pk)
    assert client.post(new, {"language": "es", **WORDS}).status_code == 302
    (made,) = Wording.objects.all()
    assert (made.language, made.what, made.why, made.good) == ("es", *WORDS.values())
    changed = {**WORDS, "what": "Cargar ollas"}
    assert client.post(url("asks:wording", cast.ask.pk, made.pk), changed).status_code == 302
    assert Wording.objects.get().what == "Cargar ollas"
    assert client.post(url("asks:removed_wording", cast.ask.pk, made.pk)).status_code == 302
    assert not Wording.objects.exists()
    told = Entry.objects.filter(subject=cast.ask.pk).order_by("number").values_list("kind", "facts")
    assert list(told) == [
        (f"asks.{verb}", {"language": "es"}) for verb in ("reword", "reword", "remove_wording")
    ]


def test_form_keeps_what_was_typed_and_offers_no_language_twice(
    cast: Cast, spanish: Wording, client_of
) -> None:
    client, new = client_of(cast.amal), url("asks:new_wording", cast.ask.pk)
    page = client.post(new, {"language": "", **WORDS}).content.decode()
    for words in WORDS.values():
        assert words in page
    for code, is_free in {"ar": True, "es": False, "en": False}.items():
        assert (f'<option value="{code}">' in page.split("<main")[1]) == is_free
    assert client.post(new, {"language": "es", **WORDS}).status_code == 200
    assert client.post(new, {"language": "ar", "what": "\u2800"}).status_code == 200
    assert Wording.objects.count() == 1


def test_member_writes_their_own_draft_in_another_language_and_nobody_else_does(
    cast: Cast, client_of, now
) -> None:
    tomorrow = rules.Slot(now + DAY, now + DAY + dt.timedelta(hours=2))
    terms = {"kind": "make", "what": "Paint", "language": "en", "slots": [tomorrow]}
    draft = actions.draft(community=cast.harbour, by=cast.chidi, now=now, **terms)
    new = url("asks:new_wording", draft.pk)
    assert client_of(cast.chidi).post(new, {"language": "es", **WORDS}).status_code == 302
    assert Ask.objects.get(pk=draft.pk).published_at is None
    assert not Entry.objects.filter(subject=draft.pk).exists(), "a draft is its writer's own"
    for name in ("bruno", "dara", "edda", "farid", "gita", "olu"):
        assert client_of(getattr(cast, name)).post(new, {"language": "ar", **WORDS}).status_code == 404, name
        with pytest.raises(refusals.MayNotEdit):
            actions.reword(ask=draft, by=getattr(cast, name), now=now, language="ar", **WORDS)


def test_wording_is_refused_in_the_first_language_and_beyond_six(cast: Cast, spanish: Wording, now) -> None:
    def reword(language: str) -> Wording:
        return actions.reword(ask=cast.ask, by=cast.amal, now=now, language=language, **WORDS)

    with pytest.raises(refusals.SaidAlready):
        reword("en")
    with pytest.raises(refusals.SaidAlready):
        actions.edit(ask=cast.ask, by=cast.amal, now=now, changes={"language": "es"})
    for language in ("ar", "uk", "so", "pt"):
        reword(language)
    with pytest.raises(refusals.TooManyWordings):
        reword("fr")
    assert reword("es").pk == spanish.pk
    actions.close(ask=cast.ask, by=cast.amal, now=now)
    with pytest.raises(refusals.AlreadyClosed):
        reword("es")


def test_card_is_new_with_each_wording(cast: Cast, spanish: Wording, client_of, now) -> None:
    speaks(cast.bruno, "es")
    client, page = client_of(cast.bruno), url("asks:community_asks", cast.harbour.pk)
    assert OLLAS in text(client, page)
    actions.reword(ask=cast.ask, by=cast.amal, now=now, language="es", what="Cargar ollas")
    assert "Cargar ollas" in text(client, page)
    actions.remove_wording(wording=spanish, by=cast.amal, now=now)
    assert cast.ask.what in text(client, page)


def test_public_calendar_is_in_the_language_of_the_group_for_everybody(
    cast: Cast, spanish: Wording, client, client_of
) -> None:
    Ask.objects.update(open_to=OpenTo.ANYONE)
    speaks(cast.bruno, "es")
    page = reverse("asks:calendar", args=[cast.harbour.pk])
    assert cast.ask.what in client_of(cast.bruno).get(page).content.decode().replace("\r\n ", "")
    cast.harbour.language = "es"
    cast.harbour.save()
    (event,) = icalendar.Calendar.from_ical(client.get(page).content).walk("VEVENT")
    assert OLLAS in event["summary"]
    assert event["summary"].params["LANGUAGE"] == "es"


def test_own_calendar_is_in_the_languages_of_its_person(cast: Cast, spanish: Wording, client, now) -> None:
    speaks(cast.bruno, "es")
    offer = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    commitments.accept(commitment=offer, by=cast.amal, now=now)
    secret = commitments.make_calendar(by=cast.bruno, name="tablet", shows="what", now=now)
    page = client.get(reverse("commitments:calendar", args=[secret]), headers={"Accept-Language": "ar"})
    (event,) = icalendar.Calendar.from_ical(page.content).walk("VEVENT")
    assert (str(event["summary"]), event["summary"].params["LANGUAGE"]) == (OLLAS, "es")


def another(cast: Cast, at: dt.datetime, now: dt.datetime, offered_by: Person | None) -> None:
    """One more ask in two languages, at a time of its own."""
    ask = Ask.objects.get(pk=cast.ask.pk)
    ask.pk, ask._state.adding = None, True
    ask.save()
    Wording.objects.create(ask=ask, language="es", made_from="", **WORDS)
    shift = Shift.objects.create(ask=ask, starts_at=at, ends_at=at + dt.timedelta(hours=1))
    if offered_by:
        said = {"offered_at": now, "minutes": 5, "period_on": now.date(), "language": "en"}
        shift.commitments.create(ally=offered_by, **said)


def test_lists_take_the_same_queries_for_one_and_thirty(cast: Cast, spanish: Wording, client_of, now) -> None:
    """Of asks in two languages, and offers to such asks, for people whose order of languages is asked for.

    It begins with two, as those look alike, and a desk asks whether they are the same.
    """
    pages = {"/desk/": cast.bruno, url("asks:community_asks", cast.harbour.pk): cast.bruno}
    pages |= {reverse("matching:fits"): cast.bruno, "/desk/?": cast.amal}
    for one in (cast.bruno, cast.amal):
        speaks(one, "es")
    clients = {one.pk: client_of(one) for one in (cast.bruno, cast.amal)}

    def taken() -> list[int]:
        numbers = []
        for page, who in pages.items():
            clients[who.pk].get(page)
            with CaptureQueriesContext(connection) as found:
                assert OLLAS in text(clients[who.pk], page)
            numbers.append(len(found))
        return numbers

    another(cast, now + 2 * DAY, now, cast.bruno)
    another(cast, now + 2 * DAY + dt.timedelta(hours=2), now, None)
    before = taken()
    for number in range(2, 30):
        offered_by = cast.bruno if number % 2 else None
        another(cast, now + dt.timedelta(days=2, hours=2 * number), now, offered_by)
    assert taken() == before


def test_what_somebody_wrote_is_theirs_to_take_along(cast: Cast, spanish: Wording) -> None:
    (written,) = queries.about_person(person=cast.amal)["asks_written"]
    assert written["wordings"] == [{"language": "es", **WORDS}]
