"""Many hands at the same moment, each on a connection of its own. For tests with `django_db(transaction=True)`."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence

from django.db import connection

from sanggar.foundation.errors import DomainError


def race(acts: Sequence[Callable[[], object]]) -> Counter[str]:
    """Start every act together; how often each outcome came: "done" or the code of a refusal."""
    outcomes: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            outcomes.append("done")
        except DomainError as error:
            outcomes.append(error.code)
        except Exception as error:  # noqa: BLE001 - a thread's failure must be seen by the test, not only by the log
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(outcomes)
