"""Saying how it was, without a name."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.gatherings.models import Feedback, Gathering, Session, State
from kinroad.gatherings.rules.feedback import BATCH
from kinroad.people.rules.viewer import Viewer

OPEN_FOR = timedelta(days=7)
MOST = 2000
"""More answers than that to one gathering nobody gave honestly."""
NO_HOUR = UUID("6d1f1c86-7f5e-4a5c-9f0e-0b8a1f3f7d52")


def is_open(session: Session, *, at: datetime) -> bool:
    """Whether one can say how this session was: from its beginning until a week after its end."""
    return session.state == State.PLANNED and session.starts_at <= at <= session.ends_at + OPEN_FOR


def say_how_it_was(*, id: UUID, session: Session, welcome: str, again: str, words: str, at: datetime) -> Feedback:
    """Keep an answer to the two questions. Nothing kept says who gave it, or when.

    A second submit with the same form's `id` meets the first. Raises ValidationError when it is too early or too late.
    """
    return _keep(id=uuid5(NO_HOUR, str(id)), session=session, welcome=welcome, again=again, words=words, at=at)


@meets_the_first(
    Feedback,
    whose=lambda session, **rest: {
        "organization_id": session.organization_id,
        "gathering_id": session.gathering_id,
    },
)
def _keep(*, id: UUID, session: Session, welcome: str, again: str, words: str, at: datetime) -> Feedback:
    if not is_open(session, at=at):
        raise ValidationError(_("You can say how it was for a week afterwards. Tell us at the center, or call."))
    gathering = Gathering.objects.select_for_update().get(pk=session.gathering_id)
    before = Feedback.objects.filter(organization_id=gathering.organization_id, gathering=gathering).count()
    if before >= MOST:
        raise ValidationError(_("We have many answers already. Tell us at the center, or call."))
    feedback = Feedback(
        id=id,
        organization_id=gathering.organization_id,
        gathering=gathering,
        batch=before // BATCH,
        welcome=welcome,
        again=again,
        words=words or None,
    )
    feedback.save(force_insert=True)
    nobody = Viewer.system(gathering.organization_id, gathering.zone)
    audit.record(what="feedback.given", about=gathering, by=nobody)
    return feedback
