import pytest

from alongside.core.declaring import OF_SERVER, PERSONAL, SECRET, Erasure, Kept, Whose
from alongside.core.refusals import Refused


def test_a_declaration_changes_only_what_it_names() -> None:
    sealed = PERSONAL.but(encrypted=True)
    assert sealed.encrypted
    assert not PERSONAL.encrypted
    assert (sealed.whose, sealed.kept, sealed.erasure) == (Whose.PERSON, Kept.WITH_ACCOUNT, Erasure.DELETE)


def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(TypeError):
        PERSONAL.but(colour="blue")


def test_secrets_and_the_server_s_own_are_never_exported_or_federated() -> None:
    assert not SECRET.exported
    assert not OF_SERVER.exported
    assert not any(one.federated for one in (PERSONAL, SECRET, OF_SERVER))


def test_a_refusal_says_its_words() -> None:
    class Full(Refused):
        message = "Choose another date."
        field = "shift"

    assert str(Full()) == "Choose another date."
    assert Full.field == "shift"
