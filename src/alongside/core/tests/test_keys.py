"""Strength of what guards everything else: 128 bits or more."""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from alongside.core import ids, keys
from alongside.core.fields import seal


def test_keys_have_128_bits_and_more() -> None:
    """A Fernet key is one half for AES-128 and one for HMAC; an Ed25519 seed has 256 bits, for a strength of 128."""
    made = keys.new()
    assert len(base64.urlsafe_b64decode(made["data_key"])) == 16 + 16
    seed = base64.urlsafe_b64decode(made["ledger_key"])
    assert len(seed) == 32
    assert Ed25519PrivateKey.from_private_bytes(seed)
    assert len(made["secret_key"]) * 6 >= 512
    assert len(ids.new_secret()) * 6 >= 256
    assert len({keys.new()["data_key"] for _time in range(50)}) == 50


def test_sealed_text_is_of_the_one_form_that_is_encrypted_and_then_signed() -> None:
    """0x80 is Fernet: AES in CBC with a random vector, then HMAC with SHA-256 over all of it."""
    token = base64.urlsafe_b64decode(seal("words"))
    version, vector, text, mac = token[0], token[9:25], token[25:-32], token[-32:]
    assert version == 0x80
    assert len(vector) == 16
    assert len(text) % 16 == 0
    assert len(mac) == 32
    assert vector != base64.urlsafe_b64decode(seal("words"))[9:25]
