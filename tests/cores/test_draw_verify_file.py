"""verify.py as a citizen uses it: one downloaded file, some Python, no Sanggar."""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256, sha384
from pathlib import Path
from typing import Any

import pytest
from draw_samples import DICE, UNFAIR, bundle_of, bundles, people, two_tracks, unfair
from hypothesis import given
from hypothesis import strategies as st

from sanggar.cores.beacon.quicknet import source_of
from sanggar.cores.lottery import verify
from sanggar.cores.lottery.bundle import make_bundle
from sanggar.cores.lottery.inspection import inspect
from sanggar.cores.lottery.lottery import plain_lottery
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.seed import Randomness

SOURCE = Path(verify.__file__)
BUNDLES = bundles()


@pytest.fixture
def download(tmp_path: Path) -> Path:
    """The file alone in an empty folder."""
    return Path(shutil.copy(SOURCE, tmp_path / "verify.py"))


def check(download: Path, data: bytes, *options: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr, in a Python without any installed package."""
    bundle = download.parent / "bundle.json"
    bundle.write_bytes(data)
    command = [sys.executable, "-I", "-S", str(download), str(bundle), *options]
    answer = subprocess.run(command, capture_output=True, check=False, env={"LC_ALL": "C"}, text=True)
    assert "Traceback" not in answer.stderr
    return answer.returncode, answer.stdout, answer.stderr


def as_bytes(document: Any) -> bytes:
    return json.dumps(document).encode()


OPEN = [name for name in BUNDLES if "draws" in BUNDLES[name]]


ORDERS = {"merit": "bcdae", "merit, dice": "bdcae", "merit, beacon": "bdcae", "first come": "cabde"}
"""By marks; c and d have the same, and go by id where nothing is drawn."""


@pytest.mark.parametrize("name", ORDERS)
def test_a_ranking_passes_by_what_decided_then_by_ticket_or_draw_id(download: Path, name: str) -> None:
    code, text, _ = check(download, as_bytes(BUNDLES[name]))
    order = "".join(place["id"] for place in BUNDLES[name]["places"])
    assert (code, order) == (0, ORDERS[name])
    verdict = f"RESULT FOLLOWS{verify.DOUBTS['unchecked'][1]}" if "beacon" in name else "VALID"
    done = f"{verdict}: the draw was redone with the same result. 5 people, {seats_of(name)} selected."
    assert text.splitlines()[-1] == done


def seats_of(name: str) -> int:
    return int(BUNDLES[name]["seats"])


@pytest.mark.parametrize("name", ["sealed", "sealed, steps"])
def test_a_sealed_draw_passes_and_says_what_only_the_inspector_can_check(download: Path, name: str) -> None:
    code, text, _ = check(download, as_bytes(BUNDLES[name]))
    lines = text.splitlines()
    assert code == 0
    assert [line.split(": ")[0] for line in lines[:5]] == [name for name in verify.DIGESTS if name != "values_digest"]
    ours, theirs = ("", "") if "steps" in name else verify.DOUBTS["unchecked"]
    yes, valid = ("SAH", "VALID") if "steps" in name else ("HASILNYA COCOK", "RESULT FOLLOWS")
    assert lines[-8:] == [
        *(f"hanya inspektorat yang dapat memeriksa {each}" for each in verify.UNCHECKED.values()),
        *(f"only the inspector can check {each}" for each in verify.UNCHECKED),
        f"{yes} sejauh dapat diperiksa umum{ours}: data khusus tertutup. 10 orang, 4 terpilih.",
        f"{valid} as far as the public can check{theirs}: specific data is sealed. 10 people, 4 selected.",
    ]


@pytest.mark.parametrize("name", OPEN)
def test_a_valid_bundle_passes_and_says_so_in_both_languages(download: Path, name: str) -> None:
    bundle = BUNDLES[name]
    code, text, _ = check(download, as_bytes(bundle))
    seated = sum(place["outcome"] == "selected" for place in bundle["draws"])
    people = len(bundle["draws"])
    reason = "py_ecc is not installed" if name.endswith("beacon") else "the bundle holds no signature of a beacon"
    origin = "unchecked" if name.endswith("beacon") else "dice" if "source" in bundle else "not shown"
    yes, valid = VERDICTS[origin]
    assert code == 0
    assert text.splitlines() == [
        *(f"{each}: {bundle[each]}" for each in (*verify.DIGESTS, "source", "value") if each in bundle),
        *verify.beacon_words(f"unchecked ({reason})"),
        f"asal benih: {TOLD_ORIGINS[origin]}",
        f"origin of the seed: {origin}",
        *verify.ORIGINS[origin],
        *verify.chances(verify.read(as_bytes(bundle))),
        *verify.panel_words(bundle),
        *verify.step_words(verify.read(as_bytes(bundle))),
        f"{yes}: undian dihitung ulang dan hasilnya sama. {people} orang, {seated} terpilih.",
        f"{valid}: the draw was redone with the same result. {people} people, {seated} selected.",
    ]


TOLD_ORIGINS = {"dice": "dadu", "unchecked": "drand, tidak diperiksa", "not shown": "tidak ditunjukkan"}
VERDICTS = {
    "dice": ("SAH", "VALID"),
    "unchecked": (
        "HASILNYA COCOK, TANDA TANGAN ANGKA ACAK BELUM DIPERIKSA",
        "RESULT FOLLOWS, SIGNATURE OF THE RANDOM VALUE NOT CHECKED",
    ),
    "not shown": ("HASILNYA COCOK, ASAL BENIH TIDAK DITUNJUKKAN", "RESULT FOLLOWS, ORIGIN OF THE SEED NOT SHOWN"),
}


@pytest.mark.parametrize("name", UNFAIR)
def test_without_quotas_nobody_has_a_chance_of_their_own_and_no_seat_is_kept_back(name: str) -> None:
    bundle, faults = UNFAIR[name]
    assert [fault["path"] for fault in verify.report(verify.read(as_bytes(bundle)))["faults"]] == faults
    assert [fault.path for fault in inspect(bundle).faults] == faults


def test_how_equal_the_chances_are_is_always_told(download: Path) -> None:
    """One person alone in a track of their own with a seat of its own: it follows, and shows."""
    _, text, _ = check(download, as_bytes(unfair([{"track": "a"}, {"track": "b"}], [4, 1], "p137")))
    assert text.splitlines()[-3] == "seats: 5; chances: 0.020100502513 to 1; without any: 0 people; types: 2"
    shut_out = quota_lottery(two_tracks(), 5, {"track": {"YouTube": (5, 5), "TikTok": (0, 0)}})
    _, text, _ = check(download, as_bytes(bundle_of(shut_out, DICE)))
    assert text.splitlines()[-5:-2] == [
        "seats: 5; chances: 0 to 0.384615384615; without any: 7 people; types: 2",
        "bahwa ini peluang yang paling adil hanya dinyatakan (selisih 0), tidak diperiksa",
        "that these are the fairest chances is claimed (gap 0), not checked",
    ]


def test_the_panel_on_the_stage_is_told_by_its_number(download: Path) -> None:
    """The dice begin with 3; the numbers 0 to 4 are the first panel, 5 to 7 the second, 8 and 9 the third."""
    _, text, _ = check(download, as_bytes(BUNDLES["numbered, dice"]))
    wanted = "panel number 3 by the first 1 dice; numbers 0 to 4 are the same panel, lottery.panels[0]"
    assert wanted in text.splitlines()
    assert "susunan nomor 3 menurut 1 dadu pertama; nomor 0 sampai 4 sama susunannya" in text
    _, text, _ = check(download, as_bytes(BUNDLES["numbered, beacon"]))
    assert "chosen by the seed, lottery.panels[" in text


@pytest.mark.parametrize(("name", "public"), [("steps", ""), ("sealed, steps", "public ")])
def test_each_step_is_told_with_who_left_who_came_and_what_gave_way(download: Path, name: str, public: str) -> None:
    steps = BUNDLES[name]["steps"]
    lines = check(download, as_bytes(BUNDLES[name]))[1].splitlines()
    assert {"langkah cadangan: 2", "steps of reserves: 2"} < set(lines)
    for number, step in enumerate(steps, 1):
        [line] = [each for each in lines if each.startswith(f"step {number}: ")]
        left, came = (", ".join(step[each]) for each in ("left", "selected"))
        gave_way = "sex = P now 0 to 1, for the free seats alone" if step.get("relaxed") else "none"
        assert line == f"step {number}: left {left}; came {came}; {public}quotas that gave way: {gave_way}"
        told = [each for each in lines if each.startswith(f"chances in step {number}: ")]
        assert len(told) == ("lottery" in step)
    assert any(step.get("relaxed") for step in BUNDLES["steps"]["steps"])


def test_who_stops_reading_gets_no_traceback(download: Path) -> None:
    """As `verify.py bundle.json | head -0` does."""
    (download.parent / "bundle.json").write_bytes(as_bytes(BUNDLES["steps"]))
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-I", "-S", str(download), str(download.parent / "bundle.json")]
    answer = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (answer.returncode, answer.stderr) == (0, b"")


def test_a_row_in_the_place_of_something_else_is_a_fault_like_any_object() -> None:
    """People and places are kept small as they are read; wherever else such an object stands it is none."""
    bundle, person = BUNDLES["plain, dice"], {"id": "a", "type": 0}
    place = bundle["draws"][0]
    wrong = {"seed": person, "lottery": person, "panel": place, "draws": [person], "steps": [place]}
    for name, value in wrong.items():
        as_row, as_dict, data = verify.Faults(), verify.Faults(), as_bytes(bundle | {name: value})
        verify.check_shape(as_row, "$", verify.BUNDLE, verify.read(data))
        verify.check_shape(as_dict, "$", verify.BUNDLE, json.loads(data, parse_float=Decimal))
        assert as_row == as_dict != []


def ground(values: Iterator[Randomness | bytes], friend: str) -> dict[str, Any]:
    """Seeds or values are made up until the friend is seated."""
    lottery = plain_lottery(people(60), 3)
    for each in values:
        bundle = make_bundle(lottery, each) if isinstance(each, bytes) else bundle_of(lottery, each)
        if friend in [place["id"] for place in bundle["draws"] if place["outcome"] == "selected"]:
            return bundle
    raise AssertionError


def test_a_seed_that_was_made_up_until_it_pleased_is_valid_in_no_way(download: Path) -> None:
    """A seed alone, a value for the announced round or for another, and a signature that only hashes to its value."""
    made_up = [sha256(b"%d" % number).digest() for number in range(1000)]
    signatures = [sha384(each).hexdigest() for each in made_up]
    cases: list[tuple[Iterator[Randomness | bytes], str]] = [
        (iter(made_up), "NOT SHOWN"),
        ((Randomness(source_of(1000), each.hex()) for each in made_up), "NOT SHOWN"),
        ((Randomness(source_of(999), each.hex()) for each in made_up), "NOT SHOWN"),
        (
            (Randomness(source_of(1000), sha256(bytes.fromhex(each)).hexdigest(), each) for each in signatures),
            "NOT CHECKED",
        ),
    ]
    for values, doubt in cases:
        bundle = ground(values, "p037")
        code, text, _ = check(download, as_bytes(bundle))
        verdicts = [line.split(":")[0] for line in text.splitlines()[-2:]]
        assert (code, verdicts[0].startswith("HASILNYA COCOK, "), verdicts[1].endswith(doubt)) == (0, True, True)
        assert ("source" in bundle) == (f"source: {bundle.get('source')}" in text.splitlines())


def test_a_forged_result_is_named_with_its_path(download: Path) -> None:
    bundle = BUNDLES["plain, dice"]
    forged = bundle | {"draws": [*bundle["draws"][:-1], bundle["draws"][-1] | {"outcome": "selected"}]}
    code, text, _ = check(download, as_bytes(forged))
    assert code == 1
    assert text.splitlines() == [
        "$.draws[8].outcome: seharusnya 'reserve', tertulis 'selected' / expected 'reserve', found 'selected'",
        "tanda tangan drand: tidak diperiksa (berkasnya tidak memuatnya)",
        "beacon: unchecked (the bundle holds no signature of a beacon)",
        "TIDAK SAH: kesalahan yang ditemukan: 1.",
        "INVALID: faults found: 1.",
    ]


def test_programs_get_the_same_in_json(download: Path) -> None:
    bundle = BUNDLES["plain, dice"]
    beacon = "unchecked (the bundle holds no signature of a beacon)"
    code, text, _ = check(download, as_bytes(bundle), "--json")
    assert (code, json.loads(text)) == (0, {"valid": True, "beacon": beacon, "origin": "dice", "faults": []})
    code, text, _ = check(download, as_bytes(bundle | {"panel": 1}), "--json")
    faults = [{"path": "$.panel", "message": "expected 0, found 1"}]
    assert (code, json.loads(text)) == (1, {"valid": False, "beacon": beacon, "origin": "not judged", "faults": faults})
    code, text, _ = check(download, b"[]", "--json")
    assert (code, json.loads(text)) == (2, {"valid": False, "error": "JSON, but not the bundle of a draw"})


UNUSABLE = [
    b"",
    b"not json",
    b"\xff\xfe",
    b"{}",
    b"[]",
    b"null",
    b'"bundle"',
    b"NaN",
    b'{"format": NaN}',
    b'{"format": "sanggar-draw", "format": "sanggar-draw"}',
    b'{"format": ' + b"[" * 100_000,
    b'{"format": ' + b"9" * 5000 + b"}",
    b'{"format": 1e99999999999999999999}',
    b"PK\x03\x04",
]


@pytest.mark.parametrize("data", UNUSABLE, ids=range(len(UNUSABLE)))
def test_what_is_no_bundle_is_unusable(download: Path, data: bytes) -> None:
    code, text, errors = check(download, data)
    assert (code, text) == (2, "")
    assert errors.startswith("TIDAK DAPAT DIPERIKSA / UNUSABLE: ")
    assert errors.count("\n") == 1


@pytest.mark.parametrize("format_", verify.LISTS)
def test_the_list_from_before_the_draw_is_told_apart_from_an_invalid_draw(download: Path, format_: str) -> None:
    code, text, errors = check(download, as_bytes({"format": format_, "version": 1, "people": []}))
    assert (code, text) == (2, "")
    assert "ini daftar yang dibekukan sebelum undian" in errors
    assert "this is the list that was frozen before the draw" in errors


def test_of_a_list_each_entry_that_differs_is_named_with_both_values(download: Path) -> None:
    bundle = BUNDLES["steps"]
    seated = bundle["seated"]
    code, text, _ = check(download, as_bytes(bundle | {"seated": ["0" + seated[0][1:], *seated[1:]]}))
    changed = f"'0{seated[0][1:]}'"
    line = f"$.seated[0]: seharusnya '{seated[0]}', tertulis {changed} / expected '{seated[0]}', found {changed}"
    assert (code, text.splitlines()[0]) == (1, line)
    code, text, _ = check(download, as_bytes(bundle | {"seated": seated[1:]}))
    counts = len(seated), len(seated) - 1
    assert text.splitlines()[0].endswith("must have {} entries, and has {}".format(*counts))
    assert text.splitlines()[0].startswith("$.seated: harus memuat {} butir, tetapi memuat {}".format(*counts))


def sentences() -> set[str]:
    """Every sentence that the file can say of a fault or of what is unusable, with {} for what it puts there."""
    found = set()
    for node in ast.walk(ast.parse(SOURCE.read_text())):
        name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
        told = node.args[-1] if isinstance(node, ast.Call) and name in ("check", "like", "Unusable") else None
        pair = isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Lambda)
        told = node.elts[1] if isinstance(node, ast.Tuple) and pair else told
        if isinstance(told, ast.Constant) and isinstance(told.value, str):
            found.add(told.value)
        elif isinstance(told, ast.JoinedStr):
            found.add("".join(part.value if isinstance(part, ast.Constant) else "{}" for part in told.values))
    return found


def test_every_sentence_has_its_indonesian_one() -> None:
    said = {each.replace("{} {};", "{} with {} = {};") for each in sentences()}
    assert (len(said) > 40, said - set(verify.INDONESIAN)) == (True, set())
    assert [each for each in verify.INDONESIAN if each.count("{}") != verify.INDONESIAN[each].count("{}")] == []
    assert verify.in_both("expected 'a, found b', found 1").startswith("seharusnya ")


def test_a_file_that_is_not_there_is_unusable(download: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.main([str(download.parent / "no such file é.json")]) == 2
    assert verify.main([str(download.parent)]) == 2
    assert verify.main(["\0"]) == 2
    assert capsys.readouterr().err.count("UNUSABLE") == 3


def test_a_byte_order_mark_and_other_spacing_do_not_matter(download: Path) -> None:
    data = b"\xef\xbb\xbf" + json.dumps(BUNDLES["plain, dice"], indent=4, ensure_ascii=True).encode()
    assert check(download, data)[0] == 0


@pytest.mark.parametrize(
    "field",
    [
        {"lottery": None},
        {"lottery": {}},
        {"lottery": []},
        {"draws": {}},
        {"draws": [None, 1, "x", [], {}]},
        {"version": 10**4000},
        {"panel": -1},
        {"panel": 1e300},
        {"source": "\x1b[31mred\ud800", "value": "\ud800"},
        {"source": "dice", "value": "1" * 100_000},
        {"signature": "ab"},
        {"\ud800": 1, "é\n": {}},
    ],
)
def test_a_bundle_of_wrong_parts_is_invalid_and_nothing_worse(download: Path, field: dict[str, Any]) -> None:
    code, text, _ = check(download, as_bytes(BUNDLES["plain, dice"] | field))
    assert code == 1
    assert text.startswith("$")
    assert text.isascii()
    assert "\x1b" not in text


GARBAGE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["sanggar-draw", "sanggar-lottery", "dice", "0" * 64, "p001", "selected", 10**4000, 10**15]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=3) | st.sampled_from([*BUNDLES["tracks, beacon"], *BUNDLES["tracks, beacon"]["lottery"]]),
            inner,
            max_size=8,
        )
    ),
    max_leaves=30,
)


@given(GARBAGE)
def test_no_garbage_makes_it_stumble(garbage: Any) -> None:
    try:
        found = verify.report(verify.read(json.dumps({"format": "sanggar-draw", "lottery": garbage}).encode()))
    except verify.Unusable:
        return
    assert found["valid"] is False


FIELDS = [*BUNDLES["tracks, beacon"]]


@given(st.sampled_from(FIELDS), GARBAGE)
def test_garbage_in_one_field_never_passes(field: str, garbage: Any) -> None:
    bundle = BUNDLES["tracks, beacon"] | {field: garbage}
    try:
        found = verify.report(verify.read(json.dumps(bundle).encode()))
    except verify.Unusable:
        return
    assert found["valid"] is (json.dumps(garbage) == json.dumps(BUNDLES["tracks, beacon"][field]))  # False is not 0


@given(st.binary())
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    with pytest.raises(verify.Unusable):
        verify.read(data)


def test_it_can_be_read_by_python_3_9_and_imports_only_the_standard_library() -> None:
    tree = ast.parse(SOURCE.read_text(), feature_version=(3, 9))
    imported = {
        name.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    imported |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported - set(sys.stdlib_module_names) == {"py_ecc"}


def test_the_beacon_is_checked_where_py_ecc_is_installed() -> None:
    bundle = BUNDLES["tracks, beacon"]
    found = verify.report(verify.read(as_bytes(bundle)))
    assert found == {"valid": True, "beacon": "verified", "origin": "verified", "faults": []}
    assert verify.words(bundle, found)[-2].startswith("SAH: ")
