"""The money cockpit and the realisation report: queries at two sizes, time at the larger, on both databases."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from accompany import file_database
from servers import throwaway_postgres

SIZES = ("1000x50", "10000x500")
"""Payments of one programme × programmes of its office."""


def main() -> None:
    for name, database in (("SQLite", file_database), ("PostgreSQL", lambda _folder: throwaway_postgres())):
        print(
            f"{name}: queries at {', '.join(SIZES)} (payments of a programme x programmes of its office); milliseconds"
        )
        with tempfile.TemporaryDirectory(prefix="sanggar-bench-") as folder, database(folder) as url:
            environment = os.environ | {"SANGGAR_VAR": folder, "DATABASE_URL": url}
            for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
                subprocess.run([sys.executable, "-m", "sanggar", "manage", *command], env=environment, check=True)
            script = Path(__file__).parent / "money_pages.py"
            subprocess.run([sys.executable, str(script), *SIZES], env=environment, check=True)


if __name__ == "__main__":
    main()
