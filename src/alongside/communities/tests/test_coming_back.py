"""The code that a steward hands over: once, for half an hour, and never more than its owner allowed beforehand."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.urls import reverse

from alongside.communities import actions, rules
from alongside.communities.models import Return
from alongside.communities.tests.happenings import DAY, FRESH, agreed, at, code_for, told
from alongside.home.cast import PASSPHRASE, belongs, person
from alongside.people.models import Session

COME = reverse("communities:coming_back")


def test_a_lost_telephone_is_not_the_loss_of_the_account(named, client, client_of, now):
    cast = named
    stolen = client_of(cast.chidi)
    amal, jun, group = client_of(cast.amal), client_of(cast.jun), [cast.harbour.pk]
    begun = reverse("communities:return_of", args=[*group, cast.chidi.pk])
    list_of_returns = reverse("communities:returns", args=group)
    assert amal.get(begun).status_code == 200
    assert amal.post(begun)["Location"] == list_of_returns
    one = Return.objects.get()
    jun.post(at("communities:return_confirmed", cast, one))
    seen_by_stewards = amal.get(list_of_returns).content + jun.get(list_of_returns).content

    with time_machine.travel(now + 7 * DAY + dt.timedelta(minutes=1)):
        amal, jun = client_of(cast.amal), client_of(cast.jun)
        assert at("communities:return_code", cast, one) in amal.get(list_of_returns).content.decode()
        shown = jun.get(jun.post(at("communities:return_code", cast, one))["Location"]).content.decode()
        code = re.search(r'value="([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})"', shown)[1]
        client.get(COME)
        answer = client.post(COME, {"code": code.upper().replace("-", " "), "passphrase": FRESH})
        done = client.get(answer["Location"]).content.decode()
        assert "secret-chidi" in done
        assert answer["Location"].startswith(reverse("communities:returned"))
        assert type(client)().get(answer["Location"]).status_code == 404
        assert client_of(cast.amal).get(answer["Location"]).status_code == 404
        client.post("/account/sign-in/", {"login": "secret-chidi", "password": FRESH})
        assert client.get(reverse("people:me")).status_code == 200
        assert stolen.get(reverse("people:me")).status_code == 302
        assert told(cast.chidi, "account.way_in_changed") == 1
        again = type(client)().post(COME, {"code": code, "passphrase": FRESH})
        assert again.status_code == 200
    assert b"secret-chidi" not in seen_by_stewards + shown.encode()


def test_a_code_opens_once_for_half_an_hour_and_a_new_one_ends_it(named, now):
    cast = named
    one = agreed(cast, now)
    first, opens = code_for(cast, one, one.opens_at), one.opens_at
    assert first not in str(list(Return.objects.values()))
    second = code_for(cast, one, opens, by=cast.jun)
    for code, moment in ((first, opens), (second, opens + rules.CODE_LASTS), ("nothing-like-it", opens)):
        with pytest.raises(actions.CodeWrong):
            actions.come_back(code=code, passphrase=FRESH, by=None, now=moment)
    actions.come_back(code=second, passphrase=FRESH, by=None, now=opens)
    with pytest.raises(actions.CodeWrong):
        actions.come_back(code=second, passphrase=FRESH, by=None, now=opens)


def test_codes_are_made_by_the_two_and_five_times_at_most(named, now):
    cast = named
    third = person("Zoe", now)
    belongs(cast.harbour, third, now, vouched_at=now, steward_since=now - 60 * DAY)
    one = agreed(cast, now)
    with pytest.raises(actions.NotHere):
        code_for(cast, one, one.opens_at, by=third)
    for _ in range(rules.CODES_AT_MOST):
        code_for(cast, one, one.opens_at)
    with pytest.raises(actions.TooManyCodes):
        code_for(cast, one, one.opens_at)


def test_a_weak_passphrase_and_somebody_else_signed_in_do_not_use_the_code_up(named, client, client_of, now):
    cast = named
    one = agreed(cast, now)
    code = code_for(cast, one, one.opens_at)
    with time_machine.travel(one.opens_at):
        assert b'id="id_passphrase_error"' in client.post(COME, {"code": code, "passphrase": "short"}).content
        steward = client_of(cast.amal).post(COME, {"code": code, "passphrase": FRESH}).content.decode()
        assert str(actions.SignedInAsAnother.message) in steward
        assert client.post(COME, {"code": code, "passphrase": FRESH}).status_code == 302


@pytest.mark.parametrize("ends", [False, True])
def test_a_second_step_falls_only_where_its_owner_said_so_beforehand(cast, client, now, ends):
    """Otherwise the new passphrase alone opens nothing, whoever holds the code."""
    actions.name_keyholder(community=cast.harbour, by=cast.chidi, ends_second_step=ends, now=now)
    for kind in ("totp", "webauthn", "recovery_codes"):
        Authenticator.objects.create(user=cast.chidi, type=kind, data={})
    one = agreed(cast, now)
    code = code_for(cast, one, one.opens_at)
    actions.come_back(code=code, passphrase=FRESH, by=None, now=one.opens_at)
    assert Authenticator.objects.filter(user=cast.chidi).count() == (0 if ends else 3)
    answer = client.post("/account/sign-in/", {"login": "secret-chidi", "password": FRESH})
    asked = answer["Location"].startswith(reverse("mfa_authenticate"))
    assert asked is not ends
    old = type(client)().post("/account/sign-in/", {"login": "secret-chidi", "password": PASSPHRASE})
    assert old.status_code == 200


def test_nobody_stays_signed_in(named, client_of, now):
    cast = named
    client_of(cast.chidi)
    mine = client_of(cast.bruno)
    one = agreed(cast, now)
    actions.come_back(code=code_for(cast, one, one.opens_at), passphrase=FRESH, by=None, now=one.opens_at)
    assert not Session.objects.filter(person=cast.chidi).exists()
    assert mine.get(reverse("people:me")).status_code == 200


def test_whoever_steers_another_group_with_them_can_ask_whether_it_was_them(named, now):
    cast = named
    belongs(cast.rainbow, cast.chidi, now, vouched_at=now, steward_since=now)
    one = agreed(cast, now)
    actions.come_back(code=code_for(cast, one, one.opens_at), passphrase=FRESH, by=None, now=one.opens_at)
    assert told(cast.edda, "steward.returned") == 1
    assert told(cast.chidi, "steward.returned") == told(cast.jun, "steward.returned") == 0
