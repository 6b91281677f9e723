"""Objections at the desk: who contests a refusal or a mark, the answer, and what follows from it."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sanggar.applications.models import Act, ApplicationState, Call
from sanggar.foundation import clock
from sanggar.foundation.money import grouped
from sanggar.foundation.ui.forms import FEWEST_WORDS, ActForm, ConfirmForm
from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import MARKED, Draw, Objection, ObjectionState, Rule
from sanggar.selection.moments import when
from sanggar.selection.pages.columns import address
from sanggar.selection.queries import frozen_mark_of
from sanggar.selection.queries.objections import is_own_decision
from sanggar.selection.rules import may_answer_objections, may_see_decisions

TONES = {ObjectionState.OPEN: "warn", ObjectionState.UPHELD: "good", ObjectionState.REJECTED: "idle"}


class AnswerForm(ActForm):
    upheld = forms.TypedChoiceField(
        label=gettext_lazy("Keputusan"),
        choices=[("ya", gettext_lazy("Dikabulkan: ikut serta")), ("tidak", gettext_lazy("Tidak dikabulkan"))],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Jawaban kepada pelamar"),
        min_length=FEWEST_WORDS,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Dibaca pelamar di halamannya sendiri; di berita acara hanya tertulis putusannya."),
    )

    understood = forms.BooleanField(
        label=gettext_lazy("Bila dikabulkan: saya sudah membaca akibatnya bagi daftar dan semua orang di dalamnya"),
        help_text=gettext_lazy("Jawaban, dikabulkan atau tidak, langsung berlaku dan tidak dapat diubah lagi."),
        required=False,
    )

    def __init__(self, *args: Any, is_refusal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["upheld"]
        if isinstance(field, forms.ChoiceField) and not is_refusal:  # a mark is read again, whatever comes of it
            field.choices = [("ya", _("Dikabulkan: dinilai lagi")), ("tidak", _("Tidak dikabulkan"))]

    def clean(self) -> dict[str, Any]:
        """The tick is asked for where the objection is upheld, and kept nowhere."""
        cleaned = super().clean() or {}
        understood = cleaned.pop("understood", False)
        if cleaned.get("upheld") and not understood:
            self.add_error("understood", _("Baca dulu apa yang terjadi bila dikabulkan, lalu centang."))
        return cleaned


@programme_page(may_see_decisions)
def objections(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = _call(programme, call)

    def link(row: Objection) -> Cell:
        return Cell(row.application.receipt, address("answer_objection", programme, found.slug, row.pk))

    listing = Listing(
        request,
        Objection.objects.filter(application__call=found).select_related("application"),
        (
            Column(
                "receipt", _("Nomor lamaran"), lambda row: row.application.receipt, link, sort="application__receipt"
            ),
            Column("of", _("Yang disanggah"), _what),
            Column("at", _("Disampaikan"), lambda row: row.at, sort="at"),
            Column(
                "state",
                _("Keadaan"),
                lambda row: row.get_state_display(),
                lambda row: Cell(row.get_state_display(), tone=TONES[ObjectionState(row.state)]),
                sort="state",
            ),
            Column("answered", _("Dijawab"), lambda row: row.answered_at, sort="answered_at"),
        ),
        name="sanggahan",
        caption=_("Sanggahan"),
        empty=Empty(_("Belum ada sanggahan"), _("Sanggahan muncul di sini selama masa sanggah.")),
    )
    unsettled = Objection.objects.filter(application__call=found, state=ObjectionState.UPHELD, settled_at=None).count()
    context = {"programme": programme, "call": found, "listing": listing, "unsettled": unsettled}
    context |= {"confirm": ConfirmForm(), "may_answer": may_answer_objections(request.user, programme)}
    return listing.file() or render(request, "selection/objections.html", context)


@require_POST
@programme_page(may_answer_objections)
def settle(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Freeze the list anew once those whose objection was upheld are marked; says what is missing otherwise."""
    found = _call(programme, call)
    draw, form = get_object_or_404(Draw, call=found), ConfirmForm(request.POST)
    act = partial(actions.settle_objections, draw)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _told_settled(draw))
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return redirect("selection:objections", programme.organisation.slug, programme.slug, found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_see_decisions, to_write=may_answer_objections)
def answer(request: DeskRequest, programme: Programme, call: str, pk: int) -> HttpResponse:
    found = _call(programme, call)
    objection = get_object_or_404(
        Objection.objects.select_related("application", "draw"), application__call=found, pk=pk
    )
    is_refusal = _is_of_refusal(objection)
    refusal = objection.application.events.filter(act=Act.REFUSE).last() if is_refusal else None
    form = AnswerForm(request.POST or None, is_refusal=is_refusal)
    act = partial(actions.answer_objection, objection)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _told_answer(objection))
        return redirect("selection:objections", programme.organisation.slug, programme.slug, found.slug)
    context = {
        "programme": programme,
        "call": found,
        "objection": objection,
        "contested": refusal.reason if refusal else _contested_mark(objection),
        "is_refusal": is_refusal,
        "decides_by_mark": objection.draw.rule in MARKED,
        "reading": _reading(objection),
        "form": form,
        "may_answer": may_answer_objections(request.user, programme),
        "is_own": is_own_decision(objection, request.actor),
        "answers_until": when(objection.draw.answers_until) if objection.draw.answers_until else "",
    }
    return render(request, "selection/objection.html", context, status=422 if form.errors else 200)


