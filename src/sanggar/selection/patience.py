"""How long a lottery or what stands in its way is looked for, by where it is waited for.

No quotas are so simple that an integer programme surely ends. What takes longer is told as such (`TooLong`), with what
makes it easier; the time can end a computation and change nothing of what it finds.
"""

import time

from sanggar.cores.lottery.progress import Tell, silent, within

LOTTERY = 600
"""In the background, with progress and a button to stop it; less than after what the work counts as stuck."""

STEP = 120
"""For all of one plan for the next reserve, or for what would make it possible: in the background too, but others wait
for it.
"""

TRIES = 5
"""So many plans a search makes at most, as each was overtaken by somebody who left meanwhile; one more before them by
quotas that the office let give way."""

LONGEST = max(LOTTERY, (1 + TRIES) * STEP)
"""No task of the room computes for longer. What still runs would be handed to a second worker after
`foundation.work.LEASE`, so that one is longer by what writing takes.
"""

PAGE = 10
"""While somebody waits for a page."""

ASIDE = 3
"""For what a page says as well, and does without."""

TELLING = 0.5
"""Seconds between two notes of progress."""


def now_and_then(tell: Tell) -> Tell:
    """The same listener, told no more often than somebody looks."""
    last = 0.0

    def told(doing: str, done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last >= TELLING:
            last = time.monotonic()
            tell(doing, done, of)

    return told


def patient(seconds: int, tell: Tell = silent) -> Tell:
    return within(seconds, time.monotonic, tell)
