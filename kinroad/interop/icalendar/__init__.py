"""Calendars as other programs read them (RFC 5545): the public one, one session, and a participant's own."""
