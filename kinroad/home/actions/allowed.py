"""What a participant says about their number, to us or on their own page."""

from datetime import datetime

from django.db import transaction

from kinroad.notifications.actions import permission
from kinroad.notifications.models import StoppedNumber
from kinroad.notifications.queries.permission import number_of
from kinroad.notifications.rules.permission import Kind
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def say(*, participant: Participant, said: str, by: Viewer, at: datetime) -> None:
    """ "still": these are still my number and address; "stop_texts": no more texts to my number, whoever shares it;
    "stop_all": no call, text or e-mail any more.
    """
    if said == "still":
        permission.confirm(participant=participant, by=by, at=at)
        return
    kinds = list(Kind) if said == "stop_all" else [Kind.TEXT]
    permission.withdraw(participant=participant, kinds=kinds, by=by, at=at)
    if number := number_of(participant, Kind.TEXT):
        permission.stop_number(number=number, how=StoppedNumber.How.SPOKEN, by=by, at=at)
