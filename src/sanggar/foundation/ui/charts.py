"""Charts drawn once, for page and PDF alike: SVG, its looks in presentation attributes, which sanggar.css overrides.

    Chart(_("Pendaftar menurut kecamatan"), [(_("Lowokwaru"), 96), …])            # horizontal bars
    Chart(_("Lamaran per hari"), [(date, 12), …], kind="line")                    # over time
    Chart(_("Belanja"), [(_("Jan"), 12), …], kind="columns", beside=[10, …])      # done beside planned

The picture is 320 units wide, so that its text stays readable on a phone; `{% chart chart %}` adds the data as a table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import get_language, gettext

from sanggar.foundation.dates import short_date
from sanggar.foundation.money import format_rupiah, grouped, short_rupiah

WIDTH = 320
ROW, LEADING = 40, 16
HEIGHT, CEILING, FLOOR = 200, 14, 174
LEGEND, MOST_LABELS = 20, 12
LETTER, GAP = 7.5, 8
"""Of a label of 11 units: the widest a letter comes to, and what keeps a label from the drawing."""
INK, MUTED, LINE, FILL, SOFT = "#18222e", "#586473", "#e6e0d5", "#12458f", "#e9eff9"
FORMATS: dict[str, Callable[[Any], str]] = {
    "number": lambda value: grouped(round(value)),
    "money": lambda value: short_rupiah(round(value), get_language()),
    "percent": lambda value: f"{value:.0f}%",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """`points`: (label, value ≥ 0). `unit` is number, money or percent; `heads` names the columns of the data table.

    A line may be held against a `reference` value, drawn dashed with its label. Each point may have a second value
    `beside` it: a dashed line, an empty column, or an empty bar around the own one; `legend` names the two (own,
    beside), which head the data table too. Without `has_table` the page itself tells the data in words. On a line the
    points at the places `flagged` are empty diamonds, which `flag` names in the legend.
    """

    title: str | Promise
    points: Sequence[tuple[str | Promise | date, float]]
    kind: str = "bars"
    unit: str = "number"
    heads: tuple[str | Promise, str | Promise] = ("", "")
    reference: float | None = None
    reference_label: str | Promise = ""
    has_table: bool = True
    beside: Sequence[float] = ()
    legend: tuple[str | Promise, str | Promise] = ("", "")
    flagged: Sequence[int] = ()
    flag: str | Promise = ""

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Of the data table, where money stands exactly."""
        return [(label_text(label), self.exact(value)) for label, value in self.points]

    @property
    def rows_beside(self) -> list[tuple[str, str, str]]:
        """The rows of the data table where each point has a second value."""
        return [(*row, self.exact(value)) for row, value in zip(self.rows, self.beside, strict=True)]

    @property
    def top(self) -> float:
        """What a full bar stands for."""
        if self.unit == "percent":
            return 100
        return max((*(value for _, value in self.points), *self.beside), default=0) or 1

    def text(self, value: float) -> str:
        return FORMATS[self.unit](value)

    def exact(self, value: float) -> str:
        return format_rupiah(round(value)) if self.unit == "money" else self.text(value)


def label_text(label: str | Promise | date) -> str:
    return short_date(label) if isinstance(label, date) else str(label)


def svg(chart: Chart) -> str:
    """The drawing as one SVG element; every text in it is escaped."""
    draw = DRAWINGS[chart.kind] if chart.points else _nothing
    height, body = draw(chart)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(chart.title)}" font-family="Plus Jakarta Sans" font-size="13" fill="{INK}">'
        f"{body}</svg>"
    )


def _nothing(_: Chart) -> tuple[int, str]:
    words = escape(gettext("Belum ada data"))  # outside the f-string, where makemessages can not read
    return ROW, f'<text class="axis" x="0" y="20" fill="{MUTED}">{words}</text>'


