"""The participant's own pages for what goes past the mentor: another mentor, a complaint, one's hopes."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sanggar.foundation import clock, rates
from sanggar.foundation.sealed import unseal
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.foundation.ui.picker import asked_for
from sanggar.mentoring import actions
from sanggar.mentoring.models import ANSWER_PLACE, ChangeRequest, Complaint, Wish
from sanggar.mentoring.pages.care_forms import AskForm, CodeForm, ComplaintForm
from sanggar.mentoring.pages.doors import Door, page_of
from sanggar.mentoring.pages.wish_forms import WishForm, wish_initial
from sanggar.mentoring.queries import active_mentorship, complaint_by_code, complaint_code, is_over, own_complaints

GUESSES, WINDOW = 20, timedelta(minutes=10)


def ask(request: HttpRequest, door: Door) -> HttpResponse:
    pair = active_mentorship(door.enrolment)
    if pair is None or is_over(door.enrolment.stage.programme, clock.now()):
        return redirect(door.home)
    form = AskForm(request.POST or None)
    act = partial(actions.ask_for_another, pair)
    if form.is_valid() and form.carry_out(act, by=door.by, at=clock.now()):
        messages.success(request, _("Permintaan diterima. Pengelola program akan menghubungi Anda."))
        return redirect(door.home)
    lead = _("Permintaan ini hanya dibaca pengelola program. Pendamping Anda tidak diberi tahu alasannya.")
    return _form_page(request, door, form, _("Minta pendamping lain"), lead)


@require_POST
def take_back(request: HttpRequest, door: Door) -> HttpResponse:
    """The wish for another mentor, while nobody has answered it."""
    rows = ChangeRequest.objects.filter(mentorship__enrolment=door.enrolment, answered_at=None)
    found = rows.select_related("mentorship__mentor__programme__organisation").first()
    form = ConfirmForm(request.POST)
    if found is None:
        messages.info(request, _("Permintaan Anda sudah dijawab."))
    elif form.is_valid() and form.carry_out(partial(actions.take_back_request, found), by=door.by, at=clock.now()):
        messages.success(request, _("Permintaan ditarik. Pendamping Anda tetap."))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect(door.home)


def wish(request: HttpRequest, door: Door) -> HttpResponse:
    told = Wish.objects.filter(enrolment=door.enrolment).first()
    form = WishForm(door.enrolment, request.POST or None, asked=asked_for(request), initial=wish_initial(told))
    if form.is_valid() and form.carry_out(partial(actions.tell_wish, door.enrolment), by=door.by, at=clock.now()):
        messages.success(request, _("Terima kasih, harapan Anda dicatat."))
        return redirect(door.home)
    lead = _("Dipakai ketika pendamping dipilihkan. Semuanya boleh kosong; kami mengusahakan, tanpa berjanji.")
    return _form_page(request, door, form, _("Yang saya perlukan dari pendamping"), lead)


def complain(request: HttpRequest, door: Door) -> HttpResponse:
    """The form, and below it one's earlier complaints with their codes and answers."""
    form = ComplaintForm(door.enrolment, request.POST or None)
    if form.is_valid() and _carry_out(form, door):
        messages.success(request, _("Aduan diterima. Simpan kodenya: dengan kode itu Anda dapat melihat jawabannya."))
        return redirect(door.to("complaint"))
    rows = [complaint_row(each) for each in own_complaints(door.enrolment)]
    page = page_of(door, form=form, rows=rows)
    return render(request, "mentoring/own_complaint.html", page, status=422 if form.errors else 200)


def _carry_out(form: ComplaintForm, door: Door) -> bool:
    return form.carry_out(partial(actions.make_complaint, door.enrolment), at=clock.now())


@csrf_exempt
@login_not_required
def follow(request: HttpRequest) -> HttpResponse:
    """What became of a complaint, for whoever has its code; says nothing of whom it is about."""
    form = CodeForm(request.POST or None)
    wait = 0
    found = complaint_by_code(form.cleaned_data["code"]) if form.is_valid() else None
    if form.is_valid() and found is None:
        wait = rates.seconds_to_wait("complaint-code", rates.client_address(request), limit=GUESSES, window=WINDOW)
        form.add_error("code", _("Kode ini tidak dikenal. Periksa lagi huruf dan angkanya."))
    page = {"form": form, "row": complaint_row(found) if found and not wait else None}
    status = 429 if wait else 422 if form.errors else 200
    response = render(request, "mentoring/follow_complaint.html", page, status=status)
    response["Cache-Control"] = "no-store"
    return response


def complaint_row(complaint: Complaint) -> dict[str, Any]:
    if complaint.answered_at:
        state, tone = _("Dijawab"), "good"
    elif complaint.taken_at:
        state, tone = _("Sedang diperiksa"), "now"
    else:
        state, tone = _("Diterima"), "idle"
    answer = unseal(complaint.answer_sealed, ANSWER_PLACE) if complaint.answer_sealed else ""
    code = complaint_code(complaint)
    return {"code": code, "made_at": complaint.made_at, "state": state, "tone": tone, "answer": answer}


def _form_page(request: HttpRequest, door: Door, form: Any, title: str, lead: str) -> HttpResponse:
    page = page_of(door, form=form, title=title, lead=lead)
    return render(request, "mentoring/own_form.html", page, status=422 if form.errors else 200)
