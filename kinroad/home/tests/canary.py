"""A record in which each kind of thing says a word that stands nowhere else in it."""

from datetime import timedelta

from kinroad.coaching.models import Goal
from kinroad.coaching.tests.factories import contact_with, walk_together
from kinroad.core.time import now
from kinroad.gatherings.models import Gathering, Sheet
from kinroad.gatherings.tests.attending import a_session, came
from kinroad.people.models import Participant, Person
from kinroad.people.tests.factories import someone


def a_canary(maya: Person) -> Participant:
    """Somebody Maya walks with: name, address, a note, an attendance and a goal."""
    person = someone("participant", called="Cana", full_name="Canaryname", email="canary@example.org")
    participant = Participant.objects.get(person=person)
    walk_together(maya, participant)
    contact_with(maya, participant, note="Canarynote")
    session = a_session(participant.organization, led_by=maya, began=timedelta(hours=30))
    sheet = came(session, participant, by=maya)
    Gathering.objects.filter(pk=session.gathering_id).update(name="Canarysupper")
    Sheet.objects.filter(pk=sheet.pk).update(state="saved")
    a_goal(participant, "Canarygoal")
    return participant


def a_goal(participant: Participant, words: str) -> None:
    own = {"organization": participant.organization, "participant": participant}
    Goal(words=words, dimension="home", written_at=now(), **own).save()
