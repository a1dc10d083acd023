"""Somebody may type any address; what stands inside our own network stays unseen."""

import gzip
import ssl
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from kinroad.core.fetch import OPEN_WEB, Fetched, FetchRefused, Trouble, Way, check, fetch, is_public

HERE = ip_address("127.0.0.1")


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A caller that hangs up is what some of these tests are about."""


class Answers(BaseHTTPRequestHandler):
    """What a server on the web may do to those who ask."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        getattr(self, "say_" + self.path.strip("/").partition("?")[0].replace("-", "_"), self.say_list)()

    def say_list(self):
        if self.headers.get("If-None-Match") == '"one"':
            return self.answer(304)
        return self.answer(200, b'{"meetings": []}', ETag='"one"', Last_Modified="Mon, 02 Nov 2026 10:00:00 GMT")

    def say_away(self):
        self.answer(302, Location=self.server.leads)

    def say_round(self):
        self.answer(302, Location="/round")

    def say_near(self):
        self.answer(301, Location="list?after=1")

    def say_missing(self):
        self.answer(404, b"no")

    def say_large(self):
        self.answer(200, b"x" * 3000)

    def say_bomb(self):
        self.answer(200, gzip.compress(b"x" * 3000), Content_Encoding="gzip")

    def say_packed(self):
        self.answer(200, gzip.compress(b"[]"), Content_Encoding="gzip")

    def say_cut(self):
        self.send_response(200)
        self.send_header("Content-Length", "500")
        self.end_headers()
        self.wfile.write(b"day,time\n")

    def say_drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(200):
            self.wfile.write(b"X-%d: slowly\r\n" % number)
            time.sleep(0.05)

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Silence."""


@pytest.fixture
def server():
    served = Server(("127.0.0.1", 0), Answers)
    served.asked, served.leads = [], ""
    threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True).start()
    yield served
    served.shutdown()
    served.server_close()


@pytest.fixture
def way(server):
    """The real guard, on plain HTTP, for which this machine's own address alone is let through."""
    return Way(
        schemes=frozenset({"http"}),
        ports=frozenset({server.server_port}),
        permitted=lambda ip: ip == HERE or is_public(ip),
        resolve=lambda host, port: {"lists.example": ["127.0.0.1"], "inside.example": ["10.0.0.7"]}[host],
        seconds=5,
        largest=2000,
    )


def at(server, path, host="lists.example"):
    return f"http://{host}:{server.server_port}{path}"


def trouble(url, way=OPEN_WEB):
    with pytest.raises(FetchRefused) as refused:
        fetch(url, way=way)
    return refused.value.trouble


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.7",
        "203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:100.64.0.1", "::127.0.0.1",
        "2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1",
    ],
)  # fmt: skip
def test_no_address_inside_is_public(inside):
    assert not is_public(ip_address(inside))
    assert trouble("https://lists.example/", replace(OPEN_WEB, resolve=lambda host, port: [inside])) == Trouble.INSIDE


