"""The command `kinroad`: thin doorways for whoever runs the program. Each opens one action and says what happened."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from kinroad.config import cli_keeping, house

Door = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinroad.config.settings")
    door: Door = options.door
    try:
        return door(options)
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="kinroad", description="Peer recovery support services, run by their own people."
    )
    doors = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _running(doors)
    _beginning(doors)
    _lists(doors)
    _exporting(doors)
    _refreshing(doors)
    _matching(doors)
    _calls(doors)
    cli_keeping.add(doors)
    doors.add_parser("check", help="say whether everything that is needed is there").set_defaults(door=_check)
    return whole


def _running(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    served = argparse.ArgumentParser(add_help=False)
    served.add_argument(
        "--host", default=os.environ.get("KINROAD_HOST", "127.0.0.1"), help="address to serve on (127.0.0.1)"
    )
    served.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="port to serve on (8000)")
    served.add_argument(
        "--processes", type=int, default=int(os.environ.get("KINROAD_PROCESSES", "2")), help="processes (2)"
    )
    served.add_argument(
        "--threads", type=int, default=int(os.environ.get("KINROAD_THREADS", "4")), help="threads in each (4)"
    )
    door = doors.add_parser(
        "up", parents=[served], help="get everything ready, then serve and work: one command for one machine"
    )
    door.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
    door.set_defaults(door=_up)
    doors.add_parser("serve", parents=[served], help="serve the pages only").set_defaults(door=_serve)
    door = doors.add_parser("worker", help="do the work that waits in the queue, and sweep what is past its day")
    door.add_argument("--once", action="store_true", help="do what waits now, then stop")
    door.set_defaults(door=_worker)


def _beginning(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    door = doors.add_parser("setup", help="begin a real organization: asks what it is not told by options; no demo")
    door.add_argument("--organization", metavar="NAME", help="the organization's name")
    door.add_argument("--discreet-name", metavar="NAME", help="the name used wherever something leaves the screen")
    door.add_argument("--slug", help="short name for addresses and commands (made from the name)")
    door.add_argument("--site", metavar="NAME", help="the first site")
    door.add_argument("--program", metavar="NAME", help="the first program")
    door.add_argument("--time-zone", metavar="ZONE", help="for example America/Chicago")
    door.add_argument("--state", help="two letters, for example IA")
    door.add_argument("--administrator", metavar="USERNAME", help="how the first administrator signs in")
    door.add_argument(
        "--password-from", metavar="FILE", help="a file whose first line is the password ('-': standard input)"
    )
    door.set_defaults(door=_setup)
    door = doors.add_parser("demo", help="fill an empty database with a fictional program")
    door.add_argument("--participants", type=int, metavar="N", help="a big one: this many participants")
    door.add_argument("--contacts", type=int, metavar="N", help="a big one: this many contacts")
    door.set_defaults(door=_demo)


def _lists(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    door = doors.add_parser("import", help="take over a list: meetings, resources, or people from a roster")
    door.add_argument("what", choices=["meetings", "people", "resources"])
    door.add_argument(
        "file",
        metavar="FILE",
        nargs="+",
        help="CSV, XLSX (people), Meeting Guide or BMLT JSON (meetings), HSDS JSON, folder or ZIP (resources: several)",
    )
    door.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    door.add_argument("--json", action="store_true", help="print the counts and problems as JSON")
    door.add_argument("--organization", metavar="SLUG", help="needed when there are several organizations")
    door.add_argument(
        "--source", metavar="NAME", default="", help="meetings, resources: the name of the list; else the file finds it"
    )
    door.add_argument(
        "--column",
        metavar="THEIRS=OURS",
        action="append",
        default=[],
        help="meetings, resources: a heading that is not understood",
    )
    door.set_defaults(door=_import)


def _exporting(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    door = doors.add_parser("export", help="write the resource directory as HSDS tables, for other programs")
    door.add_argument("what", choices=["hsds"])
    door.add_argument("folder", metavar="DIR", help="where the CSV files and datapackage.json go")
    door.add_argument("--json", action="store_true", help="print how many rows each table has as JSON")
    door.add_argument("--organization", metavar="SLUG", help="needed when there are several organizations")
    door.set_defaults(door=_export)


def _refreshing(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    door = doors.add_parser("refresh-meetings", help="ask every list of meetings that has an address what it says now")
    door.add_argument("--source", metavar="NAME", default="", help="this list alone")
    door.add_argument("--json", action="store_true", help="print what came of each list as JSON")
    door.add_argument("--organization", metavar="SLUG", help="the lists of this organization alone")
    door.set_defaults(door=_refresh_meetings)


def _matching(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    door = doors.add_parser("propose-matches", help="say who could walk with whom, for everyone who waits; asks nobody")
    door.add_argument("--json", action="store_true", help="print the proposal as JSON, with ids alone")
    door.add_argument("--organization", metavar="SLUG", help="needed when there are several organizations")
    door.set_defaults(door=_propose_matches)


def _calls(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    door = doors.add_parser("calls", help="count the numbers of support by phone again, from the raw attempts")
    door.add_argument("what", choices=["recount"])
    door.add_argument("--json", action="store_true", help="print the numbers as JSON")
    door.add_argument("--since", metavar="DAY", help="the first day, for example 2026-01-01 (a year before the last)")
    door.add_argument("--until", metavar="DAY", help="the last day (today)")
    door.add_argument("--organization", metavar="SLUG", help="needed when there are several organizations")
    door.set_defaults(door=_count_calls)


# The program's own parts are imported inside the doors: they can only be loaded once the house is open.


def _up(options: argparse.Namespace) -> int:
    house.open_house(make=True, host=options.host)
    house.make_ready(demo=not options.no_demo)
    from kinroad.config import serving, welcome

    return serving.serve(options, with_worker=True, once_ready=lambda: welcome.say(options))


def _serve(options: argparse.Namespace) -> int:
    house.open_house(host=options.host)
    house.refuse_when_not_ready()
    house.collect_static_files()
    from kinroad.config import serving

    return serving.serve(options, with_worker=False)


def _worker(options: argparse.Namespace) -> int:
    house.open_house()
    house.refuse_when_not_ready()
    from kinroad.config import worker

    return worker.work(once=options.once)


def _setup(options: argparse.Namespace) -> int:
    house.open_house(make=True)
    house.make_ready(demo=False)
    from kinroad.config import begin

    return begin.set_up(options)


def _demo(options: argparse.Namespace) -> int:
    house.open_house(make=True)
    house.make_ready(demo=False)
    from kinroad.config import begin

    return begin.fill_with_demo(participants=options.participants, contacts=options.contacts)


def _import(options: argparse.Namespace) -> int:
    house.open_house(make=True)
    house.make_ready(demo=False, quietly=options.json)
    from kinroad.config import lists

    return lists.take_over(options)


def _export(options: argparse.Namespace) -> int:
    house.open_house()
    house.refuse_when_not_ready()
    from kinroad.config import lists

    return lists.write_out(options)


def _refresh_meetings(options: argparse.Namespace) -> int:
    house.open_house()
    house.refuse_when_not_ready()
    from kinroad.config import meeting_lists

    return meeting_lists.refresh(options)


def _propose_matches(options: argparse.Namespace) -> int:
    house.open_house()
    house.refuse_when_not_ready()
    from kinroad.config import matching

    return matching.propose(options)


def _count_calls(options: argparse.Namespace) -> int:
    house.open_house()
    house.refuse_when_not_ready()
    from kinroad.config import calls

    return calls.count_again(options)


def _check(options: argparse.Namespace) -> int:
    house.open_house()
    from kinroad.config import check

    return check.check()


if __name__ == "__main__":
    sys.exit(main())
