"""New secrets for a server."""

import base64
import secrets


def new() -> dict[str, str]:
    """A signing secret, a data key (Fernet) and a ledger key (raw Ed25519 seed), the last two in URL-safe base64."""

    def key() -> str:
        return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()

    return {"secret_key": secrets.token_urlsafe(64), "data_key": key(), "ledger_key": key()}
