"""What a server in production answers on every route: from a process with an operator's settings, not the tests'."""

import base64
import json
import os
import secrets
import subprocess
import sys
from typing import Any

import pytest

from tests.architecture.source import ROOT

pytestmark = pytest.mark.sqlite
POLICY = {
    "default-src": "'none'",
    "object-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
KINDS = {
    "text/html; charset=utf-8",
    "application/json",
    "application/zip",
    "text/calendar; charset=utf-8",
    "text/plain; charset=utf-8",
    "text/plain",
    "text/csv; charset=utf-8",
}
READ_BY_PROGRAMS = {"mfa_login_webauthn", "home:health"}
FORM_FROM_ANYWHERE = {"people:exit"}
"""It takes a form without a token: leaving must never fail. All that another site gains: somebody signs in anew."""


def key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE")}
    settings = {
        "ALONGSIDE_MODE": "production",
        "ALONGSIDE_ORIGIN": "https://calendar.example",
        "ALONGSIDE_CONTACT": "Ring 1 2 3",
        "ALONGSIDE_DATA_DIR": str(tmp_path_factory.mktemp("production")),
        "ALONGSIDE_SECRET_KEY": secrets.token_urlsafe(64),
        "ALONGSIDE_DATA_KEYS": key(),
        "ALONGSIDE_LEDGER_KEY": key(),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.production.visits"],
        cwd=ROOT,
        env={**inherited, **settings},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def every(seen: dict[str, Any]) -> list[dict[str, Any]]:
    return [*seen["routes"], *seen["not_there"], *seen["methods"], *seen["forged"]]


def name(answer: dict[str, Any]) -> str:
    return f"{answer['method']} {answer['path']} {answer['status']}"


def test_something_of_everything_was_seen(seen: dict[str, Any]) -> None:
    assert len(seen["routes"]) > 600
    assert {200, 302, 400, 404, 405} <= {one["status"] for one in every(seen)}
    assert not [name(one) for one in every(seen) if one["status"] >= 500]


@pytest.mark.parametrize("header", HEADERS)
def test_every_answer_carries_the_header(seen: dict[str, Any], header: str) -> None:
    assert [name(one) for one in every(seen) if one["headers"].get(header) != HEADERS[header]] == []


def test_every_answer_lets_a_browser_load_this_server_alone(seen: dict[str, Any]) -> None:
    for one in every(seen):
        parts = (part.strip().partition(" ") for part in one["headers"]["content-security-policy"].split(";"))
        assert {directive: rest for directive, _space, rest in parts} == POLICY, name(one)


def test_no_answer_is_for_another_origin(seen: dict[str, Any]) -> None:
    named = [
        header for one in every(seen) for header in one["headers"] if header.startswith("access-control")
    ]
    assert named == []


def test_no_answer_says_what_runs_here(seen: dict[str, Any]) -> None:
    assert [name(one) for one in every(seen) if {"server", "x-powered-by"} & one["headers"].keys()] == []


def test_every_answer_says_what_it_is(seen: dict[str, Any]) -> None:
    """A body has its kind and its alphabet; JSON has no charset, because it is UTF-8 by definition."""
    for one in every(seen):
        if one["start"]:
            assert one["headers"]["content-type"] in KINDS, (name(one), one["headers"]["content-type"])


def test_file_is_offered_to_be_kept_and_never_shown_as_a_page(seen: dict[str, Any]) -> None:
    files = [one for one in every(seen) if one["start"] and "text/html" not in one["headers"]["content-type"]]
    kept = [one for one in files if one["status"] == 200 and one["route"] not in READ_BY_PROGRAMS]
    assert len({one["route"] for one in kept}) > 2
    for one in kept:
        assert one["headers"]["content-disposition"].startswith('attachment; filename="'), name(one)


@pytest.mark.parametrize("cookie", ["session", "form", "language", "messages", "left"])
def test_cookie_is_of_this_host_over_tls_and_out_of_reach_of_scripts(
    seen: dict[str, Any], cookie: str
) -> None:
    found = [one for one in seen["cookies"] if one.startswith(f"__Host-{cookie}=")]
    assert found
    for one in found:
        parts = {part.strip().lower() for part in one.split(";")[1:]}
        assert {"secure", "path=/"} <= parts, one
        assert not any(part.startswith("domain") for part in parts), one
        if "max-age=0" not in parts:
            assert {"httponly", "samesite=lax"} <= parts, one


def test_no_other_cookie_is_set(seen: dict[str, Any]) -> None:
    every_one = [*seen["cookies"], *(cookie for one in every(seen) for cookie in one["cookies"])]
    names = {one.partition("=")[0] for one in every_one}
    assert names == {f"__Host-{name}" for name in ("session", "form", "language", "messages", "left")}


def test_other_methods_are_refused(seen: dict[str, Any]) -> None:
    assert [name(one) for one in seen["methods"] if one["status"] != 405] == []


def test_what_is_no_page_of_this_server_is_not_there(seen: dict[str, Any]) -> None:
    """No folder of the program, no listing, no page for programmers, no figures."""
    assert [name(one) for one in seen["not_there"] if one["status"] != 404] == []


def test_form_of_another_site_is_refused_on_every_route(seen: dict[str, Any]) -> None:
    taken = {one["route"] for one in seen["forged"] if one["status"] not in {403, 404, 405}}
    assert taken == FORM_FROM_ANYWHERE


def test_another_name_of_the_server_is_refused(seen: dict[str, Any]) -> None:
    assert seen["other_host"]["status"] == 400
    assert "evil.example" not in seen["other_host"]["start"]


def test_nobody_has_an_account_from_the_start(seen: dict[str, Any]) -> None:
    assert seen["people_at_first"] == 0


def test_faults_are_shown_to_nobody_and_one_proxy_is_trusted(seen: dict[str, Any]) -> None:
    assert (seen["debug"], seen["proxies"]) == (False, 1)


def test_log_goes_to_the_journal_and_nowhere_else(seen: dict[str, Any]) -> None:
    assert seen["logs"] == [["console"], ["console"]]
