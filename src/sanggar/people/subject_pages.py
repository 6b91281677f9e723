"""Where the page of something is that the audit record tells of. Later rooms say it of their own (decision 0020)."""

from collections.abc import Callable

PageOf = Callable[[int], str]
PAGES: dict[str, PageOf] = {}


def has_page(kind: str) -> Callable[[PageOf], PageOf]:
    """Register a function that leads from the key of a `kind` ("spending.payment") to its page; "" where it is gone."""

    def register(page: PageOf) -> PageOf:
        PAGES[kind] = page
        return page

    return register


def page_of(subject: str) -> str:
    """Of "spending.payment:7"; "" where no page is known. Who may read it is the page's own matter."""
    kind, _colon, key = subject.rpartition(":")
    return PAGES[kind](int(key)) if kind in PAGES and key.isdecimal() else ""
