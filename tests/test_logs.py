"""The log says where something broke, and nothing about anybody."""

import logging
import sys

import pytest
from django.conf import settings
from gunicorn.config import Config

from kinroad.config.logs import HideSecrets, WithoutWords
from kinroad.config.serving import HouseLogger
from tests.log_canary import Listening


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


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Not Found: /welcome/abc", "Not Found: /welcome/…"),
        ("Not Found: /way-in/cPq0-9_xZ8v1L2m3N4o5p6q7r8s9t0uVwXyZabcdefg", "Not Found: /way-in/…"),
        ("Not Found: /check-in/cPq09xZ8v1L2m3N4o5p6q7r8s9t0uVw/x", "Not Found: /check-in/…/x"),
        (
            "Not Found: /people/01a20522-ddba-7195-ad60-dea84a9cd9df/plan",
            "Not Found: /people/01a20522-ddba-7195-ad60-dea84a9cd9df/plan",
        ),
        ("Not Found: /settings/meetings/lists/new", "Not Found: /settings/meetings/lists/new"),
    ],
)
def test_21_no_secret_of_a_link_is_written(said, written):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, said, (), None)
    HideSecrets().filter(record)

    assert record.getMessage() == written


def test_21_nor_does_the_server_itself_write_words_or_secrets(capsys):
    """What nobody caught is told by the server: a database's error holds the whole row."""
    logger = HouseLogger(Config())
    try:
        broken_by("Wilhelmina")
    except ValueError:
        logger.exception("Error handling request %s %s", "GET", "/welcome/abc")

    told = capsys.readouterr().err
    assert "builtins.ValueError" in told
    assert "/welcome/…" in told
    assert "(Wilhelmina)" not in told
    assert "abc" not in told


def test_21_what_is_private_is_heard_in_the_log_of_any_test():
    """While all tests run, conftest.py listens to what the console would get; this is what it listens with."""
    heard = Listening()

    def say(sentence, *words, error=None):
        heard.handle(logging.LogRecord("django.request", logging.ERROR, "", 0, sentence, words, error))

    say("Server Error: %s", "/people?q=WILHELMINA")
    say("Not Found: /people/01a20522-ddba-7195-ad60-dea84a9cd9df")
    try:
        broken_by("Wilhelmina")
    except ValueError:
        say("It broke", error=sys.exc_info())

    assert heard.hits == ["ERROR django.request Server Error: /people?q=WILHELMINA"]
