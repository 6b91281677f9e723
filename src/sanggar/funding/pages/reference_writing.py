"""Desk: a reference list comes in (uploaded, looked through, all of it or nothing), and somebody else verifies it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.funding import actions
from sanggar.funding.models import ReferenceDraft, ReferenceList
from sanggar.funding.pages import reference_presenters as presenters
from sanggar.funding.pages.reference_forms import PracticeForm, UploadForm
from sanggar.funding.pages.references import for_whom
from sanggar.funding.reference_queries import practices_known, reference_list, versions
from sanggar.funding.rules import may_import_references, may_verify_references
from sanggar.people.access import DeskRequest


@for_whom(may_import_references)
def upload(request: DeskRequest) -> HttpResponse:
    kept: list[ReferenceDraft] = []
    form = UploadForm(request.POST or None, request.FILES or None)
    at = clock.now()

    def act(*, by: Actor, **fields: object) -> None:
        upload = fields.pop("file")
        kept.append(actions.keep_draft(file_name=upload.name, content=upload.read(), by=by, at=at, **fields))  # type: ignore[arg-type, attr-defined]  # as the form has cleaned them

    if form.is_valid() and form.carry_out(act, by=request.actor):
        return redirect("references:preview", kept[0].pk) if kept else redirect("references:lists")
    page = {"form": form, "kinds": presenters.columns_told()}
    return render(request, "funding/reference_upload.html", page, status=422 if form.errors else 200)


@for_whom(may_import_references)
def preview(request: DeskRequest, pk: int) -> HttpResponse:
    """Every error by row, and how the list differs from the one that counts now; then all of it at once."""
    draft = get_object_or_404(ReferenceDraft, pk=pk)
    made: list[ReferenceList] = []
    form = ConfirmForm(request.POST or None)

    def act(*, by: Actor) -> None:
        made.append(actions.import_draft(draft, by=by, at=clock.now()))

    if form.is_valid() and form.carry_out(act, by=request.actor):
        messages.success(request, _("Daftar dimasukkan. Mintalah orang lain memverifikasinya."))
        return redirect("references:list", made[0].pk) if made else redirect("references:lists")
    read = actions.read_draft(draft)
    page = {"draft": draft, "form": form, "errors": read.errors, "drop": ConfirmForm()}
    page |= presenters.preview_told(draft, read, reference_list(draft.kind, draft.valid_from))
    return render(request, "funding/reference_preview.html", page, status=422 if form.errors else 200)


@for_whom(may_import_references)
def drop(request: DeskRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(ReferenceDraft.objects.defer("table"), pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.drop_draft, draft), by=request.actor, at=clock.now()):
        messages.success(request, _("Daftar yang diunggah dibuang."))
        return redirect("references:lists")
    page = {"draft": draft, "form": form}
    return render(request, "funding/reference_drop.html", page, status=422 if form.errors else 200)


@for_whom(may_verify_references)
def verify(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(versions(), pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.verify_list, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Daftar terverifikasi."))
        return redirect("references:list", found.pk)
    page = {"list": found, "form": form, "facts": presenters.list_facts(found)}
    return render(request, "funding/reference_verify.html", page, status=422 if form.errors else 200)


@for_whom(may_verify_references)
def practice(request: DeskRequest) -> HttpResponse:
    today = clock.today()
    form = PracticeForm(practices_known(today), request.POST or None, initial={"valid_from": today})
    if form.is_valid() and form.carry_out(actions.choose_tax_practice, by=request.actor, at=clock.now()):
        messages.success(request, _("Pilihan praktik pajak dicatat."))
        return redirect("references:lists")
    page = {"form": form, "history": presenters.practice_history()}
    return render(request, "funding/tax_practice.html", page, status=422 if form.errors else 200)
