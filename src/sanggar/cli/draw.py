"""`sanggar draw`: prepare a lottery, run it, check a result. Needs no Django and no database.

Exit 0: done, or valid. 1: the bundle is invalid. 2: the input can not be used; one line on stderr for each reason.
130: stopped with Ctrl-C; no file is left half written.
Words from files are printed in ASCII and cut short, so that no file can steer the terminal of who checks it.
"""

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from sanggar.cli.draw_beside import read_beside, shown
from sanggar.cli.draw_files import InputRefused, attempt, naming, read, spare_files, tell, whole, write
from sanggar.cli.draw_inputs import read_inputs
from sanggar.cli.draw_language import fault_text, language_of, refusal_text, speak, text
from sanggar.cli.draw_options import language_parser, parser_for
from sanggar.cli.draw_quotas import relaxed_of
from sanggar.cli.draw_result import result_table
from sanggar.cli.draw_seed import check_seed, value_of
from sanggar.cli.draw_words import (
    fairness,
    fields,
    free_seats,
    households,
    is_made_by_quotas,
    proof_lines,
    selected,
    words,
)
from sanggar.cores.beacon.quicknet import CHAIN_HASH
from sanggar.cores.beacon.signature import verify_round
from sanggar.cores.lottery.bundle import light_bundle, standing_of, with_step
from sanggar.cores.lottery.bundle_text import read_bundle_text
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.document import light_document, read_lottery_text
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused, QuotasClash
from sanggar.cores.lottery.fairness import fairness_faults
from sanggar.cores.lottery.inspection import Report, inspect, is_bundle, is_drawn, is_list, signed_alone
from sanggar.cores.lottery.json_text import read_json
from sanggar.cores.lottery.lottery import Lottery, Person, Quotas
from sanggar.cores.lottery.progress import Tell, within
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.sealed import opening_faults
from sanggar.cores.lottery.seed import BeaconRound, Randomness, derive_seed, parse_seed
from sanggar.cores.lottery.steps import Standing, take_step


def main(argv: list[str]) -> int:
    """The exit code; `argv` is what follows `sanggar draw`."""
    speak(language_of(os.environ))
    try:
        language, rest = language_parser().parse_known_args(argv)
        speak(language.language or language_of(os.environ))
        options = parser_for(prepare_lottery, run_draw, take_next_step, verify_bundle).parse_args(rest)
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
        sys.stderr.write("\n" + text("stopped; nothing was written") + "\n")
        return 130
    return code


def prepare_lottery(options: argparse.Namespace) -> int:
    """From a table of people, and quotas where there are any, to the lottery that is published before the draw."""
    spare_files(options, ("people", "quotas"), ("out",))
    people, quotas, seats = read_inputs(options)
    with naming(options.quotas or options.people):
        lottery = _fairest(people, seats, quotas, options, numbers=options.numbered)
    del people  # with a million of them there is no room for two lists
    document = light_document(lottery)
    told = (
        f"{text('list_digest')}: {list_digest(entry.id for entry in lottery.people)}",
        f"{text('lottery_digest')}: {lottery_digest(document)}",
        text("people: {count}", count=len(lottery.people)),
        text("seats: {count}", count=lottery.seats),
        *households(lottery),
        *(fairness(lottery) if len(lottery.panels) > 1 or quotas else free_seats(lottery)),
    )
    write(options.out, document)
    _say(*told)
    return 0


def _fairest(
    people: list[Person], seats: int, quotas: Quotas, options: argparse.Namespace, *, numbers: int | None = None
) -> Lottery:
    """Where quotas clash, all of a set that does are named."""
    patient = _patient(options)
    try:
        return quota_lottery(people, seats, quotas, patient, numbers=numbers)
    except QuotasClash as clash:
        from sanggar.cores.lottery.fair.conflict import with_demands  # a solver, which the other commands do without

        raise DocumentRefused(with_demands(clash.faults, clash.pool, patient)) from None


def run_draw(options: argparse.Namespace) -> int:
    """From the published lottery and a seed, or the public value that gives it, to the bundle with the result."""
    refused: list[str] = []
    attempt(refused, lambda: spare_files(options, ("lottery", "people"), ("out", "csv")))
    lottery = attempt(refused, lambda: read(options.lottery, _lottery_to_draw))
    attempt(refused, lambda: check_seed(options))
    beside = attempt(refused, lambda: read_beside(options, lottery))
    if refused or lottery is None or beside is None:
        raise InputRefused(*refused)
    with naming("--seed" if options.seed else "--source"):
        bundle = _drawn(lottery, options)
    hint = text("who was drawn, as a table: add --csv result.csv, with --people P.csv for names")
    told = (
        *proof_lines(bundle),
        text("people: {count}", count=len(lottery.people)),
        text("selected: {what}", what=selected(bundle)),
        *([] if options.csv else [hint]),
    )
    with _table_beside(options.csv, result_table(bundle, beside)):
        write(options.out, bundle)
    _say(*told)
    return 0


