"""Answers that are no page of anything keep the promises of every page: what is missing, barred, refused or broken."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from alongside.home.cast import Cast
from tests.journeys.conftest import SUBMIT
from tests.journeys.promises import Wire, faults
from tests.journeys.test_every_page import VARIANTS, open_cold, private_words
from tests.world import build

__all__ = ["open_cold"]
pytestmark = [pytest.mark.browser, pytest.mark.urls("alongside.ui.tests.places")]
SIGN_UP = "/account/sign-up/"
UNKEPT = """() => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/unkept/";
    for (const [name, value] of [["csrfmiddlewaretoken", null], ["once", null], ["why", "Two soup pots."]]) {
        const field = document.createElement("textarea");
        field.name = name;
        field.value = value ?? document.querySelector(`main [name=${name}]`).value;
        form.append(field);
    }
    document.body.append(form);
    form.submit();
}"""
"""Sends a text to a page that can keep nothing."""


def at(path: str) -> Callable[[Page], None]:
    return lambda page: page.goto(path) and None


def without(field: str) -> Callable[[Page], None]:
    """Sends a form that lacks one of its hidden fields, as a broken copy of the page would."""

    def come(page: Page) -> None:
        page.goto(SIGN_UP)
        page.evaluate(f"document.querySelectorAll('main [name={field}]').forEach(each => each.remove())")
        send(page)

    return come


def send(page: Page) -> None:
    with page.expect_event("load"):
        page.evaluate(f"document.querySelector('{SUBMIT}').form.submit()")


def too_often(page: Page) -> None:
    for _time in range(3):
        page.goto(SIGN_UP)
        send(page)


def unkept(page: Page) -> None:
    page.goto(SIGN_UP)
    with page.expect_event("load"):
        page.evaluate(UNKEPT)


PROBLEMS = {
    "missing": (404, at("/nothing/")),
    "barred": (403, at("/barred/")),
    "broken": (500, at("/broken/")),
    "refused": (409, at("/full/")),
    "form without its token": (403, without("csrfmiddlewaretoken")),
    "form without its key": (400, without("once")),
    "too often": (429, too_often),
    "nothing can be kept": (503, unkept),
}


@pytest.mark.parametrize(("language", "scheme", "width"), VARIANTS)
def test_problem_is_a_page_for_everybody(
    language: str,
    scheme: str,
    width: int,
    cast: Cast,
    now: dt.datetime,
    settings: LazySettings,
    open_cold: Callable[..., Page],
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/m/ip"}
    private = private_words(build(cast, now))
    page: Any = open_cold(None, language, scheme, width)
    wire, wrong = Wire(page), []
    for name, (status, come) in PROBLEMS.items():
        come(page)
        wrong += [f"{name}: {fault}" for fault in faults(page, wire, status, private)]
    assert not wrong, "\n" + "\n".join(wrong)
