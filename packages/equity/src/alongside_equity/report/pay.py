"""Parts of pay as tables: quarters, the variable part, categories."""

from __future__ import annotations

from collections.abc import Sequence

from alongside_equity.locales import phrase
from alongside_equity.release import Release
from alongside_equity.release.pay import PayPart
from alongside_equity.report.markup import Table, paragraph, table
from alongside_equity.report.said import silence_name
from alongside_equity.report.voice import Voice

BANDS = ("lower", "lower_middle", "upper_middle", "upper")
SILENCES = frozenset({"prefer_not_to_say", "not_answered", "not_asked"})
VARIABLE = ("variable_share", "variable_mean", "variable_median")


def heading(voice: Voice) -> str:
    return _say(voice, "section")


def pay(release: Release, voice: Voice) -> str:
    """Nothing where there is none; without its heading."""
    if not release.pay:
        return ""
    body = paragraph(_say(voice, "about")) + table(_quarters(release.pay, voice))
    others = [part for part in release.pay if part.part != "quarter"]
    if others:
        body += paragraph(_say(voice, "gaps"))
    made = [_variable(others, voice), _categories(others, voice)]
    return body + "".join(table(one) for one in made if one.rows)


def _say(voice: Voice, key: str) -> str:
    return phrase(voice.language, f"pay.{key}")


def _of(part: PayPart) -> tuple[str, str, str]:
    return part.view, part.axis, part.label


def _group(part: PayPart, voice: Voice) -> str:
    """`origin: Black`, and how people are seen where that is not by what exactly they said."""
    name = voice.say("margins.of", label=voice.name(part.axis), rest=voice.name(part.label))
    seen = "" if part.view == "exact" else voice.say(f"view.{part.view}")
    return voice.say("comma").join(filter(None, (name, seen)))


def _value(part: PayPart | None, voice: Voice) -> str:
    if part is None:
        return "–"
    if part.value is None:
        return voice.say(f"cell.{part.why or 'withheld'}")
    return voice.percent(part.value / 100)


def _people(n: Sequence[int], voice: Voice) -> str:
    people = [voice.whole(number) for number in n]
    if len(people) > 1:
        return voice.say("law.people_two", group=people[0], rest=people[1])
    return "".join(people) or "–"


def _rows(parts: Sequence[PayPart]) -> dict[tuple[str, str, str], dict[str, PayPart]]:
    """The numbers of each group by part, or by quarter, in the order of the release."""
    found: dict[tuple[str, str, str], dict[str, PayPart]] = {}
    for part in parts:
        found.setdefault(_of(part), {})[part.of or part.part] = part
    return found


def _quarters(parts: Sequence[PayPart], voice: Voice) -> Table:
    rows = _rows([part for part in parts if part.part == "quarter"])
    columns = [voice.say("column.group"), *map(voice.band, BANDS)]
    told = [
        [_group(next(iter(found.values())), voice), *(_value(found.get(band), voice) for band in BANDS)]
        for found in rows.values()
    ]
    return Table("pay-quarters", _say(voice, "quarter"), columns, told, 1, frozenset({1, 2, 3, 4}))


def _variable(parts: Sequence[PayPart], voice: Voice) -> Table:
    rows = _rows([part for part in parts if part.part in VARIABLE])
    columns = [voice.say("column.group"), voice.say("column.people")]
    columns += [_say(voice, name) for name in VARIABLE]
    told = []
    for found in rows.values():
        n = found["variable_share"].n
        first = [_group(found["variable_share"], voice), _people(n, voice)]
        told.append([*first, *(_value(found.get(name), voice) for name in VARIABLE)])
    return Table("pay-variable", _say(voice, "variable"), columns, told, 1, frozenset({1, 2, 3, 4}))


def _categories(parts: Sequence[PayPart], voice: Voice) -> Table:
    inside = [part for part in parts if part.part.startswith("category")]
    columns = [_say(voice, "in_category"), voice.say("column.group"), _say(voice, "number")]
    columns += [voice.say("column.people"), _say(voice, "gap"), voice.say("law.range")]
    told = []
    for part in inside:
        category = silence_name(part.of, voice) if part.of in SILENCES else voice.name(part.of)
        spread = "–"
        if part.interval is not None:
            low, high = (voice.percent(end / 100) for end in part.interval)
            spread = voice.say("cell.to", low=low, high=high)
        told.append(
            [
                category,
                _group(part, voice),
                _say(voice, part.part),
                _people(part.n, voice),
                _value(part, voice),
                spread,
            ]
        )
    return Table("pay-categories", _say(voice, "by_category"), columns, told, 3, frozenset({3, 4}))
