"""People in real browsers: what they do, said in their words, and what must hold on every page they come to.

Whatever a person does that opens a page ends in `_arrive`: the page answered as expected, its own console is silent
(so the Content-Security-Policy holds), axe finds nothing, and nothing is wider than the screen.
"""

import hashlib
import os
import re
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import axe_playwright_python
from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, ViewportSize

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
AT_HAND = f"window.putInAxe = () => {{{AXE}}}"
"""Sent once for each browser: with every page it would take longer than the looking."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => {
  const own = window.setTimeout;  // rests where scripts are off, and axe waits a moment; pages wait longer
  window.setTimeout = (act, wait) => wait > 10 ? own.call(window, act, wait) : (Promise.resolve().then(act), 0);
  return axe.run(document, {runOnly: rules, preload: false, reporter: 'no-passes'});
}"""
SHAPE = """() => {
  const of = element => {
    const judged = ({name}) => /^(aria-.*|class|role|type|lang|scope|tabindex)$/.test(name);
    const kept = [...element.attributes].filter(judged);
    const said = kept.map(({name, value}) => `${name}=${/(by|controls)$/.test(name) ? '' : value}`);
    const words = [element.textContent.trim(), element.getAttribute('alt'), element.getAttribute('title')];
    const named = words.some(Boolean) ? '+' : '-';
    const parts = [...element.children].map(of).filter((part, at, all) => part !== all[at - 1]);
    return `<${element.tagName} ${said} ${named} ${element.labels?.length}>${parts.join('')}`;
  };
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  return `${innerWidth} ${ids.length - new Set(ids).size} ${of(document.documentElement)}`;
}"""
"""What axe judges by, without the words: a row like the one before it counts once."""

PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)
PICTURES = os.environ.get("SANGGAR_TEST_PICTURES", "")
"""A folder for a picture of every page that was visited, to be looked at by people."""

TOGETHER = "tr, li, dl > div, .card, section, form"
_number = count(1)
CLEAN = settings.VAR / "clean"
"""Shapes of pages in which axe found nothing, in this run: it need not look at the same shape again."""


