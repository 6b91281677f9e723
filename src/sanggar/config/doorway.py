"""Between the web server and everything of ours: bodies arrive whole or not at all, and no exception gets out.

A line that breaks in the middle of a form would otherwise be read as a shorter form, and the web server would write an
exception's words into its log, which may quote what a person typed.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from io import RawIOBase
from typing import Any

from sanggar.foundation.failures import log_failure

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


PLAIN_TYPE = "text/plain; charset=utf-8"
PLAIN_WORDS = {
    HTTPStatus.BAD_REQUEST: (
        "Kiriman ini tidak sampai utuh. Kembali ke halaman sebelumnya, lalu coba sekali lagi.",
        "This did not arrive whole. Go back to the page before, and try once more.",
    ),
    HTTPStatus.REQUEST_TIMEOUT: (
        "Kiriman ini terlalu lama di jalan. Kembali ke halaman sebelumnya, lalu coba lagi di tempat bersinyal baik.",
        "This took too long to arrive. Go back to the page before, and try again where the signal is good.",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "Terlalu banyak berkas sedang masuk; kiriman Anda belum diterima. Kembali, tunggu setengah menit, kirim lagi.",
        "Too many files are coming in; yours was not received yet. Go back, wait half a minute, and send it again.",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Terjadi kesalahan di pihak kami. Yang kami jawab “diterima” tetap tersimpan. Coba beberapa menit lagi.",
        "Something went wrong on our side. What we answered as received stays stored. Try again in a few minutes.",
    ),
}
"""Indonesian, English."""


class CutOff(OSError):
    """The line broke before the whole body was there. Django makes `UnreadablePostError` of it."""


class WholeBody(RawIOBase):
    """A body of `length` bytes that are all there, as `wsgi.input`."""

    def __init__(self, source: Any, length: int) -> None:
        self.source, self.left = source, length

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Raises `CutOff` where there is less than was announced."""
        wanted = self.left if size < 0 else min(size, self.left)
        parts = []
        while wanted:
            part = self.source.read(wanted)
            if not part:
                raise CutOff
            parts.append(part)
            wanted -= len(part)
            self.left -= len(part)
        return b"".join(parts)


class Doorway:
    def __init__(self, serve: Application) -> None:
        self.serve = serve

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length != "0" and length.isascii() and length.isdigit():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        try:
            return self.serve(environ, start_response)
        except CutOff:
            return _plainly(HTTPStatus.BAD_REQUEST, start_response)
        except Exception as error:  # noqa: BLE001 - it is logged, without its words
            log_failure(error, "web server")
            return _plainly(HTTPStatus.INTERNAL_SERVER_ERROR, start_response)


def plain_words(status: HTTPStatus) -> str:
    """An answer without any page, which nobody's language is looked up for: it says the same in both."""
    return "\n\n".join([f"{status.value} {status.phrase}", *PLAIN_WORDS[status]])


def _plainly(status: HTTPStatus, start_response: StartResponse) -> list[bytes]:
    text = plain_words(status).encode()
    headers = [("Content-Type", PLAIN_TYPE), ("Content-Length", str(len(text)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [text]
