"""Run the benches: all, or those named. Each prints its figures beside the machine's own limit; none is a test."""

import importlib
import os
import sys
from pathlib import Path

BENCHES = ("intake", "pages", "lottery", "matching", "accompany", "money")


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no such bench: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
        return 2
    here = Path(__file__).parent
    sys.path[:0] = [str(here), str(here.parent / "tests")]  # the tests' factories start servers too
    print(f"load of the machine before: {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
    for name in names or BENCHES:
        print(f"\n== {name}")
        importlib.import_module(name).main()
    print(f"\nload of the machine after: {os.getloadavg()[0]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
