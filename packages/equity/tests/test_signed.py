"""A signed summary: only what is shown, right for its key, wrong after any change."""

import base64
import json

import pytest
from releases import promotion

from alongside_equity.refused import Refused
from alongside_equity.signed import TYPE, new_key, sign, summary_of, verify

PRIVATE, PUBLIC = new_key()
SIGNED = sign(promotion(), PRIVATE)


def test_summary_is_what_was_signed() -> None:
    assert verify(SIGNED, PUBLIC).summary == json.loads(json.dumps(summary_of(promotion())))


def test_signature_has_the_same_bytes_twice() -> None:
    assert sign(promotion(), PRIVATE) == SIGNED


def test_summary_tells_nothing_withheld() -> None:
    rows = summary_of(promotion())["rows"]
    assert len(rows) == len(promotion().rows)
    for told, row in zip(rows, promotion().rows, strict=True):
        assert (told["n"], told["k"], told["mean"]) == (row.n, row.k, row.mean)
    assert any(told["n"] is None for told in rows)


def test_summary_holds_no_model() -> None:
    assert not {"model", "stratified", "decomposition", "profile"} & set(summary_of(promotion()))


def changed(part: str) -> str:
    """The summary with one group's count, or one bit of the signature, or its type, altered."""
    envelope = json.loads(SIGNED)
    if part == "count":
        body = json.loads(base64.b64decode(envelope["payload"]))
        body["rows"][0]["n"] += 1
        envelope["payload"] = base64.b64encode(json.dumps(body).encode()).decode()
    if part == "signature":
        raw = bytearray(base64.b64decode(envelope["signatures"][0]["sig"]))
        raw[5] ^= 1
        envelope["signatures"][0]["sig"] = base64.b64encode(raw).decode()
    return json.dumps(envelope)


@pytest.mark.parametrize("part", ["count", "signature"])
def test_change_is_found(part: str) -> None:
    with pytest.raises(Refused, match="signature is wrong"):
        verify(changed(part), PUBLIC)


def test_key_of_somebody_else_is_refused() -> None:
    with pytest.raises(Refused, match="signature is wrong"):
        verify(SIGNED, new_key()[1])


def test_other_type_is_refused_though_the_signature_is_right() -> None:
    with pytest.raises(Refused, match="not a signed summary"):
        verify(SIGNED.replace(TYPE, "text/plain"), PUBLIC)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"payloadType": 1}', "not json", SIGNED[:200]])
def test_what_is_no_summary_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="not a signed summary"):
        verify(text, PUBLIC)


@pytest.mark.parametrize("pem", [b"", b"key", PRIVATE, PRIVATE[:40]])
def test_what_is_no_public_key_is_refused(pem: bytes) -> None:
    with pytest.raises(Refused, match="not an Ed25519 key"):
        verify(SIGNED, pem)


def test_public_key_does_not_sign() -> None:
    with pytest.raises(Refused, match="not an Ed25519 key"):
        sign(promotion(), PUBLIC)
