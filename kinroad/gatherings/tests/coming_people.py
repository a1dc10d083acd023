"""People who come to a session, for tests."""

from datetime import datetime
from typing import Any

from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.gatherings.actions.coming import Wishes, say_coming
from kinroad.gatherings.models import Coming, Session
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer


def here(session: Session) -> Viewer:
    """Nobody who is signed in, on the public site."""
    return Viewer.system(session.organization_id, session.gathering.zone)


def coming(
    session: Session, participant: Participant | None = None, *, at: datetime | None = None, **facts: Any
) -> Coming:
    """Somebody who says that they are coming: this participant, else somebody called Ana."""
    own = {name: facts.pop(name) for name in list(facts) if name in Wishes.__dataclass_fields__}
    given = {"called": "" if participant else "Ana", **facts}
    given.setdefault("id", uuid7())
    return say_coming(
        session=session, participant=participant, wishes=Wishes(**own), by=here(session), at=at or now(), **given
    )
