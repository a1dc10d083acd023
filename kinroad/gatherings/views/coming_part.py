"""What stands on the page of a session about coming."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from kinroad.core.http import PublicRequest
from kinroad.gatherings.actions.coming import refuse_closed
from kinroad.gatherings.forms.coming import REACH_HINTS, VisitorForm, WishesForm
from kinroad.gatherings.models import Coming, Session
from kinroad.gatherings.queries import coming as queries
from kinroad.gatherings.queries.coming_reminder import way_of
from kinroad.gatherings.views.session_page import SessionPage
from kinroad.people.models import Participant


@dataclass
class SignUpPart:
    """`closed` says why nobody, or not this person, can sign up; `leads`: they may see who is coming."""

    session: Session
    form: WishesForm
    at: datetime
    participant: Participant | None = None
    said: Coming | None = None
    closed: str = ""
    can_tell: bool = True
    leads: bool = False
    reach_hints = REACH_HINTS

    @property
    def full(self) -> bool:
        """No place is left for one more."""
        return self.session.capacity is not None and self.session.taken >= self.session.capacity

    @property
    def no_line(self) -> bool:
        """Full, and nobody waits for a place here."""
        return self.full and not self.session.gathering.waiting_list

    @property
    def next_one(self) -> Session | None:
        """The next session of the same gathering with a place."""
        return queries.next_with_room(self.session, places=1, at=self.at)

    @property
    def next_page(self) -> SessionPage | None:
        found = self.next_one
        return SessionPage(session=found, following=[], at=self.at) if found else None

    @property
    def place(self) -> int:
        return queries.place_in_line(self.said) if self.said else 0


def sign_up_part(request: PublicRequest, session: Session, *, at: datetime) -> SignUpPart:
    """The form for whoever looks, or why there is none."""
    sent = request.POST if request.method == "POST" else None
    viewer = getattr(request, "viewer", None)
    mine = queries.participant_of(viewer, organization_id=session.organization_id)
    said = queries.coming_of(mine, session) if mine else None
    can_tell = bool(way_of(mine, at=at)) if mine else True
    form = WishesForm(sent, session=session, can_tell=can_tell) if mine else VisitorForm(sent, session=session)
    part = SignUpPart(
        session, form, at, participant=mine, can_tell=can_tell, leads=queries.may_see_who(session, viewer=viewer)
    )
    if said is not None and said.state != Coming.State.CANCELLED:
        part.said = said
    try:
        refuse_closed(session, at=at, participant=mine)
    except ValidationError as refused:
        part.closed = refused.messages[0]
    return part
