"""The settings of a running Kinroad, with two more pages: the frames that the others are measured against."""

from pathlib import Path

from kinroad.config.settings import *  # noqa: F403
from kinroad.config.settings import KINROAD_LIMITS, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).resolve().parent / "pages"]}, *TEMPLATES[1:]]
# One visitor asks as fast as a page answers: what is refused is measured nowhere.
KINROAD_LIMITS = dict.fromkeys(KINROAD_LIMITS, (10**9, 60))