@pytest.mark.parametrize(
    "outside", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_the_open_web_is(outside):
    assert is_public(ip_address(outside))


@settings(deadline=None, max_examples=60)
@given(st.ip_addresses(v=4))
def test_an_address_in_another_s_clothes_is_judged_as_itself(ip):
    assert is_public(ip_address(f"::ffff:{ip}")) == is_public(ip) == is_public(ip_address(f"64:ff9b::{ip}"))


@pytest.mark.parametrize(
    "url",
    [
        "http://lists.example/", "ftp://lists.example/", "file:///etc/passwd", "gopher://lists.example/",
        "lists.example", "https://", "https:///path", "https://lists.example:8443/", "https://lists.example:22/",
        "https://user@lists.example/", "https://user:word@lists.example/", "https://lists.example:99999/",
        "https://lists.example/a b", "https://lists.example\\@inside.example/", "https://lists.example/\r\nHost: x",
        "https://[::1", "https://a..b/", "https://lists.example/" + "a" * 500, "",
    ],
)  # fmt: skip
def test_only_plain_addresses_are_asked(url):
    with pytest.raises(FetchRefused) as refused:
        check(url)
    assert refused.value.trouble == Trouble.ADDRESS


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f.1", "[::ffff:7f00:1]"])
def test_this_machine_is_refused_by_whatever_name(host):
    assert trouble(f"https://{host}/") in {Trouble.INSIDE, Trouble.NO_SUCH_NAME}


def test_one_address_inside_spoils_a_name(server):
    both = replace(OPEN_WEB, resolve=lambda host, port: ["1.1.1.1", "10.0.0.1"])

    assert trouble("https://lists.example/", both) == Trouble.INSIDE


def test_a_name_that_nobody_has_is_told():
    def nobody(host, port):
        raise OSError

    assert trouble("https://lists.example/", replace(OPEN_WEB, resolve=nobody)) == Trouble.NO_SUCH_NAME
    assert trouble("https://lists.example/", replace(OPEN_WEB, resolve=lambda host, port: [])) == Trouble.NO_SUCH_NAME


def test_a_list_is_fetched_and_the_next_time_only_when_it_changed(server, way):
    first = fetch(at(server, "/list?weekdays[]=2&name=a%20b"), way=way)
    again = fetch(at(server, "/list"), etag=first.etag, last_modified=first.last_modified, way=way)

    assert first == Fetched(b'{"meetings": []}', '"one"', "Mon, 02 Nov 2026 10:00:00 GMT")
    assert again.body is None
    path, headers = server.asked[0]
    assert path == "/list?weekdays[]=2&name=a%20b"
    assert headers["Host"] == f"lists.example:{server.server_port}"
    assert "Cookie" not in headers


def test_the_name_is_resolved_once_and_the_connection_made_to_what_was_checked(server, way):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])

    fetch(at(server, "/list", host="rebinding.example"), way=replace(way, resolve=lambda host, port: next(answers)))

    assert next(answers) == ["10.0.0.1"]
    assert len(server.asked) == 1


def test_a_redirect_is_followed_and_checked_again(server, way):
    assert fetch(at(server, "/near"), way=way).body == b'{"meetings": []}'
    assert server.asked[-1][0] == "/list?after=1"
    server.leads = at(server, "/list", host="inside.example")
    assert trouble(at(server, "/away"), way) == Trouble.INSIDE
    for leads in (
        "http://lists.example:22/",
        "https://lists.example/",
        "file:///etc/passwd",
        "http://a:b@lists.example/",
    ):
        server.leads = leads
        assert trouble(at(server, "/away"), way) == Trouble.ADDRESS
    assert trouble(at(server, "/round"), way) == Trouble.REDIRECTS


def test_what_is_missing_large_or_cut_off_is_not_taken(server, way):
    assert trouble(at(server, "/missing"), way) == Trouble.STATUS
    assert trouble(at(server, "/large"), way) == Trouble.TOO_LARGE
    assert trouble(at(server, "/bomb"), way) == Trouble.TOO_LARGE
    assert trouble(at(server, "/cut"), way) == Trouble.NO_ANSWER
    assert fetch(at(server, "/packed"), way=way).body == b"[]"


def test_nobody_holds_us_by_dripping(server, way):
    begun = time.monotonic()

    assert trouble(at(server, "/drip"), replace(way, seconds=0.4)) == Trouble.TOO_SLOW
    assert time.monotonic() - begun < 3


def test_a_closed_door_is_told(server, way):
    server.server_close()

    assert trouble(at(server, "/list"), way) == Trouble.NO_ANSWER


def test_over_tls_the_certificate_must_be_the_name_s(tmp_path):
    served, trusted = with_certificate(tmp_path, name="lists.example")
    secure = Way(
        ports=frozenset({served.server_port}),
        permitted=lambda ip: ip == HERE,
        resolve=lambda host, port: ["127.0.0.1"],
        trust=trusted,
        seconds=5,
    )

    try:
        body = fetch(f"https://lists.example:{served.server_port}/list", way=secure).body
        other = trouble(f"https://other.example:{served.server_port}/list", secure)
        untrusted = trouble(f"https://lists.example:{served.server_port}/list", replace(secure, trust=OPEN_WEB.trust))
    finally:
        served.shutdown()
        served.server_close()

    assert body == b'{"meetings": []}'
    assert other == untrusted == Trouble.NO_ANSWER


def with_certificate(folder, *, name):
    """A server with a certificate for `name`, and what trusts it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC).replace(tzinfo=None)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number(), now - timedelta(days=1))
    made = made.not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    certificate = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "both.pem").write_bytes(certificate + key.private_bytes(serialization.Encoding.PEM, *plain))
    served = Server(("127.0.0.1", 0), Answers)
    served.asked = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    served.socket = context.wrap_socket(served.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True).start()
    return served, lambda: ssl.create_default_context(cadata=certificate.decode())
