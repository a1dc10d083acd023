"""The commands that keep what is there: copies, keys, the trail, and what is past its day."""

import argparse

from kinroad.config import house


def add(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands to the command line."""
    _keeping(doors)
    _keys(doors)
    _purging(doors)
    _people(doors)


def _keeping(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    door = doors.add_parser("backup", help="copy the database and the files, sealed, also while serving")
    door.add_argument("folder", metavar="FOLDER", help="a new folder, or s3://bucket/prefix")
    door.add_argument("--every", type=int, metavar="MINUTES", help="again and again, each into a folder of its own")
    door.add_argument("--keep", type=int, metavar="DAYS", help="into a folder of its own; older ones are taken away")
    door.set_defaults(door=_backup)
    door = doors.add_parser("restore", help="put a backup back; stop the program first")
    door.add_argument("folder", metavar="FOLDER", help="a backup, or a folder of them: then the newest")
    door.add_argument("--into", metavar="DATA_DIR", help="the data folder to make (KINROAD_DATA)")
    door.add_argument("--replace", action="store_true", help="replace the database that is there now")
    door.set_defaults(door=_restore)
    door = doors.add_parser("audit", help="read the whole audit trail: does every line stand as it was written?")
    door.add_argument("what", choices=["verify"])
    door.add_argument("--json", action="store_true", help="print what was found as JSON, with the head of each chain")
    door.add_argument(
        "--noted", metavar="FILE", help="what --json printed on another day: those seals must still stand"
    )
    door.add_argument("--organization", metavar="SLUG", help="the trail of this organization alone")
    door.set_defaults(door=_audit)


def _purging(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    door = doors.add_parser(
        "purge", help="take the words out of records that are past their day; the worker does it too"
    )
    door.add_argument("--dry-run", action="store_true", help="say what would go, change nothing")
    door.add_argument("--organization", metavar="SLUG", help="this organization alone")
    door.add_argument(
        "--again", metavar="FOLDER", help="whoever the list beside these backups names: after a copy was put back"
    )
    door.set_defaults(door=_purge)


def _people(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    door = doors.add_parser("people", help="let somebody who works here in again who lost every second key")
    door.add_argument("what", choices=["rescue"])
    door.add_argument("user", metavar="USERNAME", help="the name they sign in with")
    door.set_defaults(door=_rescue)


def _keys(doors: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    door = doors.add_parser(
        "keys", help="a new sealing key while the program runs; all keys on paper, and back from it"
    )
    door.add_argument("what", choices=["rotate", "status", "sheet", "from-sheet"])
    door.add_argument(
        "file", metavar="FILE", nargs="?", help="from-sheet: the lines of the sheet ('-': standard input)"
    )
    door.add_argument("--go-on", action="store_true", help="rotate: make no new key, seal again what still waits")
    door.add_argument("--retire", action="store_true", help="rotate: put away the keys that nothing uses any more")
    door.set_defaults(door=_with_keys)


# Imported inside: these can only be loaded once the house is open.


def _backup(options: argparse.Namespace) -> int:
    house.open_house()
    from kinroad.config import backup

    return backup.back_up(options.folder, every=options.every, keep=options.keep)


def _restore(options: argparse.Namespace) -> int:
    if options.into:
        house.make_place(options.into, replace=options.replace)
    house.open_house()
    from kinroad.config import restore

    return restore.restore(options.folder, replace=options.replace)


def _purge(options: argparse.Namespace) -> int:
    house.open_house()
    house.refuse_when_not_ready()
    from kinroad.config import past

    if options.again:
        return past.purge_again(options.again)
    return past.purge_all(organization=options.organization, dry_run=options.dry_run)


def _rescue(options: argparse.Namespace) -> int:
    house.open_house()
    house.refuse_when_not_ready()
    from kinroad.config import rescue

    return rescue.rescue(options.user)


def _with_keys(options: argparse.Namespace) -> int:
    from kinroad.config import keys

    if options.what == "from-sheet":
        return keys.from_sheet(options.file or "-")
    house.open_house()
    if options.what == "rotate":
        return keys.retire() if options.retire else keys.carry_on() if options.go_on else keys.rotate()
    return keys.sheet() if options.what == "sheet" else keys.status()


def _audit(options: argparse.Namespace) -> int:
    house.open_house()
    house.refuse_when_not_ready()
    from kinroad.config import trail

    return trail.check_trail(options)
