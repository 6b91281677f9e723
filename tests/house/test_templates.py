"""Templates: dumb, and without anything that a strict Content-Security-Policy would have to allow."""

import re

import pytest
from django.conf import settings
from tree import lines_of, templates

INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle="),
    "style element": re.compile(r"<style\b"),
    "script without a file": re.compile(r"<script(?![^>]*\bsrc=)"),
    "handler": re.compile(r"<[^>]*\son[a-z]+="),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
}
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape off|safeseq")
TRUSTED = {  # template: why what it shows unescaped can not come from a person
    "src/sanggar/foundation/templates/ui/field_hint.html": "our own words, once a list that Django makes of our rules",
}


@pytest.mark.parametrize("kind", INLINE)
def test_no_template_holds_inline(kind: str) -> None:
    assert [where for where, line in lines_of(templates()) if INLINE[kind].search(line)] == []


WITH_A_SCRIPT = {  # template: what no page without one could do
    "applications/templates/applications/application.html": "keys that press what stands there; links without scripts",
    "applications/templates/applications/queue.html": "the same keys in the list",
    "applications/templates/applications/apply.html": "sends a photograph small and by itself; without, the same form",
    "applications/templates/applications/own_edit.html": "the same form, for changing what was sent",
    "applications/templates/applications/entry.html": "the same form, at the counter",
    "applications/templates/applications/question_form.html": "the question as it will read; else a button shows it",
    "foundation/templates/account/login.html": "asks a device for its passkey; without scripts the other ways stay",
    "funding/templates/funding/line_form.html": "the sum at every pause in typing; without scripts a button tells it",
    "people/templates/people/add_passkey.html": "has a device make a passkey; without scripts the page says so",
    "people/templates/people/prove_by_passkey.html": "the same as on the sign-in page",
    "selection/templates/selection/ceremony.html": "a screen for a hall, on which nobody presses a button",
    "selection/templates/selection/check_in_browser.html": "a visitor's own browser redoes a draw",
    "training/templates/training/door.html": "goes on at the door without network; without scripts a plain form",
    "training/templates/training/screen.html": "the code for a hall, new every half minute; else it reloads itself",
}


def test_these_pages_alone_load_a_script() -> None:
    """All others work without any."""
    loading = {where.partition(":")[0] for where, line in lines_of(templates()) if "<script" in line}
    assert loading == {f"src/sanggar/{template}" for template in WITH_A_SCRIPT}


def test_nothing_is_shown_unescaped() -> None:
    found = {where.partition(":")[0] for where, line in lines_of(templates()) if UNESCAPED.search(line)}
    assert found == set(TRUSTED)


def test_no_address_is_typed_into_a_template_where_a_name_exists() -> None:
    """Addresses have names; "/" and anchors are the exceptions that every page may know."""
    typed = re.compile(r'(?:href|action|src)="/(?!")')
    assert [where for where, line in lines_of(templates()) if typed.search(line)] == []


def test_no_template_reads_the_database_by_itself() -> None:
    loaded = re.compile(r"\.objects\b|{%\s*load\s+(?!i18n|static|humanize|l10n|tz|account|allauth)")
    assert [where for where, line in lines_of(templates()) if loaded.search(line)] == []


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {source for sources in directives.values() for source in sources}
    assert allowed == {"'self'", "'none'", "data:"}
    assert [name for name, sources in directives.items() if "data:" in sources] == ["img-src"]
