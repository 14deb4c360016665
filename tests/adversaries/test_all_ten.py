"""The table of adversaries, and the form that each of their files has.

A weak build tells something about the test, and nothing about a database: those run on SQLite alone. That nothing leaks
is asked on both.
"""

import importlib

import pytest

TEN = {
    "partner or parent with the device": "test_partner_with_the_device",
    "infiltrator who joins a community": "test_infiltrator",
    "hostile mass-reporter": "test_hostile_mass_reporter",
    "stalker or harasser": "test_stalker",
    "doxxer, scraper": "test_scraper",
    "curious operator": "test_curious_operator",
    "server seizure, subpoena": "test_seized_server",
    "insider organiser": "test_insider_steward",
    "employer or institution": "test_employer",
    "hostile federated server": "test_hostile_server",
}
MORE = {"somebody from outside who runs one ask": "test_runner_of_one_ask"}
"""Whom no list of ten could know: each has a way that the product itself opens."""
EVERYBODY = {**TEN, **MORE}


@pytest.mark.parametrize("adversary", EVERYBODY)
def test_adversary_has_a_test_that_a_weak_build_fails(adversary: str) -> None:
    file = importlib.import_module(f"tests.adversaries.{EVERYBODY[adversary]}")
    assert len(str(file.__doc__).split("\n\n")) == 2, "who it is and what they can do; then what must hold"
    assert callable(file.leaks)
    assert callable(file.test_nothing_leaks)
    assert len(file.WEAK) >= 2
    assert callable(file.test_weak_build_is_found)
