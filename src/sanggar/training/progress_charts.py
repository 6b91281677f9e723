"""One person's progress as small charts with a table; shared by their own page, the desk and their mentor's page.

Like is held against like: how someone sees themselves against their first self-assessment, what assessors found against
what they first found. Where someone thought well of themselves at the start, a good work would else look like a fall.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date, plain_date
from sanggar.foundation.ui.charts import Chart
from sanggar.foundation.ui.values import rounded
from sanggar.training.queries import SELF, WORK, Measure, Progress, SkillProgress

SOURCES = (SELF, WORK)
POINTS = 2
"""A single look is told in words; from two on there is a way to draw."""


def progress_page(progress: Progress) -> dict[str, Any]:
    """What `training/progress.html` is rendered with: skills that were looked at, tests that were taken."""
    done = [(each, each.finished_at) for each in progress.sittings if each.finished_at]
    return {
        "skills": [_skill(each) for each in progress.skills if each.measures],
        "sittings": [(sitting, plain_date(at, clock.office_zone())) for sitting, at in done],
    }


def _skill(found: SkillProgress) -> dict[str, Any]:
    return {
        "skill": found.skill,
        "charts": [_chart(found, source) for source in SOURCES if len(found.of(source)) >= POINTS],
        "now": [_line(found, found.of(source)[-1]) for source in SOURCES if found.of(source)],
        "lines": [_line(found, each) for each in found.measures],
    }


def _chart(found: SkillProgress, source: str) -> Chart:
    titles = {SELF: _("%(skill)s: nilai diri"), WORK: _("%(skill)s: hasil tugas")}
    points = [(local_date(each.at, clock.office_zone()), each.percent) for each in found.of(source)]
    return Chart(
        titles[source] % {"skill": found.skill.name},
        points,
        kind="line",
        unit="percent",
        heads=(_("Tanggal"), _("Dari tingkat tertinggi")),
        reference=found.first(source),
        reference_label=_("awal"),
        has_table=False,
        flagged=[spot for spot, each in enumerate(found.of(source)) if each.is_late],
        flag=_("terlambat"),
    )


def _line(found: SkillProgress, each: Measure) -> dict[str, Any]:
    return {
        "day": plain_date(each.at, clock.office_zone()),
        "source": _source(each),
        "kind": _("Nilai diri sekarang") if each.source == SELF else _("Hasil tugas terakhir"),
        "words": each.words if each.source == SELF else "",
        "percent": _reached(each),
        "raw": _raw(each),
        "late": _late(each),
        "change": _change(found.first(each.source), each, is_first=each == found.of(each.source)[0]),
    }


def _raw(each: Measure) -> str:
    """The assessors' plain mean, where taking out their severity changed it."""
    if each.raw is None or _shown(each.raw) == _shown(each.percent):
        return ""
    return _("rata-rata penilai %(percent)s%%") % {"percent": rounded(_shown(each.raw))}


def _late(each: Measure) -> str:
    if not each.is_late:
        return ""
    return _("dikirim terlambat") if each.source == WORK else _("diisi sesudah sesi pertama")


def _reached(each: Measure) -> str:
    """How far up the levels; who stands on the first of them has begun, and reads no nought."""
    percent = _shown(each.percent)
    return f"{rounded(percent)}%" if percent else _("tingkat pertama")


def _source(each: Measure) -> str:
    if each.source == SELF:
        return _("Nilai diri, awal") if each.number == 1 else _("Nilai diri ke-%(number)s") % {"number": each.number}
    if not each.number:
        return _("Contoh karya awal")
    return _("%(title)s, kiriman %(number)s") % {"title": each.words, "number": each.number}


def _change(first: float | None, each: Measure, *, is_first: bool) -> str:
    """`+25 poin` between the two as they are shown; nothing for the first look itself."""
    if first is None or is_first:
        return ""
    change = _shown(each.percent) - _shown(first)
    told = ngettext("%(points)s poin", "%(points)s poin", 1 if abs(change) == 1 else 2)
    return told % {"points": f"{'−' if change < 0 else '+'}{rounded(abs(change))}"}


def _shown(percent: float) -> float:
    """`62.5`, as it stands beside a work, and `33.3`."""
    return round(percent, 1)
