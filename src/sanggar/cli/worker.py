"""`sanggar worker`: carries out background tasks one after another. Any number may run side by side on PostgreSQL."""

import argparse

from sanggar.cli import lock
from sanggar.cli.django import with_database

PAUSE = 1  # seconds between two looks into an empty queue


def main(arguments: list[str]) -> int:
    argparse.ArgumentParser(prog="sanggar worker").parse_args(arguments)
    return lock.with_others(lambda: with_database(work))


def work() -> int:
    from django.core.management import call_command

    from sanggar.foundation.work import Considerate

    considerate = Considerate()
    considerate.connect()
    call_command("db_worker", interval=PAUSE, verbosity=0)
    return 0
