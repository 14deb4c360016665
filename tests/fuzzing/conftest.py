import datetime as dt

import pytest
from django.conf import settings
from django.test import Client

from alongside.home.cast import Cast
from tests.fuzzing.visitors import Visitors
from tests.world import World, build


@pytest.fixture
def world(cast: Cast, now: dt.datetime) -> World:
    return build(cast, now)


@pytest.fixture
def visitors(world: World) -> Visitors:
    sessions = {}
    for reader in ("amal", "bruno", "chidi", "dara", "edda"):
        browser = Client()
        browser.force_login(getattr(world.cast, reader))
        sessions[reader] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return Visitors(sessions)
