import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from alongside.ledger.models import Entry


def is_signed_in(browser) -> bool:
    return browser.get(reverse("people:sessions")).status_code == 200


def test_operator_ends_all_sessions_of_one_person(cast, client_of):
    theirs, phone, other = client_of(cast.bruno), client_of(cast.bruno), client_of(cast.amal)

    call_command("end_sessions", cast.bruno.sign_in_name)

    assert [is_signed_in(one) for one in (theirs, phone, other)] == [False, False, True]
    assert cast.bruno.pk not in Entry.objects.get(kind="home.end_sessions_of").about


def test_operator_ends_the_sessions_of_everybody(cast, client_of):
    browsers = [client_of(cast.bruno), client_of(cast.amal)]

    call_command("end_sessions", "--of-everybody")

    assert not any(is_signed_in(one) for one in browsers)


@pytest.mark.parametrize("said", [[], [""], ["nobody"], ["x", "--of-everybody"]])
def test_nobody_is_signed_out_by_a_wrong_word(said, cast, client_of):
    browser = client_of(cast.bruno)

    with pytest.raises(CommandError):
        call_command("end_sessions", *said)

    assert is_signed_in(browser)
