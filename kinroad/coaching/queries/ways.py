"""The ways people allow to be reached, for lists of things to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from kinroad.coaching.rules.outreach import Way, ways_allowed
from kinroad.core.fields import open_sealed
from kinroad.people.models import Participant, Person
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.rules.viewer import Viewer

MOST = 300


@dataclass(frozen=True)
class Ways:
    """A participant and the ways they allow.

    `phone` is E.164 and empty when they allow neither call nor text, `email` when they allow no letter;
    `quiet_from` and `quiet_to` are local times.
    """

    participant_id: UUID
    called: str
    phone: str
    email: str
    may_call: bool
    may_text: bool
    may_leave_message: bool
    name_to_say: str
    quiet_from: time | None
    quiet_to: time | None

    @property
    def allowed(self) -> tuple[Way, ...]:
        """The ways to reach out to them, in order."""
        return ways_allowed(
            phone=bool(self.phone), may_call=self.may_call, may_text=self.may_text, email=bool(self.email)
        )


def ways_to(participant_ids: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, Ways]:
    """Those of these people whom the viewer sees and who live, by id. One query; without ids none."""
    wanted = list(dict.fromkeys(participant_ids))[:MOST]
    if not wanted:
        return {}
    rows = participants_seen_by(viewer).filter(pk__in=wanted, died_on=None)
    return {
        pk: Ways(
            participant_id=pk,
            called=open_sealed(Person, "called", person_id, called),
            phone=(open_sealed(Person, "phone", person_id, phone) or "") if may_call or may_text else "",
            email=(open_sealed(Person, "email", person_id, email) or "") if may_email else "",
            may_call=may_call,
            may_text=may_text,
            may_leave_message=may_leave_message,
            name_to_say=open_sealed(Participant, "name_to_say", pk, name_to_say) or "",
            quiet_from=quiet_from,
            quiet_to=quiet_to,
        )
        for (
            pk,
            person_id,
            called,
            phone,
            email,
            may_email,
            may_call,
            may_text,
            may_leave_message,
            name_to_say,
            quiet_from,
            quiet_to,
        ) in rows.values_list(
            "pk",
            "person_id",
            "person__called",
            "person__phone",
            "person__email",
            "may_email",
            "may_call",
            "may_text",
            "may_leave_message",
            "name_to_say",
            "quiet_from",
            "quiet_to",
        )
    }
