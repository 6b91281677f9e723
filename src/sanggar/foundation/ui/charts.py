"""Charts drawn once, for page and PDF alike: SVG, its looks in presentation attributes, which sanggar.css overrides.

    Chart(_("Pendaftar menurut kecamatan"), [(_("Lowokwaru"), 96), …])            # horizontal bars
    Chart(_("Lamaran per hari"), [(date, 12), …], kind="line")                    # over time

The picture is 320 units wide, so that its text stays readable on a phone; `{% chart chart %}` adds the data as a table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import get_language, gettext

from sanggar.foundation.dates import short_date
from sanggar.foundation.money import grouped, short_rupiah

WIDTH = 320
ROW = 40
HEIGHT, CEILING, FLOOR = 200, 14, 174
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

    A line may be held against a `reference` value, drawn dashed with its label. Without `has_table` the page itself
    tells the data in words.
    """

    title: str | Promise
    points: Sequence[tuple[str | Promise | date, float]]
    kind: str = "bars"
    unit: str = "number"
    heads: tuple[str | Promise, str | Promise] = ("", "")
    reference: float | None = None
    reference_label: str | Promise = ""
    has_table: bool = True

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [(label_text(label), self.text(value)) for label, value in self.points]

    @property
    def top(self) -> float:
        """What a full bar stands for."""
        if self.unit == "percent":
            return 100
        return max((value for _, value in self.points), default=0) or 1

    def text(self, value: float) -> str:
        return FORMATS[self.unit](value)


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
    parts = []
    for number, (label, value) in enumerate(chart.points):
        top = number * ROW
        length = round(WIDTH * value / chart.top, 1)
        parts.append(
            f'<text x="0" y="{top + 14}">{escape(label_text(label))}</text>'
            f'<text x="{WIDTH}" y="{top + 14}" text-anchor="end" font-weight="600">{escape(chart.text(value))}</text>'
            f'<rect class="rail" x="0" y="{top + 21}" width="{WIDTH}" height="8" rx="4" fill="{SOFT}"/>'
            f'<rect class="mark" x="0" y="{top + 21}" width="{length}" height="8" rx="{min(4, length / 2)}" '
            f'fill="{FILL}"/>'
        )
    return len(chart.points) * ROW, "".join(parts)


def _line(chart: Chart) -> tuple[int, str]:
    spots = _spots(chart)
    path = " ".join(f"{x},{y}" for x, y in spots)
    (first, _), (last, height) = spots[0], spots[-1]
    left, _right = _sides(chart)
    return HEIGHT, (
        f"{_grid(chart)}"
        f'<polygon class="area" points="{first},{FLOOR} {path} {last},{FLOOR}" fill="{SOFT}" fill-opacity=".7"/>'
        f'<polyline class="curve" points="{path}" fill="none" stroke="{FILL}" stroke-width="2.5" '
        f'stroke-linejoin="round" stroke-linecap="round"/>'
        f"{_reference(chart)}"
        f'<circle class="mark" cx="{last}" cy="{height}" r="4.5" fill="{FILL}"/>'
        f"{_small(left, HEIGHT - 8, label_text(chart.points[0][0]))}"
        f"{_small(WIDTH, HEIGHT - 8, label_text(chart.points[-1][0]), 'end')}"
    )


def _sides(chart: Chart) -> tuple[float, float]:
    """From where to where is drawn: the labels of the values stand to the left of it, that of the reference to the
    right, so that no line runs through them wherever it goes.
    """
    values = max(len(chart.text(value)) for value in _ruled(chart))
    reference = len(str(chart.reference_label)) if chart.reference is not None else 0
    return round(values * LETTER + GAP, 1), round(WIDTH - (reference * LETTER + GAP if reference else 5), 1)


def _ruled(chart: Chart) -> tuple[float, float]:
    return chart.top, chart.top / 2


def _spots(chart: Chart) -> list[tuple[float, float]]:
    left, right = _sides(chart)
    first, step = left + 4, (right - left - 4) / max(len(chart.points) - 1, 1)
    return [(round(first + number * step, 1), _height(chart, value)) for number, (_, value) in enumerate(chart.points)]


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


DRAWINGS: dict[str, Callable[[Chart], tuple[int, str]]] = {"bars": _bars, "line": _line}
