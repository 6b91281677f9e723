"""How many examples Hypothesis makes where each of them asks the database."""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("SANGGAR_TEST_EXAMPLES", "1"))
"""More in `make soak`. Each run makes others, so that a few in each try as much in a day of runs as many in one."""


def asking(few: int, **more: int) -> settings:
    """A few in each run. They share their test's database, so each starts from what it makes itself; and how long the
    database takes is no fault of theirs.
    """
    unchecked = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=few * TIMES, deadline=None, suppress_health_check=unchecked, **more)
