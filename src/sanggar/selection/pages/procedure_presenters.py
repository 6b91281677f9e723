"""The words of a procedure, for the desk and for everyone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sanggar.applications.models import Call
from sanggar.foundation.dates import hour_and_minute
from sanggar.foundation.money import grouped
from sanggar.selection.actions.freezing import quotas_with_tracks
from sanggar.selection.feasibility import Counted, Feasibility, feasibility_of
from sanggar.selection.features import TRACK, Feature, features_of
from sanggar.selection.models import MARKED, Procedure, Rule
from sanggar.selection.moments import when
from sanggar.selection.pages.clash_words import clash_rows, labels_of, range_of
from sanggar.selection.pages.merit.presenters import CriterionCard, criterion_cards
from sanggar.selection.queries import rubric_of
from sanggar.selection.queries.classes import ClassShort
from sanggar.selection.queries.closed import closed_quotas
from sanggar.selection.status import beside_other_calls


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """A value of a feature in words. `people` and `is_short` only where it is asked how things stand; `in_force` beside
    the bounds of a change that waits.
    """

    feature: str
    value: str
    bounds: str
    people: int | None = None
    is_short: bool = False
    in_force: str = ""


def procedure_lead(procedure: Procedure | None, changes: Sequence[dict[str, Any]], *, is_over: bool) -> str:
    """When it was told, and whether who applied could be known by then. `changes` are those since."""
    if procedure is None or not procedure.is_published:
        if is_over:
            return _("Pendaftaran sudah ditutup, dan tata caranya belum diumumkan.")
        return _("Umumkan sebelum pendaftaran ditutup, supaya tidak disesuaikan dengan siapa yang mendaftar.")
    if procedure.late_reason:
        return _("Diumumkan setelah pendaftaran ditutup.")
    if any(change["is_late"] for change in changes):
        return _("Diumumkan sebelum pendaftaran ditutup, dan diubah sesudahnya.")
    return _(
        "Diumumkan sebelum pendaftaran ditutup, supaya tidak ada yang dapat menyesuaikannya dengan siapa yang "
        "mendaftar."
    )


def rule_sentences(procedure: Procedure) -> list[str]:
    """What the procedure says, as sentences for a page and for the minutes."""
    told = {
        Rule.LOTTERY: _("Semua yang lolos pemeriksaan ikut diundi."),
        Rule.FLOOR: _("Yang lolos pemeriksaan dan mencapai nilai %(floor)s ikut diundi.")
        % {"floor": formats.localize(procedure.floor)},
        Rule.MERIT: _("Kursi diberikan menurut nilai tertinggi, tanpa undian."),
        Rule.FIRST_COME: _("Kursi diberikan kepada yang lebih dulu mendaftar, tanpa undian."),
    }
    sentences = [told[Rule(procedure.rule)]]
    if procedure.rule == Rule.MERIT:
        sentences.append(
            _(
                "Bila nilainya sama, urutannya ditentukan angka acak umum yang baru ada setelah daftar dan nilainya "
                "dibekukan."
            )
            if procedure.has_seed
            else _("Bila nilainya sama, nomor acak yang diberikan saat daftar dibekukan menentukan urutannya.")
        )
    if procedure.quotas:
        sentences.append(_("Peserta terpilih memenuhi kuota, dengan peluang setiap orang serata mungkin."))
    if procedure.one_per_household:
        sentences.append(
            _(
                "Dari yang mengisi nomor KK yang sama paling banyak satu orang terpilih. Yang tidak mengisinya "
                "dihitung sebagai keluarga tersendiri."
            )
        )
    if procedure.numbered:
        sentences.append(_("Ada seribu susunan peserta bernomor; tiga dadu pertama menentukan susunannya."))
    if procedure.objection_days:
        return sentences + _objection_sentences(procedure)
    return [*sentences, _("Tanpa masa sanggah: sesudah daftar dibekukan penolakan dan nilai tidak dapat disanggah.")]


def _objection_sentences(procedure: Procedure) -> list[str]:
    days = ngettext(
        "Yang tidak masuk daftar dapat menyanggah selama %(days)s hari setelah daftar dibekukan; bila itu habis di "
        "malam hari, sampai pukul 08.00.",
        "Yang tidak masuk daftar dapat menyanggah selama %(days)s hari setelah daftar dibekukan; bila itu habis di "
        "malam hari, sampai pukul 08.00.",
        procedure.objection_days,
    )
    if procedure.rule == Rule.MERIT:
        days = ngettext(
            "Setelah daftar dibekukan setiap pelamar melihat nilainya sendiri. Yang ditolak dapat menyanggah "
            "penolakannya, dan setiap orang dalam daftar nilainya, selama %(days)s hari; bila itu habis di malam hari, "
            "sampai pukul 08.00.",
            "Setelah daftar dibekukan setiap pelamar melihat nilainya sendiri. Yang ditolak dapat menyanggah "
            "penolakannya, dan setiap orang dalam daftar nilainya, selama %(days)s hari; bila itu habis di malam hari, "
            "sampai pukul 08.00.",
            procedure.objection_days,
        )
    hours = _("Setiap sanggahan dijawab paling lambat %(hours)s jam sesudah masa sanggah, dan undian menunggunya.")
    if not procedure.is_drawn:
        hours = _("Setiap sanggahan dijawab paling lambat %(hours)s jam sesudah masa sanggah, dan hasil menunggunya.")
    return [days % {"days": procedure.objection_days}, hours % {"hours": procedure.answering_hours}]


def public_criteria(procedure: Procedure) -> list[CriterionCard]:
    """What marks are given by, once the rubric is published and where marks count."""
    rubric = rubric_of(procedure.call) if procedure.rule in MARKED else None
    return criterion_cards(rubric) if rubric and rubric.is_published else []


def procedure_facts(procedure: Procedure) -> list[tuple[str, str]]:
    """Those of its terms that say anything."""
    days, hours, without = procedure.objection_days, procedure.answering_hours, _("Tanpa masa sanggah")
    facts = [
        (_("Cara memilih"), procedure.get_rule_display()),
        (_("Nilai minimum"), formats.localize(procedure.floor) if procedure.floor is not None else ""),
        (_("Kursi tahap"), _stage_seats(procedure) if procedure.stage_seats else ""),
        (_("Kursi yang diundi"), grouped(procedure.seats) if procedure.seats else ""),
        (_("Satu orang per keluarga"), _("ya, menurut nomor KK") if procedure.one_per_household else ""),
        (
            _("Sumber angka acak") if procedure.is_drawn else _("Angka acak untuk nilai yang sama"),
            procedure.get_source_kind_display(),
        ),
        (
            _("Waktu undian") if procedure.is_drawn else _("Waktu penetapan"),
            when(procedure.draw_at) if procedure.draw_at else "",
        ),
        (_("Tempat"), procedure.venue),
        (_("Masa sanggah"), ngettext("%(days)s hari", "%(days)s hari", days) % {"days": days} if days else without),
        (_("Waktu menjawab sanggahan"), _("%(hours)s jam") % {"hours": hours} if days else ""),
        (
            _("Tenggat tawaran kursi"),
            _("biasanya pukul %(time)s, tidak pernah antara pukul 21.00 dan 08.00")
            % {"time": hour_and_minute(procedure.deadline_time)},
        ),
        (_("Diumumkan"), when(procedure.published_at) if procedure.published_at else ""),
        (_("Diumumkan setelah pendaftaran ditutup, karena"), procedure.late_reason),
    ]
    return [(word, told) for word, told in facts if told]


def _stage_seats(procedure: Procedure) -> str:
    """As published, and how many are left to this call; "Kursi yang diundi" says it where they were made fewer."""
    total = procedure.stage_seats or 0
    return grouped(total) if procedure.seats else beside_other_calls(procedure.call, total, grouped(total))


def quota_rows(quotas: dict[str, dict[str, list[int]]], call: Call) -> list[QuotaRow]:
    features = features_of(call)
    return [row for name, values in quotas.items() for row in _rows_of(features, name, values)]


def _rows_of(features: dict[str, Feature], name: str, values: dict[str, list[int]]) -> list[QuotaRow]:
    order = list(features[name].values)
    return [
        QuotaRow(*labels_of(features, name, value), range_of(*bounds))
        for value, bounds in sorted(values.items(), key=lambda pair: order.index(pair[0]))
    ]


def feasibility(procedure: Procedure, *, may_see_needs: bool, counted: Counted | None = None) -> dict[str, Any]:
    """How the quotas stand with those who have applied so far; how many people told of a need, for who may know it."""
    found: Feasibility = feasibility_of(procedure, counted)
    features = features_of(procedure.call)
    rows = [
        QuotaRow(
            *labels_of(features, each.feature, each.value), range_of(each.least, each.most), each.people, each.is_short
        )
        for each in found.groups
        if may_see_needs or not features[each.feature].is_specific
    ]
    return {
        "people": found.people,
        "counted_at": when(found.counted_at),
        "is_marked": found.is_marked,
        "homes": found.homes,
        "rows": rows,
        "holds": found.holds,
        "clashes": clash_rows(found.clashes, features, may_see_needs=may_see_needs),
    }


def beside_those_in_force(rows: Iterable[QuotaRow], procedure: Procedure) -> list[QuotaRow]:
    """The rows of proposed quotas, each with the bounds that `procedure` has for it."""
    call, features = procedure.call, features_of(procedure.call)
    quotas = quotas_with_tracks(call, procedure.quotas, apart=procedure.one_per_household)
    stand = [row for name, values in quotas.items() for row in _rows_of(features, name, values)]
    now, none = {(row.feature, row.value): row.bounds for row in stand}, pgettext("isi", "tidak ada")
    return [replace(row, in_force=now.get((row.feature, row.value), none)) for row in rows]


def class_rows(found: Iterable[ClassShort], call: Call) -> list[str]:
    """Each track of which more people may get a seat than its classes hold."""
    text = _(
        "Jalur %(track)s: sampai %(people)s orang dapat memperoleh kursi, padahal kelasnya memuat %(seats)s orang lagi."
    )
    names = features_of(call)[TRACK].values
    return [
        text % {"track": names[each.track], "people": grouped(each.people), "seats": grouped(each.seats)}
        for each in found
    ]


def public_quotas(procedure: Procedure) -> list[QuotaRow]:
    """Those whose bounds are closed without numbers."""
    features = features_of(procedure.call)
    closed = closed_quotas(procedure, features)
    rows = []
    for name, values in procedure.quotas.items():
        found = _rows_of(features, name, values)
        rows += [replace(row, bounds=_("tertutup")) for row in found] if name in closed else found
    return rows
