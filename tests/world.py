"""Everything that a route may name, around the cast, and the arguments with which each route is opened.

A route that is missing in `arguments` fails the tests that walk the URL table.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from alongside.accountability import actions as accountability
from alongside.accountability.models import Matter
from alongside.asks import actions as asks
from alongside.asks.models import Ask, DayOff, Delegate, Place, Runner, Series, SheetImport, Shift, Wording
from alongside.asks.rules import Slot, repeating
from alongside.asks.rules.repeating import Often
from alongside.commitments import actions as commitments
from alongside.commitments.models import Calendar, Commitment, Stint, VerdictLink
from alongside.communities import actions as communities
from alongside.communities.models import (
    Invitation,
    Membership,
    MembershipRequest,
    Restriction,
    Return,
    Standing,
    Vouch,
)
from alongside.home import actions as home
from alongside.home.cast import DAY, Cast, belongs, person
from alongside.home.rules import WORKER, Duty
from alongside.matching import actions as matching
from alongside.matching.models import Note, Round, StandIn
from alongside.notices import actions as notices
from alongside.notices.models import Mute
from alongside.people.models import Block, Person

STINTS = (
    "commitments:stint",
    "commitments:stint_acceptance",
    "commitments:stint_decline",
    "commitments:stint_end",
)
STAND_INS = (
    "matching:stand_in",
    "matching:stand_in_agreed",
    "matching:stand_in_end",
    "matching:stand_in_yes",
)
SHEET = b"What,When,How many\nCarry tables,14/03/2026,3\n"

IN_SPANISH = {"what": "Llevar ollas del coche a la sala", "why": "Cuarenta personas comen de ellas."}


@dataclass(frozen=True, slots=True)
class World:
    """The cast, and one of each thing that a page is about."""

    cast: Cast
    hana: Person  # a new ally whose offer waits
    offer: Commitment
    promise: Commitment  # bruno's, accepted
    noor: Person  # from outside; runs `cast.ask` until a day
    runner: Runner
    run_secret: str  # of a link to run it that nobody has used
    draft: Ask
    twin: Ask  # amal's too; it looks like `cast.ask`, for which chidi is a delegate
    series: Series  # of `cast.ask`, with one day off
    wording: Wording  # of `cast.ask`, and its first words have changed since
    spare_place: Place
    delegate: Delegate
    request: MembershipRequest  # gita's, to harbour
    invitation: Invitation
    invitation_secret: str
    vouch_secret: str
    restriction: Restriction  # farid's
    matter: Matter
    sheet: SheetImport
    link: VerdictLink
    block: Block
    mute: Mute  # chidi mutes bruno
    calendar: Calendar  # bruno's
    calendar_secret: str
    lost: Return  # dara's, begun by amal
    stint: Stint  # bruno's, for `series`; it waits
    round: Round  # of harbour, for `cast.ask`; chidi was asked
    stand_in: StandIn  # chidi's, for `cast.shift`
    draft_shift: Shift  # of `draft`
    day_off: DayOff  # of `series`
    membership: Membership  # dara's, of harbour
    standing: Standing  # bruno's, in harbour
    vouch: Vouch  # of the operator, for harbour


def build(cast: Cast, now: dt.datetime) -> World:
    noor = person("Noor", now)
    home.take_lease(name=WORKER, holder="a worker", now=now)
    hana = person("Hana", now)
    communities.join_as_ally(community=cast.harbour, by=hana, now=now)
    offer = commitments.offer(shift=cast.shift, by=hana, now=now, note="I bring a trolley.")
    promise = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    commitments.accept(commitment=promise, by=cast.amal, now=now)
    draft = Ask.objects.create(
        community=cast.harbour,
        posted_by=cast.amal,
        kind="make",
        what="Sew forty curtains",
        language="en",
        created_at=now,
    )
    draft_shift = Shift.objects.create(
        ask=draft, starts_at=now + 9 * DAY, ends_at=now + 9 * DAY + dt.timedelta(hours=2)
    )
    runner, run_secret = run_by(noor, cast, now)
    series = repeated(cast, now)
    twin = said_again(cast, now)
    wording = asks.reword(ask=cast.ask, by=cast.amal, now=now, language="es", **IN_SPANISH)
    asks.edit(ask=cast.ask, by=cast.amal, now=now, changes={"good": "Two strong arms."})
    belongs(cast.rainbow, cast.olu, now, vouched_at=now)
    communities.ask_to_join(community=cast.harbour, by=cast.gita, now=now, words="I cook here on Fridays.")
    secret = communities.invite(community=cast.harbour, role="member", by=cast.amal, now=now)
    matter = accountability.report(
        by=cast.bruno, about=f"ask:{cast.ask.pk}", words="The stairs are unsafe.", language="en", now=now
    )
    calendar_secret = commitments.make_calendar(by=cast.bruno, name="tablet", shows="time", now=now)
    communities.name_keyholder(community=cast.harbour, by=cast.dara, ends_second_step=False, now=now)
    lost = communities.start_return(community=cast.harbour, person=cast.dara.pk, by=cast.amal, now=now)
    sheet = asks.bring_sheet(community=cast.harbour, by=cast.amal, now=now, content=SHEET)
    return World(
        cast=cast,
        hana=hana,
        offer=offer,
        promise=promise,
        noor=noor,
        runner=runner,
        run_secret=run_secret,
        draft=draft,
        twin=twin,
        series=series,
        wording=wording,
        spare_place=Place.objects.create(community=cast.harbour, name="The shed", area="Old Harbour"),
        delegate=Delegate.objects.create(ask=cast.ask, person=cast.chidi, at=now, by=cast.amal),
        request=MembershipRequest.objects.get(person=cast.gita),
        invitation=Invitation.objects.get(community=cast.harbour),
        invitation_secret=secret,
        vouch_secret=communities.make_vouch_link(community=cast.rainbow, by=cast.edda, now=now),
        restriction=Restriction.objects.get(person=cast.farid),
        matter=matter,
        sheet=sheet,
        link=commitments.make_verdict_link(commitment=promise, by=cast.amal, now=now),
        block=Block.objects.get(by=cast.chidi),
        mute=muted(cast, now),
        calendar=Calendar.objects.get(person=cast.bruno),
        calendar_secret=calendar_secret,
        lost=lost,
        stint=commitments.offer_stint(series=series, by=cast.bruno, now=now, until=(now + 70 * DAY).date()),
        round=asked_around(cast, now),
        stand_in=matching.offer_stand_in(shift=cast.shift, by=cast.chidi, now=now),
        draft_shift=draft_shift,
        day_off=DayOff.objects.get(series=series),
        membership=cast.harbour.memberships.get(person=cast.dara),
        standing=cast.harbour.standings.get(person=cast.bruno),
        vouch=cast.harbour.vouches.get(),
    )


def muted(cast: Cast, now: dt.datetime) -> Mute:
    notices.mute(by=cast.chidi, of=f"person:{cast.bruno.pk}", note="writes at night", now=now)
    return Mute.objects.get(by=cast.chidi)


def asked_around(cast: Cast, now: dt.datetime) -> Round:
    made = matching.begin_round(community=cast.harbour, ask=cast.ask, at_most=3, by=cast.amal, now=now)
    Note.objects.create(round=made, ask=cast.ask, person=cast.chidi, at=now)
    return made


def run_by(noor: Person, cast: Cast, now: dt.datetime) -> tuple[Runner, str]:
    """For a fortnight; and one more link, which waits for somebody."""
    given = {"ask": cast.ask, "until": (now + 14 * DAY).date(), "by": cast.amal, "now": now}
    secret = asks.let_run(reads_place=False, **given)
    made = commitments.begin_run(secret=secret, by=noor, now=now)
    return made, asks.let_run(reads_place=True, **given)


def repeated(cast: Cast, now: dt.datetime) -> Series:
    """The one date of `cast.ask`, each month for four months, with the last one left out."""
    first = cast.shift.starts_at.astimezone(cast.harbour.zone).date()
    rule = repeating.until(repeating.pattern(Often.DAY_OF_MONTH, first), first + 120 * DAY)
    made = asks.repeat(shift=cast.shift, by=cast.amal, now=now, rule=rule)
    off = repeating.named(rule, first)[-1]
    asks.leave_out(series=made, on=off, by=cast.amal, now=now)
    return made


def said_again(cast: Cast, now: dt.datetime) -> Ask:
    """What somebody writes who has not seen that it is asked for already."""
    slot = Slot(cast.shift.starts_at, cast.shift.ends_at)
    made = asks.draft(
        community=cast.harbour, by=cast.amal, now=now, kind=cast.ask.kind, language="en", slots=[slot],
        what="Pots of soup from the van to the hall", open_to=cast.ask.open_to,
    )  # fmt: skip
    return asks.publish(ask=made, by=cast.amal, now=now)


def routes() -> Iterator[str]:
    """Every named route, allauth's included, as `namespace:name`."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            elif isinstance(pattern, URLPattern):
                yield f"{prefix}{pattern.name}"

    yield from walk(get_resolver(), "")


