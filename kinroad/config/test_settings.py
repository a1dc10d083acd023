"""Settings of the tests: a throwaway data folder and keys, a fast hasher, tasks carried out at once where asked."""

import os
import tempfile
from pathlib import Path

_folder = Path(os.environ.get("KINROAD_TEST_FOLDER") or tempfile.mkdtemp(prefix="kinroad-test-"))
os.environ["KINROAD_DATA"] = str(_folder / "data")
os.environ["KINROAD_KEYS"] = str(_folder / "keys")
(_folder / "data" / "static").mkdir(parents=True, exist_ok=True)

from kinroad.core.seal import make_keys  # noqa: E402

make_keys(_folder / "keys")

from kinroad.config.settings import *  # noqa: E402, F403
from kinroad.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# A provider that nobody can reach: what is put into the outbox stays there.
KINROAD_EMAIL, KINROAD_TEXT_URL = True, "http://127.0.0.1:9"
KINROAD_TEXT_ACCOUNT, KINROAD_TEXT_TOKEN, KINROAD_TEXT_FROM = "AC1", "their-secret", "+13035550100"
KINROAD_ADDRESS = "http://testserver"
# Who works here needs a second key, but not for every test: those that are about it switch it on.
KINROAD_SECOND_KEY = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file for each worker: in-memory databases lock under threads.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "data" / "test.sqlite3")}
    # What is asked for in no order comes the other way round, so that nothing rests on the order of the file.
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA reverse_unordered_selects=ON;"
    )
else:
    DATABASES["default"]["OPTIONS"].pop("pool")
