"""`sanggar draw step`, and the tables that say who sits, who waits and who has left."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from draw_command_samples import (
    SEED,
    draw,
    drawn_under_quotas,
    prepare,
    read,
    table_of,
)

from sanggar.cores.lottery import verify

pytestmark = pytest.mark.usefixtures("draw_folder")


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


def test_who_holds_no_seat_leaves_none_free(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare() == 0
    assert draw(f"run --lottery lottery.json --seed {SEED} --out bundle.json") == 0
    capsys.readouterr()
    assert draw("step --bundle bundle.json --left p007 --out bundle.json") == 2
    assert capsys.readouterr().err == "p007: no seat, so none falls free; name who leaves one too\n"
    everyone = " ".join(each["id"] for each in read("bundle.json")["lottery"]["people"])
    assert draw(f"step --bundle bundle.json --left {everyone} --out bundle.json") == 2
    assert capsys.readouterr().err == "nobody is waiting who could take the free seat\n"


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


def test_who_leaves_may_be_told_in_one_option_or_in_several() -> None:
    seated = drawn_under_quotas()
    assert draw(f"step --bundle bundle.json --left {seated[0]} --left {seated[7]} --out two.json") == 0
    assert draw(f"step --bundle bundle.json --left {seated[0]} {seated[7]} --out one.json") == 0
    assert read("one.json") == read("two.json")
    assert read("two.json")["steps"][0]["left"] == sorted([seated[0], seated[7]])
