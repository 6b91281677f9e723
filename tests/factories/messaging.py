"""Messages, and a provider of messages on this machine that answers as it is told."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sanggar.config.messaging import gateway
from sanggar.foundation import clock
from sanggar.foundation.messaging import outbox
from sanggar.foundation.messaging.envelope import Envelope
from sanggar.foundation.models import Message

PHONE = "+6281234567890"
SECRET = "rahasia-aplikasi"
LINK = "https://sanggar.contoh.example/lamaran/MLG-1/rahasia/"
Answer = tuple[int, str]


@dataclass
class Provider:
    """`answers` are given in turn, the last one for ever after. "drop" hangs up without any answer."""

    answers: list[Answer | str]
    asked: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""

    def next(self) -> Answer | str:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def accepted(number: int = 1) -> Answer:
    return 200, json.dumps({"messages": [{"id": f"wamid.{number}"}]})


def failed(code: int, status: int = 400) -> Answer:
    return status, json.dumps({"error": {"code": code, "message": "+6281234567890 rahasia"}})


@contextmanager
def provider(*answers: Answer | str) -> Iterator[Provider]:
    told = Provider(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            told.asked.append({"path": self.path, "headers": dict(self.headers), "body": body})
            answer = told.next()
            if isinstance(answer, str):
                self.close_connection = True
                return
            status, text = answer
            self.send_response(status)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST  # noqa: N815 - the server's own naming

        def log_message(self, *_args: object) -> None:
            """Nothing: a test run is no server's log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def whatsapp_at(address: str, **changes: Any) -> dict[str, Any]:
    """Settings of WhatsApp without limits, unless told otherwise."""
    none: list[tuple[date, int]] = []
    plain = {
        "token": "kunci",
        "number_id": "1055",
        "app_secret": SECRET,
        "verify_token": "kata-sandi-langganan",
        "version": "v23.0",
        "address": address,
        "template": "kabar_umum",
        "per_second": none,
        "pause": none,
        "daily": none,
        "price": [(date.min, 400)],
    }
    return plain | changes


def sms_at(address: str, **changes: Any) -> dict[str, Any]:
    plain = {
        "url": f"{address}/kirim",
        "body": {"to": "{to}", "text": "{text}", "ref": "{id}"},
        "answer_id": "data.0.id",
    }
    return gateway(plain | changes)


def envelope(**changes: Any) -> Envelope:
    plain = {"name": "Sulastri", "phone": PHONE, "subject": "Ada kabar", "body": f"Halo Sulastri,\n\n{LINK}"}
    return Envelope(**(plain | changes))


def post(
    key: str = "kabar",
    *,
    shelf: str = "rak",
    at: datetime | None = None,
    about: dict[str, Any] | None = None,
    **changes: Any,
) -> Message:
    """A message with its state as it is after the first try."""
    told = outbox.About(shelf, key, **(about or {}))
    message = outbox.post(envelope(**changes), told, language="id", at=at or clock.now())
    message.refresh_from_db()
    return message


def signed(told: Any, secret: str = SECRET) -> dict[str, Any]:
    """What a test client needs to send a notification as Meta does."""
    body = json.dumps(told).encode()
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"data": body, "content_type": "application/json", "HTTP_X_HUB_SIGNATURE_256": f"sha256={digest}"}


def statuses(*states: str, id_: str = "wamid.1", **more: Any) -> dict[str, Any]:
    told = [{"id": id_, "status": state, "timestamp": "1795600000", **more} for state in states]
    return {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": {"statuses": told}}]}]}


def words(text: str, *, phone: str = PHONE, seconds: int = 1795600000) -> dict[str, Any]:
    told = [{"from": phone.removeprefix("+"), "timestamp": str(seconds), "type": "text", "text": {"body": text}}]
    return {"entry": [{"changes": [{"value": {"messages": told}}]}]}
