"""`sanggar draw` from a table of a million people to the lottery, the result and its check: seconds and peak memory.

The whole command: reading and checking every row, the engine, digests, and the file that is written. `verify.py` checks
the same file by itself.
"""

import csv
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from lottery_instances import HERE, SHARES, generated
from sanggar.cores.lottery import verify

PEOPLE = 1_000_000
LIMIT = 500
SEED = "ab" * 32


def main() -> None:
    with TemporaryDirectory() as folder:
        people, lottery, bundle = (Path(folder) / name for name in ("people.csv", "lottery.json", "bundle.json"))
        write_people(people)
        measure("lottery", "--people", people, "--quotas", HERE / "quotas.json", "--out", lottery)
        measure("run", "--lottery", lottery, "--seed", SEED, "--out", bundle)
        measure("verify", bundle)
        report("verify.py", [sys.executable, "-I", "-S", verify.__file__, str(bundle)])


def write_people(path: Path) -> None:
    """Ids as the program gives them: sixteen hexadecimal digits."""
    columns, chance = generated(SHARES, PEOPLE), random.Random(7)
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", *columns])
        table.writerows((f"{chance.getrandbits(64):016x}", *values) for values in zip(*columns.values(), strict=True))


def measure(*words: str | Path) -> None:
    report(f"sanggar draw {words[0]}", [sys.executable, "-m", "sanggar", "draw", *map(str, words)])


def report(name: str, command: list[str]) -> None:
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{name} ended with {child.returncode}")
    print(
        f"{name}, {PEOPLE:,} people: {time.perf_counter() - begun:.1f} s, "
        f"{used.ru_utime + used.ru_stime:.1f} s CPU, {used.ru_maxrss // 1024} MB of at most {LIMIT}"
    )


if __name__ == "__main__":
    main()
