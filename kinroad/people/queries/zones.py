"""The time zone somebody's day is counted in."""

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf

from kinroad.people.models import Participant


def zone_of(participant: Participant) -> str:
    """The participant's own zone, else that of their site, else the organization's. An IANA name.

    Load `site` and `organization` with the participant where it is asked for many.
    """
    return participant.time_zone or participant.site.zone or participant.organization.zone


def zone_in_sql(of: str = "") -> Coalesce:
    """The same in a query; `of` is the way to the participant, for example "participant__"."""
    own, site = NullIf(F(f"{of}time_zone"), Value("")), NullIf(F(f"{of}site__zone"), Value(""))
    return Coalesce(own, site, F(f"{of}organization__zone"))
