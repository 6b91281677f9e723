"""A chart is one drawing for page and paper, and never the only way to its figures."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation

from sanggar.foundation.ui.charts import LETTER, WIDTH, Chart, svg

DISTRICTS = Chart(
    "Pelamar", [("Lowokwaru", 96), ("Sukun & sekitar", 48), ("<Klojen>", 0)], heads=("Kecamatan", "Orang")
)
DAYS = Chart("Lamaran per hari", [(date(2026, 11, 20), 12), (date(2026, 11, 21), 31)], kind="line")


def elements(chart: Chart, name: str) -> list[ET.Element]:
    return ET.fromstring(svg(chart)).findall(f"{{http://www.w3.org/2000/svg}}{name}")  # noqa: S314 - our own drawing


def test_the_longest_bar_fills_the_width_and_the_others_keep_their_share() -> None:
    bars = [float(bar.attrib["width"]) for bar in elements(DISTRICTS, "rect") if bar.attrib["class"] == "mark"]
    assert bars == [WIDTH, WIDTH / 2, 0]


def test_labels_are_text_and_never_markup() -> None:
    words = [text.text for text in elements(DISTRICTS, "text")]
    assert words == ["Lowokwaru", "96", "Sukun & sekitar", "48", "<Klojen>", "0"]


def test_what_is_flagged_on_a_line_has_a_shape_of_its_own_and_a_word() -> None:
    flagged = replace(DAYS, flagged=[0], flag="terlambat")
    at_point, in_legend = [each for each in elements(flagged, "polygon") if "flag" in each.attrib["class"]]
    (curve,) = elements(flagged, "polyline")
    x, y = curve.attrib["points"].split()[0].split(",")
    assert f"{x},{float(y) - 7} " in at_point.attrib["points"]
    assert in_legend.attrib["points"]
    assert [text.text for text in elements(flagged, "text")][-1] == "terlambat"
    assert [each for each in elements(DAYS, "polygon") if "flag" in each.attrib["class"]] == []


def test_a_line_runs_from_the_first_day_to_the_last() -> None:
    (curve,) = elements(DAYS, "polyline")
    spots = [tuple(map(float, spot.split(","))) for spot in curve.attrib["points"].split()]
    assert spots[0][0] < spots[1][0]
    assert spots[0][1] > spots[1][1]  # more is further up
    assert [text.text for text in elements(DAYS, "text")][-2:] == ["20 Nov 2026", "21 Nov 2026"]


@pytest.mark.parametrize("kind", ["bars", "line", "columns"])
@pytest.mark.parametrize("points", [[], [("satu", 0)], [("satu", 5)], [("a", 0), ("b", 0)]])
def test_little_data_still_gives_a_drawing(kind: str, points: list[tuple[str, float]]) -> None:
    drawing = ET.fromstring(svg(Chart("Bagan", points, kind=kind)))  # noqa: S314 - our own drawing
    assert drawing.tag.endswith("svg")


def test_looks_stand_in_attributes_so_that_a_strict_policy_holds() -> None:
    assert "style" not in svg(DISTRICTS) + svg(DAYS)


def test_the_figures_are_also_a_table() -> None:
    with translation.override("id"):
        html = Template("{% chart chart %}").render(Context({"chart": DISTRICTS}))
    assert re.findall(r'<th scope="row">([^<]+)</th>\s*<td class="number">([^<]+)</td>', html) == [
        ("Lowokwaru", "96"),
        ("Sukun &amp; sekitar", "48"),
        ("&lt;Klojen&gt;", "0"),
    ]
    assert 'role="img" aria-label="Pelamar"' in html


def test_money_is_shortened_in_the_drawing_and_exact_in_its_table() -> None:
    chart = Chart("Belanja", [("Honor", 36_500_000)], unit="money")
    assert ("Rp36,5 jt" in svg(chart), chart.rows) == (True, [("Honor", "Rp36.500.000")])


def test_a_line_may_be_held_against_a_value_of_its_own_scale() -> None:
    plain = Chart("Suara", [(date(2026, 11, 20), 25), (date(2026, 11, 21), 75)], kind="line", unit="percent")
    held = replace(plain, reference=50, reference_label="awal <b>")
    drawn = [line for line in elements(held, "line") if "stroke-dasharray" in line.attrib]
    halfway = elements(plain, "line")[1].attrib["y1"]
    assert [float(line.attrib["y1"]) for line in drawn] == [float(halfway)]
    assert "awal <b>" in [text.text for text in elements(held, "text")]
    assert [line for line in elements(plain, "line") if "stroke-dasharray" in line.attrib] == []


@pytest.mark.parametrize("values", [(100, 100), (50, 52), (0, 3), (47, 100, 47)])
def test_no_line_runs_through_a_label(values: tuple[float, ...]) -> None:
    points = [(date(2026, 11, 20 + place), value) for place, value in enumerate(values)]
    held = Chart("Suara", points, kind="line", unit="percent", reference=values[0], reference_label="awal")
    drawn = [float(line.attrib[end]) for line in elements(held, "line") for end in ("x1", "x2")]
    drawn += [float(spot.split(",")[0]) for spot in elements(held, "polyline")[0].attrib["points"].split()]
    labels = [text for text in elements(held, "text") if text.text in ("100%", "50%", "awal")]
    beside = [(float(text.attrib["x"]), text.text == "awal") for text in labels]
    assert len(labels) == 3
    assert all((x - LETTER * 4 >= max(drawn)) if is_right else (x <= min(drawn)) for x, is_right in beside)
    assert all(text.attrib["text-anchor"] == "end" for text in labels)


BESIDE = Chart(
    "Belanja",
    [("Nov 2026", 30), ("Des 2026", 60)],
    kind="columns",
    beside=[60, 0],
    heads=("Bulan", ""),
    legend=("Realisasi", "Rencana"),
)


def test_what_was_planned_stands_beside_what_was_done_and_is_told_apart_without_colour() -> None:
    floor = 174
    columns = [(r.attrib["class"], float(r.attrib["height"])) for r in elements(BESIDE, "rect")][:4]
    full = max(height for _, height in columns)
    assert columns == [("frame", full), ("mark", full / 2), ("frame", 0), ("mark", full)]
    dashed = [line.attrib.get("stroke-dasharray") for line in elements(replace(BESIDE, kind="line"), "polyline")]
    assert (dashed, full < floor) == ([None, "4 4"], True)


def test_a_bar_fills_as_much_of_its_plan_as_was_done_and_the_legend_stands_below_it() -> None:
    bars = elements(replace(BESIDE, kind="bars", beside=[60, 120]), "rect")
    widths = [(bar.attrib["class"], float(bar.attrib["width"])) for bar in bars[:4]]
    assert widths == [("frame", WIDTH / 2 - 1), ("mark", WIDTH / 4), ("frame", WIDTH - 1), ("mark", WIDTH / 2)]
    lowest = max(float(bar.attrib["y"]) for bar in bars[:4])
    assert [float(key.attrib["y"]) > lowest for key in bars[4:]] == [True, True]


def test_both_values_stand_in_the_table_under_their_names() -> None:
    html = Template("{% chart chart %}").render(Context({"chart": BESIDE}))
    assert re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', html) == ["Bulan", "Realisasi", "Rencana"]
    assert re.findall(r'<td class="number">([^<]+)</td>', html) == ["30", "60", "60", "0"]


def test_a_long_label_is_wrapped_beside_its_value_and_the_bar_stands_below_it() -> None:
    name = "Honorarium Narasumber atau Pembahas, Moderator, dan Panitia"
    chart = Chart("Belanja", [(name, 15_800_000)], unit="money")
    *lines, value = elements(chart, "text")
    assert (" ".join(line.text or "" for line in lines), value.text, chart.rows[0][0]) == (name, "Rp15,8 jt", name)
    assert len(lines) == 2
    bar = elements(chart, "rect")[-1]
    assert float(bar.attrib["y"]) > float(lines[-1].attrib["y"]) > float(lines[0].attrib["y"])
