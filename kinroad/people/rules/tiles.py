"""The server that gives the pictures of a map: which address of it we accept, and whom a browser then asks."""

import re
from urllib.parse import urlsplit

PARTS = ("{z}", "{x}", "{y}")
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.ASCII)


def tile_host(address: str) -> str:
    """ "https://tiles.example.org" of an address with {z}, {x} and {y} in its path.

    Raises ValueError for any other: not https, with a name and password, without a host name, or with parts that a
    browser could not be told to allow.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as problem:
        raise ValueError("no address") from problem
    host = parts.hostname or ""
    path = f"{parts.path}?{parts.query}"
    bare = path
    for part in PARTS:
        bare = bare.replace(part, "", 1)
    if parts.scheme != "https" or "@" in parts.netloc or not _HOST.fullmatch(host):
        raise ValueError("not an https address of a server")
    if parts.fragment or any(part not in path for part in PARTS) or re.search(r"[^!-~]|[{}<>\"'\\;,]", bare):
        raise ValueError("not an address of tiles")
    return f"https://{host}:{port}" if port else f"https://{host}"
