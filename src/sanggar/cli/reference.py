"""`sanggar reference FILE …`: bring in a reference list (codes, tariffs, taxes, evidence), all of it or nothing."""

import argparse
from datetime import date
from pathlib import Path

from sanggar.cli.django import complain, say, with_database

KINDS = ("account_code", "sub_activity", "tariff", "tax", "evidence", "age", "audit")
EXAMPLE = """example:
  sanggar reference shs-2027.xlsx --kind tariff --version "Perwali SHS 2027" --from 2027-01-01 --basis "Perwali 60/2026"
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="sanggar reference", epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="CSV, XLSX or JSON with the headings of the list's page")
    parser.add_argument("--kind", required=True, choices=KINDS)
    parser.add_argument("--version", required=True, help="a name of its own; a list is never overwritten")
    parser.add_argument("--from", required=True, dest="valid_from", type=date.fromisoformat, help="its first day")
    parser.add_argument("--until", dest="valid_to", type=date.fromisoformat, help="last day; else until further notice")
    parser.add_argument("--basis", required=True, help="legal basis, and where the list was obtained")
    parser.add_argument("--whole", action="store_true", help="refuse codes that do not stand in it")
    given = parser.parse_args(arguments)
    if not given.file.is_file():
        return complain(f"there is no file {given.file}")
    return with_database(lambda: bring_in(given))


def bring_in(given: argparse.Namespace) -> int:
    from sanggar.foundation import clock
    from sanggar.foundation.audit import Actor
    from sanggar.foundation.errors import DomainError
    from sanggar.funding import actions
    from sanggar.funding.reference_rows import read_rows, read_table

    content = given.file.read_bytes()
    try:
        read = read_rows(given.kind, read_table(content))
        if read.errors:
            told = [f"  {error.line}, {error.label}: {error.told}" for error in read.errors]
            return complain("\n".join(("nothing was brought in; line, column and what is wrong:", *told)))
        made = actions.import_list(
            kind=given.kind,
            version=given.version,
            valid_from=given.valid_from,
            valid_to=given.valid_to,
            legal_basis=given.basis,
            is_whole=given.whole,
            file_name=given.file.name,
            content=content,
            by=Actor.system("sanggar reference"),
            at=clock.now(),
        )
    except DomainError as error:
        return complain(str(error))
    say(f"{made}: {len(read.rows)} rows are in; somebody at the desk verifies them")
    return 0
