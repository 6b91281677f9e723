"""`sanggar draw`: prepare a lottery, run it, check a result. Needs no Django and no database.

Exit 0: done, or valid. 1: the bundle is invalid. 2: the input can not be used; one line on stderr for each reason.
130: stopped with Ctrl-C; no file is left half written.
Words from files are printed in ASCII and cut short, so that no file can steer the terminal of who checks it.
"""

import argparse
import gc
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from sanggar.cli.draw_files import InputRefused, naming, read, tell, whole, write
from sanggar.cli.draw_inputs import fault_lines, published_names, read_both
from sanggar.cli.draw_result import result_table
from sanggar.cli.draw_words import fairness, fields, free_seats, households, selected, words
from sanggar.cores.beacon.quicknet import CHAIN_HASH
from sanggar.cores.beacon.signature import verify_round
from sanggar.cores.lottery.bundle import light_bundle, standing_of, with_step
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.document import light_document, read_lottery_text
from sanggar.cores.lottery.errors import sentence
from sanggar.cores.lottery.inspection import inspect, is_bundle, is_list
from sanggar.cores.lottery.json_text import read_json
from sanggar.cores.lottery.lottery import Lottery, Person, Quotas
from sanggar.cores.lottery.quotas import quota_lottery, read_relaxed
from sanggar.cores.lottery.sealed import opening_faults
from sanggar.cores.lottery.seed import BeaconRound, Randomness, derive_seed, parse_seed
from sanggar.cores.lottery.shape import POWERS
from sanggar.cores.lottery.steps import take_step
from sanggar.cores.lottery.table import parse_people
from sanggar.cores.lottery.verify import proofs


def main(argv: list[str]) -> int:
    """The exit code; `argv` is what follows `sanggar draw`."""
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:  # argparse has printed help (0) or what is wrong with the options (2)
        return int(stop.code or 0)
    try:
        with _much_at_once():
            code: int = options.command(options)
    except InputRefused as refusal:
        if options.json:
            _say(json.dumps({"valid": False, "error": "; ".join(refusal.lines)}))
        else:
            sys.stderr.write("\n".join(refusal.lines) + "\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; nothing was written\n")
        return 130
    return code


def prepare_lottery(options: argparse.Namespace) -> int:
    """From a table of people, and quotas where there are any, to the lottery that is published before the draw."""
    people, quotas, seats = _people_and_quotas(options)
    with naming(options.quotas or options.people):
        lottery = quota_lottery(people, seats, quotas, tell, numbers=options.numbered)
    del people  # with a million of them there is no room for two lists
    document = light_document(lottery)
    told = (
        f"list_digest: {list_digest(entry.id for entry in lottery.people)}",
        f"lottery_digest: {lottery_digest(document)}",
        f"people: {len(lottery.people)}",
        f"seats: {lottery.seats}",
        *households(lottery),
        *(fairness(lottery) if len(lottery.panels) > 1 or quotas else free_seats(lottery)),
    )
    write(options.out, document)
    _say(*told)
    return 0


def _people_and_quotas(options: argparse.Namespace) -> tuple[list[Person], Quotas, int]:
    """Both files read and held against each other; everything that is wrong is told at once."""
    table = read(options.people, lambda data: parse_people(data, options.household, tell))
    document = read(options.quotas, read_json) if options.quotas else None
    found = read_both(options.people, table, options.quotas or "", document, options.seats)
    lines = found.faults
    if options.household is not None and options.household in found.quotas:
        raise InputRefused(f"--household: {sentence('household_published', {'column': options.household})}")
    if options.numbered and not found.quotas and not lines:
        lines.append("--numbered belongs to --quotas")
    if found.seats is None and not lines:
        lines.append("--seats is needed where no --quotas say k")
    if lines or found.seats is None:
        raise InputRefused(*lines)
    sys.stderr.write("".join(f"{line}\n" for line in published_names(options.people, table)))
    return found.people, found.quotas, found.seats


def run_draw(options: argparse.Namespace) -> int:
    """From the published lottery and a seed, or the public value that gives it, to the bundle with the result."""
    lottery = read(options.lottery, lambda data: read_lottery_text(data, tell))
    if options.source is None and (options.value or options.signature):
        raise InputRefused("--value and --signature belong to a --source")
    with naming("--seed" if options.seed else "--source"):
        bundle = _drawn(lottery, options)
    beside = read(options.people, parse_people) if options.people else None
    if beside and beside.faults:
        raise InputRefused(*fault_lines(options.people, beside.faults))
    told = (
        *proofs(bundle),
        f"people: {len(lottery.people)}",
        f"selected: {selected(bundle)}",
        *([] if options.csv else ["who was drawn, as a table: add --csv result.csv, with --people P.csv for names"]),
    )
    with _table_beside(options.csv, result_table(bundle, beside.people if beside else [])):
        write(options.out, bundle)
    _say(*told)
    return 0


@contextmanager
def _table_beside(path: str | None, lines: Iterator[str]) -> Iterator[None]:
    with naming(path) if path else nullcontext(), whole(Path(path), lines) if path else nullcontext():
        yield


def verify_bundle(options: argparse.Namespace) -> int:
    """Redo the draw of a bundle and name everything that does not follow."""
    bundle, check = _read_bundle(options.bundle), _check_round if find_spec("py_ecc") else None
    report = inspect(bundle, check)
    if options.sealed:
        sealed = _read_bundle(options.sealed)
        faults = report.faults or inspect(sealed, check).faults or opening_faults(sealed, bundle)
        report = replace(report, faults=faults)
    _say(*([json.dumps(fields(report))] if options.json else words(report, bundle)))
    return 1 if report.faults else 0


