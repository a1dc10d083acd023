"""A house that is made for one run and goes away with it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def throwaway_house(*, demo: bool = False) -> Iterator[None]:
    """Django over an empty database, or one with the demo in it; `TEST_DATABASE_URL` names another than SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KINROAD_DATA": f"{folder}/data", "KINROAD_KEYS": f"{folder}/keys"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
        if server := os.environ.get("TEST_DATABASE_URL"):
            os.environ["DATABASE_URL"] = server
        from kinroad.config.house import make_ready, open_house

        open_house(make=True)
        make_ready(demo=demo, quietly=True)
        yield
