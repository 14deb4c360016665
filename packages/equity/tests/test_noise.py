"""Noise instead of withholding, and two waves of it: the same people always carry the same noise."""

from dataclasses import replace

import numpy as np
import pytest
from releases import workplace

from alongside_equity.audit import audit
from alongside_equity.cells import Floats
from alongside_equity.compare import compare
from alongside_equity.counted import Counted, count
from alongside_equity.disclosure.attacker import attack
from alongside_equity.disclosure.rules import Rules
from alongside_equity.disclosure.waves import Waves
from alongside_equity.engines import read
from alongside_equity.question import Question
from alongside_equity.refused import Refused
from alongside_equity.rows import noisy, noisy_counts
from alongside_equity.settings import Settings

SECRET = b"of these tests alone"
NOISE = Settings(
    Question(by=("gender", "origin"), outcome="promoted"), rules=Rules(method="cell_key"), model=False
)
Columns = dict[str, list[object]]


def later_than(first: Columns, left: int, joined: int, seed: int) -> Columns:
    more = workplace(seed, joined)
    return {name: [*values[left:], *more[name]] for name, values in first.items()}


def counted(columns: Columns) -> Counted:
    return count(read(columns, NOISE.question), NOISE)


def two_waves() -> tuple[Counted, Waves]:
    """The first wave, and both when sixty people have joined."""
    first = workplace(3, 500)
    one, two = counted(first), counted(later_than(first, 0, 60, 93))
    decided = noisy(one, SECRET).decision
    hidden = np.asarray(~np.concatenate([decided.count, *decided.value]))
    return one, Waves(two.seen.masks, two.seen.within, (one.masses,), (hidden,), two.masses, NOISE.rules)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("left", "joined"), [(0, 60), (40, 60), (60, 0)])
def test_two_waves_with_noise_recover_nothing(seed: int, left: int, joined: int) -> None:
    first = workplace(seed, 500)
    second = later_than(first, left, max(joined, 1), seed + 90)
    if joined == 0:
        second = {name: values[left:] for name, values in first.items()}
    release = compare(first, second, NOISE, secret=SECRET)
    assert release.waves is not None
    assert release.waves.attacked > 0
    assert release.waves.recovered == release.protection.recovered == 0


def test_first_wave_is_the_report_that_was_made_then() -> None:
    first = workplace(3, 500)
    release = compare(first, later_than(first, 40, 60, 91), NOISE, secret=SECRET)
    assert release.waves is not None
    then = audit(first, NOISE, secret=SECRET)
    assert {row.labels: (row.n, row.k) for row in release.waves.first if row.n} == {
        row.labels: (row.n, row.k) for row in then.rows if row.n
    }


def test_people_who_are_in_both_waves_carry_the_same_noise() -> None:
    """Forty more women: nothing that is about men alone may look different."""
    first = workplace(3, 500)
    more: Columns = {"gender": ["women"] * 40, "origin": ["white"] * 40, "promoted": [0, 1] * 20}
    second = {name: [*first[name], *more[name]] for name in more}
    release = compare(first, second, NOISE, secret=SECRET)
    assert release.waves is not None
    both = [change for change in release.waves.changes if "men" in change.labels and change.n_after]
    assert len(both) >= 3
    assert all(change.n_before == change.n_after for change in both)
    assert all(change.before == change.after for change in both)


def test_without_noise_the_same_attack_would_recover_much() -> None:
    joint = two_waves()[1].joint()
    found = attack(
        np.vstack([joint.rows, joint.fixed]),
        np.concatenate([joint.rows @ joint.truth, joint.fixed_values]),
        joint.targets, np.minimum(joint.width, 1.0), joint.lowest,
    )  # fmt: skip
    assert len(found.recovered) > 20


def test_noise_of_the_first_wave_may_be_off_and_nothing_else() -> None:
    one, waves = two_waves()
    joint, off = waves.joint_noisy([noise_of(one)], NOISE.rules.noise)
    apart = np.abs(joint.fixed @ joint.truth - joint.fixed_values)
    assert (apart <= off).all()
    assert apart.max() > 0
    assert set(off.tolist()) == {0.0, 2.0}
    assert (off > 0).sum() == (~waves.hidden[0]).sum()


def test_three_waves_with_noise_recover_nothing() -> None:
    first = workplace(3, 500)
    second = later_than(first, 40, 60, 93)
    release = compare([first, second], later_than(second, 0, 70, 94), NOISE, secret=SECRET)
    assert release.waves is not None
    assert release.waves.attacked > 0
    assert release.waves.recovered == 0
    then = compare(first, second, NOISE, secret=SECRET)
    assert [row.n for row in release.waves.first if row.n] == [row.n for row in then.rows if row.n]


def test_two_waves_with_noise_need_the_secret_of_the_first() -> None:
    with pytest.raises(Refused) as refused:
        compare(workplace(1), workplace(2), NOISE)
    assert refused.value.code == "needs_secret"


def test_secret_changes_nothing_where_there_is_no_noise() -> None:
    plain = replace(NOISE, rules=Rules())
    first, second = workplace(1, 500), workplace(2, 500)
    assert compare(first, second, plain, secret=SECRET).rows == compare(first, second, plain).rows


def noise_of(of: Counted) -> Floats:
    n, k = noisy_counts(of, SECRET)
    return np.concatenate([n, *k]).astype(float)
