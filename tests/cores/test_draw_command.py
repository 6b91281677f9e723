"""`sanggar draw`, as interfaces.md describes it."""

import ast
import csv
import json
import re
import subprocess
import sys
from collections import Counter
from itertools import count
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from draw_samples import DICE, ROUND_1000, bundle_of, bundles, quota_sample, rigged, two_tracks

from sanggar.__main__ import main as sanggar
from sanggar.cli import draw as sanggar_cli
from sanggar.cli import draw_indonesian
from sanggar.cli.draw import main
from sanggar.cli.draw_words import MADE_AGAIN, NOTHING_TO_MAKE
from sanggar.cores.lottery import indonesian, verify
from sanggar.cores.lottery.errors import SENTENCES

SEED = "00" * 31 + "2a"
INSTANCES = Path(__file__).parent.parent.parent / "bench" / "instances"
POOL, POOL_QUOTAS = INSTANCES / "people_200.csv", INSTANCES / "quotas.json"
BOUNDS = "must be [least, most], two whole numbers from 0, the first not above the second"
EXACT = {"k": 5, "quotas": {"track": {"YouTube": [3, 3], "TikTok": [2, 2]}}}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    rows = [f"{person.id},{person.features['track']}" for person in two_tracks()]
    Path("people.csv").write_text("\n".join(["id,track", *rows, ""]))
    Path("quotas.json").write_text(json.dumps(EXACT))
    return tmp_path


def draw(command: str) -> int:
    return main(command.split())


def prepare(options: str = "--quotas quotas.json --seats 5") -> int:
    return draw(f"lottery --people people.csv {options} --out lottery.json --force")


def read(name: str) -> Any:
    return json.loads(Path(name).read_text())


def test_from_table_to_checked_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare() == 0
    assert draw(f"run --lottery lottery.json --seed {SEED} --out bundle.json") == 0
    capsys.readouterr()
    assert draw("verify bundle.json") == 0
    bundle = read("bundle.json")
    told, english = verify.DOUBTS["not shown"]
    assert capsys.readouterr().out.splitlines() == [
        f"list_digest: {bundle['list_digest']}",
        f"lottery_digest: {bundle['lottery_digest']}",
        f"seed: {SEED}",
        "tanda tangan drand: tidak diperiksa (berkasnya tidak memuatnya)",
        "beacon: unchecked (the bundle holds no signature of a beacon)",
        "asal benih: tidak ditunjukkan",
        "origin of the seed: not shown",
        *verify.ORIGINS["not shown"],
        *verify.chances(verify.load("bundle.json")),
        f"HASILNYA COCOK{told}: undian dihitung ulang dan hasilnya sama. 20 orang, 5 terpilih.",
        f"RESULT FOLLOWS{english}: the draw was redone with the same result. 20 people, 5 selected.",
    ]
    seated = [place["id"] for place in bundle["draws"] if place["outcome"] == "selected"]
    assert seated == ["p003", "p000", "p005", "p011", "p017"]
    assert verify.main(["bundle.json"]) == 0


def test_every_lottery_is_made_again_where_that_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare() == 0
    assert draw(f"run --lottery lottery.json --seed {SEED} --out bundle.json") == 0
    capsys.readouterr()
    assert draw("verify bundle.json") == 0
    claimed = capsys.readouterr().out.splitlines()
    assert draw("verify bundle.json --fairest") == 0
    redone = capsys.readouterr().out.splitlines()
    assert [line for line in redone if line not in claimed] == list(MADE_AGAIN)
    assert [line for line in claimed if line not in redone] == [
        "bahwa ini peluang yang paling adil hanya dinyatakan (selisih 0), tidak diperiksa",
        "that these are the fairest chances is claimed (gap 0), not checked",
    ]
    assert redone[-1] == claimed[-1]
    assert draw("verify bundle.json --fairest --json") == 0
    assert json.loads(capsys.readouterr().out)["fairest"] is True


def test_no_step_is_still_to_be_checked_once_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bundle.json").write_text(json.dumps(bundles()["steps"]))
    assert draw("verify bundle.json --fairest") == 0
    told = capsys.readouterr().out
    assert ("chances in step 2: " in told, "--fairest" in told, "not checked" in told) == (True, False, False)


def test_without_quotas_nothing_is_said_to_have_been_made_again(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bundle.json").write_text(json.dumps(bundles()["panels, seed alone"]))
    assert draw("verify bundle.json --fairest") == 0
    told = capsys.readouterr().out
    assert (NOTHING_TO_MAKE[1] in told, MADE_AGAIN[1] in told) == (True, False)
    assert draw("verify bundle.json --fairest --json") == 0
    assert "fairest" not in json.loads(capsys.readouterr().out)


def test_chances_that_are_not_the_fairest_are_told_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bundle.json").write_text(json.dumps(bundle_of(rigged(quota_sample()), DICE)))
    assert draw("verify bundle.json") == 0
    capsys.readouterr()
    assert draw("verify bundle.json --fairest") == 1
    [line] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("$.lottery.types: ")]
    assert ("memuat peluang" in line, "the fairest lottery gives" in line) == (True, True)


def test_what_is_not_found_in_the_minutes_that_are_given_says_what_makes_it_easier(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sanggar_cli.time, "monotonic", count(0, 61).__next__)
    assert prepare("--quotas quotas.json --minutes 1") == 2
    told = capsys.readouterr().err
    assert told.startswith("quotas.json: this is not found within 1 minutes; wider quotas,")
    assert not Path("lottery.json").exists()


