"""When no panel can meet the quotas: which give way before the draw. Nothing is computed here but asked for."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions.recomputing import (
    UNPROPOSED,
    giving_way,
    is_time_alone,
    may_lift_limit,
    may_lift_numbers,
)
from sanggar.selection.features import features_of
from sanggar.selection.models import Draw, LotteryWork, Procedure
from sanggar.selection.pages.clash_words import clash_rows
from sanggar.selection.pages.left_out import Unreachable, as_given, left_out_of, mark_of
from sanggar.selection.pages.presenters import work_faults
from sanggar.selection.pages.quota_forms import QuotaForm
from sanggar.selection.pages.relaxing import REASON
from sanggar.selection.pages.seen import renew
from sanggar.selection.rules import may_run_draw

QUOTAS, FEWER, LIFT, PLAIN = "quotas", "fewer", "lift", "plain"
PUBLIC_REASON = gettext_lazy(
    "Dapat dibaca semua orang; jangan menyebut kuota data khusus atau jumlah orangnya di sini."
)


class RecomputeForm(QuotaForm):
    """`way` is asked only where there is more than one: fewer seats, or no limit per household any more. Quotas are
    asked only where they may give way (`is_time_alone`), and none that there were not.
    """

    way = forms.ChoiceField(label=gettext_lazy("Jalan keluar"), widget=forms.RadioSelect)
    draw_at = forms.DateTimeField(label=gettext_lazy("Waktu undian"), required=False)
    reason = REASON
    told_of = forms.CharField(widget=forms.HiddenInput, required=False)  # the change whose consequences were read

    def __init__(
        self, *args: Any, ways: list[tuple[str, str]], is_time_alone: bool, is_sealed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_sealed:
            self.fields["reason"].help_text = PUBLIC_REASON
        self.keep_groups([] if is_time_alone else kwargs["quotas"])
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = ways
        if [way for way, _label in ways] == [QUOTAS]:
            del self.fields["way"]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in super().plain_fields if field.name != "way"]

    def keep_told(self, mark: str) -> None:
        """Sent again as it is, it need not be told again."""
        self.initial["told_of"] = mark
        if self.is_bound:
            renew(self, told_of=mark)

    def given(self, work: LotteryWork) -> dict[str, Any]:
        """What is to change. Without the limit per household, or numbers, quotas and seats stay."""
        way = self.cleaned_data.get("way", QUOTAS)
        plain = {name: self.cleaned_data[name] for name in ("draw_at", "reason")}
        if way == LIFT:
            return plain | {"lift": "limit"}
        if way == PLAIN:
            return plain | {"lift": "numbers"}
        return plain | {"quotas": self.quotas() or None, "seats": work.fewer_seats if way == FEWER else None}


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_run_draw)
def recompute(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Accept or edit the smallest change that makes the quotas meetable, or move the draw; then compute anew."""
    draw = _draw(programme, call)
    work = LotteryWork.objects.filter(draw=draw).first()
    if draw.lottery or work is None or not (work.fault or work.is_stuck(clock.now())):
        messages.info(request, _("Tidak ada yang perlu dihitung lagi."))  # clicked twice, or a colleague was faster
        return _back(programme, draw)
    form = _recompute_form(request, draw, work)
    left_out = _left_out(form, draw, work)
    is_read = form.is_bound and not left_out and form.is_valid()
    if is_read and form.carry_out(partial(_recompute, form, draw, work), by=request.actor, at=clock.now()):
        messages.success(request, _("Dicatat. Undian dihitung lagi."))
        return _back(programme, draw)
    return _page(request, programme, draw, form, work, left_out)


def _left_out(form: RecomputeForm, draw: Draw, work: LotteryWork) -> list[Unreachable]:
    """Whom the change would leave without a chance, as long as that has not been read: first of the proposal, then of
    what was typed in its place.
    """
    if is_time_alone(work) or (form.is_bound and not form.is_valid()):
        return []
    if not form.is_bound and work.fault in UNPROPOSED:
        return []
    after = as_given(draw, form.given(work) if form.is_bound else _smallest(draw, work))
    if form.is_bound and form.cleaned_data["told_of"] == mark_of(after):
        return []
    try:
        found = left_out_of(after, work)
    except DomainError as refused:
        if form.is_bound:
            form.tell(refused)
        return []
    form.keep_told(mark_of(after))
    return found


