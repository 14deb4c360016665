"""What a report looks like: on a small phone, in the dark, and on paper. No font, picture or script."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

STYLE = files("alongside_equity.report").joinpath("page.css").read_text(encoding="utf-8")


def policy(style: str) -> str:
    """A content security policy under which this style, and nothing else, may act."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