def arguments(route: str, world: World) -> list[str | int]:
    """What stands in a route's address. Raises `KeyError` for a route whose arguments nobody wrote down here.

    It asks the database nothing: the walks open thousands of addresses.
    """
    cast = world.cast
    exact: dict[str, list[str | int]] = {
        "accountability:matter": [world.matter.pk],
        "accountability:restriction_of": [cast.harbour.pk, cast.bruno.pk],
        "accountability:restrictions": [cast.harbour.pk],
        "asks:same": [cast.ask.pk, world.twin.pk],
        "asks:different": [cast.ask.pk, world.twin.pk],
        "asks:date": [cast.ask.pk, cast.shift.pk],
        "asks:removed_date": [cast.ask.pk, cast.shift.pk],
        "asks:new_series": [world.draft.pk, world.draft_shift.pk],
        "asks:series": [cast.ask.pk, world.series.pk],
        "asks:days_off": [cast.ask.pk, world.series.pk],
        "asks:day_on": [cast.ask.pk, world.series.pk, world.day_off.pk],
        "asks:wording": [cast.ask.pk, world.wording.pk],
        "asks:removed_wording": [cast.ask.pk, world.wording.pk],
        "asks:undelegated": [cast.ask.pk, world.delegate.pk],
        "asks:runner_end": [cast.ask.pk, world.runner.pk],
        "asks:published": [world.draft.pk],
        "asks:discarded": [world.draft.pk],
        "asks:place": [world.spare_place.pk],
        "asks:archived_place": [world.spare_place.pk],
        "asks:restored_place": [world.spare_place.pk],
        "commitments:said": [world.link.secret],
        "commitments:calendar": [world.calendar_secret],
        "commitments:calendar_end": [world.calendar.pk],
        "commitments:offer": [cast.ask.pk],
        "commitments:series": [world.series.pk],
        "commitments:new_stint": [world.series.pk],
        **{route: [world.stint.pk] for route in STINTS},
        "commitments:running": [world.run_secret],
        "commitments:run": [world.runner.pk],
        "commitments:run_end": [world.runner.pk],
        "commitments:run_date": [world.runner.pk, cast.shift.pk],
        "commitments:run_person": [world.runner.pk, world.offer.pk],
        "commitments:run_yes": [world.runner.pk, world.offer.pk],
        "commitments:run_no": [world.runner.pk, world.offer.pk],
        "commitments:run_came": [world.runner.pk, world.promise.pk],
        "commitments:with_runner": [world.promise.pk, world.runner.pk],
        "commitments:date": [cast.shift.pk],
        "commitments:date_verdict": [cast.shift.pk],
        "commitments:leaving": [cast.harbour.pk],
        "commitments:cancellation": [cast.shift.pk],
        "commitments:acceptance": [world.offer.pk],
        "commitments:decline": [world.offer.pk],
        "commitments:withdrawal": [world.offer.pk],
        "communities:operator_vouch": [cast.rainbow.pk],
        "communities:member_vouch": [cast.harbour.pk, world.membership.pk],
        "communities:request_answer": [cast.harbour.pk, world.request.pk],
        "communities:standing": [cast.harbour.pk, world.standing.pk],
        "communities:ally_vouch": [cast.harbour.pk, world.standing.pk],
        "communities:ally_vouch_end": [cast.harbour.pk, world.standing.pk],
        "communities:invitation_end": [cast.harbour.pk, world.invitation.pk],
        "communities:refusal": [world.lost.pk],
        "communities:return_of": [cast.harbour.pk, cast.bruno.pk],
        "communities:return_confirmed": [cast.harbour.pk, world.lost.pk],
        "communities:return_end": [cast.harbour.pk, world.lost.pk],
        "communities:return_code": [cast.harbour.pk, world.lost.pk],
        "communities:invitation": [world.invitation_secret],
        "communities:vouch": [world.vouch_secret],
        "communities:vouch_end": [world.vouch.pk],
        "home:carrying": [cast.harbour.pk],
        "home:easy_text": ["start"],
        "home:export": [cast.harbour.pk],
        "home:handover": [cast.harbour.pk, Duty.KEEP_OUT.value],
        "matching:new_stand_in": [cast.ask.pk],
        "matching:next": [world.promise.pk],
        "matching:round": [world.round.pk],
        "matching:round_end": [world.round.pk],
        "matching:rounds": [cast.harbour.pk],
        "matching:stand_ins": [cast.shift.pk],
        **{route: [world.stand_in.pk] for route in STAND_INS},
        "notices:answer": ["no-such-token"],
        "notices:mute": [cast.bruno.pk],
        "notices:mute_group": [cast.harbour.pk],
        "notices:unmute": [world.mute.pk],
        "notices:unsubscribe": ["no-such-token"],
        "people:unblock": [world.block.pk],
        "people:block": [cast.amal.pk],
        "people:session": ["no-such-device"],
        "people:session_out": ["no-such-device"],
        "account_confirm_email": ["no-such-key"],
        "account_reset_password_from_key": ["no", "such-key"],
        "mfa_edit_webauthn": ["1"],
        "mfa_remove_webauthn": ["1"],
    }
    if route in exact:
        return exact[route]
    for start, values in {
        "accountability:restriction": [world.restriction.pk],
        "accountability:appeal": [world.restriction.pk],
        "accountability:lasting": [world.restriction.pk],
        "accountability:renewal": [world.restriction.pk],
        "commitments:": [world.promise.pk],
        "communities:": [cast.harbour.pk],
    }.items():
        if route.startswith(start) and route not in WITHOUT_ARGUMENTS:
            return values
    if route in {"asks:columns", "asks:lines", "asks:taken_sheet", "asks:dropped_sheet"}:
        return [cast.harbour.pk, world.sheet.pk]
    if route in {
        "asks:board",
        "asks:calendar",
        "asks:community_asks",
        "asks:new",
        "asks:drafts",
        "asks:phoned",
        "asks:places",
        "asks:new_place",
        "asks:sheet",
    }:
        return [cast.harbour.pk]
    if route.startswith("asks:"):
        return [cast.ask.pk]
    if route in WITHOUT_ARGUMENTS:
        return []
    raise KeyError(f"{route}: write its arguments into tests/world.py")


