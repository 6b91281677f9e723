"""The agreement and code of conduct as plain text, from the page's own fragment, so that there is one wording."""

import hashlib
import html
import re

from django.template.loader import render_to_string

from sanggar.mentoring.models import AGREEMENT_VERSION, Mentor

TAGS = re.compile(r"<[^>]+>")
ARTICLE = "- "


def agreement_text(mentor: Mentor) -> str:
    """As a mentor reads it now, in the language in use: a heading or an article a line, each article after a dash."""
    page = render_to_string("mentoring/agreement_text.html", {"mentor": mentor})
    marked = page.replace("<li>", ARTICLE)
    lines = (html.unescape(TAGS.sub("", line)).strip() for line in marked.splitlines())
    return "\n".join(line for line in lines if line)


def parts_of(text: str) -> list[tuple[str, list[str]]]:
    """The headings of a kept text, each with its articles."""
    parts: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if parts and line.startswith(ARTICLE):
            parts[-1][1].append(line.removeprefix(ARTICLE))
        else:
            parts.append((line, []))
    return parts


def agreement_digest(text: str) -> str:
    """Names this very text of this version: 64 hex digits."""
    return hashlib.sha256(f"{AGREEMENT_VERSION}\n{text}".encode()).hexdigest()
