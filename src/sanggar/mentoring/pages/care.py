"""Desk: wishes for another mentor, complaints, and the days after which silence is looked into."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.sealed import unseal
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.foundation.ui.picker import asked_for
from sanggar.mentoring import actions
from sanggar.mentoring.models import (
    ANSWER_PLACE,
    COMPLAINT_PLACE,
    MEASURES_PLACE,
    WISH_PLACE,
    ChangeRequest,
    Complaint,
    Mentorship,
)
from sanggar.mentoring.pages.applications import offer_address
from sanggar.mentoring.pages.care_forms import AccusedForm, AnswerForm, DeclineRequestForm, TermsForm
from sanggar.mentoring.pages.care_listings import complaints_listing
from sanggar.mentoring.queries import complaints_of, open_mentorship, requests_of, terms_of
from sanggar.mentoring.refusals import AccusedPicked
from sanggar.mentoring.rules import may_answer_complaints, may_arrange_mentoring, may_hear_complaints
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page(may_arrange_mentoring)
def terms(request: DeskRequest, programme: Programme) -> HttpResponse:
    now = terms_of(programme)
    days = {
        "escalate_after": now.escalate_after,
        "first_contact_within": now.first_contact_within,
        "work_overdue_after": now.work_overdue_after,
        "takes_applications": now.takes_applications,
        "bars_assessors": now.bars_assessors,
    }
    form = TermsForm(request.POST or None, initial=days)
    if form.is_valid() and form.carry_out(partial(actions.set_terms, programme), by=request.actor, at=clock.now()):
        messages.success(request, _("Ketentuan disimpan."))
        return redirect("mentoring:pairs", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form, "address": offer_address(request, programme)}
    return render(request, "mentoring/terms.html", page, status=422 if form.errors else 200)


@programme_page(may_arrange_mentoring)
def requests(request: DeskRequest, programme: Programme) -> HttpResponse:
    rows = [_request_row(each) for each in requests_of(programme, request.user)]
    return render(request, "mentoring/requests.html", {"programme": programme, "rows": rows})


@programme_page(may_arrange_mentoring)
def decline_request(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = get_object_or_404(requests_of(programme, request.user), pk=pk)
    form = DeclineRequestForm(request.POST or None)
    act = partial(actions.decline_request, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Jawaban dikirim ke halaman peserta."))
        return redirect("mentoring:requests", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "row": _request_row(found), "form": form}
    return render(request, "mentoring/decline_request.html", page, status=422 if form.errors else 200)


@programme_page(may_hear_complaints)
def complaints(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = complaints_listing(request, programme, complaints_of(programme, request.user))
    page = {"programme": programme, "listing": listing}
    return listing.file() or render(request, "mentoring/complaints.html", page)


@programme_page(may_hear_complaints, to_write=may_answer_complaints)
def complaint(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Read by who may hear it; that somebody looks into it is said by a button, for reading writes nothing."""
    found = get_object_or_404(complaints_of(programme, request.user), pk=pk)
    form = AnswerForm(request.POST or None)
    act = partial(actions.answer_complaint, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Jawaban disimpan. Peserta membacanya dengan kode aduannya."))
        return redirect("mentoring:complaint", programme.organisation.slug, programme.slug, pk)
    may_answer = may_answer_complaints(request.user, programme)
    answer = unseal(found.answer_sealed, ANSWER_PLACE) if found.answer_sealed else ""
    page = {
        "programme": programme,
        "complaint": found,
        "text": unseal(found.text_sealed, COMPLAINT_PLACE),
        "answer": answer,
        "measures": unseal(found.measures_sealed, MEASURES_PLACE) if found.measures_sealed else "",
        "form": form if may_answer else None,
        "tap": ConfirmForm(auto_id=False),
        "may_name": may_answer and found.may_be_named,
        "namings": _namings(found),
        "still": _still_accompanied(found),
    }
    return render(request, "mentoring/complaint.html", page, status=422 if form.errors else 200)


@require_POST
@programme_page(may_answer_complaints)
def take_complaint(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Who complained sees that somebody looks into it; the record keeps who."""
    found = get_object_or_404(complaints_of(programme, request.user), pk=pk)
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.take_complaint, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Dicatat: aduan ini sedang diperiksa."))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("mentoring:complaint", programme.organisation.slug, programme.slug, pk)


@programme_page(may_answer_complaints)
def name_accused(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Whom a complaint means that names nobody. Who says that it is oneself reads no more of it."""
    found = get_object_or_404(complaints_of(programme, request.user), pk=pk)
    if not found.may_be_named:
        messages.info(request, str(AccusedPicked.message))
        return redirect("mentoring:complaint", programme.organisation.slug, programme.slug, pk)
    form = AccusedForm(found, request.POST or None, asked=asked_for(request))
    act = partial(actions.name_accused, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        told = _("Dicatat. Orang ini tidak dapat membaca aduan ini.")
        messages.success(request, told if form.cleaned_data["accused"] else _("Nama yang tercatat dihapus."))
        place = [programme.organisation.slug, programme.slug]
        if complaints_of(programme, request.user).filter(pk=pk).exists():
            return redirect("mentoring:complaint", *place, pk)
        return redirect("mentoring:complaints", *place)  # who named themself reads it no more
    page = {
        "programme": programme,
        "complaint": found,
        "form": form,
        "text": unseal(found.text_sealed, COMPLAINT_PLACE),
    }
    return render(request, "mentoring/name_accused.html", page, status=422 if form.errors else 200)


def _still_accompanied(complaint: Complaint) -> Mentorship | None:
    """The pair that runs on, or was proposed, with the very person who is accused."""
    pair = open_mentorship(complaint.enrolment)
    return pair if pair and pair.mentor.account_id == complaint.accused_id else None


def _namings(complaint: Complaint) -> list[dict[str, Any]]:
    """Whom the office wrote down, each time anew, as a story."""
    return [
        {
            "at": each.named_at,
            "title": each.accused.name if each.accused else _("Bukan siapa pun dari program ini"),
            "by": each.named_by,
        }
        for each in complaint.namings.select_related("accused")
    ]


def _request_row(change: ChangeRequest) -> dict[str, Any]:
    return {"request": change, "pair": change.mentorship, "reason": unseal(change.reason_sealed, WISH_PLACE)}
