"""What is not here, and stays away: whole kinds of attack have nothing to work on.

docs/operate/asvs.md names these tests. Each is about what is installed, what is set, and what is answered; none about
what somebody means to leave out.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from alongside.home.cast import Cast
from alongside.home.management import serving
from alongside.ui.middleware import PERMISSIONS
from tests.architecture.source import files, place
from tests.architecture.test_dependencies import installed_without_developing
from tests.walk import undone
from tests.world import address, build, routes

SPOKEN = {
    "LDAP": "ldap|ldap3|python-ldap|django-auth-ldap|bonsai",
    "XPath and XML of others": "lxml|elementpath|xpath|defusedxml|xmltodict|pysaml2|signxml",
    "LaTeX": "pylatex|latex|django-tex|pdflatex|texsoup",
    "Markdown, HTML and templates of others": "markdown|markdown-it-py|mistune|bleach|nh3|jinja2|mako",
    "pictures": "pillow|cairosvg|svglib|wand|opencv-python",
    "Java": "jpype1|py4j|jep|pyjnius",
    "memcache": "pymemcache|pylibmc|python-memcached",
    "GraphQL": "graphene|graphene-django|ariadne|strawberry-graphql|graphql-core",
    "WebSockets": "channels|daphne|websockets|wsproto|python-socketio|simple-websocket",
    "WebRTC": "aiortc|pylibsrtp|aioice",
    "OAuth, OIDC and SAML": "authlib|oauthlib|requests-oauthlib|django-oauth-toolkit|python3-saml|pyjwt",
    "codes by telephone": "twilio|vonage|messagebird|phonenumbers|django-phonenumber-field",
    "requests to others": "requests|httpx|aiohttp|urllib3|pycurl",
}
"""Libraries by what they bring, as they are called in the package index."""


@pytest.mark.parametrize("what", SPOKEN)
def test_no_library_brings_it(what: str) -> None:
    """Of all that is installed with the product, whoever wanted it."""
    assert installed_without_developing() & {*SPOKEN[what].split("|")} == set()


def test_an_installed_library_is_seen() -> None:
    assert {"django", "django-allauth"} <= installed_without_developing()


def test_nobody_signs_in_by_somebody_else() -> None:
    """No provider from outside, and none is this server: allauth can be both, and each is an app or an address."""
    apps = {one for one in settings.INSTALLED_APPS if one.startswith("allauth")}
    assert apps == {"allauth", "allauth.account", "allauth.mfa"}
    named = [one for one in routes() if re.search(r"social|openid|oauth|saml|idp|provider", one)]
    assert named == []


def test_no_code_out_of_band_signs_in() -> None:
    """Neither by telephone nor by mail; what is asked beside a passphrase comes from an app, a key or paper."""
    assert {"username"} == settings.ACCOUNT_LOGIN_METHODS
    assert settings.MFA_SUPPORTED_TYPES == ["totp", "webauthn", "recovery_codes"]
    assert not [one for one in dir(settings) if re.search(r"LOGIN_BY_CODE|PHONE", one)]
    assert not [one for one in routes() if re.search(r"phone_|login_code|verify_phone", one)]


def test_what_is_kept_is_kept_in_the_memory_of_the_process() -> None:
    backends = {one["BACKEND"].rpartition(".")[2] for one in settings.CACHES.values()}
    assert backends <= {"LocMemCache", "DummyCache"}


LIVE = re.compile(r"WebSocket|EventSource|RTCPeerConnection|getUserMedia|getDisplayMedia")


def test_nothing_is_live() -> None:
    """The server speaks WSGI, which has no WebSocket; no script of a page opens a line; a page may use no camera and
    no microphone.
    """
    assert serving.APPLICATION.endswith("wsgi:application")
    assert "interface=Interfaces.WSGI" in Path(serving.__file__).read_text(encoding="utf-8")
    assert not hasattr(settings, "ASGI_APPLICATION")
    assert {"camera=()", "microphone=()", "display-capture=()"} <= {*PERMISSIONS.split(", ")}
    scripts = [*files(".js")]
    assert scripts
    assert [place(one) for one in scripts if LIVE.search(one.read_text(encoding="utf-8"))] == []


def test_a_live_line_in_a_script_is_seen() -> None:
    assert LIVE.search("const line = new WebSocket(address)")
    assert LIVE.search("navigator.mediaDevices.getUserMedia({ audio: true })")


def test_no_route_answers_another_origin(cast: Cast, now: Any, client_of: Callable[..., Client]) -> None:
    """Whatever a browser asks beforehand, it reads no leave; and a steward's own page gives none to another origin."""
    world = build(cast, now)
    amal, leave = client_of(cast.amal), []
    strange = {"HTTP_ORIGIN": "https://elsewhere.example", "HTTP_ACCESS_CONTROL_REQUEST_METHOD": "POST"}
    for route in sorted(set(routes())):
        for method in ("options", "get"):
            path = address(route, world)
            answer = undone(lambda method=method, path=path: getattr(amal, method)(path, **strange))
            leave += [
                f"{route}: {name}" for name in answer.headers if name.lower().startswith("access-control")
            ]
    assert leave == []
