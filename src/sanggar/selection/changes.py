"""Changes of a procedure after publication, in words for pages and the minutes: what, from, to, and how late."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from sanggar.applications.models import Application, ApplicationState
from sanggar.applications.status import still_needed
from sanggar.foundation.money import grouped
from sanggar.selection.features import Feature, features_of
from sanggar.selection.models import ProcedureChange, RubricChange, Rule, SourceKind
from sanggar.selection.moments import when
from sanggar.selection.queries.closed import closed_quotas, quota_then
from sanggar.selection.queries.lateness import Known, Lateness
from sanggar.selection.widening import bounds_told

Features = Mapping[str, Feature]
Part = tuple[str, str, str]
"""What was changed, from what, to what."""

WORDS = {
    "rule": gettext_lazy("Cara memilih"),
    "floor": gettext_lazy("Nilai minimum"),
    "numbered": gettext_lazy("Susunan bernomor"),
    "one_per_household": gettext_lazy("Satu orang per keluarga"),
    "source_kind": gettext_lazy("Sumber angka acak"),
    "draw_at": gettext_lazy("Waktu undian atau penetapan"),
    "venue": gettext_lazy("Tempat"),
    "stage_seats": gettext_lazy("Kursi tahap"),
    "seats": gettext_lazy("Kursi yang diundi"),
    "deadline_time": gettext_lazy("Tenggat tawaran kursi"),
    "objection_days": gettext_lazy("Masa sanggah"),
    "answering_hours": gettext_lazy("Waktu menjawab sanggahan"),
}
"""Every part but the quotas, which have a line for each group."""


def changes_since(application: Application) -> list[dict[str, Any]]:
    """What of the published procedure was changed after this person applied, and why, in the order of time; that the
    draw was moved is told by itself (`status.postponement_told`). Who was refused reads of the time to object alone.
    """
    changes = ProcedureChange.objects.filter(procedure__call=application.call_id, postponement=None)
    found = list(changes.filter(at__gt=application.submitted_at).select_related("procedure__call"))
    if application.state == ApplicationState.REFUSED:
        found = [each for each in found if is_about_objecting(each.before, each.after)]
    if not found:
        return []
    procedure = found[0].procedure
    features = features_of(procedure.call)
    hidden = closed_quotas(procedure, features)
    return [
        {
            "when": when(each.at),
            "reason": each.reason,
            "parts": list(changed_parts(each.before, each.after, features, hidden)),
        }
        for each in found
    ]


def is_about_objecting(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether the time to object is another: of all parts the one that concerns who was refused."""
    return before.get("objection_days") != after.get("objection_days")


def needed_after_change(application: Application, objection_days: int) -> str:
    """What it asks of this person that the procedure was changed. It holds though a letter leaves days later."""
    if application.state != ApplicationState.REFUSED:
        return still_needed(application)
    if not objection_days:
        return _(
            "Lamaran Anda tidak diterima, dan tidak ada lagi masa untuk menyanggah penolakan itu. Bila menurut Anda "
            "ada yang keliru, hubungi kantor penyelenggara secepatnya."
        )
    text = ngettext(
        "Lamaran Anda tidak diterima. Penolakan itu dapat Anda sanggah di halaman Anda selama %(days)s hari setelah "
        "daftar peserta dibekukan.",
        "Lamaran Anda tidak diterima. Penolakan itu dapat Anda sanggah di halaman Anda selama %(days)s hari setelah "
        "daftar peserta dibekukan.",
        objection_days,
    )
    return text % {"days": objection_days}


def late_told(change: ProcedureChange | RubricChange, known: Known) -> str:
    """How much was known when it was changed; empty while nobody had applied."""
    late = known.lateness_of(change)
    if not late.is_closed:
        return _early_told(late)
    closing = {"closing": when(known.call.ends_at)}
    if late.is_marked:
        return _("Sesudah pendaftaran ditutup (%(closing)s) dan sesudah nilai diketahui.") % closing
    return _("Sesudah pendaftaran ditutup (%(closing)s).") % closing


def _early_told(late: Lateness) -> str:
    """While people could still apply."""
    if late.is_marked:
        return _("Sesudah nilai mulai diberikan.")
    return _("Sesudah lamaran mulai masuk.") if late.has_applicants else ""


def changed_parts(
    before: dict[str, Any], after: dict[str, Any], features: Features, hidden: Collection[str]
) -> Iterator[Part]:
    for name, word in WORDS.items():
        old, new = (value_told(name, state.get(name)) for state in (before, after))
        if old != new:
            yield str(word), old, new
    for key in sorted(hidden):
        if quota_then(before, key) != quota_then(after, key):
            yield _closed(str(features[key].title), quota_then(before, key), quota_then(after, key))
    yield from _changed_quotas(before, after, features, hidden)


def _closed(title: str, before: Any, after: Any) -> Part:
    """Whether such a quota is there everyone reads, as in the table; not its numbers."""
    none, there = pgettext("isi", "tidak ada"), _("ada, angkanya tertutup")
    word = _("Kuota %(feature)s") % {"feature": title}
    if before and after:
        return word, _("tertutup"), _("diubah, tertutup")
    return word, there if before else none, there if after else _("dihapus")


def _changed_quotas(
    before: dict[str, Any], after: dict[str, Any], features: Features, hidden: Collection[str]
) -> Iterator[Part]:
    """A line for each group whose quota is another, or is new, or no longer there."""
    told = [
        {name: values for name, values in (state.get("quotas") or {}).items() if name not in hidden}
        for state in (before, after)
    ]
    old_bounds, new_bounds = (_bounds(quotas, features) for quotas in told)
    for group in dict.fromkeys([*old_bounds, *new_bounds]):
        old, new = (bounds.get(group, pgettext("isi", "tidak ada")) for bounds in (old_bounds, new_bounds))
        if old != new:
            yield _("Kuota %(feature)s, %(value)s") % {"feature": group[0], "value": group[1]}, old, new


def _bounds(quotas: dict[str, dict[str, list[int]]], features: Features) -> dict[tuple[str, str], str]:
    return {
        (str(features[name].title), str(features[name].values.get(value, value))): bounds_told((least, most))
        for name, values in quotas.items()
        for value, (least, most) in values.items()
    }


def _seats(count: int) -> str:
    return ngettext("%(count)s kursi", "%(count)s kursi", count) % {"count": grouped(count)}


def value_told(name: str, value: Any) -> str:
    """A part of a snapshot in words, with its unit. No seats of its own means those of the stage."""
    if name == "seats" and not value:
        return _("semua kursi tahap")
    if value in (None, ""):
        return pgettext("isi", "tidak ada")
    told = {
        "rule": lambda: str(Rule(value).label),
        "source_kind": lambda: str(SourceKind(value).label),
        "draw_at": lambda: when(datetime.fromisoformat(value)),
        "deadline_time": lambda: _("pukul %(time)s") % {"time": str(value)[:5].replace(":", ".")},
        "floor": lambda: formats.localize(round(Decimal(value), 2)),
        "seats": lambda: _seats(value),
        "stage_seats": lambda: _seats(value),
        "objection_days": lambda: ngettext("%(days)s hari", "%(days)s hari", value) % {"days": value},
        "answering_hours": lambda: _("%(hours)s jam") % {"hours": value},
        "numbered": lambda: _("ya") if value else _("tidak"),
        "one_per_household": lambda: _("ya") if value else _("tidak"),
    }
    return str(told[name]()) if name in told else str(value)
