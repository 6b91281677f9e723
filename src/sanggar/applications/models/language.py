"""Texts that the office writes in both languages."""

from django.utils.translation import get_language


def in_current_language(indonesian: str, english: str) -> str:
    """The English text for readers of English where there is one, else the Indonesian, which always counts."""
    return english if english and (get_language() or "").startswith("en") else indonesian
