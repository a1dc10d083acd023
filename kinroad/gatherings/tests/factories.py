"""Meetings for tests."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from kinroad.core.time import now
from kinroad.gatherings.actions.facets import refresh_facets
from kinroad.gatherings.actions.writing import derive
from kinroad.gatherings.models import Meeting, MeetingSource
from kinroad.people.tests.factories import OrganizationFactory


class MeetingSourceFactory(DjangoModelFactory[MeetingSource]):
    class Meta:
        model = MeetingSource
        django_get_or_create = ("organization", "name")

    organization = factory.SubFactory(OrganizationFactory)
    name = "Iowa meetings"
    changed_at = factory.LazyFunction(now)
    imported_at = factory.LazyFunction(now)


class MeetingFactory(DjangoModelFactory[Meeting]):
    """A Monday meeting at 7:00 pm in Des Moines, in Central Time."""

    class Meta:
        model = Meeting

    organization = factory.SubFactory(OrganizationFactory)
    source = factory.SubFactory(MeetingSourceFactory, organization=factory.SelfAttribute("..organization"))
    source_key = factory.Sequence(lambda n: f"row-{n}")
    slug = factory.Sequence(lambda n: f"meeting-{n}")
    name = factory.Sequence(lambda n: f"Group {n}")
    fellowship = "Narcotics Anonymous"
    weekday = 1
    start_minute = 19 * 60
    zone = "America/Chicago"
    address = "815 High St"
    city = "Des Moines"
    state = "IA"
    lat = 41.586
    lon = -93.629
    updated_at = factory.LazyFunction(now)

    @classmethod
    def _create(cls, model_class: type[Meeting], *args: Any, **kwargs: Any) -> Meeting:
        meeting = model_class(*args, **kwargs)
        derive(meeting)
        meeting.save()
        refresh_facets(meeting.source)
        meeting.source.save()
        return meeting
