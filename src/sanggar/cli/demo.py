"""`sanggar demo`: load the demo programme into an empty database, and print who can sign in.

The logins stand in SANGGAR_VAR/demo-logins.tsv (mode 0600), so that later starts can print them again.
"""

import argparse
import os

from sanggar.cli import lock
from sanggar.cli.django import complain, say, with_database
from sanggar.config import environment

Login = tuple[str, str, str]


def main(arguments: list[str]) -> int:
    description = "Load the demo programme into an empty database."
    argparse.ArgumentParser(prog="sanggar demo", description=description).parse_args(arguments)
    return lock.with_others(lambda: with_database(load))


def load() -> int:
    if not _is_empty():
        return complain("the database holds data already; nothing was changed")
    load_if_empty()
    for login in logins():
        say("\t".join(("LOGIN", *login)))
    return 0


def load_if_empty() -> int:
    """Load the demo where nothing is; data that is there is never touched."""
    if _is_empty():
        from sanggar.foundation import clock
        from sanggar.journeys import demo

        demo.load(clock.now(), _keep)
    return 0


def logins() -> list[Login]:
    """(role, e-mail, password) of the demo's accounts; empty where no demo was loaded."""
    if not environment.demo_logins().exists():
        return []
    lines = (line.split("\t") for line in environment.demo_logins().read_text().splitlines())
    return [(role, email, password) for role, email, password in lines]


def _is_empty() -> bool:
    from sanggar.people.models import Organisation

    return not Organisation.objects.exists()


def _keep(found: list[Login]) -> None:
    with open(os.open(environment.demo_logins(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:  # noqa: PTH123 - a mode is set
        file.writelines("\t".join(login) + "\n" for login in found)
