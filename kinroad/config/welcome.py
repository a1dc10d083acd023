"""What `kinroad up` says once it is ready: where the pages are, and how to look around in the demo."""

import argparse
import os

from django.db import connections

from kinroad.config.environment import data_folder, keys_folder

PASSWORD = "walk-with-me-2026"  # noqa: S105  of made-up people, on this machine only; KINROAD_DEMO_PASSWORD replaces it
DEMO_SIGN_INS = {
    "participants": ("aisha", "roger", "elizabeth", "luis", "bodie"),
    "peer leader": ("maya",),
    "volunteer peer leader": ("tomas",),
    "supervisor": ("sam",),
    "program manager and coordinator": ("pat",),
    "administrator": ("ada",),
    "evaluator": ("eve",),
    "manager of a neighbour": ("olga",),
}


def say(options: argparse.Namespace) -> None:
    """Print the address and, in the demo, who can be signed in as."""
    print(f"\nKinroad is ready:  http://{options.host}:{options.port}/   (stop: Ctrl-C)")
    print(f"data {data_folder()}, keys {keys_folder()}")
    try:
        if is_demo():
            print(f"\nThis is the demo: everyone in it is made up. Sign in with the password {password()} as")
            for who, names in DEMO_SIGN_INS.items():
                print(f"  {', '.join(names):<36} {who}")
    finally:
        # The server forks after this, and no two processes may share a connection.
        connections.close_all()
    print(flush=True)


def password() -> str:
    return os.environ.get("KINROAD_DEMO_PASSWORD") or PASSWORD


def is_demo() -> bool:
    from kinroad.people.models import Organization

    return Organization.objects.filter(is_demo=True).exists()
