"""Whether this machine has more to do than it can: then whatever nobody waits for stands back.

Linux tells which share of the last ten seconds something that could run waited for a processor (PSI, since 4.20). Where
it does not, the load of the last minute answers, which notices a rush later.
"""

import os
from contextlib import suppress
from pathlib import Path

PRESSURE = Path("/proc/pressure/cpu")
CROWDED = 10.0
"""Percent of the last ten seconds. In a rush on two cores it was fifty to sixty."""


def is_crowded(pressure: Path = PRESSURE) -> bool:
    with suppress(OSError, ValueError, IndexError):
        some = pressure.read_text().split("\n", 1)[0]  # "some avg10=20.19 avg60=…"
        return float(some.split("avg10=")[1].split()[0]) >= CROWDED
    return os.getloadavg()[0] > (os.cpu_count() or 1)