def _smallest(draw: Draw, work: LotteryWork) -> dict[str, Any]:
    return {"quotas": giving_way(draw, work).proposed, "seats": work.fewer_seats}


def _recompute_form(request: DeskRequest, draw: Draw, work: LotteryWork) -> RecomputeForm:
    """With the proposal typed in. Seats of the tracks are shown as quotas where they too have to give way."""
    procedure = Procedure.objects.get(call=draw.call)
    proposed = {(clash["feature"], clash["value"]): (clash["new_least"], clash["new_most"]) for clash in work.clashes}
    is_whole = {name for name, _value in proposed} <= set(procedure.quotas)
    quotas = procedure.quotas if is_whole else draw.quotas
    ways = [(QUOTAS, _("Ubah kuota"))]
    if work.fewer_seats:
        ways = [(FEWER, _("Undi %(seats)s kursi saja, dengan kuota di bawah") % {"seats": work.fewer_seats})]
    if may_lift_limit(draw, work):
        ways.append((LIFT, _("Cabut batas satu orang per keluarga; kursi dan kuota tetap")))
    if may_lift_numbers(draw, work):
        ways.append((PLAIN, _("Tanpa susunan bernomor; kursi dan kuota tetap")))
    initial = {"draw_at": procedure.draw_at, "way": ways[0][0]}
    return RecomputeForm(
        request.POST or None,
        call=draw.call,
        quotas=quotas,
        proposed=proposed,
        ways=ways,
        is_time_alone=is_time_alone(work),
        is_sealed=draw.is_sealed,
        initial=initial,
    )


def _recompute_words(work: LotteryWork) -> tuple[str, str]:
    if work.fault in UNPROPOSED:
        return _("Ubah kuota atau waktu"), _(
            "Undiannya belum ditemukan. Lebih mudah bila kuotanya longgar, boleh lebih dari satu orang per keluarga, "
            "atau tanpa susunan bernomor. Kuota hanya dapat dilonggarkan, tidak dipersempit."
        )
    if is_time_alone(work):
        return _("Pindahkan waktu"), _("Daftar, kuota, dan kursinya tetap; hanya waktunya yang dapat diganti.")
    return _("Ubah kuota atau waktu"), _(
        "Yang terisi adalah perubahan terkecil yang membuat kuota dapat dipenuhi. Kuota boleh dilonggarkan dengan cara "
        "lain, tidak lebih banyak daripada itu; bahwa caranya lain dapat dibaca semua orang."
    )


def _recompute(form: RecomputeForm, draw: Draw, work: LotteryWork, *, by: Actor, at: Any, **_typed: Any) -> None:
    actions.recompute_lottery(draw, **form.given(work), by=by, at=at)


def _page(
    request: DeskRequest,
    programme: Programme,
    draw: Draw,
    form: QuotaForm,
    work: LotteryWork,
    left_out: list[Unreachable],
) -> HttpResponse:
    heading, lead = _recompute_words(work)
    context = {
        "programme": programme,
        "call": draw.call,
        "form": form,
        "heading": heading,
        "lead": lead,
        "clashes": clash_rows(work_faults(draw, work), features_of(draw.call)),
        "submit": _("Hitung lagi"),
        "left_out": {"people": sum(row.people for row in left_out), "rows": left_out},
        "is_sealed": draw.is_sealed,
    }
    is_refused = form.is_bound and (form.errors or left_out)
    return render(request, "selection/recompute.html", context, status=422 if is_refused else 200)


def _draw(programme: Programme, call: str) -> Draw:
    draws = Draw.objects.select_related("call__stage__programme__organisation__region")
    return get_object_or_404(draws, call__stage__programme=programme, call__slug=call)


def _back(programme: Programme, draw: Draw) -> HttpResponse:
    return redirect("selection:draw", programme.organisation.slug, programme.slug, draw.call.slug)
