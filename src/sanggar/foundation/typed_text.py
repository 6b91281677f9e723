"""What keyboards, contact lists and PDF files add to a text without anybody seeing it."""

import unicodedata

HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))


def plain_line(text: str) -> str:
    """One line: invisible marks (Unicode Cf) gone, every run of white space one ordinary space, none at the ends."""
    if text.isascii():
        return " ".join(text.split())  # which holds no such mark
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return " ".join(visible.split())


def plain_number_line(text: str) -> str:
    """As `plain_line`, with every typographic hyphen or dash an ordinary one. Other scripts' digits stay."""
    line = plain_line(text)
    return line if line.isascii() else line.translate(HYPHENS)
