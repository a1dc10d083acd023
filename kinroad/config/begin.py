"""Beginning: a real organization, by questions or by options; or the fictional one."""

import argparse
import getpass
import sys
import zoneinfo
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from kinroad.config.house import nobody_lives_here, refuse
from kinroad.demo.actions import build
from kinroad.people.actions.organizations import set_up_organization

Question = tuple[str, str, str | None]
QUESTIONS: list[Question] = [
    ("organization", "Name of the organization", None),
    ("discreet_name", "Discreet name (says nothing about recovery; on screens, bills and messages)", None),
    ("site", "Name of the first site", "Main site"),
    ("program", "Name of the first program", "Peer support"),
    ("time_zone", "Time zone", "America/Chicago"),
    ("state", "State (two letters)", None),
    ("administrator", "Username of the first administrator", "admin"),
]


def set_up(options: argparse.Namespace) -> int:
    """Make the organization, its site and its first administrator, from options and from answers."""
    answers = {name: getattr(options, name) or ask(words, default) for name, words, default in QUESTIONS}
    if answers["time_zone"] not in zoneinfo.available_timezones():
        refuse(f"{answers['time_zone']} is not a time zone. They look like America/Chicago.")
    try:
        organization = set_up_organization(
            slug=options.slug or slugify(answers["discreet_name"]),
            name=answers["organization"],
            discreet_name=answers["discreet_name"],
            zone=answers["time_zone"],
            state=answers["state"].upper(),
            site=answers["site"],
            program=answers["program"],
            administrator=answers["administrator"],
            password=read_password(options.password_from),
        )
    except ValidationError as refused:
        refuse("\n".join(refused.messages))
    print(f"{organization} is ready. Start with `kinroad up --no-demo` and sign in as {answers['administrator']}.")
    return 0


def ask(words: str, default: str | None) -> str:
    if not sys.stdin.isatty():
        if default is None:
            refuse(f"Not told: {words}. Give it as an option; `kinroad setup --help` lists them.")
        return default
    while True:
        answer = input(f"{words}{f' [{default}]' if default else ''}: ").strip() or default
        if answer:
            return answer


def read_password(source: str | None) -> str:
    if source == "-":
        return sys.stdin.readline().rstrip("\n")
    if source:
        return Path(source).read_text().split("\n", 1)[0]
    if not sys.stdin.isatty():
        refuse("Not told: the administrator's password. Give it with --password-from FILE.")
    while True:
        password = getpass.getpass("Password of the first administrator: ")
        if password and password == getpass.getpass("The same again: "):
            return password
        print("These were not the same.")


def fill_with_demo(*, participants: int | None, contacts: int | None) -> int:
    """Build the fictional program in an empty database; a big one when numbers are given."""
    if not nobody_lives_here():
        refuse(
            "There is an organization in this database already. The demo wants an empty one: set another KINROAD_DATA."
        )
    build(participants=participants, contacts=contacts)
    return 0
