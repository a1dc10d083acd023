"""What the program is made of: a bill of materials (CycloneDX 1.5), and whether a package has a known weakness.

    python scripts/packages.py               check that every package is pinned by hash; ask pip-audit where it is
    python scripts/packages.py --write FILE  also write the bill of materials

Weaknesses are asked of a service on the internet: without `pip-audit` or a network it says so and goes on.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NO_NETWORK = ("ConnectionError", "Max retries", "Temporary failure", "SSLError", "timed out", "NameResolution")


def packages(text: str) -> list[dict[str, Any]]:
    """Every package of a list with its version and hashes. Raises SystemExit when one has no hash."""
    starts = list(PINNED.finditer(text))
    ends = [each.start() for each in starts[1:]] + [len(text)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        name, version = start[1], start[2]
        hashes = HASH.findall(text[start.start() : end])
        if not hashes:
            sys.exit(f"{name} {version} is not pinned by a hash. Run `make lock`.")
        found.append(
            {
                "type": "library",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name.lower()}@{version}",
                "bom-ref": f"{name.lower()}@{version}",
            }
        )
    return found


def bill(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The bill of materials: the same packages always make the same file."""
    own = {"type": "application", "name": "kinroad", "bom-ref": "kinroad"}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": own},
        "components": sorted(found, key=lambda each: each["bom-ref"]),
    }


def audit(listed: Path) -> int:
    """Ask pip-audit. Answers 1 when a package has a known weakness; no network is no answer, and said."""
    beside = Path(sys.executable).with_name("pip-audit")
    command = str(beside) if beside.exists() else shutil.which("pip-audit")
    if command is None:
        print("Known weaknesses: not asked, pip-audit is not installed.")
        return 0
    asked = subprocess.run(
        [command, "--require-hashes", "--disable-pip", "--progress-spinner", "off", "-f", "json", "-r", str(listed)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    if not asked.stdout and any(sign in asked.stderr for sign in NO_NETWORK):
        print("Known weaknesses: not asked, the service could not be reached.")
        return 0
    if not asked.stdout:
        print(asked.stderr)
        return 1
    said, failed = told(json.loads(asked.stdout)["dependencies"])
    print(said)
    return failed


def told(answers: list[dict[str, Any]]) -> tuple[str, int]:
    """What to say of pip-audit's answers, and 1 when a package has a known weakness.

    It skips what the service does not know, and calls even a list of nothing else clean.
    """
    asked = [each for each in answers if "vulns" in each]
    weak = [f"{each['name']} {each['version']}: {one['id']}" for each in asked for one in each["vulns"]]
    if not asked:
        return "Known weaknesses: the service knows none of the packages; nothing was asked.", 0
    skipped = f", {len(answers) - len(asked)} unknown to the service" if len(asked) < len(answers) else ""
    said = f"Known weaknesses: {len(weak)} in {len(asked)} packages{skipped}."
    return "\n".join([said, *weak]), int(bool(weak))


def main() -> int:
    asked = argparse.ArgumentParser(description="What the program is made of.")
    asked.add_argument("--write", metavar="FILE", help="write the bill of materials here")
    options = asked.parse_args()
    listed = ROOT / "requirements" / "base.txt"
    found = packages(listed.read_text())
    if options.write:
        Path(options.write).write_text(json.dumps(bill(found), indent=1) + "\n")
    print(f"{len(found)} packages, each pinned by hash.")
    return audit(listed)


if __name__ == "__main__":
    sys.exit(main())