def test_the_lottery_is_published_with_types_panels_and_chances(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare() == 0
    lottery = read("lottery.json")
    assert lottery["types"] == [
        {"features": {"track": "TikTok"}, "count": 7, "probability": 0.285714285714},
        {"features": {"track": "YouTube"}, "count": 13, "probability": 0.230769230769},
    ]
    assert (lottery["seats"], lottery["panels"], lottery["gap"]) == (5, [{"weight": 1, "counts": [2, 3]}], 0)
    told = ["people: 20", "seats: 5", "panels: 1", "chances: 0.230769 to 0.285714, gap 0"]
    assert capsys.readouterr().out.splitlines()[2:] == told


def test_without_quotas_all_are_one_type() -> None:
    assert prepare("--seats 5") == 0
    assert read("lottery.json")["types"] == [{"features": {}, "count": 20, "probability": 0.25}]


def test_empty_quotas_are_no_quotas() -> None:
    Path("quotas.json").write_text('{"k": 5, "quotas": {}}')
    assert prepare() == 0
    assert read("lottery.json")["types"] == [{"features": {}, "count": 20, "probability": 0.25}]


def test_quotas_over_several_features_give_the_fairest_lottery(capsys: pytest.CaptureFixture[str]) -> None:
    assert draw(f"lottery --people {POOL} --quotas {POOL_QUOTAS} --seats 50 --out lottery.json") == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[-1].startswith("chances: 0.160714 to 1.000000, gap ")
    assert told.err == ""
    assert draw(f"run --lottery lottery.json --seed {SEED} --out bundle.json") == 0
    assert draw("verify bundle.json") == 0
    assert verify.main(["bundle.json"]) == 0


def test_people_whom_the_quotas_leave_no_chance_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    quotas = {"k": 5, "quotas": {"track": {"YouTube": [5, 5], "TikTok": [0, 1]}}}
    Path("quotas.json").write_text(json.dumps(quotas))
    assert prepare() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "no chance under these quotas: 7 people with track = TikTok"


def test_quotas_that_clash_are_told_with_the_smallest_change(capsys: pytest.CaptureFixture[str]) -> None:
    quotas = {"k": 12, "quotas": {"track": {"YouTube": [2, 3], "TikTok": [8, 9]}}}
    Path("quotas.json").write_text(json.dumps(quotas))
    assert prepare("--quotas quotas.json --seats 12") == 2
    assert capsys.readouterr().err.splitlines() == [
        "quotas.json: $.quotas.track.YouTube: clash 1: at most 3 of 13 such people",
        "quotas.json: $.quotas.track.TikTok: clash 2: at least 8 of 7 such people",
        "quotas.json: $.quotas.track.TikTok: the smallest change: 7 to 9, not 8 to 9 (7 such people)",
        "quotas.json: $.quotas.track.YouTube: the smallest change: 2 to 5, not 2 to 3 (13 such people)",
    ]


def test_every_quota_of_a_set_that_clashes_is_named_in_the_language_of_the_locale(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each is met by itself: of ten people five are women, and six of Klojen, but only one is a woman of Klojen."""
    rows = ["a1,P,Klojen", *(f"b{n},P,Sukun" for n in range(4)), *(f"c{n},L,Klojen" for n in range(5))]
    Path("people.csv").write_text("\n".join(["id,sex,district", *rows]))
    quotas = {"sex": {"P": [3, 4], "L": [0, 4]}, "district": {"Klojen": [3, 4], "Sukun": [0, 4]}}
    Path("quotas.json").write_text(json.dumps({"k": 4, "quotas": quotas}))
    asked = "lottery --people people.csv --quotas quotas.json --seats 4 --out lottery.json"
    assert draw(f"--language id {asked}") == 2
    assert capsys.readouterr().err.splitlines() == [
        "quotas.json: $.quotas.district.Klojen: bentrok 1: paling sedikit 3 dari 6 orang",
        "quotas.json: $.quotas.sex.P: bentrok 1: paling sedikit 3 dari 5 orang",
        "quotas.json: $.quotas.sex.P: perubahan terkecil: 2 sampai 4, bukan 3 sampai 4 (ada 5 orang)",
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    prepare()
    first = Path("lottery.json").read_bytes()
    lines = Path("people.csv").read_text().splitlines()
    Path("people.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]))
    prepare()
    assert Path("lottery.json").read_bytes() == first


def test_whoever_has_thrown_dice_needs_no_other_program() -> None:
    prepare()
    command = f"run --lottery lottery.json --source dice --value {DICE.value} --out bundle.json"
    assert draw(command) == 0
    assert (read("bundle.json")["source"], read("bundle.json")["value"]) == ("dice", DICE.value)
    assert draw("verify bundle.json") == 0


def test_the_signature_of_the_beacon_is_verified(capsys: pytest.CaptureFixture[str]) -> None:
    prepare()
    beacon = f"--source {ROUND_1000.source} --value {ROUND_1000.value} --signature {ROUND_1000.signature}"
    assert draw(f"run --lottery lottery.json {beacon} --out bundle.json") == 0
    capsys.readouterr()
    assert draw("verify bundle.json --json") == 0
    found = {"valid": True, "beacon": "verified", "origin": "verified", "faults": []}
    assert json.loads(capsys.readouterr().out) == found


def test_a_changed_bundle_is_invalid_in_the_same_words_as_verify_py(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bundle.json").write_text(json.dumps(bundles()["plain, dice"] | {"panel": 3}))
    assert draw("verify bundle.json") == 1
    ours = capsys.readouterr().out
    assert verify.main(["bundle.json"]) == 1
    assert capsys.readouterr().out == ours
    assert draw("verify bundle.json --json") == 1
    ours = capsys.readouterr().out
    assert verify.main(["bundle.json", "--json"]) == 1
    assert capsys.readouterr().out == ours


def test_what_is_no_bundle_is_unusable(capsys: pytest.CaptureFixture[str]) -> None:
    assert draw("verify people.csv") == 2
    assert capsys.readouterr().err.startswith("people.csv: is not JSON: ")
    assert draw("verify quotas.json --json") == 2
    error = "quotas.json: JSON, but not the bundle of a draw"
    assert json.loads(capsys.readouterr().out) == {"valid": False, "error": error}


QUOTAS = [
    ('{"k": 5}', "$.quotas: this field is missing"),
    ('{"k": 6, "quotas": {}}', "$.k: is 6, but the draw is for 5 seats"),
    ('{"k": 5, "quotas": {"track": []}}', "$.quotas.track: must be an object"),
    (
        '{"k": 5, "quotas": {"track": {"You Tube": [3]}}}',
        f'$.quotas.track["You Tube"]: is [3]; {BOUNDS}',
    ),
    ('{"k": 5, "quotas": {"sex": {"L": [5, 5]}}}', "there is no column sex in the table of people"),
    ("{", "is not JSON: "),
]


@pytest.mark.parametrize(("quotas", "reason"), QUOTAS, ids=range(len(QUOTAS)))
def test_quotas_that_can_not_be_drawn_by_are_refused(
    quotas: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("quotas.json").write_text(quotas)
    assert prepare() == 2
    assert capsys.readouterr().err.startswith(f"quotas.json: {reason}")
    assert not Path("lottery.json").exists()


def test_every_fault_of_a_table_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("people.csv").write_text("id,track\na,YouTube,x\nb,TikTok\nb,TikTok\n")
    assert prepare() == 2
    assert capsys.readouterr().err.splitlines() == [
        "people.csv: line 2: must have 2 cells, and has 3",
        "people.csv: line 4, column id: the draw id b occurs twice",
    ]


def test_a_broken_lottery_is_not_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    prepare()
    Path("lottery.json").write_text(json.dumps(read("lottery.json") | {"seats": 4}))
    assert draw(f"run --lottery lottery.json --seed {SEED} --out bundle.json") == 2
    assert capsys.readouterr().err.splitlines() == [
        "lottery.json: $.panels[0].counts: must be at most 4, and is 5",
        "lottery.json: $.seats: the panels seat 5 to 5",
    ]


@pytest.mark.parametrize(
    "options",
    [
        "--seed 00",
        f"--seed {SEED} --value 1",
        "--source dice",
        "--source dice --value 123",
        f"--source coin --value {'1' * 20}",
        f"--seed {SEED} --source dice",
        "",
    ],
)
def test_a_seed_of_another_form_draws_nothing(options: str) -> None:
    prepare()
    assert draw(f"run --lottery lottery.json {options} --out bundle.json") == 2
    assert not Path("bundle.json").exists()


@pytest.mark.parametrize(
    "command",
    [
        "",
        "dance",
        "lottery",
        "lottery --people people.csv --seats 0 --out o",
        "lottery --people people.csv --seats x --out o",
        "lottery --people missing.csv --seats 5 --out o",
        "lottery --people people.csv --seats 5 --out no/such/folder",
        "run --lottery missing.json --seed 00 --out o",
        "verify missing.json",
        "verify .",
    ],
)
def test_wrong_options_and_missing_files_are_exit_2_with_a_reason(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draw(command) == 2
    assert capsys.readouterr().err != ""


def test_help_is_no_error() -> None:
    assert draw("--help") == 0
    assert draw("verify --help") == 0


def test_the_command_needs_no_django(folder: Path) -> None:
    (folder / "django.py").write_text("raise RuntimeError('Django was imported')")
    paths = [str(folder), *(path for path in sys.path if path)]
    program = "from sanggar.__main__ import main; raise SystemExit(main())"
    command = [sys.executable, "-c", program, "draw", "lottery", "--people", "people.csv", "--seats", "5", "--out", "o"]
    answer = subprocess.run(command, env={"PYTHONPATH": ":".join(paths)}, capture_output=True, check=False, text=True)
    assert (answer.returncode, answer.stderr) == (0, "")


def drawn_under_quotas() -> list[str]:
    """A bundle of the pool of 200; who is seated."""
    draw(f"lottery --people {POOL} --quotas {POOL_QUOTAS} --seats 50 --out lottery.json")
    draw(f"run --lottery lottery.json --source dice --value {DICE.value} --out bundle.json")
    return [place["id"] for place in read("bundle.json")["draws"] if place["outcome"] == "selected"]


def test_when_people_leave_a_step_seats_others_and_keeps_the_quotas(capsys: pytest.CaptureFixture[str]) -> None:
    seated = drawn_under_quotas()
    capsys.readouterr()
    assert draw(f"step --bundle bundle.json --left {seated[0]} {seated[7]} --out bundle.json") == 0
    told = capsys.readouterr().out.splitlines()
    [step] = read("bundle.json")["steps"]
    assert told == ["step: 1", f"seed: {step['seed']}", *(f"selected: {each}" for each in step["selected"])]
    assert len(step["selected"]) == 2
    assert not set(step["selected"]) & set(seated)
    assert draw("verify bundle.json") == 0
    assert verify.main(["bundle.json"]) == 0


def test_a_step_that_can_not_be_taken_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    drawn_under_quotas()
    assert draw("step --bundle bundle.json --left nobody --out bundle.json") == 2
    assert capsys.readouterr().err == "bundle.json: nobody is neither seated nor waiting, so can not leave\n"
    prepare("--seats 5")
    draw(f"run --lottery lottery.json --seed {SEED} --out plain.json")
    assert draw("step --bundle plain.json --left p003 --out plain.json") == 2
    assert "steps are for the whole bundle of a draw under quotas" in capsys.readouterr().err
    assert "steps" not in read("bundle.json")


def test_what_was_published_of_a_sealed_draw_is_held_against_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    samples = bundles()
    Path("whole.json").write_text(json.dumps(samples["steps"]))
    Path("public.json").write_text(json.dumps(samples["sealed, steps"]))
    assert draw("verify whole.json --sealed public.json") == 0
    capsys.readouterr()
    assert draw("verify public.json") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "VALID as far as the public can check: specific data is sealed. 10 people, 4 selected."
    verify.main(["public.json"])
    assert capsys.readouterr().out.splitlines() == told
    Path("public.json").write_text(json.dumps(samples["sealed"]))
    assert draw("verify whole.json --sealed public.json") == 1


@pytest.mark.parametrize("verifier", [draw, lambda command: verify.main(command.split()[1:])], ids=["command", "file"])
def test_a_file_that_lost_its_signature_says_so_and_does_not_pass_where_one_is_required(
    capsys: pytest.CaptureFixture[str], verifier: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = bundles()["tracks, beacon"]
    for name, bundle in (
        ("signed", signed),
        ("shorn", {key: value for key, value in signed.items() if key != "signature"}),
        ("dice", bundles()["plain, dice"]),
    ):
        Path(f"{name}.json").write_text(json.dumps(bundle))
    assert verifier("verify signed.json --require-signature") == 0
    assert "NOT SIGNED" not in capsys.readouterr().out
    assert verifier("verify shorn.json") == 0
    told = capsys.readouterr().out
    assert "NOT SIGNED: $.signature is missing although the source is drand" in told
    assert "TANPA TANDA TANGAN: $.signature tidak ada" in told
    for name in ("shorn", "dice"):
        assert verifier(f"verify {name}.json --require-signature") == 1
        assert "$.signature: harus ada, tetapi tidak ada / is required, and is not there" in capsys.readouterr().out
    monkeypatch.setattr(sanggar_cli, "find_spec", lambda _name: None)
    monkeypatch.setitem(sys.modules, "py_ecc.bls", None)
    assert verifier("verify signed.json --require-signature") == 2
    assert "the signature is unchecked (py_ecc is not installed)" in capsys.readouterr().err
    told = "tanda tangannya tidak diperiksa (paket py_ecc tidak terpasang)"
    assert (verify.main(["signed.json", "--require-signature"]), told in capsys.readouterr().err) == (2, True)
    assert draw("verify signed.json --require-signature --language id") == 2
    assert capsys.readouterr().err == f"signed.json: {told}\n"


def test_a_numbered_lottery_is_settled_by_three_dice(capsys: pytest.CaptureFixture[str]) -> None:
    options = f"--people {POOL} --quotas {POOL_QUOTAS} --seats 50 --out lottery.json --force"
    assert draw(f"lottery {options} --numbered 1000") == 0
    lottery = read("lottery.json")
    weights = [panel["weight"] for panel in lottery["panels"]]
    assert (sum(weights), {type(weight) for weight in weights}, lottery["numbered"]) == (1000, {int}, 1000)
    assert lottery["gap"] <= 1 / 1000 + 1e-6
    assert draw("run --lottery lottery.json --source dice --value 01234567890123456789 --out bundle.json") == 0
    before = sum(weights[: read("bundle.json")["panel"]])
    assert before <= 12 < before + weights[read("bundle.json")["panel"]]
    assert draw("verify bundle.json") == 0
    assert verify.main(["bundle.json"]) == 0
    assert draw(f"lottery --people {POOL} --seats 50 --out lottery.json --numbered 1000 --force") == 2
    assert "--numbered belongs to --quotas" in capsys.readouterr().err


CARDS = ["3573010101010001", " 3573010101010001", "", "3573010101010002", "3573010101010002"]


def people_with_cards(cards: list[str]) -> None:
    rows = [f"p{number},YouTube,{card}" for number, card in enumerate(cards)]
    Path("people.csv").write_text("\n".join(["id,track,kk", *rows, ""]))


def test_at_most_one_person_per_household_from_the_table_to_the_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    people_with_cards(CARDS)
    assert prepare("--household kk --seats 2") == 0
    assert "households of several: 2, 4 people, the largest of 2" in capsys.readouterr().out.splitlines()
    assert "35730101" not in Path("lottery.json").read_text()
    assert [each.get("household") for each in read("lottery.json")["people"]] == ["p0", "p0", None, "p3", "p3"]
    assert draw(f"run --lottery lottery.json --seed {SEED} --out bundle.json") == 0
    home = {"p0": "a", "p1": "a", "p2": "c", "p3": "d", "p4": "d"}
    seated = [place["id"] for place in read("bundle.json")["draws"] if place["outcome"] == "selected"]
    assert len({home[each] for each in seated}) == 2
    assert draw(f"step --bundle bundle.json --left {seated[0]} --out bundle.json") == 0
    bundle = read("bundle.json")
    assert len({home[each] for each in bundle["seated"]}) == 2
    assert draw("verify bundle.json") == verify.main(["bundle.json"]) == 0


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ("--household rumah --seats 2", "people.csv: line 1: there is no column named rumah"),
        ("--household id --seats 2", "people.csv: line 1, column id: the column id can not name households: it is "),
        ("--household kk --seats 4", None),
        ("--household track --quotas quotas.json --seats 5", "--household: the column track can not name households"),
    ],
)
def test_a_household_column_that_can_not_be_used_is_refused(
    options: str, line: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    people_with_cards(CARDS)
    if line is None:  # fewer households than seats: without quotas the seats stay free
        assert (prepare(options), "stay free, for want of people: 1" in capsys.readouterr().out) == (0, True)
    else:
        assert (prepare(options), capsys.readouterr().err.startswith(line)) == (2, True)


def test_card_numbers_that_a_spreadsheet_has_shortened_are_all_named(capsys: pytest.CaptureFixture[str]) -> None:
    people_with_cards(["3.57301E+15", "3573010101010001", "3,57E+15"])
    Path("people.csv").write_text(Path("people.csv").read_text().replace("3,57E+15", '"3,57E+15"'))
    assert prepare("--household kk --seats 2") == 2
    assert capsys.readouterr().err.splitlines() == [
        f"people.csv: line {line}, column kk: {value} is a number that a spreadsheet has shortened; "
        "write it out as text"
        for line, value in ((2, "3.57301E+15"), (4, "3,57E+15"))
    ]


def test_the_list_from_before_the_draw_is_not_an_invalid_draw(capsys: pytest.CaptureFixture[str]) -> None:
    Path("list.json").write_text(json.dumps({"format": "sanggar-frozen-list", "people": []}))
    assert draw("verify list.json") == 2
    assert "this is the list that was frozen before the draw" in capsys.readouterr().err


def test_an_entry_that_differs_is_named_as_in_verify_py(capsys: pytest.CaptureFixture[str]) -> None:
    bundle = bundles()["steps"]
    seated = bundle["seated"]
    Path("bundle.json").write_text(json.dumps(bundle | {"seated": [*seated[:-1], seated[-1] + "0"]}))
    assert draw("verify bundle.json") == 1
    assert capsys.readouterr().out.startswith(f"$.seated[{len(seated) - 1}]: seharusnya {seated[-1]}, tertulis ")


# --- what is wrong, in one round -------------------------------------------------------------------------------------
def refused(people: str, quotas: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    Path("people.csv").write_text(people)
    Path("quotas.json").write_text(quotas)
    assert draw("lottery --people people.csv --quotas quotas.json --seats 5 --out lottery.json") == 2
    return capsys.readouterr().err.splitlines()


def test_table_quotas_and_what_they_say_of_each_other_are_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    people = "id,sex,kecamatan\na,L,Klojen\nb,,Klojen\nc,L,klojen\nd,P\nb,P,Sukun\n"
    quotas = {"gendre": {"L": [0, 5]}, "sex": {"L": [0, 5], "P": [0, 5]}, "kecamatan": {"Klojen": [0, 5]}}
    quotas["sex"]["P"] = [6, 9]
    assert refused(people, json.dumps({"k": 4, "quotas": quotas}), capsys) == [
        "people.csv: line 5: must have 3 cells, and has 2",
        "people.csv: line 6, column id: the draw id b occurs twice",
        "quotas.json: $.k: is 4, but the draw is for 5 seats",
        "quotas.json: there is no column gendre in the table of people; its columns: sex, kecamatan",
        "people.csv: line 3: there is no quota for a blank sex",
        "people.csv: line 4: there is no quota for kecamatan = klojen; did you mean Klojen?",
        "people.csv: line 6: there is no quota for kecamatan = Sukun",
        "quotas.json: $.quotas.sex: the least come to 6, more than the 5 seats",
    ]


def test_a_fault_of_a_row_or_of_one_quota_hides_no_other_and_values_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    people = "id,sex\na,L\na,X\n,Y\nb,P\n"
    quotas = {"sex": {"L": [3, 2], "P": ["a", 5]}, "gendre": {"L": [0, 5]}}
    assert refused(people, json.dumps({"k": "fifty", "quotas": quotas}), capsys) == [
        "people.csv: line 3, column id: the draw id a occurs twice",
        "people.csv: line 4, column id: the draw id is blank",
        "quotas.json: $.k: is fifty; must be a whole number of at least 1",
        f"quotas.json: $.quotas.sex.L: is [3, 2]; {BOUNDS}",
        f"quotas.json: $.quotas.sex.P: is [a, 5]; {BOUNDS}",
        "quotas.json: there is no column gendre in the table of people; its columns: sex",
        "people.csv: line 3: there is no quota for sex = X",
        "people.csv: line 4: there is no quota for sex = Y",
    ]


def test_no_result_is_written_over_what_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("people.csv").read_bytes()
    assert draw("lottery --people people.csv --quotas quotas.json --out ./people.csv") == 2
    assert capsys.readouterr().err == ("--out ./people.csv: is also --people, and would be lost; name another file\n")
    assert prepare() == 0
    run = f"run --lottery lottery.json --seed {SEED} --people people.csv"
    assert draw(f"{run} --out bundle.json --csv people.csv") == 2
    assert draw(f"{run} --out bundle.json --csv bundle.json") == 2
    assert draw(f"{run} --out lottery.json --csv result.csv") == 2
    assert (Path("people.csv").read_bytes(), Path("bundle.json").exists()) == (before, False)


def test_no_file_of_before_is_written_over_unless_that_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare() == 0
    run = f"run --lottery lottery.json --seed {SEED}"
    assert draw(f"{run} --out bundle.json --csv result.csv") == 0
    capsys.readouterr()
    before = {each: Path(each).read_bytes() for each in ("lottery.json", "bundle.json", "result.csv", "people.csv")}
    there = "is there already; name another file, or add --force to replace it"
    for command, place in {
        "lottery --people people.csv --seats 5 --out lottery.json": "--out lottery.json",
        f"{run} --out bundle.json": "--out bundle.json",
        f"{run} --out other.json --csv result.csv": "--csv result.csv",
        f"{run} --out other.json --csv people.csv": "--csv people.csv",
        "step --bundle bundle.json --left p003 --out lottery.json": "--out lottery.json",
        "step --bundle bundle.json --left p003 --out bundle.json --csv result.csv": "--csv result.csv",
    }.items():
        assert draw(command) == 2
        assert capsys.readouterr().err == f"{place}: {there}\n"
    assert {each: Path(each).read_bytes() for each in before} == before
    assert draw(f"{run} --out bundle.json --csv result.csv --force") == 0
    assert draw("step --bundle bundle.json --left p003 --out bundle.json --csv bundle.json --force") == 2
    assert draw("step --bundle bundle.json --left p003 --out bundle.json --csv result.csv --force") == 0
    assert (Path("other.json").exists(), len(read("bundle.json")["steps"])) == (False, 1)


def test_after_a_step_the_table_tells_who_sits_who_waits_and_who_left() -> None:
    assert prepare() == 0
    assert draw(f"run --lottery lottery.json --seed {SEED} --out bundle.json --csv first.csv") == 0
    step = "step --bundle bundle.json --out bundle.json --left"
    first = table_of("first.csv")
    waiting = [row for row in first if (row["outcome"], row["group"]) == ("reserve", "track = TikTok")]
    assert draw(f"{step} p003 {waiting[1]['id']} --csv second.csv --people people.csv") == 0
    second = table_of("second.csv")
    [came] = read("bundle.json")["steps"][0]["selected"]
    assert came == waiting[0]["id"]
    assert Counter(row["outcome"] for row in second) == {"selected": 5, "reserve": 13, "left": 2}
    assert {row["id"] for row in second if row["outcome"] == "selected"} == set(read("bundle.json")["seated"])
    assert [row["id"] for row in second if row["outcome"] == "left"] == ["p003", waiting[1]["id"]]
    still = [row for row in second if (row["outcome"], row["group"]) == ("reserve", "track = TikTok")]
    assert [row["id"] for row in still] == [row["id"] for row in waiting[2:]]
    assert [int(row["position_in_group"]) for row in still] == list(range(1, len(still) + 1))
    assert {row["id"]: row["track"] for row in second} == {row["id"]: row["group"][8:] for row in first}


def table_of(name: str) -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_who_holds_no_seat_leaves_none_free(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare() == 0
    assert draw(f"run --lottery lottery.json --seed {SEED} --out bundle.json") == 0
    capsys.readouterr()
    assert draw("step --bundle bundle.json --left p007 --out bundle.json") == 2
    assert capsys.readouterr().err == "p007: no seat, so none falls free; name who leaves one too\n"
    everyone = " ".join(each["id"] for each in read("bundle.json")["lottery"]["people"])
    assert draw(f"step --bundle bundle.json --left {everyone} --out bundle.json") == 2
    assert capsys.readouterr().err == "nobody is waiting who could take the free seat\n"


def test_a_nik_as_a_value_is_not_published_either(capsys: pytest.CaptureFixture[str]) -> None:
    Path("people.csv").write_text("id,card\na1,3573010101019001\na2,other\n")
    quotas = {"k": 1, "quotas": {"card": {"3573010101019001": [0, 1], "other": [0, 1]}}}
    Path("quotas.json").write_text(json.dumps(quotas))
    assert prepare("--quotas quotas.json --ids-are-codes") == 2
    told = "values look like national id numbers (NIK), and quotas and their values are published"
    assert capsys.readouterr().err == f"quotas.json: $.quotas.card: {told}\n"
    assert Path("lottery.json").exists() is False
    assert prepare("--seats 1") == 0
    assert "3573010101019001" not in Path("lottery.json").read_text()


def test_a_missing_column_hides_no_wrong_sum_and_no_file_hides_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    quotas = {"k": 5, "quotas": {"track": {"YouTube": [1, 2], "TikTok": [1, 2]}}}
    assert refused("nama,track\nx,YouTube\n", json.dumps(quotas), capsys) == [
        "people.csv: line 1: there is no column named id; the headings must stand in the first row",
        "quotas.json: $.quotas.track: the most come to 4, fewer than the 5 seats",
    ]
    lines = refused("nama\nx\n", json.dumps(quotas), capsys)
    assert lines[1] == "quotas.json: there is no column track in the table of people; its columns: nama"
    lines = refused("nama\nx\n", "{", capsys)
    assert sorted(line.partition(":")[0] for line in lines) == ["people.csv", "quotas.json"]


def test_a_value_without_a_quota_is_one_line_however_many_have_it(capsys: pytest.CaptureFixture[str]) -> None:
    people = "id,Track\n" + "".join(f"p{number},TikTok\n" for number in range(162))
    quotas = json.dumps({"k": 5, "quotas": {"Track": {"YouTube": [5, 5]}}})
    line = "people.csv: lines 2, 3, 4, 5, 6 and 157 more: there is no quota for Track = TikTok"
    assert refused(people, quotas, capsys) == [line]
    assert refused(people, quotas.replace("Track", "track"), capsys) == [
        "quotas.json: there is no column track in the table of people; did you mean Track?"
    ]


def test_a_column_that_is_nearly_id_is_told_how_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    lines = refused("ID,track\na,YouTube\n", json.dumps(EXACT), capsys)
    assert lines == ['people.csv: line 1: the column "ID" must be named id, in small letters and without spaces']


def test_quotas_say_how_many_seats_and_without_them_an_option_must(capsys: pytest.CaptureFixture[str]) -> None:
    assert draw("lottery --people people.csv --quotas quotas.json --out lottery.json --force") == 0
    assert read("lottery.json")["seats"] == 5
    capsys.readouterr()
    assert draw("lottery --people people.csv --out lottery.json --force") == 2
    assert capsys.readouterr().err == "--seats is needed where no --quotas say k\n"


def test_ids_that_look_like_names_or_nik_are_refused_since_they_are_published(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("people.csv").write_text("id\nBudi 3 Santoso\np0001\nSiti Aminah\n3573014101019001\nYT-2R6B-W3SF\n")
    assert prepare("--seats 2") == 2
    assert not Path("lottery.json").exists()
    told = "people.csv: {}: the ids look like {}, and ids are published; use a code for each (or add --ids-are-codes)"
    wanted = [("lines 2, 4", "names"), ("line 5", "national id numbers (NIK)")]
    assert capsys.readouterr().err.splitlines() == [told.format(*each) for each in wanted]
    assert prepare("--seats 2 --ids-are-codes") == 0


def test_a_nik_is_never_told_again_and_random_ids_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    Path("people.csv").write_text("id\n3573010101019001\n3573010101019001\n3573 0101 0101 9002 \n")
    assert prepare("--seats 2") == 2
    told = capsys.readouterr().err
    assert ("(NIK) occurs twice" in told, "9001" in told, "9002" in told) == (True, False, False)
    Path("people.csv").write_text("id\n3573010101019001\na3f0010101019001\nb3f0010101019001\n")
    assert prepare("--seats 2") == 0


def test_what_spreadsheets_leave_in_a_table_is_passed_over_or_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A mark for the delimiter, blank rows and Windows line ends are; headings once more would be a person."""
    Path("people.csv").write_bytes(b"\xef\xbb\xbfsep=;\r\nid;track\r\n\r\np1;YouTube\r\n;\r\np2;TikTok\r\n")
    assert prepare("--seats 1") == 0
    assert [each["id"] for each in read("lottery.json")["people"]] == ["p1", "p2"]
    Path("people.csv").write_text("id;track\np1;YouTube\nid;track\np2;TikTok\n")
    capsys.readouterr()
    assert prepare("--quotas quotas.json --language id") == 2
    assert capsys.readouterr().err == "people.csv: baris 3: mengulang judul kolom; hapus baris ini\n"
    Path("people.csv").write_text('"id";"track"\n"p1";"YouTube\n"p2";"TikTok"\n')
    assert prepare("--seats 1 --language id") == 2
    assert capsys.readouterr().err.startswith(
        "people.csv: baris 3: tidak terbaca sebagai CSV: tanda petik di sini atau"
    )


def test_quotas_may_be_a_csv_too_and_broken_json_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare() == 0
    wanted = Path("lottery.json").read_bytes()
    Path("quotas.csv").write_bytes(b'"Ciri";"Nilai";"Min";"Maks"\r\n"track";"YouTube";3;3\r\n"track";"TikTok";2;2\r\n')
    assert prepare("--quotas quotas.csv --seats 5") == 0
    assert Path("lottery.json").read_bytes() == wanted
    Path("quotas.csv").write_text("ciri;nilai;min;maks\ntrack;YouTube;3,5;3\ntrack;TikTok;2\n")
    capsys.readouterr()
    assert prepare("--quotas quotas.csv --seats 5 --language id") == 2
    assert capsys.readouterr().err.splitlines()[:2] == [
        'quotas.csv: baris 2, kolom least: "3,5" bukan bilangan bulat kursi mulai dari 0',
        "quotas.csv: baris 3: harus memuat 4 sel, tetapi memuat 3",
    ]
    Path("quotas.json").write_text('{"k": 2,\n "quotas": {,}}')
    assert prepare("--quotas quotas.json --language id") == 2
    assert capsys.readouterr().err == "quotas.json: bukan JSON: berhenti terbaca di baris 2, huruf ke-13\n"


# --- the result as a table -------------------------------------------------------------------------------------------
def test_who_was_drawn_comes_as_a_table_with_names_order_and_chance(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare() == 0
    rows = Path("people.csv").read_text().splitlines()
    named = [f"{rows[0]},name", *(f"{row},=Orang {number}" for number, row in enumerate(rows[1:]))]
    Path("named.csv").write_text("\n".join(named) + "\n")
    capsys.readouterr()
    run = f"run --lottery lottery.json --seed {SEED} --out bundle.json --force"
    assert draw(run) == 0
    assert "--csv result.csv" in capsys.readouterr().out.splitlines()[-1]
    assert draw(f"{run} --csv result.csv --people named.csv") == 0
    with Path("result.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    places = {place["id"]: place for place in read("bundle.json")["draws"]}
    assert [(row["id"], row["outcome"]) for row in table[:5]] == [
        (each, "selected") for each in ("p003", "p000", "p005", "p011", "p017")
    ]
    assert {row["outcome"] for row in table[5:]} == {"reserve"}
    assert [int(row["position_in_group"]) for row in table] == [places[row["id"]]["position"] for row in table]
    assert (table[0]["group"], table[0]["chance"]) == ("track = TikTok", "0.285714285714")
    assert table[0]["name"] == "'=Orang 3"


def test_in_indonesian_the_table_is_one_that_an_indonesian_spreadsheet_reads(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Headings, outcomes and numbers; cells apart by semicolons, as the comma stands in the numbers."""
    assert prepare("--quotas quotas.json --language id") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("sidik daftar (list_digest): ")
    assert told[1].startswith("sidik undian (lottery_digest): ")
    assert told[2:] == ["orang: 20", "kursi: 5", "susunan peserta: 1", "peluang: 0,230769 sampai 0,285714, selisih 0"]
    run = f"run --lottery lottery.json --seed {SEED} --out bundle.json --csv hasil.csv --language id --force"
    assert draw(run) == 0
    lines = Path("hasil.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "hasil;nomor_di_kelompok;id;kelompok;peluang"
    assert lines[1] == "terpilih;1;p003;track = TikTok;0,285714285714"
    assert {line.partition(";")[0] for line in lines[6:]} == {"cadangan"}
    assert draw(f"{run} --people people.csv") == 0
    lines = Path("hasil.csv").read_text().splitlines()
    assert lines[1] == 'terpilih,1,p003,track = TikTok,"0,285714285714",TikTok'


def test_a_chance_however_small_is_told_in_plain_digits() -> None:
    Path("people.csv").write_text("id\n" + "".join(f"p{number}\n" for number in range(20_000)))
    assert prepare("--seats 1") == 0
    assert draw(f"run --lottery lottery.json --seed {SEED} --out bundle.json --csv result.csv") == 0
    assert Path("result.csv").read_text().splitlines()[1].endswith(",0.00005")


def test_a_table_of_names_that_can_not_be_read_draws_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    prepare()
    Path("named.csv").write_text("nama\nBudi\n")
    assert draw(f"run --lottery lottery.json --seed {SEED} --out bundle.json --csv r.csv --people named.csv") == 2
    assert (
        capsys.readouterr().err
        == "named.csv: line 1: there is no column named id; the headings must stand in the first row\n"
    )
    assert not Path("bundle.json").exists()


@pytest.mark.parametrize(
    ("typed", "wanted"), [("lottery", "draw lottery"), ("verfy", "draw verify"), ("bakcup", "backup"), ("tari", None)]
)
def test_a_word_that_is_no_command_is_told_which_was_meant(
    typed: str, wanted: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sanggar([typed]) == 2
    told = capsys.readouterr().err
    assert (f"did you mean `sanggar {wanted}`?" in told, "did you mean" in told) == (bool(wanted), bool(wanted))


def test_the_table_of_the_result_is_written_as_the_office_s_own(capsys: pytest.CaptureFixture[str]) -> None:
    prepare()
    rows = [row.replace(",", ";") for row in Path("people.csv").read_text().splitlines()]
    run = f"run --lottery lottery.json --seed {SEED} --out bundle.json --csv result.csv --force"
    for mark in (b"", b"\xef\xbb\xbf"):
        Path("named.csv").write_bytes(mark + "\n".join([*rows, "x99;YouTube", ""]).encode())
        assert draw(f"{run} --people named.csv") == 0
        assert Path("result.csv").read_bytes().startswith(mark + b"outcome;position_in_group;id;group;chance;track")
    assert "named.csv: 1 people of this table are not in the lottery" in capsys.readouterr().err


def test_a_table_that_lacks_people_of_the_lottery_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    prepare()
    Path("named.csv").write_text("\n".join(Path("people.csv").read_text().splitlines()[:8]) + "\n")
    run = f"run --lottery lottery.json --seed {SEED} --out bundle.json"
    assert draw(f"{run} --csv result.csv --people named.csv") == 2
    told = "13 of the 20 people of the lottery do not stand here: p007, p008, p009, p010, p011 ..."
    assert capsys.readouterr().err == f"named.csv: {told}\n"
    assert draw(f"{run} --people named.csv") == 2
    assert capsys.readouterr().err == "--people belongs to --csv\n"


# --- options ---------------------------------------------------------------------------------------------------------
def test_who_leaves_may_be_told_in_one_option_or_in_several() -> None:
    seated = drawn_under_quotas()
    assert draw(f"step --bundle bundle.json --left {seated[0]} --left {seated[7]} --out two.json") == 0
    assert draw(f"step --bundle bundle.json --left {seated[0]} {seated[7]} --out one.json") == 0
    assert read("one.json") == read("two.json")
    assert read("two.json")["steps"][0]["left"] == sorted([seated[0], seated[7]])


@pytest.mark.parametrize(
    "command",
    [
        "lottery --people people.csv --people other.csv --seats 5 --out o",
        "lottery --people people.csv --seats 5 --seats 6 --out o",
        f"run --lottery a.json --lottery b.json --seed {SEED} --out o",
        "step --bundle a.json --bundle b.json --left p0 --out o",
    ],
)
def test_an_option_for_one_value_is_not_silently_replaced(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw(command) == 2
    assert "is given twice" in capsys.readouterr().err


@pytest.mark.parametrize("dice", ["31415 92653 58979 32384", "31415926535897932384"])
def test_dice_may_be_typed_in_groups_as_the_stage_shows_them(dice: str) -> None:
    prepare()
    begin = ["run", "--lottery", "lottery.json", "--source", "dice", "--out", "bundle.json", "--force", "--value"]
    for words in ([dice], dice.split()):
        assert main([*begin, *words]) == 0
        assert read("bundle.json")["value"] == DICE.value


def test_a_bundle_is_not_drawn_again(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bundle.json").write_text(json.dumps(bundles()["steps"]))
    assert draw(f"run --lottery bundle.json --seed {SEED} --out o") == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("bundle.json: this is the bundle of a draw that has been run; check it with")


def test_all_that_is_wrong_with_a_run_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("named.csv").write_text("nama\nx\n")
    Path("lottery.json").write_text("{")
    assert draw("run --lottery lottery.json --source dice --value 1 --out o --csv r --people named.csv") == 2
    places = [line.partition(":")[0] for line in capsys.readouterr().err.splitlines()]
    assert places == ["lottery.json", "--source", "named.csv"]


# --- languages -------------------------------------------------------------------------------------------------------
def test_it_speaks_the_language_of_the_locale_or_of_the_option(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = "lottery --people people.csv --out o"
    wanted = {"id": "--seats harus disebut bila", "en": "--seats is needed where"}
    for locale, option, language in (
        ("id_ID.UTF-8", "", "id"),
        ("en_US.UTF-8", "", "en"),
        ("C", " --language id", "id"),
        ("id_ID.UTF-8", " --language en", "en"),
        ("C", "", "en"),
    ):
        monkeypatch.setenv("LANG", locale)
        assert draw(people + option) == 2
        assert capsys.readouterr().err.startswith(wanted[language])
    assert draw("--language id lottery --help") == 0
    helped = " ".join(capsys.readouterr().out.split())
    assert "satu kolom id, dan satu kolom per ciri" in helped
    assert [word for word in ("usage", "options", "show this", "arguments") if word in helped] == []
    assert draw("lottery --language id --seats x") == 2
    assert "sanggar draw lottery: salah: --seats: harus bilangan bulat mulai dari 1" in capsys.readouterr().err
    assert draw("lottery --language id --seats 5") == 2
    assert "pilihan ini harus disebut: --people, --out" in capsys.readouterr().err
    assert draw("lottery --language id --people no.csv --seats 5 --out o") == 2
    assert capsys.readouterr().err == "no.csv: tidak ada berkas atau folder seperti itu\n"
    Path("twice.csv").write_text("id,track\na,TikTok\na,TikTok\n")
    assert draw("lottery --language id --people twice.csv --seats 5 --out o") == 2
    assert capsys.readouterr().err == "twice.csv: baris 3, kolom id: nomor undian a muncul dua kali\n"
    assert prepare("--quotas quotas.json --language id") == 0
    assert "kursi: 5" in capsys.readouterr().out.splitlines()


def texts() -> set[str]:
    """Every literal that the command line gives to `text`, or keeps for it in `said`, `told`, `none`, `hint`."""
    found = set()
    for path in Path(sanggar_cli.__file__).parent.glob("draw*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text":
                found |= {part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}
    return {each for each in found if isinstance(each, str)}


def test_every_text_and_every_sentence_has_its_indonesian_one() -> None:
    assert set(indonesian.SENTENCES) == set(SENTENCES)
    assert (len(texts()) > 30, texts() - set(draw_indonesian.TEXTS)) == (True, set())
    for english, spoken in [
        *draw_indonesian.TEXTS.items(),
        *((SENTENCES[code], told) for code, told in indonesian.SENTENCES.items()),
    ]:
        names = [sorted(each for _, each, _, _ in Formatter().parse(one) if each) for one in (english, spoken)]
        assert names[0] == names[1], english
    cores = Path(verify.__file__).parent.rglob("*.py")
    doing = {each for path in cores for each in re.findall(r'\btell\("([a-z]+)"', path.read_text())}
    assert (len(doing) > 5, doing - set(draw_indonesian.TEXTS)) == (True, set())
