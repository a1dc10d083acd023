"""Whom somebody means in an emergency: only an exact name opens a page, never a near one."""

from kinroad.people.rules.names import tokens


def is_exactly(typed: str, *, called: str, full_name: str) -> bool:
    """Whether every word typed is a word of their names. A beginning, a sound or a short name is not enough."""
    words = set(tokens(typed))
    return bool(words) and words <= {*tokens(called), *tokens(full_name)}
