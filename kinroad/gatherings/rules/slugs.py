"""The address of a meeting's own page, and its name in feeds: short, its own, and kept for good."""

from collections.abc import Container

from kinroad.gatherings.rules.listing import Listing
from kinroad.gatherings.rules.text import slug_of

# Finders keep meetings in a JavaScript object by slug, where this word is taken.
NEVER_SLUGS = frozenset({"constructor"})
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


def free_slug(listing: Listing, *, taken: Container[str]) -> str:
    """The list's own slug where it has one, else name, city, day and hour; numbered when it is taken.

    A bare number is no slug: nobody could tell from the address what it is.
    """
    own = listing.source_id.partition("#")
    base = "" if own[0].isdigit() else slug_of(own[0], _DAYS[listing.weekday] if own[1] else "")
    if not base:
        clock = f"{listing.start_minute // 60:02}{listing.start_minute % 60:02}"
        base = slug_of(slug_of(listing.name, listing.city, longest=46) or "meeting", _DAYS[listing.weekday], clock)
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
