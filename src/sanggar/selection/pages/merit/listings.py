"""The lists of a review: who reviews, and what was found."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Call
from sanggar.applications.queries import eligible_applications
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.selection.models import UNFINISHED, Reviewer
from sanggar.selection.pages.merit.places import address
from sanggar.selection.pages.merit.presenters import STATE_TONES, ScoreRow, figure, score_rows, signed, state_choices
from sanggar.selection.pages.merit.rows import Reckoned
from sanggar.selection.queries import CallScores, corrections_by_application, current_tasks, reviewers_of

HERE = (("aktif", _("Masih menilai")), ("berhenti", _("Berhenti")))


def reviewers_listing(request: HttpRequest, call: Call, scores: CallScores | None, *, may_run: bool) -> Listing:
    """With means and severities where `scores` may be seen."""
    found = {row.reviewer_id: row for row in scores.reviewers} if scores else {}

    def name(reviewer: Reviewer) -> Cell:
        note = "" if reviewer.active else _("berhenti")
        return Cell(reviewer.account.name, address("reviewer", call, reviewer.pk) if may_run else "", note=note)

    def declared(reviewer: Reviewer) -> Cell:
        return Cell(reviewer.declared_at) if reviewer.declared_at else Cell(_("Belum"), tone="warn")

    def of(reviewer: Reviewer, part: str) -> Any:
        return getattr(found.get(reviewer.pk), part, None)

    columns = [
        Column("penilai", _("Penilai"), lambda r: r.account.name, name, sort="account__name"),
        Column("pernyataan", _("Pernyataan"), lambda r: r.declared_at, declared, sort="declared_at"),
        Column("kapasitas", _("Kapasitas"), lambda r: r.capacity, sort="capacity", kind="number"),
        Column("dibagikan", _("Dibagikan"), lambda r: r.load, sort="load", kind="number"),
        Column("selesai", _("Selesai"), lambda r: r.done, sort="done", kind="number"),
    ]
    if scores:
        columns += [
            _reckoned("rata", _("Rata-rata"), lambda r: of(r, "mean")),
            _reckoned("keketatan", _("Longgar (+) atau ketat (−)"), lambda r: of(r, "severity"), signed),
            _reckoned("galat", _("Galat baku"), lambda r: of(r, "error")),
        ]
    return Listing(
        request,
        reviewers_of(call),
        columns,
        name="penilai",
        caption=_("Penilai dan kemajuannya"),
        search=("account__name", "account__email"),
        filters=[Filter("keadaan", _("Keadaan"), HERE, _by_active)],
        empty=Empty(
            _("Belum ada penilai"), _("Tunjuk paling sedikit dua penilai; keduanya membaca lamaran yang sama.")
        ),
    )


def scores_listing(request: HttpRequest, call: Call, scores: CallScores) -> Listing:
    waiting = set(current_tasks(call).filter(state__in=UNFINISHED).values_list("application", flat=True))
    rows = score_rows(list(eligible_applications(call).order_by("receipt")), scores, waiting)
    words, mended = dict(state_choices()), corrections_by_application(call)

    def link(row: ScoreRow) -> Cell:
        return Cell(row.receipt, address("score", call, row.receipt))

    def state(row: ScoreRow) -> Cell:
        return Cell(words[row.state], tone=STATE_TONES[row.state])

    return Listing(
        request,
        cast("QuerySet[Any]", Reckoned(rows)),
        [
            Column("lamaran", _("Nomor lamaran"), lambda row: row.receipt, link, sort="receipt"),
            Column("jalur", _("Jalur"), lambda row: row.track, sort="track"),
            _reckoned("mentah", _("Nilai mentah"), lambda row: row.raw, sort="raw"),
            _reckoned("koreksi", _("Nilai terkoreksi"), lambda row: row.corrected, sort="corrected"),
            _reckoned("galat", _("Galat baku"), lambda row: row.error, sort="error"),
            Column("penilaian", _("Penilaian"), lambda row: row.reviews, sort="reviews", kind="number"),
            _reckoned("selisih", _("Selisih"), lambda row: row.disagreement, sort="disagreement"),
            Column("perbaikan", _("Perbaikan"), lambda row: mended.get(row.application.pk, 0), kind="number"),
            Column("keadaan", _("Keadaan"), lambda row: words[row.state], state),
        ],
        name=f"nilai-{call.slug}",
        caption=_("Nilai setiap lamaran, mentah dan terkoreksi"),
        search=("receipt",),
        filters=[
            Filter("keadaan", _("Keadaan"), state_choices(), lambda rows, value: rows.only(state=value)),
            Filter("jalur", _("Jalur"), _tracks(rows), lambda rows, value: rows.only(track=value)),
        ],
        empty=Empty(
            _("Belum ada lamaran yang lolos"), _("Nilai muncul setelah lamaran lolos penyaringan dan dinilai.")
        ),
    )


def _reckoned(key: str, label: Any, value: Any, words: Any = figure, sort: str = "") -> Column:
    return Column(key, label, value, lambda row: Cell(words(value(row))), sort=sort, kind="number")


def _tracks(rows: list[ScoreRow]) -> list[tuple[str, str]]:
    return [(name, name) for name in sorted({row.track for row in rows})]


def _by_active(rows: QuerySet[Reviewer], value: str) -> QuerySet[Reviewer]:
    return rows.filter(active=value == "aktif")
