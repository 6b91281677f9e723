"""Desk: the letters of a call, seen with a real applicant before anybody gets one, and written by the office."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sanggar.applications import actions
from sanggar.applications.letters import HIDDEN_LINK, common_values, letter_in_force, receipt_told, words_of
from sanggar.applications.merging import fill
from sanggar.applications.models import Call, CallLetter
from sanggar.applications.moments import LINK, Moment, fields_of, needed_in
from sanggar.applications.pages.calls import call_of
from sanggar.applications.pages.fixed_letters import fixed_letters
from sanggar.applications.pages.letter_forms import LetterForm
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.messaging.segments import segments
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme

LANGUAGES = ("id", "en")
HIDDEN = {LINK: HIDDEN_LINK}


@require_safe
@programme_page(may_screen)
def letters(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    call = call_of(programme, slug)
    own = {letter.moment: letter for letter in call.letters.filter(retired_at=None)}
    rows = [_row(call, moment, own.get(moment)) for moment in Moment]
    page = {"programme": programme, "call": call, "rows": rows, "fixed": fixed_letters(call, LANGUAGES)}
    return render(request, "applications/letters.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_screen)
def letter(request: DeskRequest, programme: Programme, slug: str, moment: str) -> HttpResponse:
    """The words of a moment, and how they read; sent with `what=lihat` it only shows, and saves nothing."""
    call = call_of(programme, slug)
    if moment not in Moment.values:
        raise Http404
    standing = letter_in_force(call, moment)
    form = LetterForm(moment, request.POST or None, initial=LetterForm.initial_of(moment, standing))
    is_right = form.is_valid()
    if is_right and request.POST.get("what") != "lihat":
        write = partial(actions.write_letter, call, moment=moment)
        if form.carry_out(write, by=request.actor, at=clock.now()):
            messages.success(request, _("Teks baru dipakai untuk pesan berikutnya."))
            return redirect("applications:letter", programme.organisation.slug, programme.slug, slug, moment)
    seen = CallLetter(call=call, moment=moment, **form.texts) if is_right else standing
    context = {
        "programme": programme,
        "call": call,
        "form": form,
        "moment": Moment(moment).label,
        "standing": standing,
        "reset": ConfirmForm(auto_id=False),
        "reset_link": _address("reset_letter", call, moment),
        "fields": _fields_told(moment),
        "previews": [_preview(call, moment, seen, language) for language in LANGUAGES],
    }
    return render(request, "applications/letter.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
@programme_page(may_screen)
def reset(request: DeskRequest, programme: Programme, slug: str, moment: str) -> HttpResponse:
    call = call_of(programme, slug)
    standing = get_object_or_404(CallLetter, call=call, moment=moment, retired_at=None)
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.reset_letter, standing), by=request.actor, at=clock.now()):
        messages.success(request, _("Teks bawaan dipakai lagi."))
    return redirect("applications:letter", programme.organisation.slug, programme.slug, slug, moment)


def _fields_told(moment: str) -> list[tuple[str, str]]:
    """What may stand in a text of the moment; what its body must hold comes first."""
    known, needed = fields_of(moment), needed_in(moment)
    told = [(name, _("%(what)s; wajib ada dalam isi") % {"what": what}) for name, what in needed.items()]
    told += [(name, str(field.label)) for name, field in known.items() if name not in needed]
    return [(f"{{{name}}}", what) for name, what in told]


def _row(call: Call, moment: Moment, own: CallLetter | None) -> dict[str, Any]:
    version = _("Teks kantor, versi %(number)s") % {"number": own.version} if own else _("Teks bawaan")
    subject = words_of(moment, own, translation.get_language() or "id").subject
    return {"label": moment.label, "link": _address("letter", call, moment), "version": version, "subject": subject}


def _preview(call: Call, moment: str, letter: CallLetter | None, language: str) -> dict[str, Any]:
    """As the first applicant would read it, with examples where only the moment itself will tell."""
    words = words_of(moment, letter, language)
    with translation.override(language):
        values = {name: str(field.example) for name, field in fields_of(moment).items()}
        first = call.applications.filter(erased_at=None).order_by("pk").first()
        if moment == Moment.RECEIPT:
            values |= receipt_told(call, language)
        if first:
            values |= common_values(first, language)
        sms = fill(words.short, values)  # counted with a link as long as it will be, and shown without
        subject, body, shown = (fill(text, values | HIDDEN) for text in (words.subject, words.body, words.short))
    parts = segments(sms)
    count = ngettext("%(n)s bagian SMS", "%(n)s bagian SMS", parts.parts) % {"n": parts.parts}
    note = _("%(length)s huruf, %(count)s") % {"length": len(sms), "count": count}
    if parts.is_wide:
        note += ". " + _("Huruf “%(letter)s” membuat SMS lebih pendek dan lebih mahal.") % {"letter": parts.strange}
    return {"language": language, "subject": subject, "body": body, "sms": shown, "note": note}


def _address(name: str, call: Call, moment: str) -> str:
    programme = call.programme
    return reverse(f"applications:{name}", args=[programme.organisation.slug, programme.slug, call.slug, moment])
