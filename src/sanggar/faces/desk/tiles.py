"""The four numbers at the top of the cockpit."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanggar.faces.desk.figures import Figures
from sanggar.foundation.money import short_rupiah
from sanggar.funding.queries import BudgetTotals
from sanggar.planning.models import Stage


@dataclass(frozen=True, slots=True)
class Tile:
    label: str
    value: str
    of: str
    progress: int
    max: int
    tone: str = ""


def tiles_of(figures: Figures) -> list[Tile]:
    return [seats(figures.stages), money(figures.totals), attendance(figures), mentoring(figures)]


def seats(stages: Sequence[Stage]) -> Tile:
    taken, planned = sum(stage.seats_taken for stage in stages), sum(stage.seats for stage in stages)
    return Tile(_("Kursi terisi"), str(taken), _("dari %(n)s") % {"n": planned}, taken, planned or 1)


def money(totals: BudgetTotals) -> Tile:
    of = _("dari %(sum)s") % {"sum": short_rupiah(totals.ceiling, get_language())}
    return Tile(_("Anggaran terpakai"), short_rupiah(totals.paid, get_language()), of, totals.paid, totals.ceiling or 1)


def attendance(figures: Figures) -> Tile:
    held = figures.attendance
    if not held:
        return Tile(_("Kehadiran"), "–", _("belum ada sesi"), 0, 100)
    newest = held[-1]
    label = _("Kehadiran %(stage)s") % {"stage": newest.stage.name}
    of = ngettext("%(n)s sesi", "%(n)s sesi", newest.held) % {"n": newest.held}
    return Tile(label, f"{newest.percent or 0}%", of, newest.percent or 0, 100)


def mentoring(figures: Figures) -> Tile:
    active, late = figures.mentoring["active"], figures.overdue
    of = _("%(n)s terlambat") % {"n": late} if late else _("semua tepat waktu") if active else ""
    return Tile(_("Pendampingan berjalan"), str(active), of, active - late, active or 1, "warn" if late else "")
