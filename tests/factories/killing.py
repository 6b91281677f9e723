"""A process that is killed in the middle of what it does. For tests with `django_db(transaction=True)`."""

import os
import signal
import warnings
from collections.abc import Callable
from typing import NoReturn

from django.db import connections


def killed_in(act: Callable[[], object]) -> bool:
    """Act in a process of its own; whether it was killed there (`kill_myself`), rather than come to its end."""
    connections.close_all()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of the test runner are none of the child's
        child = os.fork()
    if child == 0:
        _act_and_end(act)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _act_and_end(act: Callable[[], object]) -> NoReturn:
    try:
        act()
        connections.close_all()
        os._exit(0)
    except BaseException:  # noqa: BLE001 - the child must end here, whatever happened: it is a copy of the test run
        os._exit(1)
