"""My page, the officer's lists and the cockpit with many participants: queries at two sizes, time at the larger."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matching
from servers import throwaway_postgres

SIZES = (1_000, 10_000)
MATCHED = (1_000, 200)


def main() -> None:
    for name, database in (("SQLite", file_database), ("PostgreSQL", lambda _folder: throwaway_postgres())):
        sizes = ", ".join(map(str, SIZES))
        print(f"{name}: queries at {sizes} participants with ten contacts each; milliseconds at the largest")
        with tempfile.TemporaryDirectory(prefix="sanggar-bench-") as folder, database(folder) as url:
            _measure(folder, url)
    print("matching participants with mentors")
    matching.main([MATCHED])


@contextmanager
def file_database(folder: str) -> Iterator[str]:
    yield f"sqlite:///{folder}/sanggar.sqlite3"


def _measure(folder: str, url: str) -> None:
    environment = os.environ | {"SANGGAR_VAR": folder, "DATABASE_URL": url}
    script = Path(__file__).parent / "accompany_pages.py"
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "-m", "sanggar", "manage", *command], env=environment, check=True)
    subprocess.run([sys.executable, str(script), *map(str, SIZES)], env=environment, check=True)


if __name__ == "__main__":
    main()
