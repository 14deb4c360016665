"""What a group says to whoever gives a promise back late: its own words, on that page alone."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from alongside.communities import queries as communities
from alongside.communities.forms import values_of
from alongside.communities.models import Guidance

WORDS = "Ring the kitchen bell and ask Ines. Thank you for saying it."


@pytest.fixture
def say(cast, client_of):
    def sent(words):
        form = {**values_of(cast.harbour), "late_words": words}
        page = reverse("communities:details", args=[cast.harbour.pk])
        assert client_of(cast.amal).post(page, form).status_code == 302

    return sent


def giving_back(promise, browser):
    return browser.get(reverse("commitments:release", args=[promise.pk])).content.decode()


def test_whoever_gives_back_late_reads_the_words_of_the_group(promise, cast, client_of, say):
    say(WORDS)
    assert WORDS not in giving_back(promise, client_of(cast.bruno))
    with time_machine.travel(cast.shift.starts_at - dt.timedelta(hours=2)):
        shown = giving_back(promise, client_of(cast.bruno))
    assert WORDS in shown
    assert "What the group says about it" in shown


def test_a_group_that_says_nothing_leaves_the_page_as_it_is(promise, cast, client_of, say):
    say(WORDS)
    say("  ")
    assert not Guidance.objects.exists()
    with time_machine.travel(cast.shift.starts_at - dt.timedelta(hours=2)):
        assert "What the group says" not in giving_back(promise, client_of(cast.bruno))


def test_the_form_shows_what_was_said(cast, client_of, say):
    say(WORDS)
    assert communities.late_words(community=cast.harbour) == WORDS
    page = reverse("communities:details", args=[cast.harbour.pk])
    assert WORDS in client_of(cast.jun).get(page).content.decode()


@pytest.mark.parametrize("who", ["nobody", "gita", "dara", "farid", "chidi"])
def test_nobody_else_reads_them(promise, cast, client, client_of, say, who):
    say(WORDS)
    browser = client if who == "nobody" else client_of(getattr(cast, who))
    with time_machine.travel(cast.shift.starts_at - dt.timedelta(hours=2)):
        for page in (
            reverse("communities:community", args=[cast.harbour.pk]),
            reverse("commitments:release", args=[promise.pk]),
        ):
            assert WORDS not in browser.get(page).content.decode()
