"""An independent recount: line by line, in plain Python, with nothing of the queries."""

from collections import defaultdict

from kinroad.people.models import Participant
from kinroad.service_log.models import Line

TYPES = ("emotional", "informational", "instrumental", "affiliational")


def recount(organization_id, first, last, **only):
    """What stands in the log in these months: counts, people and contacts by every division."""
    merged = dict(Participant.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    times, minutes, contacts, people = defaultdict(int), defaultdict(int), defaultdict(int), defaultdict(int)
    without, occasion_minutes = 0, defaultdict(list)
    for line in Line.objects.filter(organization_id=organization_id).order_by("-sign", "pk"):  # given before taken back
        if not first <= line.month <= last or any(getattr(line, name) != value for name, value in only.items()):
            continue
        occasion = (line.month, line.site_id, line.program_id, line.peer_leader_id, line.occasion)
        contacts[occasion] += line.sign
        occasion_minutes[occasion] += [line.minutes] if line.sign == 1 else []
        if line.sign == -1:
            occasion_minutes[occasion].remove(line.minutes)
        if line.participant_id is None:
            without += line.sign * line.people_without_record
            continue
        person = merged.get(line.participant_id, line.participant_id)
        for kind in (*[each for each in TYPES if getattr(line, each)], "times"):
            times[line.month, line.site_id, line.activity, kind] += line.sign
        minutes[line.month] += line.sign * line.minutes
        people[person, line.month, line.site_id, line.peer_leader_id, line.kind, line.relation_to_treatment] += (
            line.sign
        )
    standing = {key for key, sign in contacts.items() if sign > 0}
    served = {key for key, sign in people.items() if sign > 0}
    return {
        "times": {key: count for key, count in times.items() if count},
        "minutes": sum(minutes.values()),
        "contacts": standing,
        "minutes_given": sum(sum(occasion_minutes[key]) // len(occasion_minutes[key]) for key in standing),
        "served": served,
        "people": len({key[0] for key in served}),
        "without_record": without,
    }
