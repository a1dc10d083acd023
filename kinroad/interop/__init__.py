"""Doors to other systems: one folder each."""
