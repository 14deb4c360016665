"""One page that needs nothing else: five sentences, every table, and the method last."""

from __future__ import annotations

from html import escape
from math import isfinite

from alongside_equity.locales import direction
from alongside_equity.release import Release
from alongside_equity.release.row import Row
from alongside_equity.report.beside import decomposition, model, stratified
from alongside_equity.report.groups import Part, is_compared, marks_of, parts_of, table_of
from alongside_equity.report.law import law
from alongside_equity.report.markup import bullets, paragraph, section, table
from alongside_equity.report.method import method, protection
from alongside_equity.report.page import whole_page
from alongside_equity.report.pay import heading as heading_of_pay
from alongside_equity.report.pay import pay
from alongside_equity.report.plots import Words, differences
from alongside_equity.report.said import five_sentences, others
from alongside_equity.report.voice import Voice
from alongside_equity.report.waves import margins, waves


def as_html(release: Release, language: str = "en") -> str:
    """The report as one page in one language. It has no script and asks nothing of any server."""
    voice = Voice(language)
    return whole_page(language, title_of(release, voice), body_of(release, voice), voice.say("method.claim"))


def title_of(release: Release, voice: Voice) -> str:
    return str(release.settings["title"]) or voice.say("title", outcome=voice.name(release.outcome))


def body_of(release: Release, voice: Voice) -> str:
    """Everything under the title, as markup."""
    said = "".join(f"<li>{escape(sentence)}</li>" for sentence in five_sentences(release, voice))
    first = section("said", voice.say("said.heading"), f'<ol class="said">{said}</ol>')
    moved = waves(release, voice)
    between = [("waves", voice.say("section.waves"), moved)] if moved else []
    found = [_everyone(release, voice), *between, *_groups(release, voice), *_more(release, voice)]
    return f"{_about(release)}{first}{_contents(found, voice)}{''.join(part for _, _, part in found)}"


Named = tuple[str, str, str]
"""A part's name in the page, its heading, and its markup."""


def _about(release: Release) -> str:
    """Where the data is from and what time it is about, as the people who asked wrote it."""
    known = [release.settings[name] for name in ("source", "period") if release.settings[name]]
    return paragraph(" · ".join(known)) if known else ""


def _contents(found: list[Named], voice: Voice) -> str:
    links = "".join(f'<li><a href="#{name}">{escape(heading)}</a></li>' for name, heading, _ in found if name)
    heading = voice.say("contents")
    return f'<nav aria-labelledby="contents"><h2 id="contents">{escape(heading)}</h2><ul>{links}</ul></nav>'


def _named(name: str, heading: str, body: str) -> Named:
    return name, heading, section(name, heading, body)


def _everyone(release: Release, voice: Voice) -> Named:
    rows = [row for row in release.rows if not row.axes]
    said = [_whole(row, voice) for row in rows]
    unknown = release.unknown_outcome
    if unknown is None:
        said.append(voice.say("everyone.unknown_few"))
    elif unknown:
        said.append(voice.count("everyone.unknown", unknown))
    return _named("everyone", voice.say("everyone.heading"), "".join(map(paragraph, said)))


def _whole(row: Row, voice: Voice) -> str:
    if row.withheld or row.n is None:
        return voice.say("everyone.withheld")
    n = voice.whole(row.n)
    if row.k is None:
        facts = {"n": n, "mean": voice.amount(row.mean or 0.0)}
        if row.median is None or not isfinite(row.median):
            return voice.say("everyone.amount", **facts)
        return voice.say("everyone.amount_median", median=voice.amount(row.median), **facts)
    rate, k = voice.percent(row.rate or 0.0), voice.whole(row.k)
    if row.level:
        return voice.say("everyone.level", level=voice.name(row.level), k=k, n=n, rate=rate)
    low, high = (voice.percent(end) for end in row.rate_interval or (0.0, 1.0))
    return voice.say("everyone.rate", k=k, n=n, rate=rate, low=low, high=high)


