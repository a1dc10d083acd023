"""What is the same everywhere: limits, errors, spreadsheets, cookies (security requirements 28, 33, 35, 43, 47, 53)."""

import ast
import json
import os
import subprocess
import sys

import pytest
from allauth.core.internal.ratelimit import parse_rates
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from kinroad.config.logs import HideSecrets, WithoutWords
from kinroad.core.http import reference_of
from kinroad.core.spreadsheets import COMMANDS, harmless
from kinroad.home.views.trouble import broken
from kinroad.people.views.limits import Counter
from scripts.packages import bill, packages, told
from tests.house.reading import ROOT, python_files

HTTPS = """
import json
from kinroad.config import settings as s
told = {name: getattr(s, name) for name in dir(s) if name.isupper()}
print(json.dumps({name: value for name, value in told.items() if isinstance(value, (str, int, bool))}))
"""


def test_28_33_behind_https_cookies_are_bound_to_the_host_and_browsers_come_back_safely(tmp_path):
    told = {**os.environ, "KINROAD_HTTPS": "1", "KINROAD_DATA": str(tmp_path), "KINROAD_HOSTS": "kin.example.org"}
    asked = subprocess.run(
        [sys.executable, "-c", HTTPS], cwd=ROOT, env=told, capture_output=True, text=True, check=True
    )
    settings = json.loads(asked.stdout)

    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "KINROAD_DEVICE_COOKIE"):
        assert settings[name].startswith("__Host-"), name
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert settings["SECURE_SSL_REDIRECT"]
    assert not settings["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]


@pytest.mark.django_db
def test_33_every_answer_keeps_other_windows_out():
    assert Client().get("/sign-in").headers["Cross-Origin-Opener-Policy"] == "same-origin"


@given(st.text(max_size=60))
def test_35_no_cell_begins_with_what_a_spreadsheet_runs(text):
    written = harmless(text)

    assert not written.lstrip(" \ufeff\u200b").startswith(COMMANDS)
    assert written.removeprefix("'") == text or written == text


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\ufeff@", "＝", "＋", "－", "＠"])
def test_35_every_beginning_of_a_formula_is_quoted(begins):
    """Spelled out here: a beginning that the program forgets is missed."""
    assert harmless(f"{begins}cmd|' /C calc'!A0").startswith("'")


def test_35_whoever_writes_a_spreadsheet_uses_it():
    for path in python_files():
        words = path.read_text()
        writes = "csv.writer(" in words or "csv.DictWriter(" in words or "Workbook()" in words
        if writes and "demo" not in path.parts:
            named = {
                each.name
                for node in ast.walk(ast.parse(words))
                if isinstance(node, ast.ImportFrom)
                for each in node.names
            }
            assert "harmless" in named, path


def test_43_a_counter_lets_through_as_many_as_it_says_and_then_tells_how_long():
    clock = iter([0.0, 1.0, 2.0, 3.0, 11.5])
    counter = Counter(clock=lambda: next(clock))

    answers = [counter.seconds_to_wait("one", most=3, within=10) for _each in range(5)]

    assert answers == [0.0, 0.0, 0.0, 7.0, 0.0]


def test_43_of_200_at_once_every_limit_as_shipped_refuses_some(settings):
    for what, (most, within) in settings.KINROAD_LIMITS.items():
        counter = Counter(clock=lambda: 0.0)
        waits = [counter.seconds_to_wait("one", most=most, within=within) for _each in range(200)]
        assert waits.count(0.0) == most <= 180, what
        assert waits[-1] == within, what
    for what, said in settings.ACCOUNT_RATE_LIMITS.items():
        for rate in parse_rates(said):
            assert rate.amount < 200 or rate.duration > 60, what
        assert min(rate.amount for rate in parse_rates(said)) <= 90, what


def test_47_an_error_shows_the_reference_that_stands_in_the_log():
    import logging

    request = RequestFactory().get("/people")
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error: /people", (), None)
    record.request = request
    HideSecrets().filter(record)

    page = broken(request)

    assert reference_of(request) in page.text
    assert f"[{reference_of(request)}]" in WithoutWords("{message}", style="{").format(record)
    assert page.status_code == 500
    assert "Traceback" not in page.text


def test_53_a_known_weakness_fails_and_what_nobody_was_asked_about_is_not_called_clean():
    clean = {"name": "django", "version": "5.2.19", "vulns": []}
    weak = {"name": "old", "version": "1.0", "vulns": [{"id": "PYSEC-2026-404"}]}
    unknown = {"name": "own", "skip_reason": "Dependency not found on PyPI and could not be audited: own (1)"}

    assert told([clean, unknown]) == ("Known weaknesses: 0 in 1 packages, 1 unknown to the service.", 0)
    assert told([clean, weak]) == ("Known weaknesses: 1 in 2 packages.\nold 1.0: PYSEC-2026-404", 1)
    assert "nothing was asked" in told([unknown])[0]


def test_53_every_package_is_pinned_by_hash_and_stands_in_the_bill():
    found = packages((ROOT / "requirements" / "base.txt").read_text())

    assert {"Django", "django"} & {each["name"] for each in found}
    assert [each["bom-ref"] for each in bill(found)["components"]] == sorted(each["bom-ref"] for each in found)
    with pytest.raises(SystemExit, match="not pinned"):
        packages("django==5.2\n")


def test_49_the_samples_speak_tls_12_or_newer_and_pass_the_caller_s_address_themselves():
    nginx, caddy = (ROOT / "deploy" / "nginx.conf").read_text(), (ROOT / "deploy" / "Caddyfile").read_text()

    assert "ssl_protocols TLSv1.2 TLSv1.3;" in nginx
    assert "protocols tls1.2 tls1.3" in caddy
    assert "X-Forwarded-For $remote_addr" in nginx
    assert "X-Forwarded-For {remote_host}" in caddy
    assert "$query_string" not in nginx
    assert "$args" not in nginx


@pytest.mark.django_db
def test_38_a_form_of_ten_thousand_fields_is_refused():
    assert Client().post("/sign-in", {f"field{each}": "x" for each in range(10_000)}).status_code == 400
