"""`sanggar draw lottery`: what is published of quotas, households and numbers, and that quotas clash."""

import json
from itertools import count
from pathlib import Path

import pytest
from draw_command_samples import CARDS, POOL, POOL_QUOTAS, SEED, draw, people_with_cards, prepare, read

from sanggar.cli import draw as sanggar_cli
from sanggar.cores.lottery import verify

pytestmark = pytest.mark.usefixtures("draw_folder")


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
