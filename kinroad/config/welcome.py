"""What `kinroad up` says once it is ready: where the pages are, and how to look around in the demo."""

import argparse

from kinroad.config.house import data_folder, find

WIDTH = 9


def say(options: argparse.Namespace) -> None:
    """Print the address and, in the demo, who can be signed in as."""
    print(f"\nKinroad is ready:  http://{options.host}:{options.port}/")
    print(f"Data: {data_folder()}   Stop with Ctrl-C.")
    for line in demo_lines():
        print(line)
    print(flush=True)


def demo_lines() -> list[str]:
    from django.db import connections

    try:
        signs = find("demo.queries.sign_ins")()
    finally:
        # The server forks after this; no process may share an open connection with another.
        connections.close_all()
    if not signs:
        return []
    return [
        "",
        f"This is the demo program. Everyone in it is made up. Sign in with the password {signs.password}",
        *(f"  {name:<{WIDTH}} {who}" for name, who in signs.people),
    ]
