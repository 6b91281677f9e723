"""An S3-compatible store on loopback, as far as uploads use one: whole objects, put, asked for, fetched, deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

KEY_ID, SECRET = "uji-key", "uji-secret"


@dataclass
class Bucket:
    name: str
    address: str = ""
    objects: dict[str, bytes] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)
    """Requests that were not signed with our key."""


class Handler(BaseHTTPRequestHandler):
    server: "Store"

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            body = body.partition(b"\r\n")[2][: int(self.headers["x-amz-decoded-content-length"])]
        self.server.bucket.objects[self._name()] = body
        self._answer(200)

    def do_HEAD(self) -> None:
        found = self.server.bucket.objects.get(self._name())
        self._answer(404 if found is None else 200, length=len(found or b""))

    def do_GET(self) -> None:
        found = self.server.bucket.objects.get(self._name())
        self._answer(404 if found is None else 200, found or b"")

    def do_DELETE(self) -> None:
        self.server.bucket.objects.pop(self._name(), None)
        self._answer(204)

    def log_message(self, *_words: object) -> None:
        pass

    def _name(self) -> str:
        if f"Credential={KEY_ID}/" not in self.headers.get("Authorization", ""):
            self.server.bucket.strangers.append(self.path)
        return self.path.partition("?")[0].removeprefix(f"/{self.server.bucket.name}/")

    def _answer(self, status: int, body: bytes = b"", *, length: int = 0) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) or length))
        self.send_header("ETag", '"uji"')
        self.end_headers()
        self.wfile.write(body)


class Store(ThreadingHTTPServer):
    def __init__(self, bucket: Bucket) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.bucket = bucket


@contextmanager
def object_store(name: str) -> Iterator[Bucket]:
    bucket = Bucket(name)
    server = Store(bucket)
    bucket.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield bucket
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
