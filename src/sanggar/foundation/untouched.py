"""Whether a PDF is, to the byte, one that was made here: of a paper that is to be signed, a copy that nobody signed.

The mark is a comment before the last `startxref`, which readers pass over, with the SHA-256 of everything else. So it
needs no record of what was downloaded, however often the paper has changed since. A signature within the file, like a
scan, leaves other bytes. Not for proving where a file comes from: anyone can compute the mark.
"""

import hashlib

NAME, LENGTH, BEFORE = b"%sanggar-sha256:", 64, b"startxref"


def marked(pdf: bytes) -> bytes:
    """The same document, from which it can be told whether anything was done to it."""
    place = pdf.rindex(BEFORE)
    return pdf[:place] + NAME + _digest(pdf) + b"\n" + pdf[place:]


def is_untouched(content: bytes) -> bool:
    """False too of what was never marked."""
    start, name, rest = content.rpartition(NAME)
    return bool(name) and rest[:LENGTH] == _digest(start + rest[LENGTH + 1 :])


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
