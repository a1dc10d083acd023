"""Run one of Django's own commands where no program was set up: with keys and data of its own that are thrown away."""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kinroad-check-") as folder:
        os.environ.update(KINROAD_DATA=f"{folder}/data", KINROAD_KEYS=f"{folder}/keys")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinroad.config.settings")
        from django.core.management import execute_from_command_line

        from kinroad.core.seal import make_keys

        Path(folder, "data").mkdir()
        make_keys(Path(folder, "keys"))
        execute_from_command_line(["kinroad", *sys.argv[1:]])


if __name__ == "__main__":
    main()
