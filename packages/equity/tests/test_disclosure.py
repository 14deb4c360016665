"""Nothing that is withheld can be worked out: an attack with two exact programs a number, by other code."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from alongside_equity.audit import audit
from alongside_equity.cells import Bools
from alongside_equity.compare import compare
from alongside_equity.counted import Counted, count
from alongside_equity.disclosure.attacker import ranges
from alongside_equity.disclosure.decide import decide
from alongside_equity.disclosure.problem import Problem
from alongside_equity.disclosure.rules import Rules
from alongside_equity.disclosure.suppression import suppress
from alongside_equity.disclosure.waves import Waves
from alongside_equity.engines import read
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.report.data import as_json
from alongside_equity.settings import Settings

Columns = dict[str, Sequence[object]]
RATE = Settings(Question(by=("g", "e"), outcome="y"), model=False)
PAY = Settings(Question(by=("g", "e"), outcome="y", kind=Kind.PAY), model=False)
LEVEL = Settings(Question(by=("g", "e"), outcome="y", kind=Kind.LEVEL), model=False)
SETTINGS = {"rate": RATE, "pay": PAY, "level": LEVEL}


def population(seed: int, people: int = 300, kind: str = "rate") -> Columns:
    """Two crossed identities with a small group, and an outcome."""
    rng = np.random.default_rng(seed)
    outcome = {
        "rate": rng.integers(0, 2, people),
        "pay": np.round(rng.lognormal(3, 0.6, people), 2),
        "level": rng.choice(list("jms"), people, p=[0.6, 0.3, 0.1]),
    }[kind]
    g = rng.choice(["w", "m", ""], people, p=[0.45, 0.45, 0.1])
    e = rng.choice(list("ABC"), people, p=[0.8, 0.15, 0.05])
    return {"g": g.tolist(), "e": e.tolist(), "y": outcome.tolist()}


def counted(columns: Columns, settings: Settings) -> Counted:
    question = settings.question
    if question.kind is Kind.LEVEL:
        question = replace(question, within=("y",), outcome=None)
        settings = replace(settings, question=replace(settings.question, within=("y",)))
    return count(read(columns, question), settings)


def narrowest(problem: Problem, hidden: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    """The narrowest interval of a secret that the rules ask for, as a part of the width it must keep."""
    rows = np.vstack([problem.rows[~hidden], problem.fixed])
    values = np.concatenate([problem.values[~hidden], problem.fixed_values])
    secret = (problem.when < 0) | hidden[problem.when]
    found = ranges(rows, values, problem.targets[secret], problem.lowest)
    width = found[:, 1] - found[:, 0]
    return float((width / problem.width[secret]).min(initial=np.inf))


def hidden_by(of: Counted) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    decision = decide([of.problem], of.seen.order, of.settings.rules)
    return np.asarray(~np.concatenate([decision.count, *decision.value]))


@pytest.mark.parametrize("kind", ["rate", "pay", "level"])
@pytest.mark.parametrize("seed", range(3))
def test_every_secret_stays_as_wide_as_the_rules_ask(kind: str, seed: int) -> None:
    of = counted(population(seed, kind=kind), SETTINGS[kind])
    assert narrowest(of.problem, hidden_by(of)) >= 1 - 1e-5


def workplace(seed: int) -> Counted:
    """Three crossed identities, so that subtraction goes round corners that no single sum shows."""
    rng = np.random.default_rng(seed)
    columns: Columns = {
        "a": rng.choice(["w", "m", "n"], 900, p=[0.47, 0.47, 0.06]).tolist(),
        "b": rng.choice(list("ABCD"), 900, p=[0.6, 0.25, 0.1, 0.05]).tolist(),
        "c": rng.choice(["yes", "no", ""], 900, p=[0.12, 0.8, 0.08]).tolist(),
        "y": (rng.random(900) < 0.2).astype(int).tolist(),
    }
    return counted(columns, Settings(Question(by=("a", "b", "c"), outcome="y"), model=False))


def all_chosen() -> Counted:
    """Two small groups in which everybody has the outcome: together they would tell so of each of them."""
    people = [("a", 1)] * 6 + [("b", 1)] * 6 + [(g, y) for g in "cde" for y in (0, 1) for _ in range(30)]
    columns: Columns = {"g": [g for g, _ in people], "y": [y for _, y in people]}
    return counted(columns, Settings(Question(by=("g",), outcome="y"), model=False))


@pytest.mark.parametrize("of", [workplace(0), workplace(1), all_chosen()], ids=["one", "two", "all chosen"])
def test_both_sides_of_every_withheld_rate_stay_open(of: Counted) -> None:
    """Secrets named here, not by the code under test: with and without the outcome, and the people."""
    hidden, problem, rules = hidden_by(of), of.problem, of.settings.rules
    groups = len(of.seen.masks)
    n, k = hidden[:groups], hidden[groups:]
    people, yes = problem.rows[:groups], problem.rows[groups:]
    wanted = np.vstack([people[n], yes[k], (people - yes)[k]])
    found = ranges(problem.rows[~hidden], problem.values[~hidden], wanted, problem.lowest)
    few = of.n[n] < rules.threshold
    needed = np.concatenate(
        [np.where(few, rules.threshold, rules.side), np.full(2 * int(k.sum()), rules.side)]
    )
    assert len(wanted) > 5
    assert (found[:, 1] - found[:, 0] >= needed - 1e-5).all()


@pytest.mark.parametrize("kind", ["rate", "pay", "level"])
def test_the_rules_alone_would_let_secrets_out(kind: str) -> None:
    of = counted(population(1, kind=kind), SETTINGS[kind])
    assert narrowest(of.problem, of.problem.hidden) < 1e-6


def test_one_number_fewer_withheld_and_the_attack_succeeds() -> None:
    """The pattern is not wasteful to the point of meaning nothing: some of what it adds is needed."""
    of = counted(population(1), RATE)
    hidden = hidden_by(of)
    added = np.flatnonzero(hidden & ~of.problem.hidden)
    opened = []
    for item in added:
        less = hidden.copy()
        less[item] = False
        opened.append(narrowest(of.problem, less) < 1 - 1e-5)
    assert any(opened)


def test_a_rate_of_nobody_or_everybody_is_withheld_on_both_sides() -> None:
    columns: Columns = {"g": ["a"] * 20 + ["b"] * 40 + ["c"] * 40, "y": [0] * 20 + [0, 1] * 40}
    release = audit(columns, Settings(Question(by=("g",), outcome="y")))
    told = {row.labels: row for row in release.rows}
    assert told["a",].n == 20
    assert told["a",].k is None
    assert sum(row.k is None for row in release.rows) >= 2, "another must go, or subtraction gives it back"


def test_one_dominant_person_is_withheld_and_stays_so() -> None:
    pay = [20.0] * 19 + [2000.0] + [30.0 + i % 3 for i in range(60)]
    columns: Columns = {"g": ["a"] * 20 + ["b"] * 30 + ["c"] * 30, "y": pay}
    settings = Settings(Question(by=("g",), outcome="y", kind=Kind.PAY))
    release = audit(columns, settings)
    told = {row.labels: row for row in release.rows}
    assert told["a",].mean is None
    of = count(read(columns, settings.question), settings)
    hidden = hidden_by(of)
    total = ranges(
        of.problem.rows[~hidden], of.problem.values[~hidden], of.problem.rows[hidden], of.problem.lowest
    )
    assert (total[:, 1] - total[:, 0] > 0.05 * of.problem.rows[hidden] @ of.problem.truth).all()


def joined(last: Counted, earlier: Sequence[tuple[Counted, Bools]]) -> Waves:
    masses, hidden = (tuple(part) for part in zip(*((of.masses, shut) for of, shut in earlier), strict=True))
    return Waves(last.seen.masks, last.seen.within, masses, hidden, last.masses, RATE.rules)


def hidden_with(waves: Waves, last: Counted) -> Bools:
    """What a wave withholds when it is decided with those before it."""
    decision = decide(waves.searched(), last.seen.order, RATE.rules, attacked=waves.joint())
    return np.asarray(~np.concatenate([decision.count, *decision.value]))


def waves(first: Columns, second: Columns) -> tuple[Waves, Counted]:
    one, two = (count(read(c, RATE.question), RATE) for c in (first, second))
    hidden = hidden_by(one)
    return joined(two, [(one, hidden)]), two


def grown(first: Columns, seed: int, people: int) -> Columns:
    more = population(seed, people)
    return {name: [*first[name], *more[name]] for name in first}


@pytest.mark.parametrize("seed", range(3))
def test_two_waves_together_recover_nothing(seed: int) -> None:
    first = population(seed)
    left: Columns = {name: list(values)[60:] for name, values in first.items()}
    both, two = waves(first, grown(left, seed + 50, 80))
    decision = decide(both.searched(), two.seen.order, RATE.rules, attacked=both.joint())
    joint = both.joint()
    units = replace(joint, width=np.minimum(joint.width, 1.0))
    assert narrowest(units, np.asarray(~np.concatenate([decision.count, *decision.value]))) >= 1 - 1e-5


def three_waves(seed: int, left: int, *, back: bool = False) -> list[Counted]:
    """Some leave before the second wave, others join, and more join before the third; or all `back` in the
    third who were in the first, and more."""
    first = population(seed)
    second = grown({name: list(values)[left:] for name, values in first.items()}, seed + 50, 80)
    third = grown(first if back else second, seed + 75, 40)
    return [count(read(columns, RATE.question), RATE) for columns in (first, second, third)]


def released(one: Counted, two: Counted) -> list[tuple[Counted, Bools]]:
    """Two waves with what each withheld, the second decided with the first."""
    earlier = [(one, hidden_by(one))]
    return [*earlier, (two, hidden_with(joined(two, earlier), two))]


@pytest.mark.parametrize(("left", "back"), [(0, False), (60, False), (60, True)])
@pytest.mark.parametrize("seed", range(3))
def test_three_waves_together_recover_nothing(seed: int, left: int, *, back: bool) -> None:
    """All three releases and every two of them linked, in one program of the attacker."""
    one, two, three = three_waves(seed, left, back=back)
    every = joined(three, released(one, two))
    joint = replace(every.joint(), width=np.minimum(every.joint().width, 1.0))
    assert list(every.steps) == [(0, 1), (0, 2), (1, 2)]
    assert joint.fixed @ joint.truth == pytest.approx(joint.fixed_values)
    assert narrowest(joint, hidden_with(every, three)) >= 1 - 1e-5


def test_a_third_wave_decided_with_the_second_alone_would_tell_who_joined_the_first() -> None:
    """So it is not enough to look one release back."""
    one, two, three = three_waves(2, 60, back=True)
    earlier = released(one, two)
    joint = joined(three, earlier).joint()
    forgetful = hidden_with(joined(three, earlier[1:]), three)
    assert narrowest(replace(joint, width=np.minimum(joint.width, 1.0)), forgetful) < 1e-6


def test_earlier_releases_are_decided_as_they_were_then() -> None:
    first = population(2)
    second = grown(first, 77, 80)
    release = compare([first, second], grown(second, 78, 60), RATE)
    assert release.waves is not None
    then = compare(first, second, RATE)
    assert [row.n for row in release.waves.first] == [row.n for row in then.rows]
    assert release.waves.recovered == 0
    assert "all_earlier_kept" in release.notes
    assert "all_earlier_kept" not in then.notes


def test_a_list_of_one_is_that_one() -> None:
    first = population(2)
    second = grown(first, 77, 80)
    assert as_json(compare([first], second, RATE)) == as_json(compare(first, second, RATE))


def test_so_few_newcomers_since_an_older_release_are_refused() -> None:
    """Back to nearly the first wave: the second differs by many from both."""
    first = population(4)
    with pytest.raises(Refused) as refused:
        compare([first, grown(first, 5, 40)], grown(first, 6, 3), RATE)
    assert refused.value.code == "too_little_changed"


def test_a_second_wave_decided_alone_would_tell_who_joined() -> None:
    first = population(2)
    both, two = waves(first, grown(first, 77, 40))
    assert both.to_last[0].is_one_way
    joint = both.joint()
    alone = narrowest(replace(joint, width=np.minimum(joint.width, 1.0)), hidden_by(two))
    assert alone < 1e-6
    decision = decide(both.searched(), two.seen.order, RATE.rules, attacked=joint)
    assert not decision.attack.recovered


def test_second_wave_is_chosen_with_the_first_in_mind_before_any_attack() -> None:
    """What is withheld must hold by choice. The attack that follows would only give up whole tables."""
    first = population(2)
    both, two = waves(first, grown(first, 77, 40))
    joint = replace(both.joint(), width=np.minimum(both.joint().width, 1.0))
    chosen = suppress(both.searched(), RATE.rules.rounds).hidden
    assert narrowest(joint, chosen) >= 1 - 1e-5
    assert both.hidden[0].any()
    assert chosen[both.hidden[0]].all()
    assert decide(both.searched(), two.seen.order, RATE.rules, attacked=joint).dropped == 0


def test_waves_are_linked_by_who_joined_and_left() -> None:
    """first + joined = second + left, for every atom: without these rows the attack would be blind."""
    first = population(2)
    both, _ = waves(first, grown(first, 77, 40))
    joint, size = both.joint(), len(both.problems[0].truth)
    assert joint.fixed @ joint.truth == pytest.approx(joint.fixed_values)
    links = joint.fixed[(joint.fixed[:, :size] < 0).any(axis=1)]
    assert len(links) == size
    assert (links[:, size : 2 * size] == np.eye(size)).all()


def test_the_same_data_again_shows_the_same_numbers() -> None:
    columns = population(4)
    release = compare(columns, columns, RATE, ("2024", "2025"))
    assert release.waves is not None
    assert release.waves.recovered == 0
    assert [row.n for row in release.rows] == [row.n for row in release.waves.first]
    assert {change.change for change in release.waves.changes} <= {0.0, None}


def test_so_few_newcomers_that_they_would_be_told_are_refused() -> None:
    first = population(4)
    with pytest.raises(Refused) as refused:
        compare(first, grown(first, 5, 3), RATE)
    assert refused.value.code == "too_little_changed"


def test_a_gap_that_has_closed_is_seen() -> None:
    g = ["w", "m"] * 400
    before = [int(i % 8 == 0) if i % 2 == 0 else int(i % 8 in {1, 3, 5}) for i in range(800)]
    after = [int(i % 8 in {0, 2, 4}) if i % 2 == 0 else int(i % 8 in {1, 3, 5}) for i in range(800)]
    settings = Settings(Question(by=("g",), outcome="y"))
    release = compare({"g": g, "y": before}, {"g": g, "y": after}, settings)
    assert release.waves is not None
    change = next(c for c in release.waves.changes if c.labels == ("w",))
    assert change.verdict == "gap"
    assert change.gap_before == pytest.approx(-0.5)
    assert change.change == pytest.approx(0.5)


NOISE = replace(RATE, rules=Rules(method="cell_key"))


def test_the_same_people_carry_the_same_noise_in_every_table() -> None:
    columns: Columns = {"g": ["a", "b"] * 60, "e": ["x", "y"] * 60, "y": [0, 0, 1, 1] * 30}
    release = audit(columns, NOISE, secret=b"kept by the institution")
    told = {(row.axes, row.labels): (row.n, row.k) for row in release.rows}
    assert told[("g",), ("a",)] == told[("e",), ("x",)] == told[("g", "e"), ("a", "x")]
    assert release == audit(columns, NOISE, secret=b"kept by the institution")
    assert "noise_added" in release.notes


def test_different_people_of_equal_number_carry_different_noise() -> None:
    columns: Columns = {"g": [f"{i % 30}" for i in range(900)], "y": [i // 30 % 2 for i in range(900)]}
    release = audit(columns, replace(NOISE, question=Question(by=("g",), outcome="y")), secret=b"one")
    assert len({row.n for row in release.rows if row.axes}) > 2


def test_noise_is_small_and_hides_small_counts() -> None:
    columns = population(6)
    plain = {(r.view, r.axes, r.labels): r.n for r in audit(columns, RATE).rows if r.n is not None}
    noisy = audit(columns, NOISE, secret=b"one")
    found = {(r.view, r.axes, r.labels): r.n for r in noisy.rows if r.n is not None}
    steps = [found[key] - n for key, n in plain.items() if key in found]
    assert max(map(abs, steps)) <= NOISE.rules.noise
    assert len(set(steps)) > 1
    assert noisy.protection.recovered == 0
    assert noisy.protection.attacked > 0


def test_noise_without_a_secret_is_new_each_time_and_says_so() -> None:
    columns = population(6)
    one, two = audit(columns, NOISE), audit(columns, NOISE)
    assert [row.n for row in one.rows] != [row.n for row in two.rows]
    assert "secret_not_kept" in one.notes
