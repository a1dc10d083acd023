"""A directory for tests: `PlaceFactory()` makes an agency, its service, its location and the service at it."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from kinroad.core.time import now
from kinroad.people.tests.factories import OrganizationFactory
from kinroad.resources.actions.writing import derive, set_where
from kinroad.resources.models import Agency, Location, Phone, ResourceSource, Schedule, Service, ServiceAtLocation, Tag


class ResourceSourceFactory(DjangoModelFactory[ResourceSource]):
    class Meta:
        model = ResourceSource
        django_get_or_create = ("organization", "name")

    organization = factory.SubFactory(OrganizationFactory)
    name = "Iowa services"
    changed_at = factory.LazyFunction(now)


class AgencyFactory(DjangoModelFactory[Agency]):
    class Meta:
        model = Agency

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"Cedar House {n}")
    updated_at = factory.LazyFunction(now)


class ServiceFactory(DjangoModelFactory[Service]):
    class Meta:
        model = Service

    agency = factory.SubFactory(AgencyFactory)
    organization = factory.SelfAttribute("agency.organization")
    name = factory.Sequence(lambda n: f"Recovery beds {n}")
    description = "A bed and a shared kitchen."
    updated_at = factory.LazyFunction(now)


class LocationFactory(DjangoModelFactory[Location]):
    """In Des Moines, in Central Time. `confidential=True` seals the address and the point."""

    class Meta:
        model = Location

    agency = factory.SubFactory(AgencyFactory)
    organization = factory.SelfAttribute("agency.organization")
    name = "Cedar House"
    street = factory.Sequence(lambda n: f"{n + 100} High St")
    city = "Des Moines"
    state = "IA"
    zip = "50309"
    county = "Polk"
    lat = 41.586
    lon = -93.629
    zone = "America/Chicago"
    updated_at = factory.LazyFunction(now)

    @classmethod
    def _create(cls, model_class: type[Location], *args: Any, **kwargs: Any) -> Location:
        confidential = kwargs.pop("confidential", False)
        location = model_class(*args, **kwargs)
        set_where(location, confidential=confidential, zone=location.zone)
        location.save()
        return location


class PlaceFactory(DjangoModelFactory[ServiceAtLocation]):
    """A service at its location. `tags=["shelter", "same_day"]` and `phone="(515) 555-0100"` come with it."""

    class Meta:
        model = ServiceAtLocation

    service = factory.SubFactory(ServiceFactory)
    organization = factory.SelfAttribute("service.organization")
    location = factory.SubFactory(LocationFactory, agency=factory.SelfAttribute("..service.agency"))
    created_at = factory.LazyFunction(now)
    updated_at = factory.LazyFunction(now)

    @classmethod
    def _create(cls, model_class: type[ServiceAtLocation], *args: Any, **kwargs: Any) -> ServiceAtLocation:
        tags, phone = kwargs.pop("tags", ()), kwargs.pop("phone", "")
        place = model_class(*args, **kwargs)
        derive(place, codes=tags, zone=place.organization.zone)
        place.save()
        mine = {"organization": place.organization, "service_at_location": place}
        for code in tags:
            Tag(code=code, **mine).save()
        if phone:
            Phone(number=phone, **mine).save()
        return place


class ScheduleFactory(DjangoModelFactory[Schedule]):
    """Weekdays from nine to five."""

    class Meta:
        model = Schedule

    service_at_location = factory.SubFactory(PlaceFactory)
    organization = factory.SelfAttribute("service_at_location.organization")
    byday = "MO,TU,WE,TH,FR"
    opens = "09:00"
    closes = "17:00"
