"""The style sheet keeps its promises: small, for browsers of 2022, readable in both tones, complete."""

import hashlib
import re
from itertools import product
from pathlib import Path

import brotli
import pytest

from sanggar.foundation.ui.icons import ICONS

SANGGAR = Path(__file__).parents[2] / "src" / "sanggar"
STATIC = SANGGAR / "foundation" / "static" / "sanggar"
CSS = (STATIC / "sanggar.css").read_text()
SCRIPTS = {
    "application.html": "applications/desk.js",  # keys for those who screen hundreds
    "queue.html": "applications/desk.js",
    "apply.html": "applications/form.js",  # files go by themselves, dependent questions show when they are due
    "own_edit.html": "applications/form.js",
    "entry.html": "applications/form.js",
    "line_form.html": "funding/line_total.js",  # the total follows what is typed
    "question_form.html": "applications/question.js",  # the question shows as applicants will read it
    "login.html": "sanggar/passkey.js",  # a device is asked for its passkey
    "add_passkey.html": "sanggar/passkey.js",
    "prove_by_passkey.html": "sanggar/passkey.js",
    "check_in_browser.html": "selection/verify/page.js",  # a visitor's browser redoes a draw
    "ceremony.html": "selection/stage.js",  # a wall in a hall follows the draw
    "door.html": "training/door/page.js",  # a table at the door goes on without network
    "screen.html": "training/screen.js",  # the code of a meeting changes every half minute
}
"""The pages with a script of their own."""

TEMPLATES = sorted(SANGGAR.glob("**/templates/**/*.html"))


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", block))


def tones() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root \{\s*color-scheme: (?:light|dark);(.*?)\}", CSS, re.DOTALL)
    return {"light": colours(light), "dark": colours(dark)}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


WORDS_ON_GROUNDS = [
    *product(["ink", "muted", "primary", "bad", "good", "warn"], ["paper", "surface"]),
    *[(tone, f"{tone}-soft") for tone in ("good", "warn", "bad")],
    *[("ink", ground) for ground in ("soft", "good-soft", "warn-soft", "bad-soft")],
    ("primary", "soft"),
    ("muted", "soft"),
    ("on-primary", "primary"),
    ("on-primary", "pressed"),
    ("surface", "bad"),
    ("surface", "warn"),
]
EDGES_ON_GROUNDS = [
    ("edge", "surface"),
    ("edge", "paper"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("bad", "surface"),
]


@pytest.mark.parametrize("tone", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), WORDS_ON_GROUNDS)
def test_words_stand_out_from_their_ground(tone: str, words: str, ground: str) -> None:
    assert contrast(tones()[tone][words], tones()[tone][ground]) >= 4.5


@pytest.mark.parametrize("tone", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES_ON_GROUNDS)
def test_borders_of_controls_and_focus_rings_can_be_seen(tone: str, edge: str, ground: str) -> None:
    assert contrast(tones()[tone][edge], tones()[tone][ground]) >= 3


def test_both_tones_name_the_same_colours() -> None:
    assert tones()["light"].keys() == tones()["dark"].keys()


def test_the_gallery_forces_the_very_same_tones() -> None:
    gallery = (STATIC / "gallery.css").read_text()
    forced = dict(re.findall(r"\.(light|dark) \{(.*?)\}", gallery, re.DOTALL))
    assert {name: colours(block) for name, block in forced.items()} == tones()


def test_it_is_small() -> None:
    assert len(CSS.encode()) <= 27 * 1024
    assert len(brotli.compress(CSS.encode())) <= 7 * 1024
    assert (STATIC / "plus-jakarta-sans-latin-wght-normal.woff2").stat().st_size <= 30_000


@pytest.mark.parametrize(
    "feature", [r"light-dark\(", r"\(width\s*[<>]", r":has\(", r"color-mix\(", r"@container", r"@scope", r"\d[sd]vh"]
)
def test_it_uses_nothing_that_browsers_of_2022_lack(feature: str) -> None:
    assert not re.search(feature, CSS)


def test_rules_are_not_nested() -> None:
    """Nesting came with Chrome 112: a rule may stand in at-rules alone."""
    depth_of_rules: list[int] = []
    stack: list[bool] = []
    for token in re.findall(r"[^{};]*\{|\}", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)):
        if token == "}":
            stack.pop()
            continue
        stack.append(not token.strip().startswith("@"))
        depth_of_rules.append(sum(stack))
    assert max(depth_of_rules) == 1


def test_every_class_in_a_template_is_known_to_a_style_sheet() -> None:
    sheets = "".join(sheet.read_text() for sheet in SANGGAR.glob("**/static/**/*.css"))
    known = {*re.findall(r"\.([a-z][\w-]*)", sheets), "primary"}  # primary is the plain button
    used = {
        name: template.name
        for template in TEMPLATES
        for classes in re.findall(r'class="([^"]*)"', template.read_text())
        for name in re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", classes).split()
    }
    assert {name: where for name, where in used.items() if name not in known} == {}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_holds_styles_or_scripts(template: Path) -> None:
    text = template.read_text()
    if script := SCRIPTS.get(template.name):
        text = text.replace(f'<script type="module" src="{{% static "{script}" %}}"></script>', "", 1)
    assert not re.search(r"<style|<script|\sstyle=|\son[a-z]+=\"|javascript:", text)


def test_every_icon_that_a_template_names_exists() -> None:
    named = {
        name for template in TEMPLATES for name in re.findall(r'(?:\{% icon |icon=)"([^"]+)"', template.read_text())
    }
    assert named - ICONS.keys() == set()


def test_what_is_vendored_is_what_was_written_down() -> None:
    table = (STATIC / "VENDORED.md").read_text()
    written = dict(re.findall(r"^\| `([\w/.-]+)` .*`([0-9a-f]{64})` \|$", table, re.MULTILINE))
    files = {name: hashlib.sha256((SANGGAR / "foundation" / name).read_bytes()).hexdigest() for name in written}
    assert files == written
    assert len(written) == 4
