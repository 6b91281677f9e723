"""The options that give a seed, or the public value from which it follows."""

import argparse

from sanggar.cli.draw_files import InputRefused, naming
from sanggar.cli.draw_language import text
from sanggar.cores.lottery.seed import DICE, check_value, parse_seed


def check_seed(options: argparse.Namespace) -> None:
    """Refuses what can not give a seed, before anything is drawn."""
    if options.source is None and (options.value or options.signature):
        raise InputRefused(text("--value and --signature belong to a --source"))
    with naming("--seed" if options.seed else "--source"):
        if options.source is None:
            parse_seed(options.seed)
        else:
            check_value(options.source, value_of(options))


def value_of(options: argparse.Namespace) -> str:
    """Dice are read out in groups, and may be typed so."""
    typed = " ".join(options.value or ())
    return "".join(typed.split()) if options.source == DICE else typed