@dataclass
class Visitor:
    """One person with one browser. `address` is that of the site, without a path."""

    name: str
    context: BrowserContext
    address: str
    page: Page = field(init=False)
    complaints: list[str] = field(default_factory=list)
    visited: int = 0

    def __post_init__(self) -> None:
        self.context.add_init_script(AT_HAND)
        self.page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    # --- going places ------------------------------------------------------------------------------------------------
    def opens(self, path: str, *, answered: int = 200) -> None:
        """Type an address: a path of the site, or a whole address out of a letter or a QR code."""
        self._arrive(self.page.goto(path if "://" in path else self.address + path), answered)

    def reloads(self) -> None:
        """Public pages may stand in the browser's own cache for a minute; who waits for news asks again."""
        self._arrive(self.page.reload(), 200)

    def follows(self, link: str, *, beside: str = "", answered: int = 200) -> None:
        """A link by its words; `beside` names the row, card or list entry that it stands in."""
        self._go(self._find("link", link, beside), answered)

    def presses(self, button: str, *, beside: str = "", answered: int = 200) -> None:
        self._go(self._find("button", button, beside), answered)

    def unfolds(self, title: str) -> None:
        self.page.locator("summary", has_text=_exactly(title)).click()

    def enters(self, *, answered: int = 200) -> None:
        """The key, on what has the focus: a link, a button, a field of a form."""
        with self.page.expect_navigation() as going:
            self.page.keyboard.press("Enter")
        self._arrive(going.value, answered)

    def signs_in(self, email: str, password: str) -> None:
        self.opens("/masuk/")
        self.fills({"Alamat email": email, "Kata sandi": password})
        self.presses("Masuk")

    def downloads(self, link: str, *, beside: str = "") -> bytes:
        """What the link's address answers with, as this person's browser would fetch it."""
        target = self.address_of(link, beside=beside)
        response = self.context.request.get(target)
        assert response.status == 200, f"{target} answered {response.status}"
        return response.body()

    def address_of(self, link: str, *, beside: str = "") -> str:
        return str(self._find("link", link, beside).evaluate("link => link.href"))

    # --- filling in --------------------------------------------------------------------------------------------------
    def fills(self, answers: dict[str, str]) -> None:
        """Label of each field → what is typed into it."""
        for label, text in answers.items():
            self.field(label).fill(text)

    def picks(self, label: str, choice: str) -> None:
        """The one entry of a drop-down list that holds these words."""
        options = self.field(label).locator("option").all_inner_texts()
        found = [option for option in options if choice in option]
        assert len(found) == 1, f"“{choice}” names {len(found)} of {options}"
        self.field(label).select_option(label=found[0])

    def ticks(self, *labels: str, beside: str = "") -> None:
        """Tick boxes and radio buttons, by the words beside them."""
        for label in labels:
            self._one(self.page.get_by_label(_beginning(label)), label, beside).check()

    def attaches(self, label: str, name: str, content: bytes, kind: str = "application/pdf") -> None:
        self.field(label).set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def field(self, label: str) -> Locator:
        """The field with this label; that it is optional stands behind the label."""
        words = re.compile(rf"^\s*{re.escape(label)}(\s*\((opsional|optional)\))?\s*$")
        return self._one(self.page.get_by_label(words), label)

    # --- looking -----------------------------------------------------------------------------------------------------
    def sees(self, *texts: str, beside: str = "") -> None:
        """Texts on the page; with `beside`, in the row, card or list entry in which these words stand."""
        places = [_plain(place.inner_text()) for place in self._places(beside)] if beside else [self.text()]
        held = any(all(_plain(text) in place for text in texts) for place in places)
        assert held, f"{self.name} does not see {texts} beside “{beside}” on {self.page.url}:\n{places or self.text()}"

    def sees_nothing_of(self, *texts: str) -> None:
        shown = self.text()
        found = [text for text in texts if _plain(text) in shown]
        assert found == [], f"{self.name} sees {found} on {self.page.url}"

    def text(self) -> str:
        return _plain(self.page.locator("main").inner_text())

    def fact(self, label: str) -> str:
        """The value beside a label in a list of facts."""
        pairs = self.page.locator("dl > div").filter(has=self.page.locator("dt", has_text=_exactly(label)))
        return _plain(self._one(pairs, label).locator("dd").inner_text())

    def offers(self, words: str) -> bool:
        """Whether the page has a link or a button of these words."""
        found = [self.page.get_by_role(role, name=words, exact=True).count() for role in ("link", "button")]
        return any(found)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    # --- inside ------------------------------------------------------------------------------------------------------
    def _find(self, role: Any, words: str, beside: str) -> Locator:
        """What bears exactly these words, else what holds them. Two links to one place are no riddle: the header's and
        the empty list's.
        """
        found = self.page.get_by_role(role, name=words, exact=True)
        found = found if found.count() else self.page.get_by_role(role, name=words)
        targets = set(found.evaluate_all("all => all.map(one => one.href || '')"))
        return found.first if len(targets) == 1 and targets != {""} else self._one(found, words, beside)

    def _one(self, wanted: Locator, words: str, beside: str = "") -> Locator:
        """Pages come whole from the server: what is not there now never comes, and two of a name are a riddle."""
        if beside:
            places = self._places(beside, wanted)
            assert len(places) == 1, f"“{words}” is beside “{beside}” {len(places)} times on {self.page.url}"
            wanted = places[0].locator(wanted)
        number = wanted.count()
        assert number == 1, f"{self.name} finds “{words}” {number} times on {self.page.url}:\n{self.text()}"
        return wanted

    def _places(self, words: str, wanted: Locator | None = None) -> list[Locator]:
        """The smallest things of the page that belong together and hold these words (and what is wanted)."""
        found = self.page.locator(TOGETHER).filter(has_text=re.compile(re.escape(words)))
        found = found.filter(has=wanted) if wanted else found
        outer = found.evaluate_all("all => all.map(one => all.some(other => other !== one && one.contains(other)))")
        return [found.nth(index) for index, holds_another in enumerate(outer) if not holds_another]

    def _go(self, pressed: Locator, answered: int) -> None:
        with self.page.expect_navigation() as going:
            pressed.click()
        self._arrive(going.value, answered)

    def _hear(self, message: ConsoleMessage) -> None:
        """A page that answers 4xx on purpose makes Chromium complain of its own address; that is no fault."""
        of_itself = message.location["url"] == self.page.url and message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not of_itself:
            self.complaints.append(message.text)

    def _arrive(self, response: Response | None, answered: int) -> None:
        status = response.status if response else 0
        where = f"{self.name} at {self.page.url}"
        self._picture()
        self.visited += 1
        assert status == answered, f"{where}: answered {status}, not {answered}:\n{self.text()}"
        assert self.complaints == [], f"{where}: {self.complaints}"
        assert (faults := axe_faults(self.page)) == [], f"{where}: {faults}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, f"{where}: {wide} pixels wider than the screen"

    def _picture(self) -> None:
        if PICTURES:
            name = f"{next(_number):03}-{self.name}{self.path.partition('?')[0].replace('/', '_')}.png"
            self.page.screenshot(path=Path(PICTURES) / name[-120:], full_page=True)


def axe_faults(page: Page) -> list[str]:
    """What axe finds. It is put in by the test's own channel, so that the page's policy stays as it is."""
    known = CLEAN / hashlib.sha256(page.evaluate(SHAPE).encode()).hexdigest()
    if known.exists():
        return []
    if not page.evaluate("'axe' in window || ('putInAxe' in window && !putInAxe())"):
        page.evaluate(AXE)  # scripts are switched off here
    found: dict[str, Any] = page.evaluate(RUN, RULES)
    faults = [
        f"{fault['id']}: {node['target']} {node['html'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
    if not faults:
        CLEAN.mkdir(exist_ok=True)
        known.touch()
    return faults


def _beginning(label: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(label)}")


def _exactly(text: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(text)}\s*$")


def _plain(text: str) -> str:
    """Text as people compare it: any run of blanks is one."""
    return " ".join(text.split())
