"""A store on this machine that speaks as much S3 as our backups need: put, get, list, remove."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Stub(ThreadingHTTPServer):
    """`objects` holds what was put, by "/bucket/name"; `parts` what comes in several pieces."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects: dict[str, bytes] = {}
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    server: Any
    protocol_version = "HTTP/1.1"  # else boto3 waits a second each time to hear that it may send

    def log_message(self, *args: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"1"')
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            body = out_of_chunks(body)
        self.server.objects[unquote(urlsplit(self.path).path)] = body
        self.answer(200)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if "list-type" in parse_qs(parts.query):
            return self.answer(200, self.listing(unquote(parts.path), parse_qs(parts.query).get("prefix", [""])[0]))
        body = self.server.objects.get(unquote(parts.path))
        if body is None:
            return self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        return self.answer(200, body)

    def do_DELETE(self) -> None:
        self.server.objects.pop(unquote(urlsplit(self.path).path), None)
        self.answer(204)

    def listing(self, bucket: str, prefix: str) -> bytes:
        beyond = len(bucket.rstrip("/")) + 1
        names = sorted(path[beyond:] for path in self.server.objects if path[beyond:].startswith(prefix))
        told = "".join(f"<Contents><Key>{escape(name)}</Key><Size>1</Size></Contents>" for name in names)
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{told}</ListBucketResult>".encode()


def out_of_chunks(body: bytes) -> bytes:
    """What stands in a body that was sent in signed chunks."""
    told, at = b"", 0
    while True:
        end = body.index(b"\r\n", at)
        size = int(body[at:end].split(b";")[0], 16)
        if size == 0:
            return told
        told += body[end + 2 : end + 2 + size]
        at = end + 4 + size
