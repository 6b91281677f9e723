"""Synthetic applicants as the bytes that their phones send: made before the clock runs, all different."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import count
from urllib.parse import urlencode

from load import Flow, receipt_of

ADDRESSES = 4_000
"""Networks that they share: some twenty people each in a minute, as behind a carrier or a campus."""
WITH_EMAIL = 5
"""Every fifth gives an e-mail address, to which a receipt is promised in the same commit."""
FIRST_DAY, DAYS, SERIALS = date(1970, 1, 1), 10_000, 1_000


def person(number: int) -> dict[str, str]:
    """A resident of Klojen for every number below ten million; serials from 9000 on."""
    born = FIRST_DAY + timedelta(days=number % DAYS)
    serial = 9_000 + number // DAYS % SERIALS
    return {
        "submission_id": str(uuid.uuid4()),
        "name": f"Warga Uji {number}",
        "nik": f"357302{born:%d%m%y}{serial}",
        "birth_date": born.isoformat(),
        "sex": "L",
        "kelurahan": "35.73.02.1003",
        "phone": f"0812-{number // 10_000 % 10_000:04}-{number % 10_000:04}",
        "email": f"warga{number}@contoh.example" if number % WITH_EMAIL == 0 else "",
        "track": "youtube",
        "category": "public",
        "disability_need": "",
        "channel_url": "",
        "motivation": "Ingin belajar membuat video yang berguna bagi kampung saya.",
        "notice": "on",
    }


class Crowd:
    """Whoever comes next, on one call; nobody comes twice."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.numbers = count()

    def sends(self, prepared: int) -> Iterator[Flow]:
        """One POST each, with the answers that were checked; as many as prepared, made now."""
        made = [self._send(number) for number in self._next(prepared)]
        return iter(made)

    def visits(self, prepared: int) -> Iterator[Flow]:
        """The whole way of each: open the form, check the answers, send them, read the receipt."""
        made = [self._visit(number) for number in self._next(prepared)]
        return iter(made)

    def _next(self, prepared: int) -> list[int]:
        return [next(self.numbers) for _ in range(prepared)]

    def _send(self, number: int) -> Flow:
        return [self._post(person(number), "send", _headers(number))]

    def _visit(self, number: int) -> Flow:
        answers, headers = person(number), _headers(number)
        opened = f"GET {self.path} HTTP/1.1\r\n".encode() + headers + b"\r\n"
        sent = [self._post(answers, step, headers) for step in ("check", "send")]
        return [opened, *sent, partial(receipt_of, headers=headers)]

    def _post(self, answers: dict[str, str], step: str, headers: bytes) -> bytes:
        body = urlencode(answers | {"step": step}).encode()
        kind = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body)
        return f"POST {self.path} HTTP/1.1\r\n".encode() + headers + kind + body


def _headers(number: int) -> bytes:
    address = f"10.{number % ADDRESSES // 250}.0.{number % 250 + 1}"
    lines = (
        "Host: 127.0.0.1",
        f"X-Forwarded-For: {address}",
        "Accept: text/html,application/xhtml+xml",
        "Accept-Encoding: gzip, deflate",
        "Accept-Language: id-ID,id;q=0.9,en;q=0.8",
        "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()
