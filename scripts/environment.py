"""Make `.venv` and bring it up to the pinned requirements. Does nothing, quickly, when it already is.

    python3 scripts/environment.py base     what the program needs
    python3 scripts/environment.py test     and what proves it

Runs on any Python 3.11 or newer, before anything is installed.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / "python"
DOORWAY = """#!{python}
import sys

from kinroad.config.cli import main

sys.exit(main())
"""


def make_environment() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    print("Making .venv ...", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV])
    if made.returncode:
        sys.exit(
            "Python could not make .venv. On Debian and Ubuntu install what it lacks: apt-get install python3-venv\n"
            "Then run the same command again."
        )


def stamp(name: str) -> Path:
    """A file that says: exactly these packages are installed."""
    digest = hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()
    return VENV / f"{name}-{digest[:16]}.installed"


def install(name: str) -> None:
    """Install the hash-pinned packages, unless exactly these already are."""
    if stamp(name).exists():
        return
    make_environment()
    print(f"Installing the packages of requirements/{name}.txt (once) ...", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    # The lists are whole and every file is named by its hash, so there is nothing for pip to work out.
    listed = ["--no-deps", "--no-compile", "--require-hashes", "-r", ROOT / "requirements" / f"{name}.txt"]
    if subprocess.run([*pip, *listed]).returncode:
        sys.exit("The packages could not be installed. The lines above say why. Then run the same command again.")
    for old in VENV.glob("*.installed"):
        old.unlink()
    # The list for tests holds everything of the list for running.
    for each in {name, "base"}:
        stamp(each).touch()


def open_the_doorway() -> None:
    """Put `kinroad` beside the other commands of .venv, and this folder on its path."""
    script = SCRIPTS / "kinroad"
    content = DOORWAY.format(python=PYTHON)
    if not script.exists() or script.read_text() != content:
        where = [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        library = subprocess.check_output(where, text=True).strip()
        (Path(library) / "kinroad.pth").write_text(f"{ROOT}\n")
        script.write_text(content)
        script.chmod(0o755)


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  it is the first thing that runs
        sys.exit("Kinroad needs Python 3.11 or newer. Set PYTHON to one: make run PYTHON=python3.12")
    install("test" if sys.argv[1:] == ["test"] else "base")
    open_the_doorway()


if __name__ == "__main__":
    main()
