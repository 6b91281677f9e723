"""How someone whom one accompanies gets on, from their own baseline. Opens for their present mentor alone,
also while the pair rests, and while the right to accompany is in force.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sanggar.mentoring.models import RUNNING
from sanggar.mentoring.queries import mentorships_of
from sanggar.planning.access import DeskRequest
from sanggar.training.progress_charts import progress_page
from sanggar.training.queries import progress_of


def pair_progress(request: DeskRequest, pair: int) -> HttpResponse:
    running = mentorships_of(request.user).filter(state__in=RUNNING) if request.user.is_active else None
    found = running.filter(pk=pair).first() if running is not None else None
    if found is None:
        raise Http404
    enrolment = found.enrolment
    page = {"pair": found, "goals": enrolment.goals.all(), **progress_page(progress_of(enrolment))}
    return render(request, "mine/pair_progress.html", page)
