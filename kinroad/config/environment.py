"""What the environment says: where data and keys stand, which database, which hosts."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

POOL_PATIENCE = 3.0  # seconds a page waits for a database that does not answer, then it says so
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


def data_folder() -> Path:
    """`KINROAD_DATA`: the database and files. Default `./data`."""
    return Path(os.environ.get("KINROAD_DATA") or "data").resolve()


def keys_folder() -> Path:
    """`KINROAD_KEYS`: sealing, search and signing keys. Default: a folder beside, not in, the data."""
    given = os.environ.get("KINROAD_KEYS")
    data = data_folder()
    return Path(given).resolve() if given else data.with_name(f"{data.name}-keys")


def database_role() -> str:
    """`KINROAD_DATABASE_ROLE`: as whom pages ask PostgreSQL, which gives this role rows of one organization alone."""
    role = os.environ.get("KINROAD_DATABASE_ROLE", "").strip() or "kinroad_app"
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise ValueError("KINROAD_DATABASE_ROLE is a name of small letters, digits and _, such as kinroad_app.")
    return role


def flag(name: str, *, otherwise: bool = False) -> bool:
    """Whether the environment variable says yes ("1", "true", "yes", "on"); `otherwise` when it is not there."""
    said = os.environ.get(name, "").strip().lower()
    return otherwise if not said else said in ("1", "true", "yes", "on")


def hosts() -> list[str]:
    """`KINROAD_HOSTS`: host names served, comma-separated, beside loopback."""
    more = [name.strip() for name in os.environ.get("KINROAD_HOSTS", "").split(",") if name.strip()]
    return [*LOOPBACK_HOSTS, *more]


def public_address(*, https: bool) -> str:
    """`KINROAD_ADDRESS`: how links in messages begin; else the first of `KINROAD_HOSTS`, else this machine."""
    if given := os.environ.get("KINROAD_ADDRESS", "").strip().rstrip("/"):
        return given
    named = [name for name in hosts() if name not in LOOPBACK_HOSTS]
    if named:
        return f"{'https' if https else 'http'}://{named[0]}"
    return f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"


def mail() -> dict[str, Any]:
    """Django's settings of e-mail from `KINROAD_EMAIL` ("smtps://user:password@host", "smtp://..." with STARTTLS)."""
    parts = urlsplit(os.environ.get("KINROAD_EMAIL", ""))
    direct = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (465 if direct else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": direct,
        "EMAIL_USE_TLS": not direct and parts.hostname not in LOOPBACK_HOSTS,
        "EMAIL_TIMEOUT": 20,
    }


def database(data: Path, *, threads: int) -> dict[str, Any]:
    """Django's database settings from `DATABASE_URL` (postgresql://...), else SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url or url.startswith("sqlite"):
        path = unquote(urlsplit(url).path) if url else str(data / "kinroad.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "kinroad.core.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # what a restarted server left behind is thrown away, not handed out
        "OPTIONS": {
            **dict(parse_qsl(parts.query)),
            "pool": {"min_size": 1, "max_size": threads + 1, "timeout": POOL_PATIENCE},
        },
    }
