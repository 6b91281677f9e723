"""The own data of whoever is signed in: participant, mentor, trainer, reviewer, officer."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanggar.applications.actions import ask_right
from sanggar.applications.models import Application, RightsKind, RightsRequest
from sanggar.faces.own_data import json_copy, pdf_copy, sections_of
from sanggar.faces.public.own_data import kind_of
from sanggar.faces.rights_forms import AskAboutForm
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.journeys import account_reasons_to_keep, reasons_to_keep, subject_by_account
from sanggar.journeys.holdings import Subject
from sanggar.journeys.keeping import Keep
from sanggar.people.models import Account
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Programme
from sanggar.planning.rules import programmes_seen_by

Asker = Application | Account


@require_safe
def own_data(request: DeskRequest) -> HttpResponse:
    at, subject = clock.now(), subject_by_account(request.user)
    programme = programme_of(subject)
    page = {
        "sections": sections_of(subject, programme, at),
        "json_url": reverse("mine:own_data_json"),
        "pdf_url": reverse("mine:own_data_pdf"),
        "rights": [(kind.label, reverse("mine:ask_right", args=[kind])) for kind in RightsKind if programme],
        "requests": requests_of(subject),
        "keeps": keeps_of(subject, at),
    }
    return render(request, "mine/own_data.html", page)


@require_safe
def own_data_json(request: DeskRequest) -> HttpResponse:
    return json_copy(subject_by_account(request.user), clock.now())


@require_safe
def own_data_pdf(request: DeskRequest) -> HttpResponse:
    subject = subject_by_account(request.user)
    return pdf_copy(subject, programme_of(subject), clock.now())


def ask(request: DeskRequest, kind: str) -> HttpResponse:
    wanted, at, subject = kind_of(kind), clock.now(), subject_by_account(request.user)
    askable = choices_of(subject)
    if not askable:
        raise Http404
    choices = [(key, label) for key, (label, _asker, _programme) in askable.items()]
    form = AskAboutForm(wanted, choices, request.POST or None)
    by = Actor("account", str(request.user.pk), _("pemilik akun"))
    if form.is_valid() and form.carry_out(partial(_ask, askable, kind=wanted), by=by, at=at):
        messages.success(request, _("Permohonan Anda tercatat. Jawabannya akan tampil di halaman ini."))
        return redirect("mine:own_data")
    keeps = keeps_of(subject, at) if wanted == RightsKind.ERASURE else []
    page = {"form": form, "kind": wanted, "keeps": keeps, "back": reverse("mine:own_data")}
    return render(request, "mine/ask_right.html", page, status=422 if form.errors else 200)


def _ask(askable: dict[str, tuple[str, Asker, Programme]], *, about: str, **given: Any) -> RightsRequest:
    _label, asker, programme = askable[about]
    return ask_right(asker, programme, **given)


def choices_of(subject: Subject) -> dict[str, tuple[str, Asker, Programme]]:
    """What somebody may ask about: each of their applications, and their account in each programme they work for."""
    assert subject.account is not None
    found: dict[str, tuple[str, Asker, Programme]] = {}
    for application in subject.applications:
        if application.erased_at is None:
            told = f"{application.receipt}, {application.programme.name}"
            found[f"lamaran-{application.pk}"] = (told, application, application.programme)
    for programme in worked_for(subject.account):
        told = _("Akun saya di %(programme)s") % {"programme": programme.name}
        found[f"program-{programme.pk}"] = (told, subject.account, programme)
    return found


def worked_for(account: Account) -> list[Programme]:
    """Where the account holds or held a right, or sees the desk of."""
    own = Programme.objects.filter(grants__account=account).distinct()
    seen = programmes_seen_by(account)
    return sorted({*own.select_related("organisation"), *seen.select_related("organisation")}, key=lambda p: -p.pk)


def programme_of(subject: Subject) -> Programme | None:
    """By whose office's terms the days are counted; none for who has no part in any programme yet."""
    return next((programme for _label, _asker, programme in choices_of(subject).values()), None)


def requests_of(subject: Subject) -> list[RightsRequest]:
    mine = RightsRequest.objects.filter(account=subject.account) | RightsRequest.objects.filter(
        application__in=[application.pk for application in subject.applications]
    )
    return list(mine.order_by("-asked_at"))


def keeps_of(subject: Subject, at: datetime) -> list[Keep]:
    assert subject.account is not None
    found = [keep for each in subject.applications for keep in reasons_to_keep(each, at)]
    return found or account_reasons_to_keep(subject.account, at)
