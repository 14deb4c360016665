"""A plan in words, as a table, and as one page."""

from __future__ import annotations

from html import escape

from alongside_equity.plan import Fate, Plan, Planned
from alongside_equity.report.markup import Table, section, table
from alongside_equity.report.page import whole_page
from alongside_equity.report.voice import Voice


def plan_sentences(plan: Plan, voice: Voice) -> tuple[str, ...]:
    """What could be seen, what is too small to ask, which gap would show, and what to do next."""
    seen = [group for group in plan.groups if group.fate in {Fate.SEEN, Fate.NO_SHARE}]
    small = len(plan.groups) - len(seen)
    facts = {"people": voice.count("people", plan.people), "all": voice.whole(len(plan.groups))}
    said = [voice.count("plan.seen", len(seen), **facts)]
    if small:
        said.append(voice.count("plan.small", small))
    if seen:
        worst = max(seen, key=lambda group: group.detectable)
        best = min(seen, key=lambda group: group.detectable)
        ends = {
            "worst": gap(worst, plan, voice),
            "group": name_of(worst, voice),
            "best": gap(best, plan, voice),
        }
        said.append(voice.say("plan.gap" if ends["worst"] != ends["best"] else "plan.gap_alike", **ends))
    if plan.guessed:
        said.append(voice.say("plan.guessed"))
    return (*said, voice.say("plan.next" if small else "plan.next_all"))


def plan_table(plan: Plan, voice: Voice) -> Table:
    names = ("column.group", "column.people", "plan.others", "plan.fate", "plan.detectable")
    rows = [_row(group, plan, voice) for group in plan.groups]
    return Table("plan", voice.say("plan.caption"), [voice.say(n) for n in names], rows, 1, frozenset({1, 2}))


def plan_body(plan: Plan, voice: Voice) -> str:
    """The plan as markup, for a page of its own and for the local page."""
    said = "".join(f"<li>{escape(sentence)}</li>" for sentence in plan_sentences(plan, voice))
    first = section("said", voice.say("plan.heading"), f'<ol class="said">{said}</ol>')
    assumed = f"<p>{escape(assumption(plan, voice))}</p>"
    return first + section("groups", voice.say("plan.groups"), table(plan_table(plan, voice)) + assumed)


def plan_html(plan: Plan, language: str) -> str:
    voice = Voice(language)
    return whole_page(language, voice.say("plan.title"), plan_body(plan, voice), voice.say("method.claim"))


def assumption(plan: Plan, voice: Voice) -> str:
    """What the plan had to assume, since nobody has been asked yet."""
    a = plan.assumed
    facts = {"alpha": voice.percent(a.family.alpha, 0), "power": voice.percent(a.family.power, 0)}
    facts |= {"judged": voice.whole(plan.family), "threshold": voice.whole(a.rules.threshold)}
    key, value = ("amount", a.spread) if a.is_amount else ("rate", a.rate)
    return voice.say(f"plan.assumed_{key}", value=voice.percent(value, 0), **facts)


def gap(group: Planned, plan: Plan, voice: Voice) -> str:
    """The smallest gap that would show, as a person would say it."""
    if group.detectable >= 1 and not plan.assumed.is_amount:
        return voice.say("plan.no_gap")
    if plan.assumed.is_amount:
        return voice.percent(group.detectable)
    return voice.say("cell.points", size=voice.points(group.detectable))


def name_of(group: Planned, voice: Voice) -> str:
    return " · ".join(voice.name(label) for label in group.labels)


def _row(group: Planned, plan: Plan, voice: Voice) -> list[str]:
    few = plan.assumed.rules.threshold
    fewer = voice.say("plan.fewer", threshold=voice.whole(few))
    people = fewer if group.n < few else voice.whole(group.n)
    others = "–" if group.n < few else fewer if group.others < few else voice.whole(group.others)
    shown = gap(group, plan, voice) if group.fate in {Fate.SEEN, Fate.NO_SHARE} else "–"
    return [name_of(group, voice), people, others, voice.say(f"plan.fate_{group.fate}"), shown]
