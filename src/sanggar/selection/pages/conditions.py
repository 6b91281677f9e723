"""What must be true before a list is frozen, as the guided page lists it; and what the freeze would leave behind."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation.money import grouped
from sanggar.selection.feasibility import clashes_at_freeze, tracks_beyond_classes
from sanggar.selection.features import features_of
from sanggar.selection.models import MARKED
from sanggar.selection.pages.clash_words import clash_rows
from sanggar.selection.pages.procedure_presenters import class_rows
from sanggar.selection.queries import Readiness
from sanggar.selection.refusals import SeatedInList
from sanggar.selection.vacant import Vacant, vacant_at_freeze, vacant_so_far

MOST_LINKED = 5


@dataclass(frozen=True, slots=True)
class Condition:
    """A line of the precondition list."""

    label: str
    is_met: bool
    text: str
    links: list[tuple[str, str]] = field(default_factory=list)


def conditions(
    readiness: Readiness,
    tracks: dict[str, str],
    queue_url: str,
    call_url: str,
    procedure_url: str,
    merit_url: str,
    clashes: list[str],
) -> list[Condition]:
    """Each with the way to where it is mended. `queue_url` names the call in its query already."""
    entrants = ngettext("%(count)s lamaran masuk daftar", "%(count)s lamaran masuk daftar", readiness.entrants)
    return [
        Condition(
            _("Pendaftaran ditutup"),
            readiness.is_closed,
            _("Sudah ditutup") if readiness.is_closed else _("Masih dibuka"),
            [] if readiness.is_closed else [(_("Buka halaman pendaftaran"), call_url)],
        ),
        Condition(
            _("Semua lamaran diputuskan"),
            not readiness.unsettled,
            _told_unsettled(readiness.unsettled),
            [(_("Buka antrean lamaran"), queue_url)] if readiness.unsettled else [],
        ),
        Condition(
            _("NIK ganda diselesaikan"),
            not readiness.contested,
            _told_contested(readiness.contested),
            [(_("Buka NIK ganda"), f"{queue_url}&state=contested")] if readiness.contested else [],
        ),
        *_seated_condition(readiness, queue_url),
        *_procedure_conditions(readiness, procedure_url),
        *_marks_condition(readiness, merit_url),
        Condition(_("Ada pelamar"), bool(readiness.entrants), entrants % {"count": grouped(readiness.entrants)}),
        Condition(_("Ada kursi"), readiness.seats_fault is None, _told_seats(readiness, tracks)),
        *_quota_condition(readiness, clashes, procedure_url),
    ]


def quota_clashes(readiness: Readiness, *, may_see_needs: bool) -> list[str]:
    """What would stand in the way of a lottery over the list that would be frozen now."""
    procedure = readiness.procedure
    if procedure is None or not procedure.limits_panels or readiness.is_frozen or readiness.marks_fault:
        return []
    features = features_of(procedure.call)
    return clash_rows(clashes_at_freeze(procedure, readiness.marks), features, may_see_needs=may_see_needs)


def classes_beyond(readiness: Readiness) -> list[str]:
    """The tracks of which more may be drawn than their classes hold."""
    procedure = readiness.procedure
    if procedure is None or readiness.is_frozen:
        return []
    return class_rows(tracks_beyond_classes(procedure), procedure.call)


def _seated_condition(readiness: Readiness, queue_url: str) -> list[Condition]:
    """Who came into the stage by another list since being accepted: told only where there is somebody."""
    if not readiness.seated:
        return []
    links = [(receipt, f"{queue_url}&q={receipt}") for receipt in readiness.seated[:MOST_LINKED]]
    text = str(SeatedInList(count=len(readiness.seated)))
    return [Condition(_("Belum punya kursi di tahap ini"), is_met=False, text=text, links=links)]


def _procedure_conditions(readiness: Readiness, procedure_url: str) -> list[Condition]:
    """That it is published; and what of it everyone has yet to read, or a second person to confirm."""
    found, links = readiness.procedure, [(_("Buka tata cara"), procedure_url)]
    told = found.get_rule_display() if found else _("Belum diumumkan")
    lines = [Condition(_("Tata cara diumumkan"), found is not None, told, links)]
    if readiness.change_waits:
        lines.append(
            Condition(_("Perubahan tata cara"), is_met=False, text=_("Menunggu penegasan orang kedua"), links=links)
        )
    elif readiness.resized and not readiness.is_frozen:
        lines.append(Condition(_("Kursi tahap"), is_met=False, text=str(readiness.resized), links=links))
    return lines


def _marks_condition(readiness: Readiness, merit_url: str) -> list[Condition]:
    """Where marks decide; who reads what is missing finds the way to where it is done."""
    if readiness.procedure is None or readiness.procedure.rule not in MARKED:
        return []
    fault = readiness.marks_fault
    text = str(fault) if fault else _("Semua lamaran sudah dinilai")
    return [Condition(_("Nilai siap dipakai"), fault is None, text, [(_("Buka penilaian"), merit_url)])]


def vacant_before(readiness: Readiness) -> Vacant | None:
    """The seats that would stay empty were the list frozen now; under quotas what clashes tells it."""
    procedure = readiness.procedure
    if procedure is None or procedure.limits_panels or readiness.seats_fault:
        return None
    if not readiness.is_closed or readiness.marks_fault:  # who takes part is not known yet
        return vacant_so_far(procedure.call)
    return vacant_at_freeze(readiness, procedure)


def _quota_condition(readiness: Readiness, clashes: list[str], procedure_url: str) -> list[Condition]:
    if readiness.procedure is None or not readiness.procedure.limits_panels or readiness.marks_fault:
        return []
    text = " ".join(clashes) or _("Dapat dipenuhi oleh yang masuk undian")
    links = [(_("Ubah kuota"), f"{procedure_url}ubah/")] if clashes else []
    return [Condition(_("Kuota"), not clashes, text, links)]


def _told_unsettled(count: int) -> str:
    text = ngettext("%(count)s lamaran belum diputuskan", "%(count)s lamaran belum diputuskan", count)
    return text % {"count": grouped(count)} if count else _("Tidak ada yang menunggu")


def _told_contested(count: int) -> str:
    text = ngettext(
        "%(count)s lamaran belum menunjukkan KTP; bila dibekukan sekarang, lamaran itu tidak ikut",
        "%(count)s lamaran belum menunjukkan KTP; bila dibekukan sekarang, lamaran itu tidak ikut",
        count,
    )
    return text % {"count": grouped(count)} if count else _("Tidak ada NIK ganda")


def _told_seats(readiness: Readiness, tracks: dict[str, str]) -> str:
    if readiness.seats_fault:
        return str(readiness.seats_fault)
    count = readiness.seat_count
    text = ngettext("%(count)s kursi", "%(count)s kursi", count) % {"count": grouped(count)}
    if len(readiness.seats) > 1:
        text += ": " + ", ".join(f"{tracks.get(code, code)} {seats}" for code, seats in readiness.seats.items())
    return text
