"""Desk: the categories of a call and their invitation codes."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanggar.applications import actions
from sanggar.applications.documents import invitation_slips
from sanggar.applications.models import Call, CallCategory, InvitationCode
from sanggar.applications.pages.calls import call_of
from sanggar.applications.pages.category_forms import CategoryForm, CodesForm
from sanggar.applications.pages.composing import act_of, saved_or_shown
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page(may_screen)
def add_category(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    call = call_of(programme, slug)
    form = CategoryForm(call, None, request.POST or None)
    return saved_or_shown(request, call, form, partial(actions.write_category, call), _("Tambah kategori"))


@programme_page(may_screen)
def change_category(request: DeskRequest, programme: Programme, slug: str, key: str) -> HttpResponse:
    call = call_of(programme, slug)
    form = CategoryForm(call, _category(call, key), request.POST or None)
    return saved_or_shown(request, call, form, partial(actions.write_category, call, key=key), _("Ubah kategori"))


@require_POST
@programme_page(may_screen)
def remove_category(request: DeskRequest, programme: Programme, slug: str, key: str) -> HttpResponse:
    call = call_of(programme, slug)
    return act_of(request, call, partial(actions.remove_category, call, _category(call, key).key))


def _category(call: Call, key: str) -> CallCategory:
    found = next((each for each in call.category_list if each.key == key), None)
    if found is None:
        raise Http404
    return found


# --- codes -----------------------------------------------------------------------------------------------------------
@require_safe
@programme_page(may_screen)
def codes(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    """For those who hand them out alone: whoever reads a code may apply by it."""
    call = call_of(programme, slug)
    listing = codes_listing(request, call)
    page = {"programme": programme, "call": call, "listing": listing, "any": listing.rows.exists()}
    return listing.file() or render(request, "applications/codes.html", page)


@programme_page(may_screen)
def add_codes(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    call = call_of(programme, slug)
    form = CodesForm(call, request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.make_codes, call), by=request.actor, at=clock.now()):
        messages.success(request, _("Kode undangan dibuat. Cetak, atau unduh daftarnya."))
        return _to_codes(call)
    page = {"programme": programme, "call": call, "form": form, "title": _("Buat kode undangan")}
    return render(request, "applications/compose_form.html", page, status=422 if form.errors else 200)


@programme_page(may_screen)
def revoke_code(request: DeskRequest, programme: Programme, slug: str, pk: int) -> HttpResponse:
    call = call_of(programme, slug)
    code = get_object_or_404(call.invitation_codes.select_related("call"), pk=pk, revoked_at=None)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.revoke_code, code), by=request.actor, at=clock.now()):
        messages.success(request, _("Kode dicabut."))
        return _to_codes(call)
    page = {"programme": programme, "call": call, "form": form, "code": code}
    return render(request, "applications/code_revoke.html", page, status=422 if form.errors else 200)


@require_safe
@programme_page(may_screen)
def print_codes(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    """Those that still let somebody in."""
    call, at = call_of(programme, slug), clock.now()
    usable = [code for code in call.invitation_codes.filter(revoked_at=None) if code.uses < code.allowed]
    response = pdf_response(invitation_slips(call, usable, at=at), f"kode-undangan-{call.slug}")
    response["Cache-Control"] = "no-store"
    return response


def codes_listing(request: HttpRequest, call: Call) -> Listing:
    place = (call.programme.organisation.slug, call.programme.slug, call.slug)

    def state(code: InvitationCode) -> Cell:
        if code.revoked_at:
            return Cell(_("Dicabut"), tone="bad")
        if code.uses >= code.allowed:
            return Cell(_("Habis dipakai"), tone="idle")
        return Cell(_("Cabut"), reverse("applications:revoke_code", args=(*place, code.pk)))

    def state_words(code: InvitationCode) -> str:
        return _("Dicabut") if code.revoked_at else _("Habis dipakai") if code.uses >= code.allowed else _("Berlaku")

    kinds = [(each.key, each.shown) for each in call.category_list if each.needs_code]
    return Listing(
        request,
        call.invitation_codes.all(),
        (
            Column("code", _("Kode"), lambda code: code.code),
            Column("category", _("Kategori"), lambda code: call.category_of(code.category).shown, sort="category"),
            Column("note", _("Untuk siapa"), lambda code: code.note, sort="note"),
            Column("uses", _("Dipakai"), lambda code: code.uses, sort="uses", kind="number"),
            Column("allowed", _("Paling banyak"), lambda code: code.allowed, sort="allowed", kind="number"),
            Column("state", _("Keadaan"), state_words, state),
        ),
        name="kode-undangan",
        caption=_("Kode undangan"),
        search=("note",),
        filters=[Filter("category", _("Kategori"), kinds, lambda rows, value: rows.filter(category=value))],
        empty=Empty(
            _("Belum ada kode undangan"),
            _("Kategori yang hanya dapat dipilih dengan kode belum dapat dimasuki siapa pun.")
            if kinds
            else _("Tandai sebuah kategori “hanya dengan kode undangan”, lalu buat kodenya."),
            reverse("applications:add_codes", args=place),
            _("Buat kode undangan"),
        ),
    )


def _to_codes(call: Call) -> HttpResponse:
    programme = call.programme
    return redirect("applications:codes", programme.organisation.slug, programme.slug, call.slug)
