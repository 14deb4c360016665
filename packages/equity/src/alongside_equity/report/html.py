"""One self-contained page: five sentences, then every table. No script, nothing from outside."""

from __future__ import annotations

from html import escape

from alongside_equity.comparison import GAP, SAME, UNSURE
from alongside_equity.locales import direction, phrase
from alongside_equity.release import Release, Row

STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:auto;padding:1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.25rem;text-align:start}"
    "@media print{body{max-width:none}tr{break-inside:avoid}}"
)


def five_sentences(release: Release, language: str) -> tuple[str, ...]:
    """What was asked, found, how sure, who is too few to tell, what to do next."""
    found = [row.comparison.verdict for row in release.rows if row.comparison]
    settings = release.settings
    facts = {
        "outcome": release.outcome, "by": ", ".join(settings["question"]["by"]), "judged": release.family,
        "gaps": found.count(GAP), "same": found.count(SAME), "unsure": found.count(UNSURE),
        "method": settings["family"]["method"], "alpha": f"{settings['family']['alpha']:.0%}",
        "withheld": release.protection.withheld, "threshold": settings["rules"]["threshold"],
    }  # fmt: skip
    return tuple(
        phrase(language, f"said.{name}", **facts) for name in ("asked", "found", "sure", "few", "next")
    )


def as_html(release: Release, language: str = "en") -> str:
    """The report as one page."""
    said = "".join(f"<p>{escape(sentence)}</p>" for sentence in five_sentences(release, language))
    rows = "".join(_row(row, language) for row in release.rows)
    title = escape(release.settings["title"] or release.outcome)
    head = "".join(
        f"<th scope='col'>{name}</th>" for name in ("view", "group", "n", "value", "95 %", "p", "verdict")
    )
    return (
        f"<!doctype html><html lang='{language}' dir='{direction(language)}'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width'><title>{title}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{title}</h1>{said}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>method</h2><p>alongside-equity {release.version}, settings {release.settings_hash}</p></main></body></html>\n"
    )


def _row(row: Row, language: str) -> str:
    name = escape(" / ".join((*row.labels, row.level) if row.level else row.labels) or row.view)
    if row.withheld:
        why = escape(phrase(language, "said.withheld"))
        n = "" if row.n is None else str(row.n)
        return (
            f"<tr><td>{row.view}</td><th scope='row'>{name}</th><td>{n}</td><td colspan='4'>{why}</td></tr>"
        )
    value = f"{row.rate:.1%}" if row.rate is not None else f"{row.mean:.4g}"
    interval = "–".join(f"{v:.1%}" for v in row.rate_interval) if row.rate_interval else ""
    c = row.comparison
    judged = (f"{c.adjusted:.2g}", phrase(language, f"verdict.{c.verdict}")) if c else ("", "")
    cells = "".join(f"<td>{escape(v)}</td>" for v in (str(row.n), value, interval, *judged))
    return f"<tr><td>{row.view}</td><th scope='row'>{name}</th>{cells}</tr>"
