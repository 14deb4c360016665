"""A summary that others can trust without the data: what a report shows, signed with Ed25519.

The envelope is DSSE (Dead Simple Signing Envelope, version 1), so any tool that reads those can check it.
Needs the extra: `pip install alongside-equity[sign]`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from alongside_equity.refused import Refused
from alongside_equity.release import Release

SCHEMA = "alongside-equity/summary/1"
TYPE = "application/vnd.alongside-equity.summary+json"
TOLD = (
    "version",
    "settings",
    "settings_hash",
    "kind",
    "outcome",
    "people",
    "unknown_outcome",
    "family",
    "protection",
)
OF_A_ROW = ("view", "axes", "labels", "level", "silence", "n", "k", "mean")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was signed, and the fingerprint (SHA-256 of the raw public key, hex) of the key that signed it."""

    summary: dict[str, Any]
    fingerprint: str


def summary_of(release: Release) -> dict[str, Any]:
    """Cells after disclosure control, the settings and their hash; no model, and nothing that is withheld."""
    document = release.document()
    rows = [
        {**{name: row[name] for name in OF_A_ROW}, "verdict": (row["comparison"] or {}).get("verdict")}
        for row in document["rows"]
    ]
    return {"schema": SCHEMA, **{name: document[name] for name in TOLD}, "rows": rows}


def new_key() -> tuple[bytes, bytes]:
    """(private, public) key as PEM; the private one stays with whoever signs."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, _public_pem(key.public_key())


def sign(release: Release, private: bytes) -> str:
    """The signed summary as text. The same release and key give the same bytes. Refused: not such a key."""
    key = _private(private)
    body = json.dumps(summary_of(release), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    signature = {"keyid": fingerprint(key.public_key()), "sig": _written(key.sign(_encoded(body)))}
    envelope = {"payload": _written(body), "payloadType": TYPE, "signatures": [signature]}
    return json.dumps(envelope, indent=1) + "\n"


def verify(text: str, public: bytes) -> Verified:
    """What `public` signed. Refused: not a signed summary, not a key, or not signed by that key."""
    key = _public(public)
    try:
        envelope = json.loads(text)
        kind, body = envelope["payloadType"], base64.b64decode(envelope["payload"], validate=True)
        signatures = [base64.b64decode(each["sig"], validate=True) for each in envelope["signatures"]]
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise Refused("not_signed") from None
    if kind != TYPE:
        raise Refused("not_signed")
    if not any(_is_by(key, signature, body) for signature in signatures):
        raise Refused("wrong_signature", key=fingerprint(key))
    return Verified(json.loads(body), fingerprint(key))


def fingerprint(key: Ed25519PublicKey) -> str:
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


def _is_by(key: Ed25519PublicKey, signature: bytes, body: bytes) -> bool:
    try:
        key.verify(signature, _encoded(body))
    except InvalidSignature:
        return False
    return True


def _encoded(body: bytes) -> bytes:
    """DSSE's pre-authentication encoding: the type is signed too, so no other document can pass for this."""
    kind = TYPE.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body)


def _written(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _private(pem: bytes) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Refused("not_a_key") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused("not_a_key")
    return key


def _public(pem: bytes) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Refused("not_a_key") from None
    if not isinstance(key, Ed25519PublicKey):
        raise Refused("not_a_key")
    return key
