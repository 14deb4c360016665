import pytest
from cryptography.fernet import Fernet
from django.db import connection

from alongside.core import ids
from alongside.core.fields import SealBroken, seal, unseal
from alongside.ledger.models import Key

WORDS = "سر صغير, a small secret"


@pytest.mark.django_db
def test_sealed_text_is_unreadable_in_the_table_and_readable_to_the_program() -> None:
    Key.objects.create(holder="gita", secret=WORDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM ledger_key WHERE holder = 'gita'")
        (stored,) = cursor.fetchone()
    assert "secret" not in stored
    assert "سر" not in stored
    assert Key.objects.get(holder="gita").secret == WORDS


def test_the_same_words_look_different_each_time() -> None:
    assert seal(WORDS) != seal(WORDS)


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["secret", "secret__contains", "secret__startswith"])
def test_sealed_text_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(TypeError, match="sealed text"):
        Key.objects.filter(**{lookup: "x"}).exists()


def test_a_new_key_opens_what_the_old_one_sealed(settings: object) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.ALONGSIDE_DATA_KEYS = [old]  # type: ignore[attr-defined]  # pytest-django's settings take any name
    sealed = seal(WORDS)
    settings.ALONGSIDE_DATA_KEYS = [new, old]  # type: ignore[attr-defined]  # the fixture's settings take any name
    assert unseal(sealed) == WORDS
    settings.ALONGSIDE_DATA_KEYS = [new]  # type: ignore[attr-defined]  # the fixture's settings take any name
    with pytest.raises(SealBroken):
        unseal(sealed)


def test_a_changed_seal_does_not_open() -> None:
    sealed = seal(WORDS)
    with pytest.raises(SealBroken):
        unseal(sealed[:-4] + ("AAAA" if sealed[-4:] != "AAAA" else "BBBB"))


def test_ids_cannot_be_guessed_and_read_out_well() -> None:
    made = {ids.new_id() for _ in range(5000)}
    assert len(made) == 5000
    assert not set("".join(made)) & set("ilo01")
    assert {len(one) for one in made} == {ids.ID_LENGTH}
    assert len(set("".join(made))) == len(ids.ALPHABET)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other", ["%00", "a" * 16, "a" * 18, "A" * 17, "nothing-is-here-x", "a" * 16 + "%0A"]
)
def test_an_address_takes_identifiers_and_asks_no_database_for_anything_else(
    client, django_assert_num_queries, other: str
) -> None:
    with django_assert_num_queries(0):
        assert client.get(f"/asks/{other}/").status_code == 404


def test_identifiers_are_told_from_anything_else() -> None:
    assert ids.is_id(ids.new_id())
    assert not any(ids.is_id(other) for other in ("", "\0", "a" * 16, "a" * 18, "A" * 17, "a" * 17 + "\n"))


def test_a_digest_is_not_the_secret() -> None:
    secret = ids.new_secret()
    assert ids.digest(secret) == ids.digest(secret) != secret
    assert len(secret) >= 43
