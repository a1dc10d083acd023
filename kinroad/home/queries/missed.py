"""What gatherings know of somebody who has gone quiet, put beside what coaching knows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kinroad.coaching.rules.today import Line, Reason
from kinroad.gatherings.queries.missed import missed
from kinroad.people.rules.viewer import Viewer


def with_missed(lines: Iterable[Line], *, viewer: Viewer, day: date) -> list[Line]:
    """The same lines; who is quiet too long, with how many gatherings in a row they missed. At most one query."""
    found = list(lines)
    quiet = {line.participant_id for line in found if line.reason == Reason.QUIET}
    many = missed(quiet, organization_id=viewer.organization_id, today=day)
    return [
        replace(line, missed=many[line.participant_id])
        if line.reason == Reason.QUIET and line.participant_id in many
        else line
        for line in found
    ]
