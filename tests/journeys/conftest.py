"""Browsers for the people of the journeys."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize

from factories.browsers import open_browser
from journeys.people_in_browsers import DESK, Visitor

Enter = Callable[..., Visitor]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def come_in(chromium: Browser) -> Iterator[Enter]:
    """Let a person in at an address, with a browser of their own; what differs from a desk with scripts is said."""
    people: list[Visitor] = []

    def enter(address: str, name: str, *, size: ViewportSize = DESK, **how: Any) -> Visitor:
        context = chromium.new_context(viewport=size, locale="id-ID", timezone_id="Asia/Jakarta", **how)
        context.set_default_timeout(30_000)
        people.append(Visitor(name, context, address))
        return people[-1]

    yield enter
    for person in people:
        person.context.close()


@pytest.fixture
def enter(come_in: Enter, live_server: Any, settings: Any) -> Enter:
    """Let a person in at the server of this test, to which letters and QR codes lead too."""
    settings.PUBLIC_ADDRESS = live_server.url
    return partial(come_in, live_server.url)
