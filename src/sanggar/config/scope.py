"""A request of the web server (RSGI) in the words of WSGI, which the application and its lanes know."""

import sys
from typing import Any

from granian.rsgi import Scope

BARE = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
ALWAYS = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
NAMES: dict[str, str] = {}
MOST_NAMES = 256


class Unreadable(Exception):
    """It does not say who asks."""


def environ_of(scope: Scope) -> dict[str, Any]:
    """PEP 3333, all but the body. A header with an underscore is left out: its name could pass for another's, such as
    the one in which a proxy says for whom it asks. Raises `Unreadable` where that one holds other bytes than ASCII: the
    web server leaves such values out, and who asks would pass for the proxy itself, which is not counted.
    """
    server, _, port = scope.server.rpartition(":")
    environ = ALWAYS | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _in_bytes(scope.path),
        "QUERY_STRING": _in_bytes(scope.query_string),
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1" if scope.http_version == "1.1" else "HTTP/1.0",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.url_scheme": scope.scheme,
    }
    for header, value in scope.headers.items():
        if "_" in header:
            continue
        name = NAMES.get(header) or _name_of(header)
        environ[name] = f"{environ[name]}{'; ' if name == 'HTTP_COOKIE' else ','}{value}" if name in environ else value
    environ.setdefault("HTTP_HOST", "")  # what names nobody is refused, not taken for us
    if "HTTP_X_FORWARDED_FOR" not in environ and "x-forwarded-for" in scope.headers:
        raise Unreadable
    return environ


def length_of(environ: dict[str, Any]) -> int:
    """Bytes of the body, as announced."""
    length = environ.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0


def _in_bytes(text: str) -> str:
    """Each byte as one character, as PEP 3333 has it."""
    return text if text.isascii() else text.encode().decode("latin-1")


def _name_of(header: str) -> str:
    name = BARE.get(header) or f"HTTP_{header.upper().replace('-', '_')}"
    if len(NAMES) < MOST_NAMES:
        NAMES[header] = name
    return name
