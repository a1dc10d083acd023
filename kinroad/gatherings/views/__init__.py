"""Doorways to meetings."""
