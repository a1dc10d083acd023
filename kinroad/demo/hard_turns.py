"""Hard turns: two people told of a return to use and were or will be reached, and one person died."""

from datetime import date, timedelta
from random import Random

from kinroad.coaching.actions.outreach import set_offers, try_once
from kinroad.coaching.actions.recurrence import record
from kinroad.coaching.models import Match
from kinroad.coaching.queries.outreach import outreach_of
from kinroad.core.time import as_of, now
from kinroad.demo.staff import House
from kinroad.demo.walking import be_in_touch, moment, worker
from kinroad.people.actions import death
from kinroad.people.models import Kind, PeerLeader


def take_hard_turns(house: House, *, today: date, rng: Random) -> None:
    """Among those who walk with Tomas, and with a peer leader beside him."""
    tomas = house.leaders["tomas"]
    told = _walking_with(house, tomas)
    if len(told) > 1:
        _told_and_reached(house, told[0], today=today, rng=rng)
        _told_yesterday(house, told[1], today=today)
    others = [each for name, each in house.leaders.items() if name not in ("maya", "tomas", "bea")]
    gone = next((match for leader in others for match in _walking_with(house, leader)), None)
    if gone is not None:
        on = today - timedelta(days=4)
        with as_of(moment(on + timedelta(days=1), rng)):
            death.record(participant=gone.participant, on=on, told_by="His brother, on the phone", by=house.by)


def _walking_with(house: House, leader: PeerLeader) -> list[Match]:
    """Those of the year's history, in or seeking recovery, who walk with this peer leader; nobody of the five."""
    current = Match.objects.current().filter(organization=house.organization, peer_leader=leader)
    theirs = current.filter(participant__kind=Kind.RECOVERY, participant__person__standings=None)
    return list(theirs.select_related("participant", "peer_leader").order_by("-pk")[:2])


def _told_and_reached(house: House, match: Match, *, today: date, rng: Random) -> None:
    """Told on a call five weeks ago, and in touch again two days later."""
    by, told_on = worker(house, match.peer_leader), today - timedelta(days=36)
    if match.started_on is None or match.started_on >= told_on:
        return
    at = moment(told_on, rng)
    with as_of(at):
        told = record(participant=match.participant, told_by_participant_how="call", on=None, by=by, at=at)
        try_once(outreach=outreach_of(told), how="phone", on=told_on, by=by)
    be_in_touch(house, match.peer_leader, [match.participant], on=told_on + timedelta(days=2), rng=rng)
    with as_of(at + timedelta(days=2)):
        set_offers(outreach=outreach_of(told), treatment="not_now", supplies="done", by=by)


def _told_yesterday(house: House, match: Match, *, today: date) -> None:
    """Told in person twenty hours ago; a call reached nobody, so a text is next."""
    by, at = worker(house, match.peer_leader), now() - timedelta(hours=20)
    with as_of(at):
        told = record(participant=match.participant, told_by_participant_how="person", on=None, by=by, at=at)
        outreach = outreach_of(told)
        try_once(outreach=outreach, how="phone", on=today - timedelta(days=1), by=by)
        set_offers(outreach=outreach, treatment="wanted", supplies="offered", by=by)