def _bars(chart: Chart) -> tuple[int, str]:
    parts: list[str] = []
    top = 0
    for number, (label, value) in enumerate(chart.points):
        lines = _wrapped(label_text(label), chart.text(value))
        names = (f'<text x="0" y="{top + 14 + place * LEADING}">{escape(each)}</text>' for place, each in lines)
        bar = top + 21 + (len(lines) - 1) * LEADING
        length = round(WIDTH * value / chart.top, 1)
        rail = _planned_bar(chart, number) if chart.beside else f'class="rail" x="0" width="{WIDTH}" fill="{SOFT}"'
        parts.append(
            f"{''.join(names)}"
            f'<text x="{WIDTH}" y="{top + 14}" text-anchor="end" font-weight="600">{escape(chart.text(value))}</text>'
            f'<rect {rail} y="{bar}" height="8" rx="4"/>'
            f'<rect class="mark" x="0" y="{bar}" width="{length}" height="8" rx="{min(4, length / 2)}" '
            f'fill="{FILL}"/>'
        )
        top = bar + ROW - 21
    return top + _legend_height(chart), "".join([*parts, _legend(chart, top)])


def _planned_bar(chart: Chart, number: int) -> str:
    """Empty, half a unit within the drawing on each side, so that its edge is not cut off."""
    length = max(0, round(WIDTH * chart.beside[number] / chart.top - 1, 1))
    return f'class="frame" x="0.5" width="{length}" fill="none" stroke="{FILL}"'


def _wrapped(label: str, value: str) -> list[tuple[int, str]]:
    """A label in as many lines as it needs beside its value: two that begin alike are told apart by their ends."""
    return list(enumerate(wrap(label, int((WIDTH - len(value) * LETTER - GAP) / LETTER)) or [""]))


def _line(chart: Chart) -> tuple[int, str]:
    spots = _spots(chart, [value for _, value in chart.points])
    path = _path(spots)
    (first, _), (last, height) = spots[0], spots[-1]
    left, _right = _sides(chart)
    return HEIGHT + _legend_height(chart), (
        f"{_grid(chart)}"
        f'<polygon class="area" points="{first},{FLOOR} {path} {last},{FLOOR}" fill="{SOFT}" fill-opacity=".7"/>'
        f'<polyline class="curve" points="{path}" fill="none" stroke="{FILL}" stroke-width="2.5" '
        f'stroke-linejoin="round" stroke-linecap="round"/>'
        f"{_dashed(chart)}{_reference(chart)}"
        f'<circle class="mark" cx="{last}" cy="{height}" r="4.5" fill="{FILL}"/>'
        f"{''.join(_diamond(*spots[place]) for place in chart.flagged)}"
        f"{_small(left, HEIGHT - 8, label_text(chart.points[0][0]))}"
        f"{_small(WIDTH, HEIGHT - 8, label_text(chart.points[-1][0]), 'end')}"
        f"{_legend(chart)}"
    )


def _diamond(x: float, y: float) -> str:
    """A shape of its own, so that what is flagged is told from the rest without colour."""
    corners = f"{x},{y - 7} {x + 7},{y} {x},{y + 7} {x - 7},{y}"
    return f'<polygon class="frame flag" points="{corners}" fill="#fff" stroke="{FILL}" stroke-width="2"/>'


def _dashed(chart: Chart) -> str:
    if not chart.beside:
        return ""
    return (
        f'<polyline class="curve" points="{_path(_spots(chart, chart.beside))}" fill="none" stroke="{FILL}" '
        f'stroke-width="1.5" stroke-dasharray="4 4"/>'
    )


