"""PostgreSQL's own tools, told by their environment which database is ours: no password in a command line."""

import os
import subprocess
from pathlib import Path

VARIABLES = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}


class ToolFailed(Exception):
    """What pg_dump or pg_restore said on standard error, or that it is not installed."""


def dump(target: Path, snapshot: str) -> None:
    """Write the database as it is in an exported snapshot."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={target}")


def load(dump: Path) -> None:
    """Load a dump into our empty database: all of it or nothing."""
    name = _environment()["PGDATABASE"]
    _run("pg_restore", "--no-owner", "--no-acl", "--single-transaction", f"--dbname={name}", str(dump))


def _run(*command: str) -> None:
    try:
        subprocess.run(command, env=_environment(), check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    except FileNotFoundError:
        raise ToolFailed(f"{command[0]} is not installed (package postgresql-client)") from None
    except subprocess.CalledProcessError as error:
        raise ToolFailed(f"{command[0]}: {error.stderr.strip()}") from error


def _environment() -> dict[str, str]:
    from django.db import connection

    config = connection.settings_dict
    known = {variable: str(config[name]) for name, variable in VARIABLES.items() if config.get(name)}
    options = {f"PG{name.upper()}": str(value) for name, value in config["OPTIONS"].items() if name.startswith("ssl")}
    return dict(os.environ) | known | options
