"""`sanggar audit verify [--head HEX]`: 0 intact, 1 broken (the first fault is named), 2 unusable."""

import argparse

from sanggar.cli.django import say, with_database


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sanggar audit")
    parser.add_argument("act", choices=["verify"])
    parser.add_argument("--head", default="", help="a head noted earlier, for example in official minutes")
    given = parser.parse_args(arguments)
    return with_database(lambda: verify(given.head))


def verify(head: str) -> int:
    from sanggar.foundation import audit, clock

    audit.seal_pending(clock.now(), thorough=True)
    verdict = audit.verify(head)
    say(f"batches {verdict.batches}, sealed entries {verdict.entries}, not yet sealed {verdict.pending}")
    if verdict.erased:
        say(f"personal values erased beside {verdict.erased} entries")
    say(f"head {verdict.head}")
    if verdict.is_intact:
        say("INTACT")
        return 0
    say(f"BROKEN: {verdict.fault}")
    return 1