def _columns(chart: Chart) -> tuple[int, str]:
    """A column for each point, and the one beside it empty; of many, only some are labelled."""
    left, right = _sides(chart)
    step = (right - left) / len(chart.points)
    width = round(step * (0.36 if chart.beside else 0.7), 1)
    every = -(-len(chart.points) // MOST_LABELS)
    parts = [_grid(chart)]
    for number, (label, value) in enumerate(chart.points):
        x = round(left + number * step + step * 0.12, 1)
        if chart.beside:
            parts.append(_column(chart, x, width, chart.beside[number], is_empty=True))
        parts.append(_column(chart, round(x + (width if chart.beside else 0), 1), width, value))
        if number % every == 0:
            parts.append(_small(round(left + (number + 0.5) * step, 1), HEIGHT - 8, label_text(label)[:3], "middle"))
    return HEIGHT + _legend_height(chart), "".join([*parts, _legend(chart)])


def _column(chart: Chart, x: float, width: float, value: float, *, is_empty: bool = False) -> str:
    y = _height(chart, value)
    looks = f'class="frame" fill="none" stroke="{FILL}"' if is_empty else f'class="mark" fill="{FILL}"'
    return f'<rect {looks} x="{x}" y="{y}" width="{width}" height="{round(FLOOR - y, 1)}"/>'


def _legend_height(chart: Chart) -> int:
    return LEGEND if chart.beside or chart.flagged else 0


def _legend(chart: Chart, above: int = HEIGHT) -> str:
    """What the full and the dashed or empty stand for, or the diamonds."""
    if chart.flagged:
        return f"{_diamond(8, above + 8)}{_small(20, above + 12, str(chart.flag))}"
    if not chart.beside:
        return ""
    own, beside = (str(each) for each in chart.legend)
    second = 24 + len(own) * LETTER + GAP
    key = _line_key if chart.kind == "line" else _column_key
    return (
        f"{key(1, above, is_own=True)}{_small(20, above + 12, own)}"
        f"{key(second, above, is_own=False)}{_small(second + 19, above + 12, beside)}"
    )


def _line_key(x: float, above: int, *, is_own: bool) -> str:
    looks = 'stroke-width="2.5"' if is_own else 'stroke-width="1.5" stroke-dasharray="4 4"'
    y = above + 8
    return f'<line class="curve" {looks} stroke="{FILL}" x1="{x}" x2="{x + 14}" y1="{y}" y2="{y}"/>'


def _column_key(x: float, above: int, *, is_own: bool) -> str:
    looks = f'class="mark" fill="{FILL}"' if is_own else f'class="frame" fill="none" stroke="{FILL}"'
    return f'<rect {looks} x="{x}" y="{above + 3}" width="10" height="10"/>'


def _sides(chart: Chart) -> tuple[float, float]:
    """From where to where is drawn: the labels of the values stand to the left of it, that of the reference to the
    right, so that no line runs through them wherever it goes.
    """
    values = max(len(chart.text(value)) for value in _ruled(chart))
    reference = len(str(chart.reference_label)) if chart.reference is not None else 0
    return round(values * LETTER + GAP, 1), round(WIDTH - (reference * LETTER + GAP if reference else 5), 1)


def _ruled(chart: Chart) -> tuple[float, float]:
    return chart.top, chart.top / 2


def _spots(chart: Chart, values: Sequence[float]) -> list[tuple[float, float]]:
    left, right = _sides(chart)
    first, step = left + 4, (right - left - 4) / max(len(values) - 1, 1)
    return [(round(first + number * step, 1), _height(chart, value)) for number, value in enumerate(values)]


def _path(spots: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in spots)


def _grid(chart: Chart) -> str:
    """The floor, and a line with its value at the top and halfway."""
    left, right = _sides(chart)
    rules = "".join(
        f'<line class="grid-line" x1="{left}" x2="{right}" y1="{y}" y2="{y}" stroke="{colour}"/>'
        for y, colour in ((CEILING, LINE), ((CEILING + FLOOR) / 2, LINE), (FLOOR, MUTED))
    )
    labels = (_small(left - GAP, _height(chart, value) + 4, chart.text(value), "end") for value in _ruled(chart))
    return rules + "".join(labels)


def _reference(chart: Chart) -> str:
    if chart.reference is None:
        return ""
    left, right = _sides(chart)
    y = _height(chart, chart.reference)
    return (
        f'<line class="curve" x1="{left}" x2="{right}" y1="{y}" y2="{y}" stroke="{FILL}" stroke-dasharray="4 4"/>'
        f"{_small(WIDTH, y + 4, str(chart.reference_label), 'end')}"
    )


def _height(chart: Chart, value: float) -> float:
    return round(FLOOR - (FLOOR - CEILING) * value / chart.top, 1)


def _small(x: float, y: float, text: str, anchor: str = "start") -> str:
    return (
        f'<text class="axis" x="{x}" y="{y}" text-anchor="{anchor}" font-size="11" fill="{MUTED}">{escape(text)}</text>'
    )


DRAWINGS: dict[str, Callable[[Chart], tuple[int, str]]] = {"bars": _bars, "line": _line, "columns": _columns}
