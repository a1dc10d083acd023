"""Child care and rides asked for with "I'm coming" become asks of practical help, and follow it."""

from datetime import datetime

from kinroad.gatherings.models import Coming, Session
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.actions.ask import ask_for, withdraw
from kinroad.practical_help.models import Ask

SOURCE = Ask.Source.SESSION


def ask_for_help(coming: Coming, session: Session, *, by: Viewer, at: datetime) -> None:
    """Ask for what they wished for, as long as they have a place; take back what they do not wish any more."""
    here = coming.state == Coming.State.COMING
    for kind, wanted, how_many in (
        (Ask.Kind.CHILD_CARE, coming.child_care, coming.children),
        (Ask.Kind.RIDE, coming.ride, coming.places),
    ):
        if not (here and wanted):
            take_help_back(coming, by=by, at=at, kind=kind)
            continue
        ask_for(
            kind=kind,
            participant=coming.participant,
            called=coming.called or "",
            reach=coming.reach or "",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            zone=session.gathering.zone,
            place=coming.ride_from or "" if kind == Ask.Kind.RIDE else "",
            how_many=how_many,
            source=SOURCE,
            source_id=session.pk,
            source_part=coming.pk,
            by=by,
            at=at,
        )


def take_help_back(coming: Coming, *, by: Viewer, at: datetime, kind: str = "") -> None:
    """Nobody needs to look for it any more."""
    withdraw(source=SOURCE, source_id=coming.session_id, source_part=coming.pk, kind=kind, by=by, at=at)
