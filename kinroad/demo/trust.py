"""What a year brings besides: something taken back, asked not to be shared, told in an emergency, asked by a court."""

from datetime import date, timedelta

from kinroad.coaching.queries.timeline import timeline
from kinroad.consent.actions.consent import give
from kinroad.consent.actions.correction import ask_to_correct
from kinroad.consent.actions.disclose import disclose
from kinroad.consent.actions.incident import report_incident
from kinroad.consent.actions.legal import go_on, write_request
from kinroad.consent.actions.restriction import restrict
from kinroad.consent.models import Consent
from kinroad.consent.rules.draft import Draft, Signature
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.parts import Part
from kinroad.consent.rules.standing import Recipient
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.demo.check_ins import called, oneself
from kinroad.demo.staff import ZONE, House
from kinroad.demo.walking import worker
from kinroad.home.actions import corrections
from kinroad.home.actions.disclosures import disclose_in_emergency
from kinroad.home.actions.taken_back import take_back
from kinroad.people.actions.emergency import open_sight, read_alert
from kinroad.people.actions.retention import hold
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

COTTONWOOD = Recipient("Cottonwood House")


def keep_faith(house: House, *, today: date) -> None:
    """One of each, so that every page about trust shows something that could have happened."""
    roger, elizabeth, luis, bodie = (called(house, each) for each in ("roger", "elizabeth", "luis", "bodie"))
    tomas = worker(house, house.leaders["tomas"])
    pat = Viewer(None, house.staff["pat"].pk, house.organization.pk, ZONE, roles=frozenset({"coordinator"}))
    _what_left(roger, by=tomas)
    _taken_back(luis, today=today, by=pat)
    with as_of(now() - timedelta(days=20)):
        restrict(
            id=uuid7(), participant=elizabeth, recipient="Acme Trucking", classes=[], by=oneself(elizabeth), at=now()
        )
    _corrections(elizabeth, roger, by=pat)
    _emergencies(house, roger, elizabeth, by=tomas)
    _apart(house, today=today, by=tomas, pat=pat)
    hold(id=uuid7(), participant=bodie, reason="A claim after the fall on our stairs. Ask before you delete.", by=pat)


def _what_left(roger: Participant, *, by: Viewer) -> None:
    """The house that may know his name was told it."""
    own = Consent.objects.filter(organization_id=by.organization_id, participant=roger, kind=Kind.SPECIFIC)
    parts = [Part("name", "Name", (roger.person.full_name or roger.person.called,))]
    with as_of(now() - timedelta(days=8)):
        disclose(consent=own.get(), parts=parts, purpose="referral", recipient=COTTONWOOD, channel="pdf", by=by)


def _taken_back(luis: Participant, *, today: date, by: Viewer) -> None:
    """Luis let a doctor know his goals, and called to take it back."""
    with as_of(now() - timedelta(days=60)):
        given = give(
            id=uuid7(),
            participant=luis,
            draft=Draft(
                kind=Kind.SPECIFIC,
                classes=("name", "plan_goals"),
                recipient_kind="person",
                recipient="Dr. Lee",
                purpose="my_request",
                expires_on=today + timedelta(days=200),
            ),
            signature=Signature(str(luis.person.called), "typed"),
            language="en",
            by=oneself(luis),
            at=now(),
        )
    with as_of(now() - timedelta(days=12)):
        take_back(
            participant=luis,
            consents=[str(given.pk)],
            everything=False,
            how="phone",
            received_at=now() - timedelta(hours=1),
            told_by="",
            words="I have another doctor now.",
            by=by,
            at=now(),
        )


def _corrections(elizabeth: Participant, roger: Participant, *, by: Viewer) -> None:
    """One that waits, about a note; one that was answered with no."""
    line = timeline([elizabeth.pk], organization_id=by.organization_id, most=1, may_have_tries=False)
    with as_of(now() - timedelta(days=3)):
        ask_to_correct(
            id=uuid7(),
            participant=elizabeth,
            about="note" if line.entries else "facts",
            entry=line.entries[0].part_id if line.entries else None,
            words="We met at the library, not at the center.",
            by=oneself(elizabeth),
            at=now(),
        )
    with as_of(now() - timedelta(days=30)):
        row = ask_to_correct(
            id=uuid7(),
            participant=roger,
            about="gatherings",
            entry=None,
            words="I was at the supper in October. It is not on my list.",
            by=oneself(roger),
            at=now(),
        )
    with as_of(now() - timedelta(days=25)):
        reason = "The paper list of that evening does not show your name, and nobody who led it remembers."
        corrections.answer(participant=roger, correction=row, outcome="kept", reason=reason, by=by, at=now())


def _emergencies(house: House, roger: Participant, elizabeth: Participant, *, by: Viewer) -> None:
    """Two months ago: a page that was opened for a night, and what a paramedic was told."""
    with as_of(now() - timedelta(days=65)):
        facts = {
            "asks": "ambulance",
            "recipient": "Dana Cole, paramedic",
            "affiliation": "Denver Health",
            "nature": "He fell at the center and did not wake up.",
            "what": "That he takes a blood thinner.",
        }
        disclose_in_emergency(id=uuid7(), participant=roger, at=now(), now=now(), by=by, **facts)
        person = elizabeth.person
        sight = open_sight(
            id=uuid7(),
            name=person.full_name or person.called,
            birth_on=person.birth_on,
            phone=person.phone or "",
            reason="Her son called the front desk: she does not open the door.",
            by=worker(house, house.leaders["gus"]),
            at=now(),
        )
        read_alert(sight_id=sight.pk, by=Viewer(None, house.staff["sam"].pk, house.organization.pk, ZONE))


def _apart(house: House, *, today: date, by: Viewer, pat: Viewer) -> None:
    """What stands apart from every record: a report, and a subpoena that got our letter."""
    with as_of(now() - timedelta(days=6)):
        report_incident(
            id=uuid7(),
            kind="threat",
            happened_on=today - timedelta(days=6),
            words="A man at the door shouted that he would come back with a knife.",
            told="911, at 4:10 pm",
            said="Somebody threatened people at our address. No names.",
            by=by,
            at=now(),
        )
    with as_of(now() - timedelta(days=15)):
        request = write_request(
            id=uuid7(),
            kind="subpoena",
            came_from="Denver District Court",
            about="Asks for “all records” of a person by name.",
            came_on=today - timedelta(days=15),
            due_on=today + timedelta(days=5),
            by=pat,
            at=now(),
        )
        go_on(request=request, to="denied", by=pat, at=now())