def _groups(release: Release, voice: Voice) -> list[Named]:
    """A section a table, in the order of the release; those who did not say come last."""
    parts = sorted(
        (part for part in parts_of(release) if not part.is_everyone), key=lambda part: part.is_silence
    )
    several = len({part.view for part in parts if not part.is_silence}) > 1
    return [_group(part, release, voice, f"table-{at}", several=several) for at, part in enumerate(parts, 1)]


def _group(part: Part, release: Release, voice: Voice, name: str, *, several: bool) -> Named:
    heading = _heading(part, release, voice)
    outcome = voice.name(release.outcome)
    facts = {
        "axes": heading,
        "outcome": " · ".join([outcome, voice.name(part.level)]) if part.level else outcome,
    }
    other = others(part.axes, release, voice)
    facts["other"] = other
    body = _view(part, release, voice) if several and not part.is_silence else ""
    marks = marks_of(part, voice)
    if len(marks) > 1:
        words = Words(
            voice.say("plot.title", axes=heading, other=other),
            *(voice.say(f"plot.{n}") for n in ("less", "same", "more")),
        )
        drawn = differences(marks, words, f"{name}-plot", rtl=direction(voice.language) == "rtl")
        compared = sum(row.comparison is not None for row in part.rows)
        most = voice.say("plot.most", count=voice.whole(len(marks))) if compared > len(marks) else ""
        about = " ".join(filter(None, (voice.say("plot.about"), voice.say("plot.key"), most)))
        body += f"<figure>{drawn}<figcaption>{escape(about)}</figcaption></figure>"
    caption = voice.say(f"caption.{_caption(part, release)}", **facts)
    if part.is_silence:
        caption = _with_level(caption, part, voice)
    body += table(table_of(part, release, voice, f"{name}-caption", caption))
    return _named(name, heading, body)


def _caption(part: Part, release: Release) -> str:
    """Which caption a table gets: by what is counted, and whether groups are compared."""
    if part.is_silence:
        return "silence"
    kind = "amount" if release.kind in {"pay", "score", "scale"} else "rate"
    return kind if is_compared(part, release) else f"{kind}_alone"


def _view(part: Part, release: Release, voice: Voice) -> str:
    """How people are seen in this table, and who decided so."""
    said = voice.say(f"view_about.{part.view}")
    who = release.settings["decided_by"] if part.view == "rollup" else ""
    return paragraph(f"{said} {voice.say('view_by', who=voice.name(who))}" if who else said)


def _heading(part: Part, release: Release, voice: Voice) -> str:
    if part.is_silence:
        return _with_level(voice.say("section.silence"), part, voice)
    within = [name for name in part.axes if name in release.settings["question"]["within"]]
    axes = voice.listed([voice.name(name) for name in part.axes if name not in within])
    inside = voice.listed([voice.name(name) for name in within])
    if not within:
        heading = voice.say("section.by", axes=axes)
    else:
        heading = voice.say("section.inside" if axes else "section.stratum", axes=axes, within=inside)
    detail = [
        part.level and voice.name(part.level),
        "" if part.view == "exact" else voice.say(f"view.{part.view}"),
    ]
    return voice.say("comma").join(filter(None, (heading, *detail)))


def _with_level(words: str, part: Part, voice: Voice) -> str:
    """An outcome of several levels has a table a level; their names must differ to be told apart by ear."""
    return voice.say("comma").join([words, voice.name(part.level)] if part.level else [words])


def _more(release: Release, voice: Voice) -> list[Named]:
    within = voice.name(release.stratified[0].within) if release.stratified else ""
    made = {
        "law": law(release, voice),
        "stratified": stratified(release, voice),
        "decomposition": decomposition(release, voice),
        "model": model(release, voice),
    }
    found = [(name, voice.say(f"section.{name}", within=within), body) for name, body in made.items() if body]
    parts = pay(release, voice)
    if parts:
        found.insert(0, _named("pay", heading_of_pay(voice), parts))
    notes = bullets(voice.say(f"note.{note}") for note in release.notes) if release.notes else ""
    notes += margins(release.margins, voice)
    if notes:
        found.append(_named("notes", voice.say("section.notes"), notes))
    protected = voice.say("section.protection")
    found.append(_named("protection", protected, protection(release, voice)))
    return [*found, _named("method", voice.say("section.method"), method(release, voice))]
