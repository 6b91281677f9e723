"""My page: today first, for participants, mentors, trainers and reviewers; each sees only their own people and work."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.faces.context import works_at_desk
from sanggar.faces.mine.accompanying import mentor_agenda
from sanggar.faces.mine.agenda import participant_agenda, participant_shelf
from sanggar.faces.participation import Participation
from sanggar.faces.work_form import WorkForm
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.dates import long_date
from sanggar.mentoring.queries import MentorDay, mentor_day, mentorships_of, participant_day, places_of
from sanggar.people.models import Account, Role
from sanggar.people.rules import offices_where
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Meeting, ProgrammeGrant
from sanggar.publication.actions import add_work as add
from sanggar.selection.queries import waiting_reviews
from sanggar.training.access import own_enrolment_page
from sanggar.training.models import Enrolment
from sanggar.training.queries import (
    assessments_of_account,
    enrolments_of_account,
    meetings_of_trainer,
    meetings_to_record,
    waiting_works,
)
from sanggar.training.rules import may_record_as_trainer, trainer_writes_until

SHOWN_MEETINGS = 5
MENDABLE = timedelta(days=3)
"""Nothing older is a trainer's to fill (`trainer_writes_until`), so nothing older is looked through."""


def today(request: DeskRequest) -> HttpResponse:
    at = clock.now()
    own, day = enrolments_of_account(request.user), own_mentor_day(request.user, at)
    taught = meetings_of_trainer(request.user).filter(cancelled_at=None)
    context = {
        "participations": [participant_part(each, at) for each in own],
        "is_mentor": day is not None,
        "day": day,
        "mentor_lines": mentor_agenda(day) if day else [],
        "meetings": taught.filter(ends_at__gte=at)[:SHOWN_MEETINGS],
        "running": [each.pk for each in taught if each.starts_at <= at < each.ends_at],
        "to_record": to_record(request.user, taught, at),
        "taught": taught.filter(ends_at__lt=at).order_by("-starts_at", "pk"),
        "reviews": waiting_reviews(request.user),
        "works_waiting": waiting_works(request.user).count(),
        "has_assessed": assessments_of_account(request.user).exists(),
        "next_work": waiting_works(request.user).first(),
        "works_at_desk": works_at_desk(request.user),
        "is_reviewer": is_reviewer(request.user, at),
    }
    return render(request, "mine/today.html", context)


@own_enrolment_page
def add_work(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    """A participant names a work of their own; an officer looks at it before it counts."""
    form = WorkForm(request.POST or None)
    by = Actor("account", str(request.user.pk), _("peserta"))
    if form.is_valid() and form.carry_out(partial(add, enrolment), by=by, at=clock.now()):
        messages.success(request, _("Karya tercatat dan menunggu diperiksa."))
        return redirect("mine:works", enrolment.pk)
    return render(request, "mine/work.html", {"form": form}, status=422 if form.errors else 200)


def to_record(account: Account, taught: QuerySet[Meeting], at: datetime) -> list[dict[str, Any]]:
    """A trainer's lists with a gap, while it is theirs to fill."""
    lately = taught.filter(ends_at__gt=at - MENDABLE)
    found = (each for each in meetings_to_record(lately) if may_record_as_trainer(account, each, at))
    zone = clock.office_zone()
    return [
        {"meeting": each, "until": long_date(trainer_writes_until(each) - timedelta(seconds=1), zone)} for each in found
    ]


def participant_part(enrolment: Enrolment, at: datetime) -> dict[str, Any]:
    part, day = Participation(enrolment, at), participant_day(enrolment, at)
    return {"part": part, "agenda": participant_agenda(part, day), "shelf": participant_shelf(part, day)}


def own_mentor_day(account: Account, at: datetime) -> MentorDay | None:
    """Nothing for who is and was nobody's mentor."""
    is_mentor = bool(places_of(account)) or mentorships_of(account).exists()
    return mentor_day(account, at) if is_mentor else None


def is_reviewer(account: Account, at: datetime) -> bool:
    """Of a programme or of a whole office."""
    own = ProgrammeGrant.objects.in_force(at).filter(account=account, role=Role.REVIEWER)
    return own.exists() or offices_where(account, Role.REVIEWER).exists()