def take_next_step(options: argparse.Namespace) -> int:
    """When people leave after a draw under quotas: who comes in for them. Adds a step to the bundle."""
    bundle = _read_bundle(options.bundle)
    report = inspect(bundle)
    if report.faults:
        raise InputRefused(*(f"{options.bundle}: {fault.path}: {fault.sentence}" for fault in report.faults))
    if report.unchecked or not (bundle["lottery"]["quotas"] or bundle["lottery"].get("households")):
        raise InputRefused(f"{options.bundle}: steps are for the whole bundle of a draw under quotas or of households")
    before = standing_of(bundle)
    relaxed = read(options.relax, lambda data: read_relaxed(read_json(data))) if options.relax else {}
    with naming(options.bundle):
        after = before.without(options.left)
        if not after.free:
            raise InputRefused("no seat is free, or nobody is waiting")
        lottery = quota_lottery(after.pool(), after.free, after.quotas(relaxed), tell)
        step = take_step(before, options.left, lottery, relaxed)
    write(options.out, with_step(bundle, step))
    _say(f"step: {before.steps + 1}", f"seed: {step.seed.hex()}", *(f"selected: {each}" for each in step.selected))
    return 0


def _read_bundle(path: str) -> dict[str, Any]:
    bundle = read(path, read_json)
    if not is_bundle(bundle):
        raise InputRefused(f"{path}: JSON, but not the bundle of a draw")
    if is_list(bundle):
        raise InputRefused(f"{path}: {sentence('list_only', {})}")
    return cast("dict[str, Any]", bundle)


def _drawn(lottery: Lottery, options: argparse.Namespace) -> dict[str, Any]:
    if options.source is None:
        return light_bundle(lottery, parse_seed(options.seed), tell=tell)
    randomness = Randomness(options.source, options.value or "", options.signature)
    seed = derive_seed(list_digest(entry.id for entry in lottery.people), randomness.source, randomness.value)
    return light_bundle(lottery, seed, randomness, tell=tell)


def _check_round(number: BeaconRound, signature: str) -> bool | None:
    return verify_round(number.number, signature) if number.chain == CHAIN_HASH else None


def _say(*lines: str) -> None:
    """Whoever reads may stop reading (`| head`): what was to be done is done nevertheless."""
    try:
        sys.stdout.write("".join(line + "\n" for line in lines))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _much_at_once() -> Iterator[None]:
    """A million rows are read and kept, none in a circle: looking for circles takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


# --- files and options -----------------------------------------------------------------------------------------------


def _seats(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,8}", text):
        raise argparse.ArgumentTypeError("must be a whole number of at least 1")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sanggar draw", description="Prepare, run and check a public draw.")
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(required=True, metavar="lottery | run | step | verify")

    _lottery_options(commands)
    run = commands.add_parser("run", help="from the published lottery and a seed to the result")
    run.add_argument("--lottery", required=True, metavar="lottery.json")
    seed = run.add_mutually_exclusive_group(required=True)
    seed.add_argument("--seed", metavar="HEX", help="64 hexadecimal characters")
    seed.add_argument("--source", help="instead of the seed: drand:<chain hash>:<round> or dice, with --value")
    run.add_argument("--value", help="the randomness of the round, or the digits of the dice")
    run.add_argument("--signature", metavar="HEX", help="the signature of the drand round")
    run.add_argument("--out", required=True, metavar="bundle.json")
    run.add_argument("--csv", metavar="result.csv", help="also everybody's place as a table: selected, then reserves")
    run.add_argument(
        "--people", metavar="P.csv", help="with --csv: a table with a column id whose others stand there too"
    )
    run.set_defaults(command=run_draw)

    step = commands.add_parser("step", help="when people leave: who comes in for them, keeping the quotas")
    step.add_argument("--bundle", required=True, metavar="bundle.json")
    step.add_argument("--left", required=True, nargs="+", metavar="ID", help="who leaves, seated or waiting")
    step.add_argument("--relax", metavar="Q.json", help="quotas that give way: as --quotas of lottery, those alone")
    step.add_argument("--out", required=True, metavar="bundle.json")
    step.set_defaults(command=take_next_step)

    verify = commands.add_parser("verify", help="redo the draw of a bundle; exit 0 valid, 1 invalid, 2 unusable")
    verify.add_argument("bundle", metavar="bundle.json")
    verify.add_argument("--sealed", metavar="published.json", help="with the whole bundle: what was published of it")
    verify.add_argument("--json", action="store_true", help="answer in JSON")
    verify.set_defaults(command=verify_bundle)
    return parser


def _lottery_options(commands: Any) -> None:
    lottery = commands.add_parser("lottery", help="from a table of people to the lottery to publish")
    lottery.add_argument("--people", required=True, metavar="P.csv", help="a column id, and one per feature")
    lottery.add_argument(
        "--quotas", metavar="Q.json", help='{"k": 50, "quotas": {"track": {"YouTube": [25, 25], ...}}}'
    )
    lottery.add_argument(
        "--household",
        metavar="COLUMN",
        help="at most one person per household: the column that is the same for those who live together, blank for "
        "who lives alone; what stands in it is not published",
    )
    lottery.add_argument("--seats", type=_seats, help="needed without --quotas, whose k it is otherwise")
    lottery.add_argument(
        "--numbered", type=int, choices=POWERS, metavar="1000", help="with --quotas: so many equally likely panels"
    )
    lottery.add_argument("--out", required=True, metavar="lottery.json")
    lottery.set_defaults(command=prepare_lottery)
