"""The log says where something broke, and nothing about anybody."""

import logging
import sys

from django.conf import settings

from kinroad.config.logs import WithoutWords


def broken_by(name: str) -> None:
    raise ValueError(f"Failing row contains ({name})")


def told_of(name: str) -> str:
    try:
        try:
            broken_by(name)
        except ValueError as first:
            raise RuntimeError(f"{name} could not be saved") from first
    except RuntimeError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Server Error: /people", (), sys.exc_info())
    return WithoutWords("{message}", style="{").format(record)


def test_an_error_tells_its_place_and_kind_but_no_words():
    told = told_of("Wilhelmina")

    assert "Wilhelmina" not in told
    assert told.startswith("Server Error: /people")
    assert "builtins.ValueError\nthen\n" in told
    assert told.endswith("builtins.RuntimeError")
    assert "in broken_by" in told


def test_every_handler_writes_so():
    formatters = settings.LOGGING["formatters"]

    for handler in settings.LOGGING["handlers"].values():
        assert formatters[handler["formatter"]]["()"].endswith("WithoutWords")
        assert "secrets" in handler["filters"]
