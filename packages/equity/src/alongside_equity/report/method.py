"""How it was done: what protects people, and what a second person needs to do it again."""

from __future__ import annotations

import json
from html import escape

from alongside_equity.release import Release
from alongside_equity.report.groups import tests_of
from alongside_equity.report.markup import bullets, paragraph, table
from alongside_equity.report.voice import Voice

PROGRAM = "alongside-equity"
ADJUSTED = {"holm": "Holm", "bh": "Benjamini–Hochberg"}


def protection(release: Release, voice: Voice) -> str:
    """What is withheld, why, and how the attack on the report went."""
    p, rules = release.protection, release.settings["rules"]
    said = [voice.say("withheld.numbers", shown=voice.whole(p.shown), withheld=voice.whole(p.withheld))]
    if p.withheld:
        said.append(voice.say("withheld.why"))
        facts = {"attacked": voice.whole(p.attacked), "recovered": voice.whole(p.recovered)}
        said.append(voice.say("withheld.attack", **facts))
    else:
        said.append(voice.say("withheld.none"))
    said.append(voice.count("withheld.rule", rules["threshold"]))
    if release.kind in {"rate", "level"}:
        said.append(voice.say("withheld.side", side=voice.whole(rules["side"])))
    if p.noise:
        said.append(voice.say("withheld.noise", noise=voice.whole(p.noise)))
    if p.dropped:
        said.append(voice.say("withheld.dropped", count=voice.whole(p.dropped)))
    return bullets(said)


def method(release: Release, voice: Voice) -> str:
    """The mathematics of every comparison, and the record by which a second person gets the same bytes."""
    family = release.settings["family"]
    is_rate = release.kind in {"rate", "level"}
    counted = {"judged": voice.whole(release.family), "method": ADJUSTED[family["method"]]}
    margin = voice.decimal(family["ratio"], 2) if is_rate else voice.percent(family["share"], 0)
    said = [
        voice.say("method.about"),
        voice.say("method.version", program=PROGRAM, version=release.version),
        voice.say("method.hash", hash=release.settings_hash),
        voice.say("method.rates" if is_rate else "method.amounts"),
        voice.say("method.tests_about", **counted),
        voice.say("method.verdicts", alpha=voice.percent(family["alpha"], 0), margin=margin),
    ]
    settings = json.dumps(release.settings, ensure_ascii=False, sort_keys=True, indent=1)
    tests = tests_of(release, voice)
    body = "".join(map(paragraph, said)) + (table(tests) if tests.rows else "")
    body += f'<h3 id="settings">{escape(voice.say("method.settings"))}</h3>'
    body += f'<pre tabindex="0" role="region" aria-labelledby="settings">{escape(settings)}</pre>'
    return body