def _lottery_to_draw(data: bytes) -> Lottery:
    try:
        return read_lottery_text(data, tell)
    except DocumentRefused:
        if is_drawn(read_json(data)):
            raise DrawRefused("drawn_already") from None
        raise


@contextmanager
def _table_beside(path: str | None, lines: Iterator[str]) -> Iterator[None]:
    with naming(path) if path else nullcontext(), whole(Path(path), lines) if path else nullcontext():
        yield


def verify_bundle(options: argparse.Namespace) -> int:
    """Redo the draw of a bundle and name everything that does not follow."""
    bundle, check = _read_bundle(options.bundle), _check_round if find_spec("py_ecc") else None
    report = inspect(bundle, check)
    if options.fairest and not report.faults:
        with naming(options.bundle):
            report = _with_fairness(report, bundle, options)
    if options.sealed:
        sealed = _read_bundle(options.sealed)
        faults = report.faults or inspect(sealed, check).faults or opening_faults(sealed, bundle)
        report = replace(report, faults=faults)
    with naming(options.bundle):
        report = signed_alone(report) if options.require_signature else report
    is_fairest = options.fairest and not report.faults
    if options.json:
        is_told = is_fairest and is_made_by_quotas(bundle)
        _say(json.dumps(fields(report) | ({"fairest": True} if is_told else {})))
    else:
        _say(*words(report, bundle, is_redone=is_fairest))
    return 1 if report.faults else 0


def _with_fairness(report: Report, bundle: dict[str, Any], options: argparse.Namespace) -> Report:
    if report.unchecked or "lottery" not in bundle:
        raise InputRefused(f"{options.bundle}: {text('chances are in the whole bundle of a draw by lottery')}")
    return replace(report, faults=fairness_faults(bundle, _patient(options)))


def _patient(options: argparse.Namespace) -> Tell:
    """Told how far it is until the time is over that whoever waits has given."""
    return within(options.minutes * 60, time.monotonic, tell)


def take_next_step(options: argparse.Namespace) -> int:
    """When people leave after a draw under quotas: who comes in for them. Adds a step to the bundle."""
    spare_files(options, ("bundle", "relax", "people"), ("out", "csv"), grown="bundle")
    bundle = _read_bundle(options.bundle)
    report = inspect(bundle)
    if report.faults:
        raise InputRefused(*(f"{options.bundle}: {fault.path}: {fault_text(fault)}" for fault in report.faults))
    if report.unchecked or not (bundle["lottery"]["quotas"] or bundle["lottery"].get("households")):
        told = text("steps are for the whole bundle of a draw under quotas or of households")
        raise InputRefused(f"{options.bundle}: {told}")
    before, left = standing_of(bundle), list(dict.fromkeys(options.left))
    relaxed, beside = read(options.relax, relaxed_of) if options.relax else {}, read_beside(options, before.lottery)
    with naming(options.bundle):
        after = before.without(left)
        _require_free(after, left)
        lottery = _fairest(after.pool(), after.free, after.quotas(relaxed), options)
        step = take_step(before, left, lottery, relaxed)
    grown = with_step(bundle, step)
    with _table_beside(options.csv, result_table(grown, beside)):
        write(options.out, grown)
    number = text("step: {number}", number=before.steps + 1)
    _say(number, f"{text('seed')}: {step.seed.hex()}", *(text("selected: {what}", what=each) for each in step.selected))
    return 0


def _require_free(after: Standing, left: list[str]) -> None:
    """After these have left."""
    if after.free:
        return
    if len(after.seated) < after.lottery.seats:
        raise InputRefused(text("nobody is waiting who could take the free seat"))
    raise InputRefused(text("{who}: no seat, so none falls free; name who leaves one too", who=shown(left)))


def _read_bundle(path: str) -> dict[str, Any]:
    bundle = read(path, read_bundle_text)
    if not is_bundle(bundle):
        raise InputRefused(f"{path}: {text('JSON, but not the bundle of a draw')}")
    if is_list(bundle):
        raise InputRefused(f"{path}: {refusal_text(DrawRefused('list_only'))}")
    return cast("dict[str, Any]", bundle)


def _drawn(lottery: Lottery, options: argparse.Namespace) -> dict[str, Any]:
    if options.source is None:
        return light_bundle(lottery, parse_seed(options.seed), tell=tell)
    randomness = Randomness(options.source, value_of(options), options.signature)
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
