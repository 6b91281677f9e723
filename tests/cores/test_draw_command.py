"""`sanggar draw`, as interfaces.md describes it: from a table to a result that was checked."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from draw_command_samples import SEED, draw, prepare, read
from draw_samples import DICE, ROUND_1000, bundle_of, bundles, quota_sample, rigged

from sanggar.cli import draw as sanggar_cli
from sanggar.cli.draw import main
from sanggar.cli.draw_words import MADE_AGAIN, NOTHING_TO_MAKE
from sanggar.cores.lottery import verify

pytestmark = pytest.mark.usefixtures("draw_folder")


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


def test_help_is_no_error() -> None:
    assert draw("--help") == 0
    assert draw("verify --help") == 0


def test_the_command_needs_no_django(draw_folder: Path) -> None:
    (draw_folder / "django.py").write_text("raise RuntimeError('Django was imported')")
    paths = [str(draw_folder), *(path for path in sys.path if path)]
    program = "from sanggar.__main__ import main; raise SystemExit(main())"
    command = [sys.executable, "-c", program, "draw", "lottery", "--people", "people.csv", "--seats", "5", "--out", "o"]
    answer = subprocess.run(command, env={"PYTHONPATH": ":".join(paths)}, capture_output=True, check=False, text=True)
    assert (answer.returncode, answer.stderr) == (0, "")


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