def address(route: str, world: World) -> str:
    """The path of a route in this world. A report needs to know what it is about."""
    path = reverse(route, args=arguments(route, world))
    return f"{path}?about=ask:{world.cast.ask.pk}" if route == "accountability:report" else path


WITHOUT_ARGUMENTS = frozenset(
    {
        "account_change_password",
        "account_email",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_signup",
        "accountability:matters",
        "accountability:received",
        "accountability:report",
        "commitments:calendar_made",
        "commitments:calendars",
        "commitments:mailed_times",
        "commitments:new_calendar",
        "commitments:runs",
        "communities:coming_back",
        "communities:communities",
        "communities:founding",
        "communities:keyholders",
        "communities:returned",
        "communities:vouching",
        "home:desk",
        "home:easy",
        "home:everything",
        "home:everything_file",
        "home:front",
        "home:health",
        "home:help",
        "home:holdings",
        "home:metrics",
        "home:leave",
        "home:reaching",
        "home:look",
        "home:tour",
        "matching:fits",
        "matching:choice",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_authenticate",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "notices:mail",
        "notices:mutes",
        "notices:notices",
        "people:blocks",
        "people:everywhere",
        "people:exit",
        "people:exit_explained",
        "people:first",
        "people:home_area",
        "people:hours",
        "people:language",
        "people:languages",
        "people:me",
        "people:name",
        "people:needs",
        "people:quiet",
        "people:rest",
        "people:rest_end",
        "people:sessions",
        "people:skills",
        "people:start",
        "people:this_device",
        "people:travel",
        "ui:gallery",
    }
)
