"""A walk through every page that links lead to, as each of the people of the demo programme."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from sanggar.people.models import Account

Role = str
TWICE = ("anyone", "officer", "inspector")  # see two pages of every kind, as they meet most states; the others one
BY_READER = re.compile(r"/saya/|/desk/(?!<slug:office>/<slug:programme>/.)|.*/(belanja|anggaran)/")
"""Whose contents and links hang on who reads: people's own, the desk's entrances, and the money, which hands over."""


class Page(HTMLParser):
    """The links and the writing forms of a page."""

    def __init__(self, path: str, html: str) -> None:
        super().__init__()
        self.path = path
        self.links: list[str] = []
        self.forms: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(self._plain(given.get("href", "")))
        if tag == "form" and given.get("method", "get").lower() == "post":
            self.forms.append(self._plain(given.get("action", "")))

    def _plain(self, address: str) -> str:
        return urldefrag(urljoin(self.path, address)).url

    @property
    def writing(self) -> list[str]:
        """Inner addresses to which this page sends something."""
        return [path for path in map(_path, self.forms) if path and path != reverse("account_logout")]


@dataclass
class Visit:
    role: Role
    path: str
    route: str
    response: HttpResponse
    came_from: str

    @property
    def html(self) -> str:
        return self.response.content.decode() if self.is_html else ""

    @property
    def is_html(self) -> bool:
        return not self.response.streaming and "text/html" in self.response.headers.get("Content-Type", "")


@dataclass
class Walk:
    visits: list[Visit] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=dict)  # route: addresses of this kind that pages lead to
    log: list[str] = field(default_factory=list)  # what the program wrote down meanwhile
    is_short: bool = False  # pages that are the same for everyone who may read them: by the first of these alone

    @property
    def pages(self) -> list["Visit"]:
        return [visit for visit in self.visits if visit.html]

    def of(self, role: Role) -> list["Visit"]:
        return [visit for visit in self.visits if visit.role == role]

    def take(self, role: Role, account: Account | None, starts: list[str]) -> None:
        """Visit `starts` and whatever they lead to, as `account` (None: as anyone)."""
        client = Client(raise_request_exception=False)
        if account:
            client.force_login(account)
        seen: Counter[str] = Counter()
        read = {visit.route for visit in self.visits} if self.is_short else set()
        queue, known = [(path, "") for path in starts], set(starts)
        while queue:
            path, came_from = queue.pop(0)
            route = self._note(path)
            seen[route] += 1
            if seen[route] > self._samples(role, route, read) or path == reverse("account_logout"):
                continue
            response = client.get(path)
            response.context = response.templates = None  # Django's client keeps whole worlds, which nobody asks for
            visit = Visit(role, path, route, response, came_from)
            self.visits.append(visit)
            fresh = [each for each in self._leads(visit) if each not in known]
            known.update(fresh)
            queue += [(each, path) for each in fresh]

    def _samples(self, role: Role, route: str, read: set[str]) -> int:
        """How many pages of this kind this person sees, when others have `read` these kinds already."""
        if route in read and not BY_READER.match(route):
            return 0
        return 2 if role in (("anyone",) if self.is_short else TWICE) else 1

    def _leads(self, visit: Visit) -> Iterator[str]:
        if visit.response.status_code in (301, 302, 303):
            yield _path(visit.response.headers["Location"])
        elif visit.is_html:
            page = Page(visit.path, visit.html)
            for path in page.writing:
                self._note(path)
            yield from filter(None, map(_path, page.links))

    def _note(self, path: str) -> str:
        route = route_of(path)
        addresses = self.found.setdefault(route, [])
        if path not in addresses and len(addresses) < 3:
            addresses.append(path)
        return route


def route_of(path: str) -> str:
    try:
        return f"/{resolve(path).route}"
    except Resolver404:
        return f"nowhere: {path}"


def _path(address: str) -> str:
    """The path of one of our own addresses, else nothing. Files and other orders of the same list are the same page."""
    parts = urlsplit(address)
    is_ours = parts.scheme in ("", "http", "https") and parts.netloc in ("", "testserver")
    return parts.path if is_ours and not parts.path.startswith("/static/") else ""
