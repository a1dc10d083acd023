"""How what people say is shown, so that the newest answer never stands alone."""

BATCH = 5
"""Answers are shown so many at a time."""
