"""What nobody types by mistake, for every public form and address."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from urllib.parse import quote, urljoin

from django.core.files.uploadedfile import SimpleUploadedFile

from factories.examples import TIMES

VALUES = [
    "",
    "\x00",
    "a\x00b",
    " \t\u00a0\u200b\u202e",
    "-1",
    "9" * 400,
    "1e999",
    "NaN",
    "²٣",
    "0000-00-00",
    "99999-12-31",
    "6a1f0e0e-0000-4000-8000-000000000001",
    "\r\nSet-Cookie: a=b",
    "'\"><script>alert(1)</script>{{ 7 }}%(x)s{0}",
    "../../../etc/passwd",
    "javascript:alert(1)//https://",
    "http://[::1",
    "\U0001f600" * 300,
    "x" * 20_000,
]
EVERY = 1 if TIMES > 1 else 6
TODAY = date.today().toordinal()  # noqa: DTZ011 - any number that is another one tomorrow
"""Each form and address is typed at with every sixth value, and in every sixth field alone: neighbours with others, and
with others tomorrow; with all in `make soak`. What breaks is told with what was typed, so it breaks any day.
"""
PARAMETERS = ("q", "page", "urut", "status", "bahasa", "next", "export", "tahap", "jalur", "")


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def filled(self, number: int) -> Iterator[dict[str, object]]:
        """Every field twice; all fields hostile, by each value; then each field alone, among what the page gave."""
        yield {name: [value, "9"] for name, value in self.fields.items()}
        turn = number + TODAY
        for value in VALUES[turn % EVERY :: EVERY]:
            yield dict.fromkeys(self.fields, value) | self._with_files(value)
        for place, name in list(enumerate(self.fields))[turn % EVERY :: EVERY]:
            yield self.fields | {name: VALUES[(place + turn // EVERY) % len(VALUES)]}

    def _with_files(self, value: str) -> dict[str, object]:
        content = b"%PDF-" + value.encode()
        return {name: SimpleUploadedFile(f"{value[:50] or 'x'}.pdf", content) for name in self.files}


class Forms(HTMLParser):
    """The forms of a page that are sent by POST, with the values that stand in them."""

    def __init__(self, path: str, html: str) -> None:
        super().__init__()
        self.path = path
        self.found: list[Form] = []
        self._now: Form | None = None
        self._choice = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_sent = given.get("method", "get").lower() == "post"
            self._now = Form(urljoin(self.path, given.get("action", ""))) if is_sent else None
            self.found += [self._now] if self._now else []
        elif self._now and tag in ("input", "textarea", "select", "button") and given.get("name"):
            self._take(tag, given)
        elif self._now and tag == "option" and self._choice:
            self._now.fields[self._choice] = self._now.fields[self._choice] or given.get("value", "")

    def _take(self, tag: str, given: dict[str, str]) -> None:
        assert self._now
        if given.get("type") == "file":
            self._now.files.add(given["name"])
        else:
            self._now.fields.setdefault(given["name"], given.get("value", ""))
        self._choice = given["name"] if tag == "select" else ""


def forms_of(path: str, html: str) -> list[Form]:
    return [form for form in Forms(path, html).found if form.fields]


def addresses_like(path: str, which: int) -> Iterator[str]:
    """The address with hostile parts and hostile questions behind it."""
    parts = path.strip("/").split("/")
    turn = which + TODAY
    for number, value in list(enumerate(VALUES))[turn % EVERY :: EVERY]:
        if len(parts) > 1:
            place = 1 + (number + turn) // EVERY % (len(parts) - 1)
            yield "/" + "/".join([*parts[:place], quote(value or " ", safe=""), *parts[place + 1 :]]) + "/"
        yield path + "?" + "&".join(f"{name}={quote(value)}" for name in PARAMETERS)
