"""Rows of one file that speak of the same meeting."""

from collections.abc import Iterable
from dataclasses import replace

from kinroad.gatherings.rules.formats import CLOSED, OPEN
from kinroad.gatherings.rules.listing import Listing


def merge_repeats(listings: Iterable[tuple[int, Listing]]) -> list[tuple[Listing, tuple[int, ...]]]:
    """Each meeting once, in the order of the file, with the numbers of its rows.

    The first row wins; a later one only adds formats ("O" and "O,WC" are one meeting with a ramp). Open and
    closed never meet that way.
    """
    found: dict[str, tuple[Listing, tuple[int, ...]]] = {}
    for number, listing in listings:
        if listing.key in found and _another_day(found[listing.key][0], listing):
            # A list that uses one slug for every day of a group: each day is a meeting.
            own = f"{listing.source_id}#{listing.weekday}.{listing.start_minute}"
            listing = replace(listing, source_id=own)
        if listing.key in found:
            first, numbers = found[listing.key]
            found[listing.key] = (_with_formats_of(first, listing), (*numbers, number))
        else:
            found[listing.key] = (listing, (number,))
    return list(found.values())


def _another_day(first: Listing, later: Listing) -> bool:
    return bool(later.source_id) and (first.weekday, first.start_minute) != (later.weekday, later.start_minute)


def _with_formats_of(first: Listing, later: Listing) -> Listing:
    says = first.open is not None or {OPEN, CLOSED} & set(first.formats)
    skip = {OPEN, CLOSED} if says else set()
    added = tuple(code for code in later.formats if code not in first.formats and code not in skip)
    if not added:
        return first
    return replace(
        first,
        formats=first.formats + added,
        open=first.open if says else later.open,
        languages=tuple(sorted({*first.languages, *later.languages})),
        wheelchair=first.wheelchair or later.wheelchair,
        children=first.children or later.children,
        online=first.online or later.online,
        in_person=first.in_person and later.in_person,
        temporarily_closed=first.temporarily_closed or later.temporarily_closed,
    )