def _told_settled(draw: Draw) -> str:
    """Which list stands now."""
    revision = draw.revision
    draw.refresh_from_db()
    if draw.revision == revision:
        return _("Penilaian ulang tidak mengubah daftar: daftar yang dibekukan tetap berlaku, dan seleksi berlanjut.")
    return _told_list(draw)


def _told_list(draw: Draw) -> str:
    text = _("Daftar ke-%(number)s dibekukan: %(people)s orang, sidik %(digest)s. Daftar sebelumnya tetap tercatat.")
    return text % {"number": draw.revision, "people": grouped(draw.entrants), "digest": draw.list_digest}


def _is_of_refusal(objection: Objection) -> bool:
    """Or of a mark: that one has been eligible ever since, and if upheld is read once more."""
    if objection.state == ObjectionState.UPHELD:
        return not objection.readings
    return objection.application.state != ApplicationState.ELIGIBLE


def _what(objection: Objection) -> str:
    return _("Penolakan") if _is_of_refusal(objection) else _("Nilainya")


def _contested_mark(objection: Objection) -> str:
    """The mark as it was contested, in words."""
    mark = objection.mark_before if objection.readings else frozen_mark_of(objection.application)
    if mark is None:
        return ""
    if objection.draw.rule == Rule.FLOOR:
        floor = formats.localize(objection.draw.call.procedure.floor)
        return _("%(mark)s; nilai minimumnya %(floor)s") % {"mark": formats.localize(mark), "floor": floor}
    return str(formats.localize(mark))


def _reading(objection: Objection) -> str:
    """What reading it once more gave."""
    if objection.mark_after is None:
        return ""
    return _("Nilai sesudah dinilai: %(mark)s.") % {"mark": formats.localize(objection.mark_after)}


def _told_answer(objection: Objection) -> str:
    """That it is kept and, where a new list follows from it at once, which."""
    objection.refresh_from_db()
    told = [_("Jawaban disimpan. Pelamar membacanya di halamannya sendiri.")]
    draw = objection.draw
    if objection.settled_at:
        told.append(_told_list(draw))
        if draw.awaits_lottery:
            told.append(_("Undiannya sedang dihitung lagi; nomor undian setiap orang baru."))
    elif objection.state == ObjectionState.UPHELD:
        told.append(
            _("Lamaran ini dinilai dahulu; bagikan kepada penilai, lalu selesaikan sanggahannya di halaman ini.")
        )
    return " ".join(told)


def _call(programme: Programme, slug: str) -> Call:
    return get_object_or_404(Call.objects.select_related("stage__programme"), stage__programme=programme, slug=slug)
