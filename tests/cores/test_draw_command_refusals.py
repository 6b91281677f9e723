"""`sanggar draw`: what can not be drawn from is refused by row, column and value, all of it at once."""

import json
from pathlib import Path

import pytest
from draw_command_samples import BOUNDS, EXACT, SEED, draw, prepare, read, refused

from sanggar.__main__ import main as sanggar

pytestmark = pytest.mark.usefixtures("draw_folder")


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


@pytest.mark.parametrize(
    ("typed", "wanted"), [("lottery", "draw lottery"), ("verfy", "draw verify"), ("bakcup", "backup"), ("tari", None)]
)
def test_a_word_that_is_no_command_is_told_which_was_meant(
    typed: str, wanted: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sanggar([typed]) == 2
    told = capsys.readouterr().err
    assert (f"did you mean `sanggar {wanted}`?" in told, "did you mean" in told) == (bool(wanted), bool(wanted))


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


def test_all_that_is_wrong_with_a_run_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("named.csv").write_text("nama\nx\n")
    Path("lottery.json").write_text("{")
    assert draw("run --lottery lottery.json --source dice --value 1 --out o --csv r --people named.csv") == 2
    places = [line.partition(":")[0] for line in capsys.readouterr().err.splitlines()]
    assert places == ["lottery.json", "--source", "named.csv"]
