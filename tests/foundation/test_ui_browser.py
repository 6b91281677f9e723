"""The gallery in a real browser: both tones, phone and desk, no rule of axe broken, nothing wider than the screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from factories.browsers import open_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, transactional_db: None, live_server: Any) -> Iterator[Any]:
    contexts = []

    def open_page(address: str = "/galeri/", *, size: Any = None, **how: Any) -> Page:
        context = browser.new_context(viewport=size or DESK, locale="id-ID", **how)
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def faults(page: Page) -> list[str]:
    """What axe finds. It is put in by the test's own channel, so that the page's policy stays as it is."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{fault['id']}: {node['target']}" for fault in found["violations"] for node in fault["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_rule_of_accessibility_is_broken(visit: Any, scheme: str, size: dict[str, int]) -> None:
    assert faults(visit(size=size, color_scheme=scheme)) == []


@pytest.mark.parametrize("width", [320, 360, 640, 768, 1024, 1280])
def test_nothing_is_wider_than_the_screen(visit: Any, width: int) -> None:
    page = visit(size={"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_first_tab_leads_past_the_header(visit: Any) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_whatever_has_the_focus_shows_it(visit: Any) -> None:
    page = visit()
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "solid":
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    assert unseen == []


def test_an_error_leads_to_its_field(visit: Any) -> None:
    page = visit()
    page.click(".summary a[href='#refused_track_0'], .summary a[href='#refused_nik']")
    assert page.evaluate("document.activeElement.id") == "refused_nik"


def test_a_list_is_a_table_at_a_desk_and_cards_on_a_phone(visit: Any) -> None:
    shown = "getComputedStyle(document.querySelector('table.cards tbody tr')).display"
    assert visit().evaluate(shown) == "table-row"
    phone = visit(size=PHONE)
    assert phone.evaluate(shown) == "block"
    label = "getComputedStyle(document.querySelectorAll('table.cards td')[1], '::before').content"
    assert phone.evaluate(label) == '"Kecamatan"'


def test_everything_works_without_scripts(visit: Any) -> None:
    page = visit()
    assert page.evaluate("document.scripts.length") == 0
    page.click("text=Bagaimana peluang dihitung?")
    assert page.is_visible("text=Tiap orang mendapat satu tiket.")


def test_motion_rests_when_the_visitor_wishes_it(visit: Any) -> None:
    duration = "getComputedStyle(document.querySelector('.button')).transitionDuration"
    assert visit(reduced_motion="reduce").evaluate(duration) == "0s"
    assert visit(reduced_motion="no-preference").evaluate(duration) != "0s"
