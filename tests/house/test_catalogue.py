"""English is complete: every text of the program has its translation, with the same places for values."""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Any

import polib
import pytest
from django.utils.translation.template import templatize
from tree import SOURCE, sources, templates

FOLDER = SOURCE / "locale" / "en" / "LC_MESSAGES"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
IN_TEMPLATES = re.compile(r"\b(?:_|gettext|ngettext)\(\s*u?(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')", re.DOTALL)
PLACES = re.compile(r"%\([a-z_]+\)[sd]|%[sd%]|\{[a-z_]*\}")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(FOLDER / "django.po"))


def _texts_of_python() -> Iterator[str]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _called(node) in CALLS and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _texts_of_templates() -> Iterator[str]:
    for path in [*templates(), *SOURCE.glob("**/templates/**/*.txt")]:
        for literal in IN_TEMPLATES.findall(templatize(path.read_text(), origin=str(path))):
            yield ast.literal_eval(literal.replace("\n", "\\n"))


def test_every_text_of_the_program_stands_in_the_catalogue(catalogue: polib.POFile) -> None:
    known = {entry.msgid for entry in catalogue if not entry.obsolete}
    texts = {*_texts_of_python(), *_texts_of_templates()} - {""}
    assert len(texts) > 1000
    assert sorted(texts - known) == []


def test_nothing_is_untranslated_or_guessed(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]] == []


def test_every_translation_has_the_same_places_for_values(catalogue: polib.POFile) -> None:
    broken = [
        original
        for entry in catalogue
        for original, translation in (
            (entry.msgid, entry.msgstr or entry.msgstr_plural.get(0, "")),
            (entry.msgid_plural, entry.msgstr_plural.get(1, "")),
        )
        if set(PLACES.findall(translation)) != set(PLACES.findall(original))
    ]
    assert broken == []


def test_no_translation_is_lost_at_its_edges(catalogue: polib.POFile) -> None:
    """Gettext refuses a text whose line breaks at the ends differ, and a lost space runs two words together."""
    edges = [
        entry.msgid
        for entry in catalogue
        if entry.msgstr
        and (entry.msgid[:1].isspace(), entry.msgid[-1:].isspace())
        != (entry.msgstr[:1].isspace(), entry.msgstr[-1:].isspace())
    ]
    assert edges == []


def test_what_the_program_reads_is_what_the_catalogue_says(catalogue: polib.POFile) -> None:
    compiled = _texts(polib.mofile(str(FOLDER / "django.mo")))
    written = _texts(entry for entry in catalogue if not entry.obsolete)
    assert {key: value for key, value in written.items() if compiled.get(key) != value} == {}
    assert set(compiled) == set(written)


def _texts(entries: Iterable[Any]) -> dict[Any, Any]:
    """By what is looked up: the words with their context, where they have one."""
    return {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in entries}
