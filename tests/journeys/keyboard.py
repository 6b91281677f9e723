"""The keyboard alone: Tab to where one wants to go, then Enter; every stop on the way shows where the focus is."""

from factories.people import PASSWORD
from journeys.people_in_browsers import Visitor

FARTHEST = 60
"""So many stops of Tab a page may have before what is wanted."""
FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
  const words = at.labels?.length ? at.labels[0].innerText : at.innerText || at.getAttribute('aria-label') || '';
  const shown = box.width > 0 && (look.outlineStyle !== 'none' || look.boxShadow !== 'none');
  return [words.trim().replace(/\\s+/g, ' '), shown];
}"""
CHOICES = """() => {
  const list = document.activeElement;
  return [[...list.options].map(option => option.innerText.trim()), list.selectedIndex];
}"""


def signs_in(who: Visitor, email: str) -> None:
    who.opens("/masuk/")
    types(who, "Alamat email", email)
    types(who, "Kata sandi", PASSWORD)
    who.enters()


def goes_to(who: Visitor, words: str) -> None:
    """Every stop on the way shows where the focus is."""
    seen = []
    for _stop in range(FARTHEST):
        who.page.keyboard.press("Tab")
        found, is_shown = who.page.evaluate(FOCUSED)
        assert is_shown or not found, f"“{found}” does not show its focus"
        if found.startswith(words):
            return
        seen.append(found)
    raise AssertionError(f"Tab never came to “{words}”, but to {seen}")


def types(who: Visitor, label: str, text: str) -> None:
    goes_to(who, label)
    who.page.keyboard.type(text)


def picks(who: Visitor, label: str, choice: str) -> None:
    """Down through a drop-down list to the one entry that holds these words."""
    goes_to(who, label)
    options, chosen = who.page.evaluate(CHOICES)
    (place,) = [number for number, option in enumerate(options) if choice in option]
    for _step in range(abs(place - chosen)):
        who.page.keyboard.press("ArrowDown" if place > chosen else "ArrowUp")
    assert who.page.evaluate(CHOICES)[1] == place


def ticks(who: Visitor, label: str) -> None:
    goes_to(who, label)
    who.page.keyboard.press("Space")


def attaches(who: Visitor, label: str, name: str, content: bytes) -> None:
    """The browser is told to hand over its dialogue before Tab sets out; Enter could overtake it on a busy machine."""
    with who.page.expect_file_chooser() as chosen:
        goes_to(who, label)
        who.page.keyboard.press("Enter")
    chosen.value.set_files({"name": name, "mimeType": "application/pdf", "buffer": content})


def follows(who: Visitor, words: str, *, answered: int = 200) -> None:
    goes_to(who, words)
    who.enters(answered=answered)
