"""The report's style, and what its forms need beside it."""

from __future__ import annotations

from importlib.resources import files

from alongside_equity.report.style import STYLE as REPORT

STYLE = REPORT + files("alongside_equity.local").joinpath("form.css").read_text(encoding="utf-8")
