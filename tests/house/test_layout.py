"""The house: each room in its place, with its furniture and nothing else; small files."""

import ast
import re
from collections import Counter

import pytest
from addresses import addresses
from tree import SOURCE, rooms_in_order, sources, tracked

WITHOUT_TABLES = {"config", "faces", "journeys", "cores"}
ROOMS = [room for room in rooms_in_order() if room not in WITHOUT_TABLES]
FURNITURE = {
    *("README.md", "__init__.py", "apps.py", "models", "rules", "queries", "actions", "pages", "rest", "jobs"),
    *("documents", "templates", "static", "migrations", "management", "templatetags"),
    *("letters", "refusals", "states", "status"),  # mail on commit, domain errors, state machines, their words
    "personal",  # what the room holds about a person
}
# What a room needs beyond that: each is one idea with a name of its own.
OWN = {
    "people": {"access", "adapter", "fields", "middleware", "purposes", "sentences", "second_factors", "subject_pages"},
    "planning": {"access", "meeting_forms", "meeting_words"},
    "funding": {
        *(
            "cash_plan",
            "codes",
            "data",
            "deadlines",
            "evidence_rules",
            "factors",
            "imports",
            "outcomes",
            "rates",
            "shapes",
            "wording",
        ),
        *("reference_book", "reference_columns", "reference_queries", "reference_rows", "shipped", "tax_rows"),
    },
    "applications": {
        "access",
        "answers",
        "chance",
        "channel_address",
        "comparing",
        "data_letters",
        "default_letters",
        "edit_queries",
        "eligibility",
        "family_card",
        "finding",
        "guardianship",
        "invitation_queries",
        "imports",
        "merging",
        "moments",
        "notice",
        "waiting",
        "open_stages",
        "own_questions",
        "participants",
        "question_queries",
        "questions",
        "screening_queries",
        "signals",
        "telling",
        "wording",
    },
    "selection": {
        "alike",
        "bundles",
        "changes",
        "checking",
        "decree_refusals",
        "feasibility",
        "features",
        "hours",
        "lottery_job",
        "reserve_job",
        "merit_refusals",
        "moments",
        "objection_letters",
        "patience",
        "percents",
        "place_told",
        "procedure_refusals",
        "ending_letters",
        "relays",
        "result_words",
        "rule_letters",
        "seen",
        "strata",
        "vacant",
        "widening",
    },
    "mentoring": {
        "agreement_words",
        "calendars",
        "closing_gaps",
        "end_letters",
        "gone_letters",
        "meeting_letters",
        "follow_up_words",
        "hour_refusals",
        "said",
    },
    "training": {
        *(
            "access",
            "attendance_asked",
            "badges",
            "calendars",
            "codes",
            "data",
            "example",
            "kept_from_assessing",
            "participant_lines",
            "progress_charts",
            "responsibility",
        ),
    },
    "spending": {
        *(
            "asked_history",
            "evidence_queries",
            "findings",
            "mentor_fees",
            "money_charts",
            "money_sheets",
            "paid_history",
            "subject_pages",
        ),
        *("payee_words", "progress", "realisation", "soundness"),
        *("statement_matching", "statement_queries", "statement_rows", "waiting"),
    },
    "publication": {"platforms"},
    "evaluation": {"codes", "numbers", "papers", "particulars"},
    "reporting": {"outcomes", "people_tables", "presenters"},
}
# The foundation is a shelf of small tools rather than a stage of a programme's life.
SHELVES = {"foundation"}
LONGER = {"src/sanggar/cores/lottery/verify.py"}  # one file by its nature: people run it by itself, without the program
FIRST_TABLES = re.compile(r"0001_squashed_(\d{4})_")  # every table of a room, written by a machine


def test_every_folder_of_the_program_has_its_place_in_time() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - set(rooms_in_order()) == {"cli", "locale"} & folders


@pytest.mark.parametrize("room", [*rooms_in_order(), "cli"])
def test_every_room_says_what_it_is_for(room: str) -> None:
    text = (SOURCE / room / "README.md").read_text()
    assert len(text.splitlines()) >= 3


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_an_app_under_its_own_name(room: str) -> None:
    assert f'label = "{room}"' in (SOURCE / room / "apps.py").read_text()


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in SHELVES])
def test_a_room_holds_its_furniture_and_nothing_else(room: str) -> None:
    found = {path.name for path in (SOURCE / room).iterdir() if path.name != "__pycache__"}
    allowed = FURNITURE | OWN.get(room, set())
    assert {name for name in found if name not in allowed and name.removesuffix(".py") not in allowed} == set()


def test_no_source_file_is_longer_than_300_lines() -> None:
    read = [path for path in sources() if not FIRST_TABLES.match(path.name)]
    long = {str(path.relative_to(SOURCE.parents[1])) for path in read if len(path.read_text().splitlines()) > 300}
    assert long == LONGER


def test_no_function_is_longer_than_a_page() -> None:
    """House rule 9 asks for 5 to 15 lines; forty, docstring included, is where it has certainly been forgotten."""
    long = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}"
        for path in sources()
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ]
    assert long == []


def test_every_room_with_tables_has_one_line_of_migrations() -> None:
    """Without a gap: a first start takes the newest that stands for several, an older database the others."""
    for room in ROOMS:
        names = sorted(path.stem for path in (SOURCE / room / "migrations").glob("0*.py"))
        standing = [name for name in names if FIRST_TABLES.match(name)]
        single = [name for name in names if name not in standing]
        numbers = {int(name[:4]) for name in single} | {int(name[14:18]) for name in standing}
        first = min(numbers) if standing else 1
        assert sorted(numbers) == list(range(first, first + len(numbers)))
        if standing and single:
            assert max(int(name[14:18]) for name in standing) <= max(int(name[:4]) for name in single)


def test_nothing_generated_or_private_is_in_the_repository() -> None:
    forbidden = (".sqlite3", ".pyc", "keys.json", ".eml", ".log", ".env", ".part")
    assert [str(path) for path in tracked() if path.name.endswith(forbidden)] == []


def test_no_two_pages_share_an_address() -> None:
    """The one that is listed first would hide the other; what a parameter is called makes no difference."""
    told = Counter(re.sub(r"<(\w+:)?\w+>", r"<\1>", address.route) for address in addresses({}))
    assert [route for route, times in told.items() if times > 1] == []
