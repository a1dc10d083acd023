"""How far away an ask is, as much as may be said before both say yes."""

from kinroad.core.place import miles_between, zip_place

STEPS = (1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 100)  # miles


def miles_apart(one: str, other: str) -> float | None:
    """Miles between the middles of two ZIP codes; None when one of them is not known."""
    here, there = zip_place(one or ""), zip_place(other or "")
    if here is None or there is None:
        return None
    return miles_between(here.lat, here.lon, there.lat, there.lon)


def about(miles: float | None) -> int | None:
    """The step at or above: "about 3 miles". The exact number and a map would say where somebody lives."""
    if miles is None:
        return None
    return next((step for step in STEPS if miles <= step), STEPS[-1])
