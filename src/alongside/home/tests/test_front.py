"""The page for nobody, which is also what Back shows after the quick exit."""

from typing import Any

from alongside.home.cast import EXACT_PLACE, Cast


def test_front_shows_what_a_stranger_may_read_and_nothing_else(client: Any, cast: Cast) -> None:
    cast.ask.open_to = "anyone"
    cast.ask.save()
    page = client.get("/").content.decode()
    assert cast.ask.what in page
    for private in (EXACT_PLACE, cast.rainbow.name, cast.amal.display_name, cast.amal.sign_in_name, "13:00"):
        assert private not in page


def test_front_leads_whoever_is_signed_in_to_their_desk(client_of: Any, cast: Cast) -> None:
    assert client_of(cast.bruno).get("/")["Location"] == "/desk/"


def test_look_exists_only_in_the_demo(client: Any, cast: Cast, settings: Any) -> None:
    assert client.post("/look/", {"step": "steward"}).status_code == 404
    settings.ALONGSIDE_MODE = "demo"
    cast.amal.sign_in_name = "amal"
    cast.amal.save()
    assert client.post("/look/", {"step": "steward"}).status_code == 302
    assert client.get("/desk/").status_code == 200
    for strange in ("operator", "6", ""):
        assert client.post("/look/", {"step": strange}).status_code == 404


def test_help_and_tour_are_for_anybody(client: Any, client_of: Any, cast: Cast) -> None:
    for browser in (client, client_of(cast.dara)):
        assert "Who sees my name?" in browser.get("/help/").content.decode()
        assert "The chain in five steps" in browser.get("/tour/").content.decode()
        assert browser.post("/help/").status_code == 405
