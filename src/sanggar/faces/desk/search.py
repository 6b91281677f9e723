"""Search over everything this account may see: programmes, applications, participants, certificates."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.applications.models import Application
from sanggar.evaluation.models import Certificate
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Programme
from sanggar.planning.rules import programmes_seen_by
from sanggar.training.models import Enrolment

MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    text: str
    note: str
    link: str


def search(request: DeskRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:100]
    programmes = programmes_seen_by(request.user).select_related("organisation")
    found = [*in_programmes(programmes, query), *in_applications(programmes, query)] if query else []
    found += [*in_participants(programmes, query), *in_certificates(programmes, query)] if query else []
    return render(request, "desk/search.html", {"query": query, "found": found, "most": MOST})


def in_programmes(programmes: QuerySet[Programme], query: str) -> list[Found]:
    rows = programmes.filter(name__icontains=query)[:MOST]
    return [Found(_("Program"), p.name, str(p.fiscal_year), _address("desk:cockpit", p)) for p in rows]


def in_applications(programmes: QuerySet[Programme], query: str) -> list[Found]:
    match = Q(name__icontains=query) | Q(receipt__iexact=query) | Q(phone__endswith=query.lstrip("+0") or "-")
    rows = Application.objects.filter(match, call__stage__programme__in=programmes)
    rows = rows.select_related("call__stage__programme__organisation")[:MOST]
    return [
        Found(
            _("Lamaran"),
            row.name,
            f"{row.receipt} · {row.get_state_display()}",
            _address("applications:application", row.programme, row.receipt),
        )
        for row in rows
    ]


def in_participants(programmes: QuerySet[Programme], query: str) -> list[Found]:
    rows = Enrolment.objects.filter(person__name__icontains=query, stage__programme__in=programmes)
    rows = rows.select_related("person", "cohort", "stage__programme__organisation")[:MOST]
    return [
        Found(
            _("Peserta"),
            row.person.name,
            f"{row.stage} · {row.cohort}",
            _address("training:participant", row.stage.programme, row.pk),
        )
        for row in rows
    ]


def in_certificates(programmes: QuerySet[Programme], query: str) -> list[Found]:
    rows = Certificate.objects.filter(number__icontains=query, enrolment__stage__programme__in=programmes)[:MOST]
    return [Found(_("Sertifikat"), row.number, row.name_on_it, reverse("certificate", args=[row.code])) for row in rows]


def _address(name: str, programme: Programme, *rest: object) -> str:
    return reverse(name, args=[programme.organisation.slug, programme.slug, *rest])
