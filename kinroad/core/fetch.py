"""Reading a web address that somebody typed, without ever reaching into the network this program stands in.

The name is resolved here, once; every address it has must be a public one; the connection is made to the very
address that was checked (a second resolution could answer otherwise: DNS rebinding); each redirect is checked the
same way. Time and size are bounded as a whole. Proxies of the environment are not asked, cookies not kept.
"""

import http.client
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

IP = IPv4Address | IPv6Address
CHUNK = 64 * 1024
LONGEST_URL = 500
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Public by number, yet answered inside: a cloud's own service beside every machine (Microsoft's 168.63.129.16).
_INSIDE_THOUGH_PUBLIC = frozenset({ip_address("168.63.129.16")})
_CARRIES_IPV4 = ip_network("64:ff9b::/96")  # NAT64 (RFC 6052): the last four bytes are where it goes
# Set aside by IANA; not every Python knows all of them.
_SET_ASIDE = tuple(
    ip_network(each) for each in ("192.0.0.0/24", "64:ff9b:1::/48", "2001::/23", "3fff::/20", "5f00::/16")
)


class Trouble(StrEnum):
    """Why nothing came."""

    ADDRESS = "address"
    NO_SUCH_NAME = "no-such-name"
    INSIDE = "inside"
    NO_ANSWER = "no-answer"
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large"
    REDIRECTS = "redirects"
    STATUS = "status"


class FetchRefused(Exception):
    """Nothing was fetched. The words for each trouble stand where they are told."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def is_public(ip: IP) -> bool:
    """Whether an address is on the open Internet: not loopback, private, link-local (there clouds keep their
    metadata), carrier-grade NAT, multicast or reserved; an IPv6 address that carries an IPv4 one is that one."""
    if isinstance(ip, IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _CARRIES_IPV4 else None)
        if carried is not None:
            return is_public(carried)
        if ip.is_site_local or ip.scope_id:
            return False
    outside = ip.is_global and not (ip.is_private or ip.is_loopback or ip.is_link_local)
    outside = outside and not any(ip in network for network in _SET_ASIDE)
    return outside and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified) and ip not in _INSIDE_THOUGH_PUBLIC


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name, as the machine's resolver tells them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Way:
    """What may be fetched and how far we go for it. Tests give another `resolve` and `permitted`."""

    schemes: frozenset[str] = frozenset({"https"})
    ports: frozenset[int] = frozenset({443})
    permitted: Callable[[IP], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve
    trust: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)
    seconds: float = 40
    largest: int = 20 * 1024 * 1024
    redirects: int = 5


OPEN_WEB = Way()


@dataclass(frozen=True)
class Fetched:
    """An answer. `body` is None when it is what the marks (`etag`, `last_modified`) stood for."""

    body: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(url: str, *, etag: str = "", last_modified: str = "", way: Way = OPEN_WEB) -> Fetched:
    """What stands at `url` now. With the marks of the last answer, None when nothing changed. FetchRefused else."""
    deadline = time.monotonic() + way.seconds
    marks = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    for _ in range(way.redirects + 1):
        parts = check(url, way=way)
        answer = _ask(parts, {name: value for name, value in marks.items() if value}, way, deadline)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise FetchRefused(Trouble.REDIRECTS)


def check(url: str, *, way: Way = OPEN_WEB) -> SplitResult:
    """The parts of an address we may ask: the scheme and port, a name, nobody's user name or password."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").encode("idna")
    except ValueError:  # UnicodeError is one
        raise FetchRefused(Trouble.ADDRESS) from None
    fits = parts.scheme in way.schemes and port in way.ports and 0 < len(host) < 254 and len(url) <= LONGEST_URL
    if not fits or "@" in parts.netloc or any(ord(letter) <= 32 or letter == "\\" for letter in url):
        raise FetchRefused(Trouble.ADDRESS)
    return parts


def _places(host: str, port: int, way: Way) -> list[IP]:
    """Every address of the name; one that is not public spoils them all."""
    try:
        places = [ip_address(each) for each in way.resolve(host, port)]
    except (OSError, ValueError):
        raise FetchRefused(Trouble.NO_SUCH_NAME) from None
    if not places:
        raise FetchRefused(Trouble.NO_SUCH_NAME)
    if not all(way.permitted(place) for place in places):
        raise FetchRefused(Trouble.INSIDE)
    return list(dict.fromkeys(places))


def _ask(parts: SplitResult, marks: dict[str, str], way: Way, deadline: float) -> Fetched | str:
    """One answer, or where it sends us."""
    host = (parts.hostname or "").encode("idna").decode()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    places = _places(host, port, way)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?[]")
    connection = _Connection(host, port, places=places, trust=way.trust if parts.scheme == "https" else None)
    watch = Timer(max(0.0, deadline - time.monotonic()), connection.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.timeout = max(0.1, deadline - time.monotonic())
        headers = {"Accept": "application/json, text/csv, */*;q=0.5", "Accept-Encoding": "identity"}
        connection.request("GET", f"{path}?{query}" if query else path, headers={**headers, **marks})
        with connection.getresponse() as answer:
            read = _read(answer, way)
        if connection.was_cut:  # an end that we made ourselves is not the end of a list
            raise FetchRefused(Trouble.TOO_SLOW)
        return read
    except (OSError, http.client.HTTPException, zlib.error):
        late = connection.was_cut or time.monotonic() >= deadline
        raise FetchRefused(Trouble.TOO_SLOW if late else Trouble.NO_ANSWER) from None
    finally:
        watch.cancel()
        connection.close()


def _read(answer: http.client.HTTPResponse, way: Way) -> Fetched | str:
    kept = {"etag": _mark(answer, "ETag"), "last_modified": _mark(answer, "Last-Modified")}
    if answer.status == http.client.NOT_MODIFIED:
        return Fetched(None, **kept)
    if answer.status in _REDIRECTS and answer.getheader("Location"):
        return str(answer.getheader("Location"))
    if answer.status != http.client.OK:
        raise FetchRefused(Trouble.STATUS)
    body = bytearray()
    while chunk := answer.read(CHUNK):
        body += chunk
        if len(body) > way.largest:
            raise FetchRefused(Trouble.TOO_LARGE)
    if answer.length:
        raise http.client.IncompleteRead(bytes(body), answer.length)
    if answer.getheader("Content-Encoding", "").casefold() in {"gzip", "deflate", "x-gzip"}:
        body = bytearray(zlib.decompressobj(47).decompress(bytes(body), way.largest + 1))
        if len(body) > way.largest:
            raise FetchRefused(Trouble.TOO_LARGE)
    return Fetched(bytes(body), **kept)


def _mark(answer: http.client.HTTPResponse, name: str) -> str:
    said = answer.getheader(name, "")
    return said if len(said) <= 200 and said.isprintable() else ""


class _Connection(http.client.HTTPConnection):
    """A connection to addresses that were checked; the name is only spoken, in the certificate and the Host line."""

    def __init__(self, host: str, port: int, *, places: list[IP], trust: Callable[[], ssl.SSLContext] | None) -> None:
        super().__init__(host, port)
        if trust is not None:
            self.default_port = http.client.HTTPS_PORT  # so that Host carries no port
        self._places, self._trust = places, trust
        self.was_cut = False

    def connect(self) -> None:
        failed: OSError | None = None
        for place in self._places:
            try:
                self.sock = socket.create_connection((str(place), self.port), timeout=self.timeout)
                break
            except OSError as why:
                failed = why
        else:
            raise failed or OSError("nowhere to go")
        if self._trust is not None:
            self.sock = self._trust().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """The time is over, whatever the other side is doing."""
        self.was_cut = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)
