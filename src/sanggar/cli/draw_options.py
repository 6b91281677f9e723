"""The options of `sanggar draw`. One that takes one value may stand once only: the second would silently replace it."""

import argparse
import re
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from sanggar.cli.draw_language import LANGUAGES, text
from sanggar.cores.lottery.shape import POWERS

Command = Callable[[argparse.Namespace], int]
MINUTES = 30
HEADINGS = ("usage:", "positional arguments:", "options:", "show this help message and exit")
"""What the library writes by itself."""
WRONG = (
    ("the following arguments are required: (?P<what>.*)", "these options are needed: {what}"),
    ("one of the arguments (?P<what>.*) is required", "one of these options is needed: {what}"),
    ("unrecognized arguments: (?P<what>.*)", "not known here: {what}"),
    (
        "argument (?P<what>.*?): invalid choice: (?P<given>.*) \\(choose from (?P<choices>.*)\\)",
        "{what}: {given} is none of {choices}",
    ),
    ("argument (?P<what>.*?): expected (?:one|at least one) argument", "{what} needs a value"),
    ("argument (?P<what>.*?): not allowed with argument (?P<other>.*)", "{what} does not go together with {other}"),
    ("argument (?P<what>.*?): (?P<why>.*)", "{what}: {why}"),
)
"""What the library finds wrong, and how it is told."""


class Once(argparse.Action):
    """Stores its value; refuses to be given twice."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        if getattr(namespace, self.dest, self.default) is not self.default:
            parser.error(text("{option} is given twice", option=option or self.dest))
        setattr(namespace, self.dest, values)


class Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.register("action", None, Once)
        self.register("action", "store", Once)

    def error(self, message: str) -> NoReturn:
        """Exit 2, in the language that is spoken. What the library has no words of ours for stays in its own."""
        found = next(((told, match) for pattern, told in WRONG if (match := re.fullmatch(pattern, message))), None)
        said = text(found[0], **found[1].groupdict()) if found else message
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {text('error')}: {said}\n")

    def format_help(self) -> str:
        return _spoken(super().format_help())

    def format_usage(self) -> str:
        return _spoken(super().format_usage())


def _spoken(helped: str) -> str:
    for heading in HEADINGS:
        helped = helped.replace(heading, text(heading), 1)
    return helped


def language_parser() -> Parser:
    """For the one option that may stand anywhere."""
    parser = Parser(add_help=False, allow_abbrev=False, prog="sanggar draw")
    parser.add_argument("--language", choices=LANGUAGES, help=text("language of the messages; else that of the locale"))
    return parser


def parser_for(lottery: Command, run: Command, step: Command, verify: Command) -> Parser:
    """Each part with what carries it out."""
    does = text("Prepare, run and check a public draw.")
    parser = Parser(prog="sanggar draw", description=does, parents=[language_parser()])
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(required=True, metavar="lottery | run | step | verify")
    _lottery_options(commands.add_parser("lottery", help=text("from a table of people to the lottery to publish")))
    _run_options(commands.add_parser("run", help=text("from the published lottery and a seed to the result")))
    _step_options(commands.add_parser("step", help=text("when people leave: who comes in, keeping the quotas")))
    told = text("redo the draw of a bundle; exit 0 valid, 1 invalid, 2 unusable")
    _verify_options(commands.add_parser("verify", help=told))
    for name, command in {"lottery": lottery, "run": run, "step": step, "verify": verify}.items():
        commands.choices[name].set_defaults(command=command)
    return parser


def _lottery_options(lottery: argparse.ArgumentParser) -> None:
    lottery.add_argument(
        "--people", required=True, metavar="P.csv", help=text("CSV or .xlsx: a column id, and one per feature")
    )
    rows = text("or CSV or .xlsx with the columns feature, value, least, most, beside --seats")
    form = f'{{"k": 50, "quotas": {{"track": {{"YouTube": [25, 25], ...}}}}}}; {rows}'
    lottery.add_argument("--quotas", metavar="Q.json", help=form)
    lottery.add_argument(
        "--household",
        metavar="COLUMN",
        help=text(
            "at most one person per household: the column that is the same for those who live together, blank for who "
            "lives alone; what stands in it is not published"
        ),
    )
    lottery.add_argument("--seats", type=_number, help=text("needed without --quotas, whose k it is otherwise"))
    numbered = text("with --quotas: so many equally likely panels")
    lottery.add_argument("--numbered", type=int, choices=POWERS, metavar="1000", help=numbered)
    _minutes(lottery)
    codes = text("ids that look like names or NIK are codes of your own, and may be published")
    lottery.add_argument("--ids-are-codes", action="store_true", help=codes)
    _out(lottery, "lottery.json")


def _run_options(run: argparse.ArgumentParser) -> None:
    run.add_argument("--lottery", required=True, metavar="lottery.json")
    seed = run.add_mutually_exclusive_group(required=True)
    seed.add_argument("--seed", metavar="HEX", help=text("64 hexadecimal characters"))
    source = text("instead of the seed: drand:<chain hash>:<round> or dice, with --value")
    seed.add_argument("--source", help=source)
    value = text("the randomness of the round, or the digits of the dice, in groups as they are read out")
    run.add_argument("--value", nargs="+", help=value)
    run.add_argument("--signature", metavar="HEX", help=text("the signature of the drand round"))
    _out(run, "bundle.json")
    _table(run)


def _table(command: argparse.ArgumentParser) -> None:
    table = text(
        "also everybody's place as a table: selected, then reserves; position_in_group counts from 1 in each group, "
        "by ticket, the selected and the reserves each for themselves"
    )
    command.add_argument("--csv", metavar="result.csv", help=table)
    beside = text("with --csv: a table with a column id and all people of the lottery, whose other columns are added")
    command.add_argument("--people", metavar="P.csv", help=beside)


def _step_options(step: argparse.ArgumentParser) -> None:
    step.add_argument("--bundle", required=True, metavar="bundle.json")
    left = text("who leaves, seated or waiting; several after one another, or the option again")
    step.add_argument("--left", required=True, nargs="+", action="extend", metavar="ID", help=left)
    relax = text("quotas that give way: as --quotas of lottery, those alone")
    step.add_argument("--relax", metavar="Q.json", help=relax)
    _minutes(step)
    _out(step, "bundle.json")
    _table(step)


def _verify_options(verify: argparse.ArgumentParser) -> None:
    verify.add_argument("bundle", metavar="bundle.json")
    sealed = text("with the whole bundle: what was published of it")
    verify.add_argument("--sealed", metavar="published.json", help=sealed)
    fairest = text("also make every lottery again, and say where chances are not the fairest")
    verify.add_argument("--fairest", action="store_true", help=fairest)
    _minutes(verify)
    signed = text("valid only with a signature of the beacon that was checked")
    verify.add_argument("--require-signature", action="store_true", help=signed)
    verify.add_argument("--json", action="store_true", help=text("answer in JSON"))


def _out(command: argparse.ArgumentParser, name: str) -> None:
    command.add_argument("--out", required=True, metavar=name)
    command.add_argument("--force", action="store_true", help=text("replace files that are there already"))


def _minutes(command: argparse.ArgumentParser) -> None:
    given = text("give up after so many minutes, with nothing written")
    command.add_argument("--minutes", type=_number, default=MINUTES, metavar=str(MINUTES), help=given)


def _number(typed: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,8}", typed):
        raise argparse.ArgumentTypeError(text("must be a whole number of at least 1"))
    return int(typed)
