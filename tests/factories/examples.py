"""How many examples Hypothesis makes."""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("SANGGAR_TEST_EXAMPLES", "1"))
"""More in `make soak`. Each run makes others, so that a few in each try as much in a day of runs as many in one."""
USUAL = 40 * TIMES
"""Where a test does not say otherwise."""


def trying(few: int) -> settings:
    """Where each takes more than a moment, or the usual number meets too little."""
    return settings(max_examples=few * TIMES)


def asking(few: int, **more: int) -> settings:
    """Where each asks the database: a few in each run. They share their test's database, so each starts from what it
    makes itself; and how long the database takes is no fault of theirs.
    """
    unchecked = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=few * TIMES, deadline=None, suppress_health_check=unchecked, **more)
