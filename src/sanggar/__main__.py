"""The command `sanggar`. Each subcommand is a module of `sanggar.cli` with `main(arguments) -> exit code`."""

import gc
import importlib
import sys
import traceback
from difflib import get_close_matches

from sanggar.config.environment import Unusable

UNUSABLE = 2
GARBAGE = 10_000
"""Objects more than before at which the garbage collector looks. While a program loads, next to nothing is garbage, and
looking at Python's own measure took a seventh of each command's start; requests and tasks leave few circles behind.
"""
INTERRUPTED = 130  # as shells say it
COMMANDS = {
    "run": "start web server, worker and ticker, and keep them running",
    "demo": "load the demo programme into an empty database",
    "office": "open an office with its first administrator",
    "inspector": "let someone read everything in a region",
    "reference": "bring in a list of codes, tariffs, taxes or evidence",
    "draw": "make, run and verify a public draw (needs no database)",
    "audit": "verify the audit record",
    "keys": "list and rotate the keys",
    "backup": "write database and uploads into one file",
    "restore": "bring a backup back into an empty installation",
    "web": "serve the pages (started by `run`)",
    "worker": "carry out background tasks (started by `run`)",
    "ticker": "run periodic jobs (started by `run`)",
    "manage": "Django's own commands",
}

PARTS_OF_DRAW = ("lottery", "step", "verify")


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    gc.set_threshold(GARBAGE)
    if not arguments or arguments[0] not in COMMANDS:
        sys.stderr.write(meant(arguments[0]) if arguments and not arguments[0].startswith("-") else "")
        return usage(asked=arguments[:1] in (["-h"], ["--help"], ["help"]))
    command = importlib.import_module(f"sanggar.cli.{arguments[0]}")
    try:
        code: int = command.main(arguments[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    except Unusable as error:
        sys.stderr.write(f"sanggar: {error}\n")
        return UNUSABLE
    except Exception:  # noqa: BLE001 - Python's own exit code for it, 1, means "broken" to those who ask `audit verify`
        traceback.print_exc()
        return UNUSABLE
    return code


def meant(word: str) -> str:
    """What somebody wanted who typed a word that is no command; empty where that can not be told."""
    if word == "help":
        return ""
    part = get_close_matches(word, PARTS_OF_DRAW, 1)
    near = [f"draw {part[0]}"] if part else get_close_matches(word, COMMANDS, 1)
    return f"sanggar: there is no command {word!a}; did you mean `sanggar {near[0]}`?\n\n" if near else ""


def usage(*, asked: bool) -> int:
    lines = ["usage: sanggar COMMAND …", "", *(f"  {name:<10}{does}" for name, does in COMMANDS.items())]
    (sys.stdout if asked else sys.stderr).write("\n".join(lines) + "\n")
    return 0 if asked else 2


if __name__ == "__main__":
    sys.exit(main())
