from types import SimpleNamespace

from alongside.ui.tests.elements import Elements, shown


def test_person_who_left_has_no_name() -> None:
    assert "somebody who has left" in shown("person", {"person": None})


def test_person_is_named_as_they_write_themselves() -> None:
    page = shown("person", {"person": SimpleNamespace(display_name="<أمل>")})
    assert '<span class="person" dir="auto">&lt;أمل&gt;</span>' in page


def test_person_without_a_name_is_not_called_by_what_they_sign_in_with() -> None:
    page = shown("person", {"person": SimpleNamespace(display_name="", sign_in_name="secret-amal")})
    assert "somebody without a name yet" in page
    assert Elements(page).found
    assert "secret" not in page
