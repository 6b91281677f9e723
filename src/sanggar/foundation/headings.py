"""Which column of an uploaded list holds what: as it was told the last time, else guessed from its headings."""

import re
from collections.abc import Iterable, Mapping, Sequence


def guessed_headings(
    headings: Iterable[str], words: Mapping[str, Sequence[str]], remembered: Mapping[str, str]
) -> dict[str, str]:
    """Heading by field; no heading serves two. `words`: what a heading of that field says, the most telling first. Of
    two that say it the shorter one says nothing else: "Tanggal lahir", not "Tempat/tanggal lahir".
    """
    free = [heading for heading in headings if heading]
    found = {name: heading for name, heading in remembered.items() if heading in free}
    free = [heading for heading in free if heading not in found.values()]
    for name, telling in words.items():
        if name in found:
            continue
        heading = next((heading for word in telling for heading in sorted(free, key=len) if says(heading, word)), None)
        if heading:
            found[name] = heading
            free.remove(heading)
    return found


def says(heading: str, word: str) -> bool:
    """Whether a heading holds a word (or words) as a whole, so that "nik" is not found in "teknik"."""
    plain = f" {re.sub(r'[^a-z0-9]+', ' ', heading.casefold()).strip()} "
    return f" {word} " in plain
