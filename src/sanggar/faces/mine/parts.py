"""The pages of one participation: what is long enough to stand by itself."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanggar.faces.participation import Participation
from sanggar.faces.work_form import WorkForm
from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest
from sanggar.training.access import own_enrolment_page
from sanggar.training.models import Enrolment


def part_page(title: str | Promise, *fragments: str) -> Callable[..., Any]:
    """The page that shows these fragments of a participation."""

    @own_enrolment_page
    def page(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
        context = {
            "title": title,
            "own_pages": True,
            "part": Participation(enrolment, clock.now()),
            "fragments": [f"mine/parts/{name}.html" for name in fragments],
            "work_form": WorkForm(),
            "work_url": reverse("mine:add_work", args=[enrolment.pk]),
        }
        return render(request, "mine/part.html", context)

    return page


badge = part_page(_("Kartu peserta"), "badge")
timetable = part_page(_("Jadwal dan kehadiran"), "timetable")
certificate = part_page(_("Menuju sertifikat"), "certificate", "completion")
works = part_page(_("Karya saya"), "works")
