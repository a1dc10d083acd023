"""The facts of the people who work here."""

from kinroad.workforce.models.clearance import Clearance

__all__ = ["Clearance"]
