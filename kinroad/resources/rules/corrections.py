"""Which rows of the directory we may know better than the list they come from."""

from enum import StrEnum


class RowKind(StrEnum):
    """The four tables that a list fills."""

    AGENCY = "agency"
    SERVICE = "service"
    LOCATION = "location"
    PLACE = "place"
