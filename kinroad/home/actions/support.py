"""Ending support with an open door, and beginning again with the same history."""

from datetime import date

from django.db import transaction

from kinroad.coaching.actions.ending import end_all
from kinroad.people.actions.participants import end_episode
from kinroad.people.models import Episode, Participant
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def end_support(*, participant: Participant, reason: str, on: date, by: Viewer) -> Episode:
    """End the time of support under way: matches, questions and requests end with it.

    Raises ValidationError when support has ended already.
    """
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    episode = end_episode(participant=mine, reason=reason, on=on, by=by)
    end_all(participant=mine, reason=reason, on=on, by=by)
    return episode
