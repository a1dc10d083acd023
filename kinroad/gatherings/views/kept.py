"""Files that cost much to draw, kept in memory for as long as what they show stays as it is."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

KEPT = 8
_kept: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def kept(version: str, draw: Callable[[], bytes]) -> bytes:
    """What was drawn for this version; the last few stay. Only what is public: nothing of a person is ever kept."""
    with _lock:
        if version in _kept:
            _kept.move_to_end(version)
            return _kept[version]
    made = draw()
    with _lock:
        _kept[version] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made
