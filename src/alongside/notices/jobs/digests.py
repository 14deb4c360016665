import datetime as dt

from alongside.notices import actions, queries, rules


def make_digests(now: dt.datetime) -> int:
    """Plans a digest for everybody who has something new to read and whose last one is long enough ago."""
    made = 0
    for person, last in queries.waiting_for_digest():
        due_at = rules.digest_due_at(last, person.digests_a_week, now)
        if due_at is None or due_at > now:
            continue
        quiet_end = rules.after_quiet(now, person.zone, person.quiet_from, person.quiet_until)
        made += actions.plan_digest(to=person, due_at=quiet_end) is not None
    return made
